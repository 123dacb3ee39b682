"""The tables of docs/reference/rules.md, from the catalogues that the rules are read from."""

from crossfoot.filing_rules.catalogue import catalogue
from crossfoot.filing_rules.cover_facts import cover_requests
from crossfoot.model.profile import PROFILES


def catalogue_table() -> str:
    """The catalogue as a table for docs/reference/rules.md; a test holds the two equal."""
    lines = [
        "| rule | what | EFM | ESEF | EDINET | severity | profiles | where |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for rule in catalogue():
        profiles = "all" if rule.profiles == PROFILES else ", ".join(rule.profiles)
        where = rule.held or "looked at on every build"
        cells = (
            f"`{rule.id}`",
            rule.title,
            rule.efm,
            rule.esef,
            rule.edinet,
            rule.severity,
            profiles,
            where,
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def deviation_table() -> str:
    """Deliberate deviations with their reasons, for the same page."""
    lines = ["| rule | profile | reason |", "| --- | --- | --- |"]
    lines += [
        f"| `{rule.id}` | {profile} | {reason} |"
        for rule in catalogue()
        for profile, reason in rule.deviations.items()
    ]
    return "\n".join(lines) + "\n"


def cover_table() -> str:
    """The facts that are asked for as a table for docs/reference/rules.md; a test holds the two
    equal."""
    lines = [
        "| fact | asked for by | only with | values | where |",
        "| --- | --- | --- | --- | --- |",
    ]
    for request in cover_requests():
        names = " or ".join(f"`{name}`" for name in request.names)
        requesters = ", ".join(
            {"sec": "every form", "esef": "ESEF", "edinet": "EDINET"}.get(requester, requester)
            for requester in request.requesters
        )
        condition = f"`{request.condition}`" if request.condition else ""
        lines.append(
            f"| {names} | {requesters} | {condition} | {', '.join(request.values)} | {request.where} |"
        )
    return "\n".join(lines) + "\n"
