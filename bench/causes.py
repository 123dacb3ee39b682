"""Plants errors in every filing of every workspace, one or two at a time, and counts how often the
build tells them, and names the right place first.

    python bench/causes.py                       # 10 errors of each kind in each filing
    python bench/causes.py --each 40 --pairs 20 WORKSPACE ...

A cell counts as covered where the filing as it stands has a check that compares it. Errors of cells
that no check covers are counted apart, and so are those of cells that one check alone covers. Of a
fault of a network the right place is its row; of a column, its definition or the column's cells.
"""

import argparse
import csv
import io
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from crossfoot.arelle.session import ArelleSession
from crossfoot.model.finding import Finding, in_order
from crossfoot.model.options import BuildOptions
from crossfoot.workflows.build import Builder
from crossfoot.workflows.draft import Draft
from crossfoot.workspace import Workspace

CELLS = ("digit", "swapped-digits", "dropped-digit", "doubled-digit", "sign", "scale")
NETWORK = ("missing-part", "weight", "negated")
PLACES = ("swapped-rows", "swapped-columns")
KINDS = (*CELLS, *NETWORK, *PLACES)
FIXED = (
    "line",
    "concept",
    "role",
    "label",
    "note",
    "period",
    "unit",
    "scale",
    "members",
    "decimals",
)


class Planted:
    """One error: its kind, the addresses that are right, what the cell said, its checks."""

    def __init__(self, kind: str, places: set[tuple[str, int, str | None]], was: str = "") -> None:
        self.kind, self.places, self.was = kind, places, was
        self.checks = 0


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def spoiled(text: str, kind: str, chance: random.Random) -> str | None:
    """The number with one slip in it; None where it has no room for one."""
    bare = text.strip("()").replace(",", "")
    if not re.fullmatch(r"\(?\d{1,3}(,\d{3})*\)?", text) or int(bare) == 0:
        return None
    digits, negative = bare, text.startswith("(")
    at = chance.randrange(len(digits))
    if kind == "digit":
        new = (
            digits[:at]
            + chance.choice([d for d in "0123456789" if d != digits[at]])
            + digits[at + 1 :]
        )
    elif kind == "swapped-digits":
        pairs = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1]]
        if not pairs:
            return None
        at = chance.choice(pairs)
        new = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    elif kind == "dropped-digit":
        new = digits[:at] + digits[at + 1 :]
    elif kind == "doubled-digit":
        new = digits[:at] + digits[at] + digits[at:]
    elif kind == "scale":
        new = digits + "000" if chance.random() < 0.5 or not digits.endswith("000") else digits[:-3]
    else:
        new, negative = digits, not negative
    if not new or (len(new) > 1 and new[0] == "0") or int(new) == 0:
        return None
    shown = f"{int(new):,}"
    shown = f"({shown})" if negative else shown
    return None if shown == text else shown


def plant(kind: str, folder: Path, chance: random.Random) -> Planted | None:
    """Spoil one place of a filing's folder (or of the company's networks)."""
    if kind in NETWORK:
        return plant_in_network(kind, folder, chance)
    tables = sorted(path for path in folder.glob("*.csv") if path.name != "readings.csv")
    path = chance.choice(tables)
    rows = rows_of(path)
    columns = [at for at, name in enumerate(rows[0]) if name not in FIXED]
    if not columns or len(rows) < 3:
        return None
    row, column = chance.randrange(1, len(rows)), chance.choice(columns)
    if len(rows[row]) <= column:
        return None
    if kind in CELLS:
        was = rows[row][column]
        new = spoiled(was, kind, chance)
        if new is None:
            return None
        rows[row][column] = new
        found = Planted(kind, {(path.name, row + 1, rows[0][column])}, was)
    elif kind == "swapped-rows":
        if row + 1 >= len(rows):
            return None
        one, other = rows[row], rows[row + 1]
        pairs = [at for at in columns if len(one) > at and len(other) > at]
        if not any(one[at] != other[at] and one[at] and other[at] for at in pairs):
            return None
        for at in pairs:
            one[at], other[at] = other[at], one[at]
        found = Planted(
            kind, {(path.name, n, rows[0][at]) for n in (row + 1, row + 2) for at in pairs}
        )
    else:
        if column + 1 not in columns:
            return None
        for line in rows[1:]:
            line[column], line[column + 1] = line[column + 1], line[column]
        names = (rows[0][column], rows[0][column + 1])
        found = Planted(
            kind,
            {(path.name, n + 1, name) for n in range(len(rows)) for name in names}
            | {("filing.yaml", 0, name) for name in names},
        )
    write_rows(path, rows)
    return found


