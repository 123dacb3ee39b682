"""The templates of pages; the owner of Jinja2."""

import os
import sys
from functools import cache
from importlib.util import cache_from_source
from typing import TYPE_CHECKING

from crossfoot.workspace import templates_folder

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment


@cache
def templates() -> "Environment":
    """All templates; every value that they show is escaped, and one that is not there is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_kept(),
    )


def _kept() -> "BytecodeCache | None":
    """Compiled templates lie beside our compiled modules, each under the hash of its source; nowhere, where Python keeps none of ours.

    Compiling them again would be an eighth of the time that a small filing takes.
    """
    from jinja2 import FileSystemBytecodeCache

    folder = os.path.dirname(cache_from_source(__file__))
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return FileSystemBytecodeCache(folder, "template.%s.pyc")
