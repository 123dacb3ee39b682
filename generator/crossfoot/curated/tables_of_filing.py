"""The tables of a filing: rows and value columns with what their definitions say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from crossfoot.curated.aspects import parse_aspects, parse_members
from crossfoot.curated.column_headers import header_findings
from crossfoot.curated.definitions import ColumnSchema, TableSchema
from crossfoot.curated.sheet_layout import RESERVED
from crossfoot.curated.tables import RawTable, read_table
from crossfoot.curated.yaml_file import YamlFile
from crossfoot.curated.yaml_schema import decode_as
from crossfoot.model.filing import Aspects, Column, Row, Table
from crossfoot.model.finding import Finding, error
from crossfoot.model.separators import PLAIN, SEPARATORS, Separators
from crossfoot.model.suggestions import did_you_mean
from crossfoot.workspace import inside

_NOTHING = Aspects()


def read_filing_table(
    folder: Path,
    shape: TableSchema,
    shared: Mapping[str, Any],
    document: YamlFile,
    index: int,
    source: str,
    findings: list[Finding],
) -> Table | None:
    """The table that entry `index` of `tables:` describes; None with findings when its file can't
    be read."""
    file, _, sheet = shape.file.partition("#")
    path = folder / file
    if Path(file).is_absolute() or not inside(folder, path):
        at, message = document.at("tables", index, "file"), f"'{file}' leaves the filing's folder"
        findings.append(error("read.path", message, at, "keep the table beside filing.yaml"))
        return None
    numbers = _numbers(shape, document, index, findings)
    raw, problems = read_table(path, file, sheet or None, numbers)
    findings.extend(problems)
    if raw is None:
        return None
    if not raw.rows and not problems:
        hint = "a row a printed line, or take the table out"
        findings.append(error("read.empty", "the table has a header and no rows", raw.at(), hint))
    definitions = _joined(shared if isinstance(shared, dict) else {}, shape.columns)
    columns = _columns(raw, definitions, shape, document, index, findings)
    return Table(
        id=shape.id,
        file=file,
        sheet=sheet or None,
        title=shape.title,
        networks=tuple(shape.networks),
        columns=columns,
        rows=_rows(raw, columns, findings),
        document=source,
        numbers=numbers,
        exact=_exact(shape, document, index, findings),
        defined=document.at("tables", index, "networks"),
        text_block=(shape.text_block, document.at("tables", index, "text_block"))
        if shape.text_block
        else None,
    )


def _numbers(
    shape: TableSchema, document: YamlFile, index: int, findings: list[Finding]
) -> Separators:
    """How the table's page writes numbers; what the filing says, unless the table says
    otherwise."""
    example = shape.numbers or str(document.data.get("numbers") or "1,234.5")
    if example not in SEPARATORS:
        at = document.at("tables", index, "numbers") if shape.numbers else document.at("numbers")
        found = error(
            "table.numbers",
            f"'{example}' is not a way to write numbers",
            at,
            f"known: {'; '.join(SEPARATORS)}",
        )
        findings.extend([found] if found not in findings else [])
    return SEPARATORS.get(example, PLAIN)


def _exact(shape: TableSchema, document: YamlFile, index: int, findings: list[Finding]) -> bool:
    if shape.rounding not in ("exact", "independent"):
        at = document.at("tables", index, "rounding")
        findings.append(
            error(
                "table.rounding",
                f"'{shape.rounding}' is not a kind of rounding",
                at,
                "exact, or independent",
            )
        )
    return shape.rounding != "independent"


def _joined(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The filing's columns, with what this table says differently."""
    joined = dict(shared)
    for name, entry in own.items():
        below = joined.get(name)
        joined[name] = (
            {**below, **entry} if isinstance(below, dict) and isinstance(entry, dict) else entry
        )
    return joined


def _columns(
    raw: RawTable,
    definitions: Mapping[str, Any],
    shape: TableSchema,
    document: YamlFile,
    index: int,
    findings: list[Finding],
) -> tuple[Column, ...]:
    shared = document.data.get("columns")
    columns = []
    for name in raw.header:
        if name in RESERVED or not name:
            continue
        if name not in definitions:
            hint = did_you_mean(
                name, [*definitions, *RESERVED], "define it under 'columns:' in filing.yaml"
            )
            findings.append(
                error("read.column", f"the column '{name}' is not defined", raw.at(1, name), hint)
            )
            columns.append(Column(name=name, aspects=Aspects(broken=True), heading=()))
            continue
        above: list[Finding] = []
        if name in shape.columns and isinstance(shared, dict) and name in shared:
            column = _column(name, shared[name], document, ("columns", name), above)
            above.extend(header_findings(column, document.at("columns", name)))
        problems: list[Finding] = []
        path = ("tables", index, "columns", name) if name in shape.columns else ("columns", name)
        columns.append(_column(name, definitions[name], document, path, problems))
        problems.extend(header_findings(columns[-1], document.at(*path)))
        findings.extend(
            next((known for known in above if known.message == found.message), found)
            for found in problems
        )
    return tuple(columns)


def _column(
    name: str,
    entry: object,
    document: YamlFile,
    path: tuple[str | int, ...],
    findings: list[Finding],
) -> Column:
    column = decode_as(ColumnSchema, entry, document, path, findings) or ColumnSchema()
    fields = {
        key: getattr(column, key)
        for key in ("period", "unit", "scale", "decimals", "concept", "formula")
    }
    aspects = parse_aspects(fields, column.members, document.at(*path), findings)
    return Column(
        name=name,
        aspects=replace(aspects, broken=bool(findings), concepts=tuple(column.concepts.items())),
        heading=tuple(column.heading),
        defined=document.at(*path),
    )


def _rows(raw: RawTable, columns: tuple[Column, ...], findings: list[Finding]) -> tuple[Row, ...]:
    said, values = raw.fields(RESERVED), raw.fields([column.name for column in columns])
    rows = []
    for number, cells in raw.rows:
        line, concept, role, label, note, *own = texts = said(cells)
        aspects = _NOTHING
        if any(own):
            at, before, text = (
                raw.at(number),
                len(findings),
                dict(zip(RESERVED, texts, strict=True)),
            )
            aspects = parse_aspects(
                {**text, "concept": ""}, parse_members(text["members"], at, findings), at, findings
            )
            aspects = replace(aspects, broken=len(findings) > before)
        notes = tuple(note.replace(";", " ").split()) if note else ()
        row = Row(
            number=number,
            concept=concept,
            role=role,
            label=label,
            notes=notes,
            line=line,
            aspects=aspects,
            cells=values(cells),
        )
        rows.append(row)
    return tuple(rows)
