"""What is wrong, where, and what to do about it."""

from collections.abc import Iterable

from msgspec import Struct

from crossfoot.model.illegal_characters import visible, visible_line
from crossfoot.model.source import SourceRef

SEVERITIES = ("error", "warning", "info")


class Finding(Struct, frozen=True, kw_only=True):
    """One thing found; `also` are further addresses that take part in it."""

    code: str
    severity: str
    message: str
    source: SourceRef
    hint: str = ""
    also: tuple[SourceRef, ...] = ()

    def __str__(self) -> str:
        return visible_line(str(self.source)) + visible(f": {self.message} [{self.code}]")


def error(
    code: str, message: str, source: SourceRef, hint: str = "", also: tuple[SourceRef, ...] = ()
) -> Finding:
    """A finding that fails the build."""
    return Finding(
        code=code, severity="error", message=message, source=source, hint=hint, also=also
    )


def warning(
    code: str, message: str, source: SourceRef, hint: str = "", also: tuple[SourceRef, ...] = ()
) -> Finding:
    """A finding that is told and does not fail the build."""
    return Finding(
        code=code, severity="warning", message=message, source=source, hint=hint, also=also
    )


def info(
    code: str, message: str, source: SourceRef, hint: str = "", also: tuple[SourceRef, ...] = ()
) -> Finding:
    """A finding that asks for nothing."""
    return Finding(code=code, severity="info", message=message, source=source, hint=hint, also=also)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding fails the build."""
    return any(finding.severity == "error" for finding in findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then by address, each once."""
    unique = dict.fromkeys(findings)
    return sorted(
        unique,
        key=lambda f: (
            SEVERITIES.index(f.severity),
            f.source.file,
            f.source.row or 0,
            f.source.column or "",
            f.code,
            f.message,
        ),
    )
