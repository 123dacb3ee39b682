"""`crossfoot ingest` and `crossfoot facts ...`: their options."""

import argparse
from collections.abc import Callable
from pathlib import Path

from crossfoot.cli.products_options import PRODUCT_ACTIONS, add_products

Common = Callable[[argparse.ArgumentParser], None]
STORE = "facts.duckdb"

INGEST_EXAMPLES = """examples:
  crossfoot ingest output/iij                  every filing below, into facts.duckdb
  crossfoot ingest report.xbri --package taxonomy.zip --received 2026-11-22T00:00:00Z
  crossfoot ingest aapl-20230930.htm --without-taxonomy --filed 2023-11-03
  crossfoot ingest inbox/ --jobs 2
  crossfoot ingest inbox/ --store postgresql://user@host/facts --policy gate.yaml

Refused filings go, with their reasons, to facts.quarantine/; receipts to facts.receipts/.
exit codes: 0 all accepted, 1 some refused, 2 usage, 3 broken set-up, 4 the database failed"""

FACTS_EXAMPLES = """examples:
  crossfoot facts filings
  crossfoot facts receipts --refused
  crossfoot facts search "operating income" --filer iij
  crossfoot facts history iij Revenues --unit JPY --no-dimensions
  crossfoot facts as-of 2009-12-31 iij Revenues
  crossfoot facts as-of 2009-12-31 iij --against 2010-12-31
  crossfoot facts restatements iij
  crossfoot facts compare Assets iij 0000320193
  crossfoot facts history iij NetIncomeLossTarget --dimensions StatementScenario=ScenarioForecast
  crossfoot facts statement iij 2010-03-31                  which statements the filing has
  crossfoot facts statement iij 2010-03-31 balance-sheet
  crossfoot facts lineage iij gaap:Revenues --frame CY2009 --unit JPY
  crossfoot facts plot iij Revenues --unit JPY --no-dimensions --quarters 1 --output revenues.svg
  crossfoot facts plot iij Revenues --unit JPY --no-dimensions --quarters 4 --output revenues.png
  crossfoot facts list iij Assets --end 2010-03-31
  crossfoot facts lineage --fact is.Revenues.2009-04-01_2010-03-31.JPY
  crossfoot facts export facts.csv --filer iij
  crossfoot facts export iij.json --product companyfacts --filer iij
  crossfoot facts export - --product frames --concept gaap:Revenues --unit JPY --frame CY2009
  crossfoot facts export 2010q2.zip --product data-sets
  crossfoot facts export lake --product parquet

exit codes: 0 answered (also by "nothing found"), 2 usage, or a name that the store does not know, 3 broken set-up, 4 the database failed"""


def add_ingest(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: Common
) -> None:
    """Add `crossfoot ingest`."""
    raw = argparse.RawDescriptionHelpFormatter
    ingest = commands.add_parser(
        "ingest",
        help="put filings into the fact store",
        epilog=INGEST_EXAMPLES,
        formatter_class=raw,
    )
    ingest.add_argument(
        "paths",
        nargs="+",
        type=_named,
        metavar="PATH",
        help="output folders, reports in any syntax, packages, zips, folders",
    )
    ingest.add_argument(
        "--package",
        type=Path,
        action="append",
        default=[],
        metavar="ZIP",
        help="a taxonomy package that reports need",
    )
    ingest.add_argument(
        "--without-taxonomy",
        action="store_true",
        help="where the taxonomy is not at hand, take the facts unvalidated",
    )
    ingest.add_argument(
        "--judge",
        action="store_true",
        help="without effect: what this machine did not build is validated anyway",
    )
    ingest.add_argument(
        "--trust",
        action="store_true",
        help="output folders of your own, built elsewhere: accept them without revalidation",
    )
    ingest.add_argument(
        "--policy",
        type=Path,
        metavar="FILE",
        help="what is refused (YAML; default: what is not valid)",
    )
    ingest.add_argument(
        "--received", metavar="TIME", help="when they came in: 2026-11-22T00:00:00Z (default: now)"
    )
    ingest.add_argument(
        "--filed", metavar="DATE", help="when they were filed, where a report does not say"
    )
    ingest.add_argument(
        "--accession", metavar="NUMBER", help="the SEC's accession number, for one filing"
    )
    ingest.add_argument(
        "--quarantine",
        type=Path,
        metavar="DIR",
        help="where refused ones are kept (default: beside the store)",
    )
    ingest.add_argument(
        "--receipts", type=Path, metavar="DIR", help="where receipts go (default: beside the store)"
    )
    ingest.add_argument(
        "--jobs",
        type=int,
        default=1,
        metavar="N",
        help="filings read at once; one process writes (default: 1)",
    )
    _store(ingest)
    common(ingest)
    ingest.set_defaults(run=_run_ingest)


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store",
        default=STORE,
        metavar="STORE",
        help=f"a DuckDB file or postgresql://... (default: {STORE})",
    )
    parser.add_argument(
        "--wait",
        type=_seconds,
        default=60,
        metavar="SECONDS",
        help="how long to wait for another writer (default: 60)",
    )


