"""What is wrong, where, and what to do about it."""

from collections.abc import Iterable

from msgspec import Struct

from crossfoot.model.illegal_characters import visible, visible_line
from crossfoot.model.source import SourceRef

SEVERITIES = ("error", "warning", "info")
CAUSES = (
    "digit",
    "swapped-digits",
    "dropped-digit",
    "doubled-digit",
    "sign",
    "scale",
    "amount",
    "missing-part",
    "extra-part",
    "weight",
    "negated",
    "swapped-columns",
    "swapped-rows",
    "period",
    "unit",
    "unexplained",
)
"""What a mistake can be, from a single digit to the definition of a column."""
CERTAINTIES = ("certain", "likely", "equal", "none")
"""How sure a cause is: no other change explains as much; others do and are rarer mistakes; several
explain it equally well, and each is named; no change explains it."""


class Finding(Struct, frozen=True, kw_only=True):
    """One thing found; `also` are further addresses that take part in it.

    The finding of a cause names the change that would mend it: `cause` is one of CAUSES,
    `suggestion` what its place should say, `certainty` one of CERTAINTIES, and `consequences` are
    the findings that the change would end. An `alternative` is the same mistake as the finding
    before it, seen otherwise.
    """

    code: str
    severity: str
    message: str
    source: SourceRef
    hint: str = ""
    also: tuple[SourceRef, ...] = ()
    cause: str = ""
    suggestion: str = ""
    certainty: str = ""
    consequences: tuple["Finding", ...] = ()
    alternative: bool = False

    def __str__(self) -> str:
        return visible_line(str(self.source)) + visible(f": {self.message} [{self.code}]")


def error(
    code: str, message: str, source: SourceRef, hint: str = "", also: tuple[SourceRef, ...] = ()
) -> Finding:
    """A finding that fails the build.

    `code` is stable and dotted (`read.number`), `source` the address of the likeliest cause, `hint`
    what to do, `also` further addresses that take part.
    """
    return Finding(
        code=code, severity="error", message=message, source=source, hint=hint, also=also
    )


def warning(
    code: str, message: str, source: SourceRef, hint: str = "", also: tuple[SourceRef, ...] = ()
) -> Finding:
    """A finding that is told and does not fail the build.

    Parameters as for `error`.
    """
    return Finding(
        code=code, severity="warning", message=message, source=source, hint=hint, also=also
    )


def info(
    code: str, message: str, source: SourceRef, hint: str = "", also: tuple[SourceRef, ...] = ()
) -> Finding:
    """A finding that asks for nothing.

    Parameters as for `error`.
    """
    return Finding(code=code, severity="info", message=message, source=source, hint=hint, also=also)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding fails the build."""
    return any(finding.severity == "error" for finding in findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, each once: causes in the order given, likeliest first, then the rest by
    address."""
    return sorted(dict.fromkeys(findings), key=_order)


def _order(finding: Finding) -> tuple[int, int, str, int, str, str, str]:
    severity = SEVERITIES.index(finding.severity)
    if finding.cause:
        return severity, 0, "", 0, "", "", ""
    source = finding.source
    place = (source.file, source.row or 0, source.column or "")
    return severity, 1, *place, finding.code, finding.message
