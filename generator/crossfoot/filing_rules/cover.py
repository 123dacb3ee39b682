"""Cover facts against the filing and the company."""

from collections.abc import Iterator
from datetime import date, timedelta

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem

_WEEK, _YEAR = timedelta(7), timedelta(350)
_PERIODS = ("FY", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "M9", "T1", "T2", "T3", "CY")


def _dates(report: FilingContext) -> Iterator[Problem]:
    for fact in report.instance.cover:
        name, value = fact.concept.name, str(fact.value)
        if name == "DocumentPeriodEndDate" and value != report.filing.period_end:
            yield Problem(
                f"the cover says {value}, the filing ends on {report.filing.period_end}",
                fact.source,
                "the same day",
            )
        if name == "DocumentFiscalPeriodFocus" and value not in _PERIODS:
            yield Problem(
                f"'{value}' is not a fiscal period", fact.source, f"known: {' '.join(_PERIODS)}"
            )
        usual = report.filing.company.fiscal_year_end
        if (
            name == "CurrentFiscalYearEndDate"
            and usual not in ("", value)
            and not _of_weeks(value, usual, report.filing.period_end)
        ):
            message = f"the cover says {value}, company.yaml {usual}"
            yield Problem(message, fact.source, "the same day")


def _of_weeks(said: str, usual: str, period_end: str) -> bool:
    """Whether the day is that of a year of 52 or 53 weeks: a week or less from the usual one, and
    the filing ends on its weekday."""
    end = date.fromisoformat(period_end)
    if (end + timedelta(1)).day == 1:
        return False
    usual_days = [day for more in (-1, 0, 1, 2) if (day := _day(end.year + more, usual))]
    for more in (0, 1):
        day = _day(end.year + more, said)
        if day and timedelta(0) <= day - end < _YEAR and day.weekday() == end.weekday():
            return any(abs(usual_day - day) <= _WEEK for usual_day in usual_days)
    return False


def _day(year: int, month_day: str) -> date | None:
    try:
        return date.fromisoformat(f"{year}-{month_day.removeprefix('--')}")
    except ValueError:
        return None


def _required_context(report: FilingContext) -> Iterator[Problem]:
    for fact in report.instance.cover:
        if fact.period != report.filing.context or fact.members:
            yield Problem(
                f"{fact.concept.name} does not stand in the period of the filing as a whole",
                fact.source,
                "context: in filing.yaml",
            )
    if report.instance.cover and report.filing.context.end != report.filing.period_end:
        message = f"the cover's period ends on {report.filing.context.end}, the filing on {report.filing.period_end}"
        yield Problem(message, report.filing.at, "context: in filing.yaml ends with period_end")


def _registrant(report: FilingContext) -> Iterator[Problem]:
    for fact in report.instance.cover:
        if (
            fact.concept.name == "EntityRegistrantName"
            and str(fact.value).casefold() != report.filing.company.name.casefold()
        ):
            yield Problem(
                f"the cover says '{fact.value}', company.yaml '{report.filing.company.name}'",
                fact.source,
                "the same name",
            )


CHECKS: Checks = {
    "cover.dates": _dates,
    "cover.context": _required_context,
    "cover.name": _registrant,
}
