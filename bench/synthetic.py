"""Synthetic filings in our own curated format: a workspace folder with exact totals, or with one
broken one.

A statement is 111 monetary concepts: a root, 10 subtotals (the last one with weight -1), 100
leaves. Statements alternate
instant with 2 and duration with 4 contexts. *deep*: the concepts grow with N. *wide*: 999 concepts
(9 statements) on one
explicit axis, and the contexts grow with N. Same arguments, same bytes.
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUBTOTALS, LEAVES = 10, 10
ITEMS = 1 + SUBTOTALS + SUBTOTALS * LEAVES
WIDE_STATEMENTS = 9
NAME, STEM = "syn/2024-12-31", "syn-20241231"
INSTANTS = ("2024-12-31", "2023-12-31")
DURATIONS = (
    "2024-01-01/2024-12-31",
    "2023-01-01/2023-12-31",
    "2024-10-01/2024-12-31",
    "2023-10-01/2023-12-31",
)
CONCEPTS = (
    "name",
    "type",
    "period",
    "balance",
    "label",
    "label_ja",
    "definition",
    "reference",
    "us_gaap",
    "anchor",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One value column: its name, its period, its member or nothing."""

    name: str
    period: str
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One statement of the filing."""

    number: int
    instant: bool
    columns: tuple[Column, ...]

    @property
    def id(self) -> str:
        return f"s{self.number:04d}"


def sheets(shape: str, facts: int) -> list[Sheet]:
    """The statements that hold about so many facts."""
    wanted = round(facts / ITEMS)
    return list(_deep(wanted)) if shape == "deep" else _wide(wanted)


def _deep(wanted: int) -> Iterator[Sheet]:
    number = 0
    while wanted > 0:
        columns = _columns(number, "")[:wanted]
        yield Sheet(number=number, instant=number % 2 == 0, columns=tuple(columns))
        wanted -= len(columns)
        number += 1


def _columns(number: int, member: str) -> list[Column]:
    kind, periods = ("I", INSTANTS) if number % 2 == 0 else ("D", DURATIONS)
    return [
        Column(name=f"{kind}{place}{member and ' ' + member}", period=period, member=member)
        for place, period in enumerate(periods)
    ]


def _wide(wanted: int) -> list[Sheet]:
    columns: list[list[Column]] = [[] for _ in range(WIDE_STATEMENTS)]
    member = 0
    while wanted > 0:
        member += 1
        for number in range(WIDE_STATEMENTS):
            taken = _columns(number, f"M{member:03d}")[: max(wanted, 0)]
            columns[number].extend(taken)
            wanted -= len(taken)
    return [
        Sheet(number=n, instant=n % 2 == 0, columns=tuple(found))
        for n, found in enumerate(columns)
        if found
    ]


def values(sheet: Sheet, column: int) -> list[int]:
    """The 111 amounts of one column in printed order, every total exact."""
    seed = sheet.number * 1009 + column * 9176 + 12345
    total, rows = 0, []
    for subtotal in range(SUBTOTALS):
        leaves = []
        for _ in range(LEAVES):
            seed = (seed * 1103515245 + 12345) % 2**31
            leaves.append(seed // 1024 % 999_000 + 1)
        rows += [sum(leaves), *leaves]
        total += sum(leaves) * (-1 if subtotal == SUBTOTALS - 1 else 1)
    return [total, *rows]


def tree() -> Iterator[tuple[int, int, int | None, int]]:
    """Level, item, the item that it is a part of, weight; in printed order."""
    yield 0, 0, None, 1
    item = 1
    for subtotal in range(SUBTOTALS):
        above = item
        yield 1, above, 0, -1 if subtotal == SUBTOTALS - 1 else 1
        for item in range(above + 1, above + 1 + LEAVES):
            yield 2, item, above, 1
        item += 1


TREE = tuple(tree())


def name(sheet: Sheet, item: int) -> str:
    """The local name of a concept."""
    return f"Statement{sheet.number:04d}Item{item:03d}"


def printed(value: int) -> str:
    return f"{value:,}" if value >= 0 else f"({-value:,})"


def write_workspace(root: Path, shape: str, facts: int, *, broken: bool = False) -> None:
    """A workspace with one filing; in the broken one the root of the middle statement is 1 too
    much."""
    company = root / "filings" / "syn"
    filing = company / "2024-12-31"
    (company / "networks").mkdir(parents=True)
    filing.mkdir()
    found = sheets(shape, facts)
    members = list(
        dict.fromkeys(column.member for sheet in found for column in sheet.columns if column.member)
    )
    _write(company / "company.yaml", _company())
    _table(company / "concepts.csv", CONCEPTS, _concepts(found, members))
    _write(company / "networks.yaml", (line for sheet in found for line in _network(sheet)))
    _write(filing / "filing.yaml", _filing(found))
    spoiled = found[len(found) // 2].number if broken else -1
    for sheet in found:
        own = tuple(dict.fromkeys(column.member for column in sheet.columns if column.member))
        _table(
            company / "networks" / f"{sheet.id}.csv",
            ("level", "concept", "label", "part_of", "weight"),
            _nodes(sheet, own),
        )
        _table(
            filing / f"{sheet.id}.csv",
            ("concept", "label", *(c.name for c in sheet.columns)),
            _rows(sheet, sheet.number == spoiled),
        )


def _write(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in lines)


def _table(path: Path, head: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _company() -> Iterator[str]:
    yield "name: Synthetic Corp."
    yield "prefix: syn"
    yield 'entity: {scheme: "http://www.sec.gov/CIK", identifier: "0000000001"}'
    yield "currency: USD"


def _concepts(found: list[Sheet], members: list[str]) -> Iterator[tuple[object, ...]]:
    for sheet in found:
        period, anchor = ("instant", "Assets") if sheet.instant else ("duration", "ProfitLoss")
        for level, item, above, weight in TREE:
            credit = weight < 0 or (level == 2 and above == ITEMS - LEAVES - 1)
            label = f"Statement {sheet.number} item {item}"
            yield (
                name(sheet, item),
                "monetary",
                period,
                "credit" if credit else "debit",
                label,
                "",
                "",
                "",
                "-",
                anchor,
            )
        if members:
            for kind, ending in (
                ("abstract", "Abstract"),
                ("table", "Table"),
                ("lineItems", "LineItems"),
            ):
                label = f"Statement {sheet.number} [{ending}]"
                yield (
                    f"Statement{sheet.number:04d}{ending}",
                    kind,
                    "duration",
                    "",
                    label,
                    "",
                    "",
                    "",
                    "-",
                    "AssetsAbstract",
                )
    for member in members:
        yield (
            f"{member}Member",
            "member",
            "duration",
            "",
            f"{member} [Member]",
            "",
            "",
            "",
            "-",
            "ProductsAndServicesDomain",
        )


def _network(sheet: Sheet) -> Iterator[str]:
    yield f"{sheet.id}:"
    yield f"  number: {300000 + sheet.number}"
    yield "  kind: Disclosure"
    yield f"  title: Statement {sheet.number}"


def _nodes(sheet: Sheet, members: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    depth = 0
    if members:
        stem = f"Statement{sheet.number:04d}"
        head = (
            (0, f"{stem}Abstract"),
            (1, f"{stem}Table"),
            (2, "ProductOrServiceAxis"),
            (3, "ProductsAndServicesDomain"),
        )
        yield from ((level, concept, "", "", "") for level, concept in head)
        yield from ((4, f"{member}Member", "", "", "") for member in members)
        yield 2, f"{stem}LineItems", "", "", ""
        depth = 3
    for level, item, above, weight in TREE:
        yield (
            depth + level,
            name(sheet, item),
            "",
            "" if above is None else name(sheet, above),
            "" if weight > 0 else weight,
        )


def _rows(sheet: Sheet, broken: bool) -> Iterator[tuple[object, ...]]:
    columns = [values(sheet, place) for place in range(len(sheet.columns))]
    if broken:
        columns[0][0] += 1
    for (_, item, _, _), cells in zip(TREE, zip(*columns, strict=True), strict=True):
        yield name(sheet, item), f"Statement {sheet.number} item {item}", *map(printed, cells)


def _filing(found: list[Sheet]) -> Iterator[str]:
    yield 'period_end: "2024-12-31"'
    yield "title: Synthetic filing"
    yield "context: 2024-01-01/2024-12-31"
    yield "columns:"
    for column in {column.name: column for sheet in found for column in sheet.columns}.values():
        members = (
            f", members: {{ProductOrServiceAxis: {column.member}Member}}" if column.member else ""
        )
        yield f'  "{column.name}": {{period: {column.period}, unit: USD, scale: thousands{members}, heading: ["{column.period}"]}}'
    yield "tables:"
    for sheet in found:
        yield f"  - {{id: {sheet.id}, file: {sheet.id}.csv, title: Statement {sheet.number}, networks: [{sheet.id}]}}"


if __name__ == "__main__":
    write_workspace(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), broken="--broken" in sys.argv)
