"""Discrepancies that the preparer declared: what each declaration explains, and whether it says how
much."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec.structs import replace

from crossfoot.checks.display_location import grouped
from crossfoot.model.filing import Declaration
from crossfoot.model.finding import Finding, error
from crossfoot.model.tieout import Tie

_NUMBER = re.compile(r"[-+]?[0-9][0-9,]{0,80}(?:\.[0-9]{1,40})?|[-+]?\.[0-9]{1,40}", re.ASCII)


def apply_declarations(
    ties: Iterable[Tie], declarations: Iterable[Declaration], findings: list[Finding]
) -> list[Tie]:
    """Failed checks that a declaration explains become `declared`.

    A declaration that explains nothing, names another difference or none, or explains several
    different ones is a finding.
    """
    waiting = list(declarations)
    met: dict[int, list[Tie]] = {id(declaration): [] for declaration in waiting}
    result = []
    for tie in ties:
        different = tie.status in ("error", "restated")
        found = explaining(tie, waiting) if waiting and different else None
        if found is not None:
            met[id(found)].append(tie)
            restated = tie.status == "restated"
            note = f"{found.reason} ({tie.note})" if restated else found.reason
            result.append(replace(tie, status="restated" if restated else "declared", note=note))
        elif tie.status != "nothing":
            result.append(tie)
    findings.extend(
        finding for declaration in waiting for finding in _amiss(declaration, met[id(declaration)])
    )
    return result


def explaining(tie: Tie, declarations: Iterable[Declaration]) -> Declaration | None:
    """Of the declarations that name a check, the one with its difference; else one that says none;
    else the first."""
    candidates, difference = (
        [declaration for declaration in declarations if _names(declaration, tie)],
        printed_difference(tie),
    )
    by_difference = (
        declaration
        for declaration in candidates
        if difference is not None and states_difference(declaration.difference, difference)
    )
    silent = (declaration for declaration in candidates if not declaration.difference)
    return (
        next(by_difference, None) or next(silent, None) or (candidates[0] if candidates else None)
    )


def _amiss(declaration: Declaration, ties: list[Tie]) -> Iterator[Finding]:
    """What is wrong with a declaration that met these checks."""
    differences = list(
        dict.fromkeys(found for tie in ties if (found := printed_difference(tie)) is not None)
    )
    also = tuple(dict.fromkeys(tie.addresses[0] for tie in ties))
    if not ties:
        what = f"{declaration.table} {declaration.concept} [{declaration.column}]"
        message = f"the declared {declaration.kind} at {what} matches no discrepancy"
        yield error(
            "declared.nothing",
            message,
            declaration.source,
            "take the declaration out, or correct what it names",
        )
    elif all(states_difference(declaration.difference, difference) for difference in differences):
        return
    elif len(differences) > 1:
        shown_differences = "; ".join(
            f"{grouped(difference)} ({_check(ties, difference)})" for difference in differences
        )
        message = f"the declaration covers {len(ties)} checks with different differences: {shown_differences}"
        yield error(
            "declared.several",
            message,
            declaration.source,
            "write one declaration for each, with its 'difference'",
            also,
        )
    elif not declaration.difference:
        message = f"the declaration does not say its difference; the check finds {grouped(differences[0])}"
        hint = f'difference: "{grouped(differences[0])}": without it any other misprint of this cell would pass as well'
        yield error("declared.difference", message, declaration.source, hint, also)
    else:
        message = f"the declared difference is {declaration.difference}, the check finds {grouped(differences[0])}"
        yield error(
            "declared.difference",
            message,
            declaration.source,
            "look at the cell again, then correct it",
            also,
        )


def _check(ties: list[Tie], difference: Fraction) -> str:
    tie = next(failing for failing in ties if printed_difference(failing) == difference)
    return tie.note or tie.network or tie.label or tie.item


def _names(declaration: Declaration, tie: Tie) -> bool:
    return (
        declaration.kind == tie.kind
        and declaration.table == tie.statement
        and declaration.concept in (tie.item, "")
        and declaration.column == tie.column
        and (not declaration.role or declaration.role == tie.role)
        and (not declaration.row or declaration.row == tie.addresses[0].row)
        and bool(declaration.concept or declaration.row)
    )


def states_difference(declared: str, difference: Fraction) -> bool:
    """Whether the declared difference is the found one; digits after the point may be a rounding (a
    quotient does not end)."""
    number = _number(declared)
    places = len(declared.partition(".")[2])
    return number is not None and (
        number == difference or (places > 0 and abs(number - difference) * 2 * 10**places <= 1)
    )


def _number(text: str) -> Fraction | None:
    """The number in plain digits: an exponent of nine digits would never be worked out."""
    return Fraction(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def printed_difference(tie: Tie) -> Fraction | None:
    """Reported less computed in the unit and sign of the page; a derived value is first rounded to
    the printed digits."""
    if tie.computed is None or tie.reported is None:
        return None
    computed = tie.computed
    if tie.kind == "derived" and tie.step:
        computed = (
            (abs(computed) / tie.step + Fraction(1, 2)).__floor__()
            * tie.step
            * (-1 if computed < 0 else 1)
        )
    difference = (tie.reported - computed) / Fraction(10) ** tie.scale
    return -difference if tie.negated else difference
