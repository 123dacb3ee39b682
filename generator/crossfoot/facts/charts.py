"""Charts bound to the cells that they show."""

from collections.abc import Iterable, Iterator

from crossfoot.model.filing import Chart
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import CellView, ChartData, Line, Series, Statement
from crossfoot.model.suggestions import did_you_mean


def charts_of(
    charts: Iterable[Chart], statements: Iterable[Statement], findings: list[Finding]
) -> tuple[ChartData, ...]:
    """A picture for each chart whose rows are there and are numbers of one unit and scale.

    A chart that mixes units or scales, or names a row that its table lacks, is a finding.
    """
    by_id = {statement.id: statement for statement in statements}
    pictures = (
        _picture(chart, by_id[chart.table], findings) for chart in charts if chart.table in by_id
    )
    return tuple(picture for picture in pictures if picture is not None)


def _picture(chart: Chart, statement: Statement, findings: list[Finding]) -> ChartData | None:
    places = [statement.column_names.index(name) for name in chart.columns]
    series = []
    for row in chart.rows:
        line = next(_lines(row, statement), None)
        if line is None:
            known = {line.concept.name for line in statement.lines if line.concept}
            findings.append(
                error(
                    "build.chart",
                    f"the table '{statement.id}' has no row '{row}'",
                    chart.source,
                    did_you_mean(row, known),
                )
            )
            return None
        series.append(Series(line=line, cells=tuple(line.cells[place] for place in places)))
    kinds = {
        measure for row_series in series for cell in row_series.cells if (measure := _measure(cell))
    }
    if len(kinds) != 1:
        hint = "choose columns of one currency and one scale"
        findings.append(
            error(
                "build.chart",
                f"the chart '{chart.id}' mixes units or has no numbers",
                chart.source,
                hint,
            )
        )
        return None
    return ChartData(
        id=chart.id,
        title=chart.title,
        title_ja=chart.title_ja,
        kind=chart.kind,
        statement=statement.id,
        headings=tuple(statement.headings[place] for place in places),
        series=tuple(series),
    )


def _lines(row: str, statement: Statement) -> Iterator[Line]:
    """Lines with the row's concept, and its label role where one is given."""
    name, at, role = row.partition("@")
    return (
        line
        for line in statement.lines
        if line.concept and line.concept.name == name and (not at or line.role == role)
    )


def _measure(cell: CellView) -> tuple[str, int] | None:
    """Unit and power of ten of a printed number."""
    if cell.amount is None:
        return None
    unit = next(
        (
            fact.unit.id
            for fact in (*cell.facts, *((cell.claim,) if cell.claim else ()))
            if fact.unit
        ),
        "",
    )
    return unit, cell.amount.scale
