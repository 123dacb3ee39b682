"""Drive `crossfoot validate` over conformance suites of XBRL International.

    python tests/conformance/run.py SUITE_FOLDER [--only TEXT]

SUITE_FOLDER holds the unpacked suites XBRL 2.1 (`xbrl.xml`) or Formula (`index.xml`), or folders of
them; they are no part of this project. A line is variation, expected, got, seconds, and `ok` or
`DIFFERS` with the findings; the exit code is 0 where nothing differs.

What is expected: of XBRL 2.1 `valid` or `invalid`; of Formula every error code that a variation
names, and the count of each assertion that it names, satisfied and not.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from crossfoot.model.validation import ValidationResult
from crossfoot.workflows.validate import validate_paths
from crossfoot.workspace import Workspace

ANY_NAMESPACE = "{*}"


class Variation(NamedTuple):
    """One variation of a suite: what is validated, and what should come of it."""

    name: str
    entry: Path
    validity: str
    """`valid` or `invalid`; empty where the suite tells codes and counts instead."""
    codes: tuple[str, ...]
    """local names of the error codes"""
    assertions: tuple[tuple[str, int, int], ...]
    """id, times satisfied, times not satisfied"""


def variations(folder: Path) -> Iterator[Variation]:
    """The variations of all suites below a folder, test case by test case."""
    for index in sorted([*folder.rglob("xbrl.xml"), *folder.rglob("index.xml")]):
        for case in _cases(index):
            yield from _variations(case)


def _cases(index: Path) -> Iterator[Path]:
    for case in etree.parse(str(index)).iter(f"{ANY_NAMESPACE}testcase"):
        root = case.getparent().get("root", "")
        yield index.parent / root / unquote(case.get("uri"))


def _variations(case: Path) -> Iterator[Variation]:
    for element in etree.parse(str(case)).iter(f"{ANY_NAMESPACE}variation"):
        files = [file for file in element.iter(etree.Element) if file.get("readMeFirst") == "true"]
        result = element.find(f"{ANY_NAMESPACE}result")
        if not files or result is None:
            continue
        codes = [code.text.strip() for code in result.iter(f"{ANY_NAMESPACE}error")]
        tests = result.iter(f"{ANY_NAMESPACE}assertionTests")
        counts = [
            (t.get("assertionID"), int(t.get("countSatisfied")), int(t.get("countNotSatisfied")))
            for t in tests
        ]
        yield Variation(
            name=f"{case.stem} {element.get('id')}",
            entry=case.parent / unquote(files[0].text.strip()),
            validity=result.get("expected") or "",
            codes=tuple(code.rpartition(":")[2] for code in codes),
            assertions=tuple(counts),
        )


def expected(variation: Variation) -> str:
    """What the suite asks for, in one text; empty where it asks for something that we do not do."""
    counts = [f"{name} {yes}/{no}" for name, yes, no in variation.assertions]
    return variation.validity or " ".join([*variation.codes, *counts])


def got(variation: Variation, result: ValidationResult) -> str:
    """What the validation said of that, in the same words."""
    if variation.validity:
        return "valid" if result.clean else "invalid"
    local = {re.split("[.:]", finding.code)[-1] for finding in result.findings}
    codes = [code if code in local else "none" for code in variation.codes]
    counted = {name: (yes, no) for name, yes, no in result.assertions}
    counts = [
        f"{name} {'{}/{}'.format(*counted.get(name, ('-', '-')))}"
        for name, _, _ in variation.assertions
    ]
    return " ".join([*codes, *counts])


def main() -> int:
    """Print one line for each variation; 1 where one of them differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("suite", type=Path)
    parser.add_argument("--only", default="", help="variations whose name holds this text")
    options = parser.parse_args()
    workspace = Workspace(root=options.suite)
    asked = [one for one in variations(options.suite) if options.only in one.name and expected(one)]
    different, began = 0, time.perf_counter()
    for variation, result in zip(
        asked, validate_paths(workspace, [one.entry for one in asked], []), strict=True
    ):
        seconds, began = time.perf_counter() - began, time.perf_counter()
        want, said = expected(variation), got(variation, result)
        different += want != said
        print(
            f"{variation.name}\t{want}\t{said}\t{seconds:.2f}\t{'ok' if want == said else 'DIFFERS'}",
            flush=True,
        )
        if want != said:
            for f in result.findings:
                print("     ", str(f)[:240])
    print(f"{len(asked)} variations, {different} differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
