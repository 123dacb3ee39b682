"""`crossfoot facts export`, `statement`, `lineage` and `plot`: their options."""

import argparse
from collections.abc import Callable
from pathlib import Path

PRODUCT_ACTIONS = ("export", "statement", "lineage", "plot")
PRODUCTS = ("facts", "companyfacts", "companyconcept", "frames", "data-sets", "parquet", "csv")
PRODUCTS_TEXT = """products of export:
  facts            one CSV, all selected facts with their addresses (the default); every narrowing option
  companyfacts     the SEC's JSON of one --filer; --as-of
  companyconcept   the SEC's JSON of one --filer and --concept; --as-of
  frames           the SEC's JSON of one --concept, --unit and --frame, all filers
  data-sets        sub, num, tag and pre as the SEC's Financial Statement Data Sets, into a folder or a .zip; --filer
  parquet, csv     a tidy table in folders filer=.../period=..., into a folder; --filer"""

Add = Callable[
    ["argparse._SubParsersAction[argparse.ArgumentParser]", str, str], argparse.ArgumentParser
]
Narrow = Callable[[argparse.ArgumentParser], None]


def add_products(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", add: Add, narrow: Narrow
) -> None:
    """Add the four actions; `add` makes one, `narrow` gives it the options that narrow facts."""
    _export(add(actions, "export", "facts and the products made of them, to files"), narrow)
    _statement(
        add(
            actions,
            "statement",
            "a statement, put together again from the filing's own presentation network",
        )
    )
    _lineage(
        add(
            actions,
            "lineage",
            "from a number to its filing, fact, curated cell and line of the source",
        ),
        narrow,
    )
    _plot(add(actions, "plot", "a line over time as SVG or PNG, latest versions"), narrow)


def _export(action: argparse.ArgumentParser, narrow: Narrow) -> None:
    action.epilog = f"{PRODUCTS_TEXT}\n\n{action.epilog}"
    action.add_argument(
        "file",
        type=Path,
        help="a file (- for standard output), or a folder for data-sets, parquet and csv",
    )
    action.add_argument("--product", choices=PRODUCTS, default="facts")
    action.add_argument("--filer", default="", help="identifier, prefix or part of the name")
    action.add_argument("--concept", default="", help="frames: with its prefix")
    action.add_argument("--frame", default="", help="CY2009, CY2009Q3, CY2009Q3I")
    action.add_argument(
        "--as-of", metavar="DATE", help="companyfacts, companyconcept: what was known on this date"
    )
    narrow(action)


def _statement(action: argparse.ArgumentParser) -> None:
    action.add_argument("filer", help="identifier, prefix or part of the name")
    action.add_argument("period", help="the filing's period end: 2010-03-31")
    text = "balance-sheet, income-statement, cash-flow, equity, cover, or the name of a network; left out: lists what there is"
    action.add_argument("statement", nargs="?", help=text)
    action.add_argument("--members", action="store_true", help="columns for members too")
    action.add_argument(
        "--html",
        nargs="?",
        const=Path("-"),
        type=Path,
        metavar="FILE",
        help="as HTML, to a file or standard output",
    )


def _lineage(action: argparse.ArgumentParser, narrow: Narrow) -> None:
    action.add_argument(
        "filer", nargs="?", default="", help="identifier, prefix or part of the name"
    )
    action.add_argument(
        "concept", nargs="?", default="", help="with or without its prefix; for a frame with it"
    )
    action.add_argument("--fact", metavar="ID", help="the id of a fact in its report")
    action.add_argument(
        "--frame",
        default="",
        help="the numbers of a frame: CY2009, CY2009Q3, CY2009Q3I; needs --unit",
    )
    action.add_argument("--filing", type=int, metavar="KEY", help="of one filing alone")
    narrow(action)


def _plot(action: argparse.ArgumentParser, narrow: Narrow) -> None:
    action.add_argument("filer", help="identifier, prefix or part of the name")
    action.add_argument("concept", help="with or without its prefix")
    action.add_argument(
        "--output",
        type=Path,
        default=Path("-"),
        metavar="FILE",
        help="the picture (default: standard output)",
    )
    text = "svg or png (default: by the ending of FILE, else svg); png needs pip install 'crossfoot[plot]'"
    action.add_argument("--format", choices=("svg", "png"), help=text)
    action.add_argument(
        "--quarters",
        type=int,
        metavar="N",
        help="length of the periods: 4 years, 1 quarters, 0 instants",
    )
    narrow(action)
