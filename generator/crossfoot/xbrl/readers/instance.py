"""Facts of an XBRL 2.1 instance without its taxonomy."""

import re
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.source import SourceRef
from crossfoot.system.xml_parser import language_of, local, namespace, text_of
from crossfoot.xbrl.names import named
from crossfoot.xbrl.periods import bad_period
from crossfoot.xbrl.readers.contexts import ContextRow, contexts_in, decimals_of, units_in
from crossfoot.xbrl.readers.footnotes import linked_footnotes
from crossfoot.xbrl.report_records import FactRow

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_XLINK = "{http://www.w3.org/1999/xlink}"
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\Z")
LOST = "names a context or unit that is not there"
_WORDS = ("INF", "-INF", "NaN")
"""numbers of xs:double that are none of ours"""
_ACCURACY = ("decimals", "precision")
_ACCURATE = re.compile(r"\s*([-+]?\d+|INF)\s*")
NOWHERE = ContextRow(filer="", entity=("", ""), start=None, end=None, dimensions="")


def is_instance(root: Any) -> bool:
    return bool(local(root) == "xbrl" and namespace(root) == "http://www.xbrl.org/2003/instance")


def read_instance(
    root: Any, prefixes: Mapping[str, str], file: str, findings: list[Finding]
) -> list[FactRow]:
    """The facts in document order; those whose context or unit is not there, or whose period can't
    be read, are findings."""
    contexts = contexts_in((child for child in root if local(child) == "context"), prefixes)
    units = units_in((child for child in root if local(child) == "unit"), prefixes)
    notes = linked_footnotes(element for element in root if local(element) == "footnoteLink")
    rows = []
    in_tuples = next(
        (one for one in root.iter() if one.get("contextRef") and one.getparent() is not root), None
    )
    if in_tuples is not None:
        findings.append(tuples_told(SourceRef(file=file, row=in_tuples.sourceline)))
    for element in root.iter():
        ref = element.get("contextRef") if isinstance(element.tag, str) else None
        if ref is None:
            continue
        where = SourceRef(file=file, row=element.sourceline)
        lost = missing_part(local(element), contexts.get(ref), element.get("unitRef"), units, where)
        numeric = any(element.get(one) is not None for one in ("unitRef", *_ACCURACY))
        if (
            lost := lost
            or (wrong_number(element, named(element.tag, prefixes), where) if numeric else None)
        ) is not None:
            findings.append(lost)
            continue
        rows.append(
            _fact(
                element,
                contexts[ref],
                units.get(element.get("unitRef") or ""),
                prefixes,
                notes,
                file,
            )
        )
        findings.extend(no_number(rows[-1], where))
    return rows


def no_number(fact: FactRow, where: SourceRef) -> Iterator[Finding]:
    """A finding where words stand for a number."""
    if (
        fact.unit is not None
        and fact.value is not None
        and fact.value.strip() not in _WORDS
        and not is_number(fact.value.strip())
    ):
        yield warning(
            "ingest.fact",
            f"'{fact.value.strip()[:40]}' is not a number; it is kept as it is",
            where,
        )


def missing_part(
    name: str, context: ContextRow | None, unit: str | None, units: Container[str], where: SourceRef
) -> Finding | None:
    """Why the fact can't be taken; None where it can."""
    if context is None or (unit is not None and unit not in units):
        return warning("ingest.fact", f"the fact {name} {LOST}", where)
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
        told = element.get(kind)
        if told is not None and not _ACCURATE.fullmatch(told):
            what = f"{kind} '{told[:20]}' of {name} is neither a whole number nor INF"
            return error("ingest.fact", what, where, "write -3, 2 or INF")
    return None


def tuples_told(where: SourceRef) -> Finding:
    return warning(
        "ingest.fact", "tuples are not kept: what is in them is taken fact by fact", where
    )


def _fact(
    element: Any,
    context: ContextRow,
    unit: str | None,
    prefixes: Mapping[str, str],
    notes: Mapping[str, list[tuple[str, str, str]]],
    file: str,
) -> FactRow:
    fact_id = element.get("id")
    parts = [
        text_of(child).strip() for child in element if local(child) in ("numerator", "denominator")
    ]
    value = None if is_nil(element) else "/".join(parts) or text_of(element)
    if unit is not None and value is not None:
        value = value.strip()
    return FactRow(
        fact_id=fact_id,
        filer=context.filer,
        concept=named(element.tag, prefixes),
        period=(context.start, context.end),
        unit=unit,
        dimensions=context.dimensions,
        language=language_of(element) if unit is None and value is not None else None,
        decimals=decimals(element, value),
        value=value,
        file=file,
        line=element.sourceline,
        footnotes=tuple(notes.get(fact_id or "", ())),
    )


def is_nil(element: Any) -> bool:
    return element.get(NIL) in ("true", "1")


def decimals(element: Any, value: str | None) -> int | None:
    """`decimals`, or what `precision` means for the value (XBRL 2.1, 4.6.6)."""
    precision = decimals_of(element.get("precision"))
    if element.get("decimals") is not None or precision is None or not precision:
        return decimals_of(element.get("decimals"))
    try:
        number = Decimal(value or "0")
    except InvalidOperation:
        return None
    return precision - number.adjusted() - 1 if number and number.is_finite() else None


def schema_refs(root: Any) -> tuple[str, ...]:
    """Addresses of the taxonomy's entry points."""
    found = (
        element.get(f"{_XLINK}href") for element in root.iter() if local(element) == "schemaRef"
    )
    return tuple(dict.fromkeys(href for href in found if href))


def is_number(text: str) -> bool:
    return bool(_NUMBER.match(text))
