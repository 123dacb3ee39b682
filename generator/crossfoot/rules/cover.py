"""Cover facts: those that the form asks for, and what they say."""

from collections.abc import Iterator

from crossfoot.rules.rule import Checks, Finished, Problem

_ALWAYS = ("DocumentType", "DocumentPeriodEndDate", "AmendmentFlag", "EntityRegistrantName", "EntityCentralIndexKey")
_PERIODIC = ("DocumentFiscalYearFocus", "DocumentFiscalPeriodFocus", "CurrentFiscalYearEndDate", "EntityFileNumber")
_ANNUAL = (
    "EntityAddressCityOrTown", "EntityCommonStockSharesOutstanding", "EntityWellKnownSeasonedIssuer", "EntityVoluntaryFilers",
    "EntityCurrentReportingStatus", "EntityInteractiveDataCurrent", "EntityFilerCategory", "EntityEmergingGrowthCompany",
    "EntityShellCompany", "IcfrAuditorAttestationFlag", "DocumentFinStmtErrorCorrectionFlag", "DocumentAnnualReport",
    "DocumentTransitionReport", "AuditorName", "AuditorLocation", "AuditorFirmId",
)  # fmt: skip
_DOMESTIC = (
    "EntityIncorporationStateCountryCode",
    "EntityTaxIdentificationNumber",
    "EntityPublicFloat",
    "CityAreaCode",
    "LocalPhoneNumber",
)
_FOREIGN = (
    "EntityAddressCountry",
    "DocumentAccountingStandard",
    "DocumentRegistrationStatement",
    "DocumentShellCompanyReport",
    "ContactPersonnelName",
)
FORMS = {
    "10-K": (*_ALWAYS, *_PERIODIC, *_ANNUAL, *_DOMESTIC, "EntitySmallBusiness"),
    "10-Q": (*_ALWAYS, *_PERIODIC, "EntityFilerCategory", "EntityShellCompany"),
    "20-F": (*_ALWAYS, *_PERIODIC, *_ANNUAL, *_FOREIGN),
    "40-F": (*_ALWAYS, *_PERIODIC, "EntityAddressCountry"),
    "6-K": _ALWAYS,
}
"""Which cover facts a form asks for (EFM 6.5.20 and following; a selection: groups by address or security are told by their first fact)."""
_PERIODS = ("FY", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "M9", "T1", "T2", "T3", "CY")


def _of_form(done: Finished) -> Iterator[Problem]:
    told = {fact.concept.name: str(fact.value) for fact in done.instance.cover}
    form = told.get("DocumentType", "").removesuffix("/A")
    for name in FORMS.get(form, _ALWAYS):
        if name not in told and name not in done.used:
            yield Problem(
                f"the cover lacks {name}, which the form {form or '(not named)'} asks for", done.filing.at, "add it under 'cover:'"
            )


def _known_form(done: Finished) -> Iterator[Problem]:
    for fact in done.instance.cover:
        if fact.concept.name == "DocumentType" and str(fact.value).removesuffix("/A") not in FORMS:
            yield Problem(f"we don't know what the form '{fact.value}' asks for", fact.source, f"known: {', '.join(FORMS)}")


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
    "cover.form": _of_form,
    "cover.known": _known_form,
    "cover.dates": _dates,
    "cover.context": _required_context,
    "cover.name": _registrant,
}
