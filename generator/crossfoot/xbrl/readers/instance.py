"""Facts of an XBRL 2.1 instance without its taxonomy."""

import re
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec.structs import replace

from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.source import SourceRef
from crossfoot.system.xml_parser import clark, language_of, local, namespace, text_of
from crossfoot.xbrl.names import XBRLI, named
from crossfoot.xbrl.periods import bad_period
from crossfoot.xbrl.readers.contexts import XSI, ContextRow, contexts_in, decimals_of, units_in
from crossfoot.xbrl.readers.footnotes import linked_footnotes
from crossfoot.xbrl.readers.inline_text import IX
from crossfoot.xbrl.report_records import FactRow

_XLINK = "{http://www.w3.org/1999/xlink}"
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\Z")
_QNAME = re.compile(r"\s*[^\W\d][\w.-]*:[^\W\d][\w.-]*\s*")
LOST = "names a context or unit that is not there"
_WORDS = ("INF", "-INF", "NaN")
"""numbers of xs:double that are none of ours"""
_ACCURACY = ("decimals", "precision")
_NUMERIC = ("unitRef", *_ACCURACY)
_ACCURATE = re.compile(r"\s*([-+]?\d+|INF)\s*")


def is_instance(root: Any) -> bool:
    return bool(local(root) == "xbrl" and namespace(root) == XBRLI)


def read_instance(
    root: Any, prefixes: Mapping[str, str], file: str, findings: list[Finding]
) -> list[FactRow]:
    """The facts in document order.

    `prefixes` is namespace to prefix, `file` the address that the facts get. A fact whose context
    or unit is not there, or whose period or accuracy can't be read, is a finding and no fact.
    """
    contexts = contexts_in((child for child in root if local(child) == "context"), prefixes)
    units = units_in((child for child in root if local(child) == "unit"), prefixes)
    notes = linked_footnotes(element for element in root if local(element) == "footnoteLink")
    findings.extend(source_findings(root, file))
    rows = []
    for element in root.iter():
        ref = element.get("contextRef") if isinstance(element.tag, str) else None
        if ref is None:
            continue
        where = SourceRef(file=file, row=element.sourceline)
        fault = missing_part(
            local(element), contexts.get(ref), element.get("unitRef"), units, where
        )
        if fault is None and any(element.get(name) is not None for name in _NUMERIC):
            fault = wrong_number(element, named(element.tag, prefixes), where)
        if fault is not None:
            findings.append(fault)
            continue
        unit = units.get(element.get("unitRef") or "")
        rows.append(
            replace(
                _fact(element, contexts[ref], unit, prefixes),
                file=file,
                line=element.sourceline,
                footnotes=tuple(notes.get(element.get("id") or "", ())),
            )
        )
        findings.extend(no_number(rows[-1], where))
    return rows


def source_findings(root: Any, file: str) -> Iterator[Finding]:
    """What no reader holds as it is filed, told alike by each: tuples (XBRL 2.1, 4.9), fractions
    (5.1.1), and numbers of `precision` 0 (4.6.4), of which no digit is known. `file` is the address
    that the findings get."""

    def place(element: Any) -> SourceRef:
        return SourceRef(file=file, row=element.sourceline)

    for element in root.iter():
        if (element.get("precision") or "").strip() == "0" and element.get("contextRef"):
            name = element.get("name") or local(element)
            what = f"precision 0 of {name} says that no digit of it is known; its decimals say so"
            yield warning("ingest.fact", what, place(element))
    for numerator in root.iter("{*}numerator"):
        fact = numerator.getparent()
        name = fact.get("name") or local(fact)
        what = f"the fraction {name} is kept as a text: no number is made of it"
        yield warning("ingest.fact", what, place(fact))
    if (in_tuple := _first_in_tuple(root)) is not None:
        what = "tuples are not kept: what is in them is taken fact by fact"
        yield warning("ingest.fact", what, place(in_tuple))


def _first_in_tuple(root: Any) -> Any:
    if not is_instance(root):
        return next(root.iter(*(f"{{{ix}}}tuple" for ix in IX)), None)
    groups = (child for child in root if child.get("contextRef") is None)
    nested = (element for group in groups for element in group.iter() if element is not group)
    return next((element for element in nested if element.get("contextRef")), None)