def plant_in_network(kind: str, folder: Path, chance: random.Random) -> Planted | None:
    paths = sorted((folder.parent / "networks").glob("*.csv"))
    text = (folder / "filing.yaml").read_text(encoding="utf-8")
    used = {
        name.strip(" \"'")
        for names in re.findall(r"networks: *\[([^]]*)\]", text)
        for name in names.split(",")
    }
    paths = [path for path in paths if path.stem in used]
    if not paths:
        return None
    path = chance.choice(paths)
    rows = rows_of(path)
    head = {name: at for at, name in enumerate(rows[0])}
    parts = [
        n
        for n in range(1, len(rows))
        if len(rows[n]) > head["part_of"] and rows[n][head["part_of"]]
    ]
    if not parts:
        return None
    row = chance.choice(parts)
    line = rows[row]
    line += [""] * (len(rows[0]) - len(line))
    was = ""
    if kind == "missing-part":
        was, line[head["part_of"]], line[head["weight"]] = line[head["part_of"]], "", ""
    elif kind == "weight":
        line[head["weight"]] = "" if line[head["weight"]] == "-1" else "-1"
    else:
        label = line[head["label"]]
        plain = label.removeprefix("negated")
        line[head["label"]] = (
            plain[:1].lower() + plain[1:]
            if label.startswith("negated")
            else f"negated{label[:1].upper()}{label[1:]}"
        )
    write_rows(path, rows)
    return Planted(
        kind, {(f"networks/{path.name}", row + 1, None), (path.name, row + 1, None)}, was
    )


def right(finding: Finding, planted: Planted) -> bool:
    source = finding.source
    name = source.file.rsplit("/", 1)[-1]
    if planted.kind in NETWORK:
        return any(
            name == place[0].rsplit("/", 1)[-1] and source.row == place[1]
            for place in planted.places
        )
    if planted.kind == "swapped-rows" and source.column is None:
        return any((name, source.row) == place[:2] for place in planted.places)
    if planted.kind == "swapped-columns" and finding.cause in ("swapped-columns", "period"):
        return source.file.endswith("filing.yaml") or any(
            name == place[0] for place in planted.places
        )
    return (name, source.row, source.column) in planted.places


def draft(workspace: Path, folder: Path, builder: Builder | None = None) -> tuple[Draft, Builder]:
    if builder is None:
        options = BuildOptions(output=workspace / "output", arelle=False, viewer=False)
        builder = Builder(
            workspace=Workspace(root=workspace), options=options, session=ArelleSession()
        )
    builder.seconds = {}
    return builder._draft(folder), builder


def covering(made: Draft) -> Counter[tuple[str, int, str]]:
    """How many checks compare each cell."""
    found: Counter[tuple[str, int, str]] = Counter()
    for tie in made.ties:
        if tie.status in ("holds", "rounding", "restated"):
            for at in set(tie.addresses if tie.kind != "comparative" else tie.addresses[:1]):
                found[at.file, at.row or 0, at.column or ""] += 1
    return found


class Tally:
    def __init__(self) -> None:
        self.all, self.told, self.first, self.three, self.suggested, self.findings = (
            0,
            0,
            0,
            0,
            0,
            0,
        )
        self.equal = self.equal_named = 0
        self.seconds: list[float] = []

    def row(self, name: str) -> str:
        share = lambda count: f"{count / self.all:6.1%}" if self.all else "     -"  # noqa: E731
        each = self.findings / max(self.told, 1)
        slow = max(self.seconds, default=0.0)
        return (
            f"{name:28}{self.all:6}{share(self.told):>8}{share(self.first):>8}{share(self.three):>8}"
            f"{share(self.suggested):>9}{each:8.2f}{self.equal:7}{self.equal_named:7}{slow:8.3f}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspaces", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=10, help="errors of each kind in each filing")
    parser.add_argument("--pairs", type=int, default=0, help="pairs of errors in each filing")
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=KINDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show", type=int, default=0, help="so many misses, each with what was said"
    )
    options = parser.parse_args()
    root = Path(__file__).parents[1]
    spaces = options.workspaces or [root, *sorted((root / "tests" / "cases").iterdir())]
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for space in spaces:
            if (space / "filings").is_dir():
                copy = Path(scratch) / space.resolve().name
                copy.mkdir()
                shutil.copytree(space / "filings", copy / "filings")
                if (space / "taxonomy").is_dir():
                    (copy / "taxonomy").symlink_to((space / "taxonomy").resolve())
                for folder in Workspace(root=copy).filing_folders([]):
                    run(copy, folder, options, tallies)
    print(
        f"{'kind':28}{'errors':>6}{'told':>8}{'first':>8}{'three':>8}{'suggest':>9}{'each':>8}{'equal':>7}{'named':>7}{'max s':>8}"
    )
    for name in sorted(tallies):
        print(tallies[name].row(name))
    return 0


