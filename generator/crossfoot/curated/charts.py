"""`charts:` of filing.yaml."""

import re

from crossfoot.curated.definitions import ChartSchema
from crossfoot.curated.yaml_file import YamlFile
from crossfoot.curated.yaml_schema import decode_list
from crossfoot.model.filing import Chart, Table
from crossfoot.model.finding import Finding, error
from crossfoot.model.suggestions import did_you_mean

KINDS = ("bar", "stacked", "line")
_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_MOST_ROWS, _MOST_COLUMNS = 8, 12


def read_charts(
    document: YamlFile, tables: tuple[Table, ...], findings: list[Finding]
) -> tuple[Chart, ...]:
    """The charts whose table and columns are known.

    `document` is filing.yaml, `tables` those that were read; whatever is wrong with an entry goes
    to `findings` at its line, and the entry is left out.
    """
    charts: dict[str, Chart] = {}
    for index, shape in decode_list(ChartSchema, document, "charts", findings):
        problems = list(_problems(shape, tables, charts))
        at = document.at("charts", index)
        findings.extend(error("read.chart", message, at, hint) for message, hint in problems)
        if not problems:
            charts[shape.id] = Chart(
                id=shape.id,
                title=shape.title,
                title_ja=shape.title_ja,
                kind=shape.kind,
                table=shape.table,
                rows=tuple(shape.rows),
                columns=tuple(shape.columns),
                source=at,
            )
    return tuple(charts.values())


def _problems(
    shape: ChartSchema, tables: tuple[Table, ...], before: dict[str, Chart]
) -> list[tuple[str, str]]:
    """(what is wrong, hint) for one chart."""
    problems = []
    table = next((table for table in tables if table.id == shape.table), None)
    if not _ID.match(shape.id) or shape.id in before:
        problems.append(
            (
                f"'{shape.id}' is not a chart id, or stands twice",
                "lower-case letters, digits and hyphens",
            )
        )
    if shape.kind not in KINDS:
        problems.append((f"'{shape.kind}' is not a kind of chart", f"known: {', '.join(KINDS)}"))
    if not 1 <= len(shape.rows) <= _MOST_ROWS or not 1 <= len(shape.columns) <= _MOST_COLUMNS:
        problems.append(
            (
                f"the chart '{shape.id}' has too few or too many rows or columns",
                f"1 to {_MOST_ROWS} rows, 1 to {_MOST_COLUMNS} columns",
            )
        )
    if table is None:
        return [
            *problems,
            (
                f"there is no table '{shape.table}'",
                did_you_mean(shape.table, [table.id for table in tables]),
            ),
        ]
    known = [column.name for column in table.columns]
    problems += [
        (f"the table '{table.id}' has no column '{name}'", did_you_mean(name, known))
        for name in shape.columns
        if name not in known
    ]
    return problems
