"""Entities, contexts and units, as the page tells them."""

import re
from collections import Counter
from collections.abc import Iterator

from crossfoot.filing_rules.rule import Checks, Finished, Problem

_SCHEMES = {
    "sec": ("http://www.sec.gov/CIK", re.compile(r"\d{10}\Z", re.ASCII), "the CIK with ten digits"),
    "esef": (
        "http://standards.iso.org/iso/17442",
        re.compile(r"[A-Z0-9]{18}\d{2}\Z", re.ASCII),
        "the LEI with twenty characters",
    ),
    "edinet": (
        "http://disclosure.edinet-fsa.go.jp",
        re.compile(r"[A-Z]\d{5}-\d{3}\Z", re.ASCII),
        "E00000-000",
    ),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_CONTEXT = re.compile(r'<xbrli:context id="([^"]*)">(.*?)</xbrli:context>', re.DOTALL)
_UNIT = re.compile(r'<xbrli:unit id="([^"]*)">(.*?)</xbrli:unit>', re.DOTALL)
_MAX_MEASURE = 200
_LEI_REMAINDER = 1


def _entity(done: Finished) -> Iterator[Problem]:
    scheme, form, hint = _SCHEMES[done.profile]
    at = done.filing.company
    if at.scheme != scheme:
        yield Problem(
            f"the entity's register is {at.scheme}, this profile takes {scheme}",
            done.filing.at,
            "company.yaml, entity: scheme",
        )
    if not form.match(at.identifier):
        yield Problem(f"'{at.identifier}' is not an identifier of {scheme}", done.filing.at, hint)
    elif (
        done.profile == "esef"
        and int("".join(str(int(letter, 36)) for letter in at.identifier)) % 97 != _LEI_REMAINDER
    ):
        yield Problem(
            f"the check digits of the LEI '{at.identifier}' are wrong",
            done.filing.at,
            "ISO 17442: the number modulo 97 is 1",
        )


def _same_identifier(done: Finished) -> Iterator[Problem]:
    for fact in done.instance.cover:
        if fact.concept.name == "EntityCentralIndexKey" and fact.value != done.instance.identifier:
            yield Problem(
                f"the cover says {fact.value}, the contexts say {done.instance.identifier}",
                fact.source,
                "the same CIK",
            )


def _container(done: Finished) -> Iterator[Problem]:
    wanted = "segment" if done.profile == "sec" else "scenario"
    if done.profile != "plain" and done.container != wanted:
        yield Problem(
            f"dimensions stand in the {done.container}, this profile takes the {wanted}",
            done.at_page,
            "profile in company.yaml",
        )
    other = {"segment": "<xbrli:scenario", "scenario": "<xbrli:segment"}[done.container]
    if other in done.page:
        yield Problem(
            f"a context has a {other.removeprefix('<xbrli:')} too",
            done.at_page,
            f"dimensions stand in the {done.container}",
        )


def _days(done: Finished) -> Iterator[Problem]:
    for period in sorted({fact.period for fact in done.samples}, key=str):
        days = [day for day in (period.start, period.end) if day or day is period.end]
        if not all(_DAY.match(day) for day in days) or (period.start and period.start > period.end):
            yield Problem(
                f"'{period}' is not a day or a period of whole days",
                done.at_page,
                "2009-04-01/2010-03-31",
            )


def _overlap(done: Finished) -> Iterator[Problem]:
    periods = {fact.period for fact in done.samples}
    starts = {period.start for period in periods if period.start}
    for period in sorted(periods, key=str):
        if period.end in starts and not (period.start == period.end and len(starts) == 1):
            what = "an instant" if period.instant else "the end of a period"
            yield Problem(
                f"{period.end} is {what} and the start of another period",
                done.at_page,
                "periods begin the day after",
            )


def _equal(done: Finished) -> Iterator[Problem]:
    for kind, pattern in (("contexts", _CONTEXT), ("units", _UNIT)):
        found = pattern.findall(done.page)
        for what, counted in (
            ("id", Counter(name for name, _ in found)),
            ("content", Counter(inside for _, inside in found)),
        ):
            for text, count in counted.items():
                if count > 1:
                    yield Problem(
                        f"{count} {kind} have the same {what}: {text[:80]}",
                        done.at_page,
                        "write each once",
                    )


def _unused(done: Finished) -> Iterator[Problem]:
    for kind, pattern in (("context", _CONTEXT), ("unit", _UNIT)):
        used = {
            *re.findall(f'{kind}Ref="([^"]*)"', done.page),
            *done.references.get(f"{kind}Ref", ()),
        }
        written = [name for name, _ in pattern.findall(done.page)]
        for name in written:
            if name not in used:
                yield Problem(f"no fact uses the {kind} '{name}'", done.at_page, "leave it out")
        for name in sorted(used - set(written)):
            yield Problem(f"the {kind} '{name}' is not there", done.at_page, "write it")


def _measures(done: Finished) -> Iterator[Problem]:
    for unit in {fact.unit.id: fact.unit for fact in done.samples if fact.unit}.values():
        for measure in (*unit.numerators, *unit.denominators):
            if len(measure.partition(":")[2].encode()) > _MAX_MEASURE or ":" not in measure:
                yield Problem(
                    f"the measure '{measure[:40]}' is too long, or has no prefix",
                    done.at_page,
                    "200 bytes at most",
                )


def _one_currency(done: Finished) -> Iterator[Problem]:
    found = {
        fact.unit.id: fact
        for fact in reversed(done.samples)
        if fact.unit and fact.concept.type == "monetary"
    }
    if found and not done.filing.company.currency:
        yield Problem(
            "company.yaml does not say the currency of the report",
            done.filing.company.at,
            "add 'currency:'",
        )
        return
    for name, fact in sorted(found.items()):
        if name != done.filing.company.currency:
            yield Problem(
                f"amounts stand in {name} beside {done.filing.company.currency}",
                fact.source,
                "one declared currency",
            )


def _forever(done: Finished) -> Iterator[Problem]:
    if "<xbrli:forever" in done.page:
        yield Problem(
            "a context lasts forever", done.at_page, "an instant, or a period with two ends"
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
