"""Entities, contexts and units, as the page tells them."""

import re
from collections import Counter
from collections.abc import Iterator

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_CONTEXT = re.compile(r'<xbrli:context id="([^"]*)">(.*?)</xbrli:context>', re.DOTALL)
_UNIT = re.compile(r'<xbrli:unit id="([^"]*)">(.*?)</xbrli:unit>', re.DOTALL)
_MAX_MEASURE = 200


def _entity(report: FilingContext) -> Iterator[Problem]:
    profile, company, at = report.profile, report.filing.company, report.filing.at
    if company.scheme != profile.scheme:
        message = f"the entity's register is {company.scheme}, this profile takes {profile.scheme}"
        yield Problem(message, at, "company.yaml, entity: scheme")
    if not profile.takes_identifier(company.identifier):
        message = f"'{company.identifier}' is not an identifier of {profile.scheme}"
        yield Problem(message, at, profile.identifier_hint)
    elif profile.check_digits and not profile.check_digits(company.identifier):
        message = f"the check digits of the LEI '{company.identifier}' are wrong"
        yield Problem(message, at, "ISO 17442: the number modulo 97 is 1")


def _same_identifier(report: FilingContext) -> Iterator[Problem]:
    for fact in report.instance.cover:
        if (
            fact.concept.name == "EntityCentralIndexKey"
            and fact.value != report.instance.identifier
        ):
            yield Problem(
                f"the cover says {fact.value}, the contexts say {report.instance.identifier}",
                fact.source,
                "the same CIK",
            )


def _container(report: FilingContext) -> Iterator[Problem]:
    if report.container not in report.profile.containers:
        yield Problem(
            f"dimensions stand in the {report.container}, this profile takes the {report.profile.container}",
            report.at_page,
            "profile in company.yaml",
        )
    other = {"segment": "<xbrli:scenario", "scenario": "<xbrli:segment"}[report.container]
    if other in report.page:
        yield Problem(
            f"a context has a {other.removeprefix('<xbrli:')} too",
            report.at_page,
            f"dimensions stand in the {report.container}",
        )


def _days(report: FilingContext) -> Iterator[Problem]:
    for period in sorted({fact.period for fact in report.samples}, key=str):
        days = [day for day in (period.start, period.end) if day or day is period.end]
        if not all(_DAY.match(day) for day in days) or (period.start and period.start > period.end):
            yield Problem(
                f"'{period}' is not a day or a period of whole days",
                report.at_page,
                "2009-04-01/2010-03-31",
            )


def _overlap(report: FilingContext) -> Iterator[Problem]:
    periods = {fact.period for fact in report.samples}
    starts = {period.start for period in periods if period.start}
    for period in sorted(periods, key=str):
        if period.end in starts and not (period.start == period.end and len(starts) == 1):
            what = "an instant" if period.instant else "the end of a period"
            yield Problem(
                f"{period.end} is {what} and the start of another period",
                report.at_page,
                "periods begin the day after",
            )


def _equal(report: FilingContext) -> Iterator[Problem]:
    for kind, pattern in (("contexts", _CONTEXT), ("units", _UNIT)):
        found = pattern.findall(report.page)
        for what, counted in (
            ("id", Counter(name for name, _ in found)),
            ("content", Counter(inside for _, inside in found)),
        ):
            for text, count in counted.items():
                if count > 1:
                    yield Problem(
                        f"{count} {kind} have the same {what}: {text[:80]}",
                        report.at_page,
                        "write each once",
                    )


def _unused(report: FilingContext) -> Iterator[Problem]:
    for kind, pattern in (("context", _CONTEXT), ("unit", _UNIT)):
        used = {
            *re.findall(f'{kind}Ref="([^"]*)"', report.page),
            *report.references.get(f"{kind}Ref", ()),
        }
        written = [name for name, _ in pattern.findall(report.page)]
        for name in written:
            if name not in used:
                yield Problem(f"no fact uses the {kind} '{name}'", report.at_page, "leave it out")
        for name in sorted(used - set(written)):
            yield Problem(f"the {kind} '{name}' is not there", report.at_page, "write it")


def _measures(report: FilingContext) -> Iterator[Problem]:
    for unit in {fact.unit.id: fact.unit for fact in report.samples if fact.unit}.values():
        for measure in (*unit.numerators, *unit.denominators):
            if len(measure.partition(":")[2].encode()) > _MAX_MEASURE or ":" not in measure:
                yield Problem(
                    f"the measure '{measure[:40]}' is too long, or has no prefix",
                    report.at_page,
                    "200 bytes at most",
                )


def _one_currency(report: FilingContext) -> Iterator[Problem]:
    found = {
        fact.unit.id: fact
        for fact in reversed(report.samples)
        if fact.unit and fact.concept.type == "monetary"
    }
    if found and not report.filing.company.currency:
        yield Problem(
            "company.yaml does not say the currency of the report",
            report.filing.company.at,
            "add 'currency:'",
        )
        return
    for name, fact in sorted(found.items()):
        if name != report.filing.company.currency:
            yield Problem(
                f"amounts stand in {name} beside {report.filing.company.currency}",
                fact.source,
                "one declared currency",
            )


def _forever(report: FilingContext) -> Iterator[Problem]:
    if "<xbrli:forever" in report.page:
        yield Problem(
            "a context lasts forever", report.at_page, "an instant, or a period with two ends"
        )


CHECKS: Checks = {
    "entity.register": _entity,
    "entity.cover": _same_identifier,
    "context.container": _container,
    "context.days": _days,
    "context.forever": _forever,
    "context.overlap": _overlap,
    "context.equal": _equal,
    "context.unused": _unused,
    "unit.measure": _measures,
    "unit.currency": _one_currency,
}