def _named(text: str) -> Path:
    """A path; an empty text, such as a variable of the shell that is not set, would be the working
    folder."""
    if not text:
        raise argparse.ArgumentTypeError("the path is empty")
    return Path(text)


def _seconds(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of seconds")
    return int(text)


def _run_ingest(options: argparse.Namespace) -> int:
    from crossfoot.cli.ingest import run_ingest

    return run_ingest(options)


def add_facts(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `crossfoot facts` and its actions."""
    raw = argparse.RawDescriptionHelpFormatter
    command = commands.add_parser(
        "facts", help="ask the fact store", epilog=FACTS_EXAMPLES, formatter_class=raw
    )
    actions = command.add_subparsers(metavar="ACTION", required=True)
    for add in (_filings, _receipts, _search, _list, _history, _as_of, _restatements, _compare):
        add(actions)
    add_products(actions, add_action, _narrowed)


def add_action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    """An action with the options that all have."""
    raw = argparse.RawDescriptionHelpFormatter
    action = actions.add_parser(
        name, help=text, description=text, epilog=_examples(name), formatter_class=raw
    )
    _store(action)
    for form in (
        ("json", "csv") if name not in ("export", "plot") else ()
    ):  # those write files of their own
        told = f"as {form.upper()}, to a file or standard output"
        action.add_argument(
            f"--{form}", nargs="?", const=Path("-"), type=Path, metavar="FILE", help=told
        )
    action.set_defaults(run=_run(name))
    return action


def _examples(name: str) -> str:
    """The examples of one action."""
    own = [
        line for line in FACTS_EXAMPLES.splitlines() if line.startswith(f"  crossfoot facts {name}")
    ]
    return "\n".join(["examples:", *own])


def _run(name: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        if name in PRODUCT_ACTIONS:
            from crossfoot.cli.products import ACTIONS as PRODUCTS

            return PRODUCTS[name](options)
        from crossfoot.cli.facts import ACTIONS

        return ACTIONS[name](options)

    return run


def _narrowed(action: argparse.ArgumentParser) -> None:
    """Options that narrow the facts."""
    action.add_argument("--start", metavar="DATE", help="the period's first day")
    action.add_argument("--end", metavar="DATE", help="the period's last day, or the instant")
    action.add_argument("--unit", default="", help="JPY, USD/shares, ...")
    action.add_argument(
        "--dimensions",
        metavar="AXIS=MEMBER",
        help="exactly these: StatementScenario=ScenarioForecast, or the JSON as stored",
    )
    action.add_argument(
        "--no-dimensions", action="store_true", help="facts of the whole entity alone"
    )


def _filings(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    action = add_action(actions, "filings", "the filings in the store")
    action.add_argument(
        "filer", nargs="?", default="", help="identifier, prefix or part of the name"
    )


def _receipts(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    action = add_action(
        actions,
        "receipts",
        "every package ever handed in: its verdict, its reasons, and how it was judged before",
    )
    action.add_argument(
        "--refused", action="store_true", help="those that are refused and lie in quarantine alone"
    )


def _search(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    action = add_action(actions, "search", "concepts by name or label")
    action.add_argument("words")
    action.add_argument("--filer", default="")


def _list(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    action = add_action(actions, "list", "facts as they were told, each telling")
    _filer_and_concept(action)
    action.add_argument("--filing", type=int, metavar="KEY", help="of one filing alone")
    _narrowed(action)


def _history(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    action = add_action(actions, "history", "the versions of numbers, by the date they were filed")
    _filer_and_concept(action)
    _narrowed(action)


def _as_of(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    action = add_action(
        actions,
        "as-of",
        "what was known on a date; with --against, what another date knows otherwise",
    )
    action.add_argument("date")
    _filer_and_concept(action)
    action.add_argument("--against", metavar="DATE", help="show what differs on this date")
    _narrowed(action)


def _restatements(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    action = add_action(
        actions, "restatements", "numbers that a later filing tells otherwise, with both addresses"
    )
    _filer_and_concept(action)
    action.add_argument(
        "--rounding", action="store_true", help="also those that differ by rounding alone"
    )
    _narrowed(action)


def _compare(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    action = add_action(
        actions, "compare", "one concept of several filers side by side, latest versions"
    )
    action.add_argument("concept")
    action.add_argument("filers", nargs="+", metavar="FILER")
    _narrowed(action)


def _filer_and_concept(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "filer", nargs="?", default="", help="identifier, prefix or part of the name"
    )
    action.add_argument("concept", nargs="?", default="", help="with or without its prefix")
