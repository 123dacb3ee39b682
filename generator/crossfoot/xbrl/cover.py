"""The head of a filing from its cover facts (dei and its likes), by local name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from crossfoot.xbrl.names import filer_key
from crossfoot.xbrl.report_records import Head

_SAID_BY = {
    "name": (
        "EntityRegistrantName",
        "NameOfReportingEntityOrOtherMeansOfIdentification",
        "LegalEntityName",
        "FilerNameInEnglishDEI",
        "FilerNameInJapaneseDEI",
        "EntityCurrentLegalOrRegisteredName",
        "EntityCurrentLegalName",
        "NameOfReportingEntity",
        "RespondentLegalName",
        "NameOfTheCompany",
        "NameOfCompany",
    ),
    "form": ("DocumentType", "DocumentTypeDEI", "FormType"),
    "amendment": (
        "AmendmentFlag",
        "AmendmentFlagDEI",
        "ReportAnAmendedRevisedVersionPreviouslyFiledReportTruefalse",
    ),
    "period_end": (
        "DocumentPeriodEndDate",
        "CurrentPeriodEndDateDEI",
        "DateOfEndOfReportingPeriod2013",
        "DateOfEndOfReportingPeriod",
        "EndDateForPeriodCoveredByReport",
        "ReportingPeriodEndDate",
    ),
    "fiscal_year": ("DocumentFiscalYearFocus", "ReportYear"),
    "fiscal_period": ("DocumentFiscalPeriodFocus", "TypeOfCurrentPeriodDEI"),
    "fiscal_year_end": ("CurrentFiscalYearEndDate", "CurrentFiscalYearEndDateDEI"),
    "title": ("DocumentTitle",),
    "submission": ("SubmissionType",),
}
"""what a head holds, and the cover facts that say it, best first: of the SEC, IFRS and ESEF, the
Netherlands, EDINET, the United Kingdom,
Denmark, the FERC and India"""
_WANTED = frozenset(name for names in _SAID_BY.values() for name in names)
_RESUBMITTED = "R"
"""the FERC's word for a form that is filed again"""


def day(text: str | None) -> date | None:
    """A date from its ISO text; None when it is none."""
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None


def cover_values(
    concepts: Sequence[str], values: Sequence[str | None], dimensions: Sequence[str]
) -> dict[str, str]:
    """The first undimensioned value of each cover concept."""
    found: dict[str, str] = {}
    wanted = {concept for concept in set(concepts) if concept.rpartition(":")[2] in _WANTED}
    for row, concept in enumerate(concepts) if wanted else ():
        name = concept.rpartition(":")[2] if concept in wanted else ""
        if name and values[row] and not dimensions[row] and name not in found:
            found[name] = str(values[row]).strip()
    return found


def head_of(facts: Mapping[str, Sequence[Any]], entity: tuple[str, str], **more: Any) -> Head:
    """The head, from the fact columns and the entity of the first context; `more` are fields that
    are known otherwise."""
    values = cover_values(facts["concept"], facts["value_text"], facts["dimensions"])
    cover = {
        part: next((values[name] for name in names if name in values), "")
        for part, names in _SAID_BY.items()
    }
    again = cover["amendment"].lower() in ("true", "1") or cover["submission"] == _RESUBMITTED
    known = {key: value for key, value in more.items() if value not in (None, "", ())}
    return Head(
        **{
            "scheme": entity[0],
            "identifier": entity[1],
            "filer": filer_key(*entity),
            "name": cover["name"],
            "form": cover["form"].removesuffix("/A"),
            "amendment": again or cover["form"].endswith("/A"),
            "period_end": known.get("period_end")
            or day(cover["period_end"])
            or main_end(facts["period_end"]),
            "fiscal_year": cover["fiscal_year"],
            "fiscal_period": cover["fiscal_period"],
            "fiscal_year_end": _month_and_day(cover["fiscal_year_end"]),
            "title": cover["title"],
            **known,
        }
    )


def _month_and_day(text: str) -> str:
    """`--03-31` of that and of the day of one year, 2024-03-31; anything else as it is."""
    return f"--{text[5:10]}" if text[:4].isdigit() and day(text) is not None else text


def main_end(ends: Iterable[date | None]) -> date | None:
    """The end that most facts have: what the report is about where no cover fact says it; the later
    of two."""
    counted = Counter(end for end in ends if end is not None)
    return max(counted, key=lambda end: (counted[end], end)) if counted else None


def own_prefix(concepts: Mapping[str, Sequence[Any]]) -> str:
    """The prefix of the filer's own concepts; empty when there are none."""
    return next(
        (
            concept.partition(":")[0]
            for concept, own in zip(concepts["concept"], concepts["custom"], strict=True)
            if own
        ),
        "",
    )