def run(space: Path, folder: Path, options: argparse.Namespace, tallies: dict[str, Tally]) -> None:
    chance = random.Random(f"{options.seed} {folder.parent.name}/{folder.name}")
    company = folder.parent
    kept = {path: path.read_bytes() for path in company.rglob("*") if path.is_file()}
    before, builder = draft(space, folder)
    known = set(in_order(before.findings))
    covered = covering(before)
    work = [(kind,) for kind in options.kinds for _ in range(options.each)]
    work += [tuple(chance.sample(KINDS, 2)) for _ in range(options.pairs)]
    for kinds in work:
        planted = [found for kind in kinds if (found := tried(kind, folder, chance)) is not None]
        if len(planted) == len(kinds):
            made, _ = draft(space, folder, builder)
            for one in planted:
                one.checks = min(sum(covered[place] for place in one.places if place[2]), 99)
            count(planted, made, builder, known, tallies, options, folder)
        for path, data in kept.items():
            if path.read_bytes() != data:
                path.write_bytes(data)


def tried(kind: str, folder: Path, chance: random.Random) -> Planted | None:
    return next(
        (found for _ in range(20) if (found := plant(kind, folder, chance)) is not None), None
    )


def count(
    planted: list[Planted],
    made: Draft,
    builder: Builder,
    known: set[Finding],
    tallies: dict[str, Tally],
    options: argparse.Namespace,
    folder: Path,
) -> None:
    new = [f for f in in_order(made.findings) if f not in known and f.severity != "info"]
    one = planted[0]
    firsts = [any(right(f, p) for p in planted) for f in new[:3]]
    names = group(planted)
    hit = next((f for f in new[:3] if right(f, one)), None)
    good = hit is not None and suggested(hit, one)
    if options.show and (len(new) > 2 or not any(firsts[:1])) and "covered" in names[0]:
        options.show -= 1
        print(
            folder.name, one.kind, sorted(one.places, key=str)[:2], repr(one.was), file=sys.stderr
        )
        for f in new[:8]:
            print("    ", f, f.hint, file=sys.stderr)
    for name in names:
        tally = tallies.setdefault(name, Tally())
        tally.all += 1
        tally.told += bool(new)
        tally.first += any(firsts[:1])
        tally.three += any(firsts)
        tally.suggested += good
        tally.findings += len(new)
        if new and new[0].certainty == "equal":
            tally.equal += 1
            tally.equal_named += any(firsts)
        tally.seconds.append(builder.seconds.get("causes", 0.0))


def suggested(hit: Finding, planted: Planted) -> bool:
    """Whether the finding says what the place should say."""
    if planted.kind in CELLS:
        return hit.suggestion == planted.was
    if planted.kind == "missing-part":
        return planted.was in hit.suggestion
    return hit.cause == planted.kind or (not hit.cause and planted.kind in hit.message + hit.hint)


def group(planted: list[Planted]) -> list[str]:
    if len(planted) > 1:
        return ["pairs"]
    one = planted[0]
    if one.kind in NETWORK:
        return ["all covered", "cells and networks", f"covered {one.kind}"]
    if not one.checks:
        return ["uncovered", f"uncovered {one.kind}"]
    alone = one.kind in CELLS and one.checks == 1
    narrow = ["cells and networks"] if one.kind in CELLS else []
    place = "in one check" if alone else "in more checks"
    return ["all covered", *narrow, f"covered {one.kind}", place]


if __name__ == "__main__":
    sys.exit(main())
