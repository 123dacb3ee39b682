"""The templates of pages; the owner of Jinja2."""

import os
import sys
from functools import cache
from importlib.util import cache_from_source
from typing import TYPE_CHECKING, Any

from crossfoot.workspace import templates_folder

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

OPTIONS = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "auto_reload": False,
}
"""Every value that templates show is escaped."""


@cache
def templates() -> "Environment":
    """All templates; a value that is not there is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    options: dict[str, Any] = {**OPTIONS, "undefined": StrictUndefined}
    return Environment(
        loader=FileSystemLoader(templates_folder()), bytecode_cache=_kept(), **options
    )


def _kept() -> "BytecodeCache | None":
    """Compiled templates lie beside our compiled modules; nowhere, where Python keeps none of ours.

    Compiling them again would be an eighth of the time that a small filing takes.
    """
    folder = os.path.dirname(cache_from_source(__file__))
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    from crossfoot.system.template_cache import TemplateCache

    return TemplateCache(folder, repr(sorted(OPTIONS.items())))
