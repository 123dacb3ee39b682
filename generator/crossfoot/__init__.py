"""crossfoot: printed statements to XBRL filings whose totals are proved.

    import crossfoot

    crossfoot.build("filings/acme/2024-12-31", output="out")        # -> BuildResult
    crossfoot.validate("report.xbri", packages=["base.zip"])        # -> ValidationResult
    for result in crossfoot.ingest(["inbox/"], store="facts.duckdb"):
        print(result.name, result.verdict)
    with crossfoot.open_store("facts.duckdb") as facts:
        facts.history("acme", "Revenues")

These are the calls of the command line, without its printing. Each name is imported when it is
first asked for, so that `import crossfoot` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crossfoot.errors import CrossfootError, SetupError, ToolError, UsageError
    from crossfoot.model.finding import Finding
    from crossfoot.model.options import BuildResult
    from crossfoot.model.source import SourceRef
    from crossfoot.model.validation import ValidationResult
    from crossfoot.version import VERSION as __version__  # noqa: N811
    from crossfoot.workflows.api import build, ingest, open_store, validate

_PLACES = {
    "build": "workflows.api",
    "validate": "workflows.api",
    "ingest": "workflows.api",
    "open_store": "workflows.api",
    "BuildResult": "model.options",
    "Finding": "model.finding",
    "SourceRef": "model.source",
    "ValidationResult": "model.validation",
    "CrossfootError": "errors",
    "SetupError": "errors",
    "ToolError": "errors",
    "UsageError": "errors",
    "__version__": "version:VERSION",
}
__all__ = [
    "BuildResult",
    "CrossfootError",
    "Finding",
    "SetupError",
    "SourceRef",
    "ToolError",
    "UsageError",
    "ValidationResult",
    "__version__",
    "build",
    "ingest",
    "open_store",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'crossfoot' has no attribute '{name}'")
    module, _, attribute = _PLACES[name].partition(":")
    value = getattr(import_module(f"crossfoot.{module}"), attribute or name)
    globals()[name] = value  # the second time it is found without us
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