def no_number(fact: FactRow, where: SourceRef) -> Iterator[Finding]:
    """A finding where words stand for a number; a fraction has its own."""
    text = (fact.value or "").strip()
    if fact.unit is None or fact.value is None or text in _WORDS or is_number(text):
        return
    numerator, slash, denominator = text.partition("/")
    if not (slash and is_number(numerator) and is_number(denominator)):
        what = f"'{text[:40]}' is not a number; it is kept as it is"
        yield warning("ingest.fact", what, where)


def missing_part(
    name: str, context: ContextRow | None, unit: str | None, units: Container[str], where: SourceRef
) -> Finding | None:
    """Why the fact `name` can't be taken for lack of a context or unit (XBRL 2.1, 4.6.1 and 4.6.2),
    or for its period; None where it can. `unit` is the id that it names, `units` holds those
    declared."""
    if context is None or (unit is not None and unit not in units):
        hint = "declare the context and the unit that it names; where a policy lets the filing in, the fact is left out"
        return error("ingest.fact", f"the fact {name} {LOST}", where, hint)
    return bad_period(*context.wrong, where) if context.wrong[0] else None


def wrong_number(element: Any, name: str, where: SourceRef) -> Finding | None:
    """Why a number can't be taken: it has no unit, or an accuracy that is none, which would pass
    for exact to the last digit."""
    if element.get("unitRef") is None:
        return error(
            "ingest.fact",
            f"the number {name} has no unit",
            where,
            "numbers have a unitRef, be it xbrli:pure",
        )
    for kind in _ACCURACY:
        text = element.get(kind)
        if text is not None and not _ACCURATE.fullmatch(text):
            what = f"{kind} '{text[:20]}' of {name} is neither a whole number nor INF"
            return error("ingest.fact", what, where, "write -3, 2 or INF")
    return None


def _fact(
    element: Any, context: ContextRow, unit: str | None, prefixes: Mapping[str, str]
) -> FactRow:
    parts = [
        text_of(child).strip() for child in element if local(child) in ("numerator", "denominator")
    ]
    value = None if is_nil(element) else "/".join(parts) or text_of(element)
    if value is not None:
        value = value.strip() if unit is not None else qname_text(element, value, prefixes)
    return FactRow(
        fact_id=element.get("id"),
        filer=context.filer,
        concept=named(element.tag, prefixes),
        period=(context.start, context.end),
        unit=unit,
        dimensions=context.dimensions,
        language=language_of(element) if unit is None and value is not None else None,
        decimals=decimals_in(element, value),
        value=value,
    )


def is_nil(element: Any) -> bool:
    return element.get(f"{XSI}nil") in ("true", "1")


def qname_text(element: Any, text: str, prefixes: Mapping[str, str]) -> str:
    """A QName with the prefix that its namespace has everywhere, so that it is one text whichever
    reader gives it; any other text as it is.

    Without the taxonomy nobody knows which values are QNames: what has the form of one, with a
    prefix that is declared there, is taken for one.
    """
    if ":" not in text or not _QNAME.fullmatch(text):
        return text
    name = clark(element, text)
    return named(name, prefixes) if name.startswith("{") else text


def decimals_in(element: Any, value: str | None) -> int | None:
    """`decimals` of a fact, or what its `precision` means for the value; None for INF, and where
    neither stands."""
    decimals, precision = element.get("decimals"), element.get("precision")
    if decimals is not None or precision is None:
        return decimals_of(decimals)
    return decimals_of_precision(precision, value)


def decimals_of_precision(precision: str, value: str | None) -> int | None:
    """The decimals that a precision means for the value (XBRL 2.1, 4.6.6); None for exact.

    Zero is exact at any precision but 0. At precision 0, for which the specification has no
    decimals, the same sum says that not even the first digit is known.
    """
    digits = decimals_of(precision)
    if digits is None:
        return None
    try:
        number = Decimal(value or "0")
    except InvalidOperation:
        return None
    if not number.is_finite() or (not number and digits):
        return None
    return digits - number.adjusted() - 1


def schema_refs(root: Any) -> tuple[str, ...]:
    """Addresses of the taxonomy's entry points."""
    found = (
        element.get(f"{_XLINK}href") for element in root.iter() if local(element) == "schemaRef"
    )
    return tuple(dict.fromkeys(href for href in found if href))


def is_number(text: str) -> bool:
    return bool(_NUMBER.match(text))
