"""`crossfoot taxonomy ...`: the options of its actions."""

import argparse
from collections.abc import Callable
from pathlib import Path

from crossfoot.version import DEFAULT_BASE

Common = Callable[[argparse.ArgumentParser], None]
TAXONOMY = f"a base ({DEFAULT_BASE}), a company under filings/, a folder, a schema or a package"

EXAMPLES = """examples:
  crossfoot taxonomy build                     compile the base after editing it
  crossfoot taxonomy lint                      the base and every company
  crossfoot taxonomy lint someone-2024.xsd package.zip
  crossfoot taxonomy align --reference calculation-arcs.csv --concepts concepts.csv
  crossfoot taxonomy diff old-folder gaap/2026 --html diff.html
  crossfoot taxonomy docs --output site"""


def add_taxonomy(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: Common
) -> None:
    """Add the command and its actions."""
    raw = argparse.RawDescriptionHelpFormatter
    text = "work on taxonomies: build, lint, align, diff, docs"
    command = commands.add_parser("taxonomy", help=text, epilog=EXAMPLES, formatter_class=raw)
    actions = command.add_subparsers(metavar="ACTION", required=True)
    for add in (_build, _lint, _align, _diff, _docs, _freeze):
        add(actions, common)


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: Common,
    name: str,
    text: str,
) -> argparse.ArgumentParser:
    action = actions.add_parser(
        name, help=text, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    common(action)
    action.set_defaults(run=_run(name))
    return action


def _run(name: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        from crossfoot.cli.taxonomy import ACTIONS

        return ACTIONS[name](options)

    return run


def _build(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", common: Common) -> None:
    build = _action(actions, common, "build", "compile the base taxonomy's sources into XBRL")
    build.add_argument(
        "base", nargs="?", default=DEFAULT_BASE, help=f"which base (default: {DEFAULT_BASE})"
    )
    build.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="where the taxonomy package goes, into taxonomy/ (default: output)",
    )


def _lint(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", common: Common) -> None:
    lint = _action(actions, common, "lint", "find what is wrong in a taxonomy, ours or anyone's")
    lint.add_argument(
        "taxonomies",
        nargs="*",
        metavar="TAXONOMY",
        help=f"{TAXONOMY} (default: the base and every company)",
    )
    lint.add_argument(
        "--rules",
        type=Path,
        metavar="FILE",
        help="only write the table of rules as Markdown ('-': standard output)",
    )


def _align(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", common: Common) -> None:
    align = _action(actions, common, "align", "compare names and arcs with published ones")
    align.add_argument(
        "taxonomies",
        nargs="*",
        metavar="TAXONOMY",
        help=f"{TAXONOMY} (default: the base and every company)",
    )
    align.add_argument(
        "--reference",
        type=Path,
        required=True,
        metavar="FILE",
        help="published arcs: CSV with parent, child, weight",
    )
    align.add_argument(
        "--concepts",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="published names: CSV with a column name",
    )
    align.add_argument(
        "--list", action="store_true", help="print every arc that is absent from the reference"
    )


def _diff(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", common: Common) -> None:
    diff = _action(actions, common, "diff", "tell what changed, and whether it breaks filers")
    diff.add_argument("old", metavar="OLD", help=TAXONOMY)
    diff.add_argument("new", metavar="NEW", help="the same kind of thing, later")
    diff.add_argument("--html", type=Path, metavar="FILE", help="write the changes as a page")


def _docs(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", common: Common) -> None:
    docs = _action(
        actions,
        common,
        "docs",
        "write a site: trees, concept pages, search in English and Japanese",
    )
    docs.add_argument(
        "taxonomy",
        nargs="?",
        default=DEFAULT_BASE,
        metavar="TAXONOMY",
        help=f"{TAXONOMY} (default: {DEFAULT_BASE})",
    )
    docs.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="where the site goes (default: output/taxonomy-docs)",
    )


def _freeze(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", common: Common) -> None:
    freeze = _action(
        actions,
        common,
        "freeze",
        "note the hashes of a released base; from then on it does not change",
    )
    freeze.add_argument("base", metavar="BASE", help="which base, such as gaap/2026")
