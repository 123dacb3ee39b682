"""The head of a filing from its cover facts (dei and its likes), by local name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from crossfoot.ingest.names import filer_key
from crossfoot.ingest.report import Head

_NAMES = ("EntityRegistrantName", "NameOfReportingEntityOrOtherMeansOfIdentification", "LegalEntityName", "FilerNameInEnglishDEI")
_WANTED = {
    "DocumentType",
    "DocumentPeriodEndDate",
    "AmendmentFlag",
    "DocumentFiscalYearFocus",
    "DocumentFiscalPeriodFocus",
    "CurrentFiscalYearEndDate",
    "DocumentTitle",
    *_NAMES,
}


def day(text: str | None) -> date | None:
    """A date from its ISO text; None when it is none."""
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None


def cover_values(concepts: Sequence[str], values: Sequence[str | None], dimensions: Sequence[str]) -> dict[str, str]:
    """The first undimensioned value of each cover concept."""
    found: dict[str, str] = {}
    wanted = {concept for concept in set(concepts) if concept.rpartition(":")[2] in _WANTED}
    for row, concept in enumerate(concepts) if wanted else ():
        name = concept.rpartition(":")[2] if concept in wanted else ""
        if name and values[row] and not dimensions[row] and name not in found:
            found[name] = str(values[row]).strip()
    return found


def head_of(facts: Mapping[str, Sequence[Any]], entity: tuple[str, str], **more: Any) -> Head:
    """The head, from the fact columns and the entity of the first context; `more` are fields that are known otherwise."""
    cover = cover_values(facts["concept"], facts["value_text"], facts["dimensions"])
    form = cover.get("DocumentType", "")
    flag = cover.get("AmendmentFlag", "").lower() in ("true", "1")
    name = next((cover[one] for one in _NAMES if one in cover), "")
    known = {key: value for key, value in more.items() if value not in (None, "", ())}
    return Head(
        **{
            "scheme": entity[0],
            "identifier": entity[1],
            "filer": filer_key(*entity),
            "name": name,
            "form": form.removesuffix("/A"),
            "amendment": flag or form.endswith("/A"),
            "period_end": known.get("period_end") or day(cover.get("DocumentPeriodEndDate")) or main_end(facts["period_end"]),
            "fiscal_year": cover.get("DocumentFiscalYearFocus", ""),
            "fiscal_period": cover.get("DocumentFiscalPeriodFocus", ""),
            "fiscal_year_end": cover.get("CurrentFiscalYearEndDate", ""),
            "title": cover.get("DocumentTitle", ""),
            **known,
        }
    )


def main_end(ends: Iterable[date | None]) -> date | None:
    """The end that most facts have: what the report is about where no cover fact says it; the later of two."""
    counted = Counter(end for end in ends if end is not None)
    return max(counted, key=lambda end: (counted[end], end)) if counted else None
