"""Published lists to align with: arcs (parent, child, weight) and names (name), as CSV."""

from pathlib import Path

from crossfoot.curated.tables import RawTable, read_table
from crossfoot.errors import UsageError
from crossfoot.model.alignment import Explained, Published
from crossfoot.workspace import is_file


def read_published(arcs: Path, names: list[Path]) -> Published:
    """The signs of the arcs, and every name of the lists and of the arcs; prefixes are taken
    off."""
    signs: dict[tuple[str, str], set[int]] = {}
    for row in _rows(arcs, ("parent", "child", "weight")):
        sign = -1 if row["weight"].startswith("-") else 1
        signs.setdefault((_local(row["parent"]), _local(row["child"])), set()).add(sign)
    known = {name for pair in signs for name in pair}
    for path in names:
        known.update(_local(row["name"]) for row in _rows(path, ("name",)))
    return Published(
        names=frozenset(known), signs={pair: frozenset(found) for pair, found in signs.items()}
    )


def read_explained(path: Path, shown: str) -> tuple[Explained, ...]:
    """unlisted.csv of a base: names that its author vouches for, with the reason; nothing when
    there is no such file."""
    table = read_table(path, shown)[0] if path.is_file() else None
    if table is None:
        return ()
    numbers = [number for number, _ in table.rows]
    return tuple(
        Explained(name=row.get("name", ""), reason=row.get("reason", ""), source=table.at(number))
        for number, row in zip(numbers, _records(table), strict=True)
    )


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    if not is_file(path):
        raise UsageError(
            f"'{path}' is not there", "a CSV file with the columns " + ", ".join(columns)
        )
    table, findings = read_table(path, path.name)
    if table is None:
        raise UsageError(f"'{path.name}' can't be read: {findings[0].message}", findings[0].hint)
    missing = [name for name in columns if name not in table.header]
    if missing:
        raise UsageError(
            f"'{path.name}' has no column '{missing[0]}'", "it needs " + ", ".join(columns)
        )
    return _records(table)


def _records(table: RawTable) -> list[dict[str, str]]:
    return [dict(zip(table.header, cells, strict=False)) for _, cells in table.rows]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
