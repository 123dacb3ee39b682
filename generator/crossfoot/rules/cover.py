"""Cover facts against the filing and the company."""

from collections.abc import Iterator

from crossfoot.rules.rule import Checks, Finished, Problem

_PERIODS = ("FY", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "M9", "T1", "T2", "T3", "CY")


def _dates(done: Finished) -> Iterator[Problem]:
    for fact in done.instance.cover:
        name, value = fact.concept.name, str(fact.value)
        if name == "DocumentPeriodEndDate" and value != done.filing.period_end:
            yield Problem(f"the cover says {value}, the filing ends on {done.filing.period_end}", fact.source, "the same day")
        if name == "DocumentFiscalPeriodFocus" and value not in _PERIODS:
            yield Problem(f"'{value}' is not a fiscal period", fact.source, f"known: {' '.join(_PERIODS)}")
        if name == "CurrentFiscalYearEndDate" and done.filing.company.fiscal_year_end not in ("", value):
            message = f"the cover says {value}, company.yaml {done.filing.company.fiscal_year_end}"
            yield Problem(message, fact.source, "the same day")


def _required_context(done: Finished) -> Iterator[Problem]:
    for fact in done.instance.cover:
        if fact.period != done.filing.context or fact.members:
            yield Problem(
                f"{fact.concept.name} does not stand in the period of the filing as a whole", fact.source, "context: in filing.yaml"
            )
    if done.instance.cover and done.filing.context.end != done.filing.period_end:
        message = f"the cover's period ends on {done.filing.context.end}, the filing on {done.filing.period_end}"
        yield Problem(message, done.filing.at, "context: in filing.yaml ends with period_end")


def _registrant(done: Finished) -> Iterator[Problem]:
    for fact in done.instance.cover:
        if fact.concept.name == "EntityRegistrantName" and str(fact.value).casefold() != done.filing.company.name.casefold():
            yield Problem(f"the cover says '{fact.value}', company.yaml '{done.filing.company.name}'", fact.source, "the same name")


CHECKS: Checks = {
    "cover.dates": _dates,
    "cover.context": _required_context,
    "cover.name": _registrant,
}
