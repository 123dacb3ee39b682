"""Compiled templates on disk, each under a hash of all that made it: what differs in anything, or
was damaged, is compiled again."""

import marshal
import os
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from crossfoot.errors import UsageError
from crossfoot.system.atomic_file import atomic_file

_HASH = sha256().digest_size


class TemplateCache(BytecodeCache):
    """One file a template: a hash, then the code.

    The hash is of the template's source, of Python's and Jinja's versions, of the options, and of
    the code itself:
    Python takes damaged code as it stands, and may end with it.
    """

    def __init__(self, folder: str, options: str) -> None:
        self.folder = folder
        self.stamp = b"\n".join(
            (MAGIC_NUMBER, sys.version.encode(), _jinja_version().encode(), options.encode())
        )

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of a bucket, if what is kept is whole and made of the same."""
        try:
            with open(self._path(bucket), "rb") as file:
                stored = file.read()
        except OSError:
            return
        code = stored[_HASH:]
        if stored[:_HASH] == self._hash(bucket, code):
            bucket.code = marshal.loads(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code; where that can't be done (a full disk), nothing is kept."""
        assert bucket.code is not None
        code = marshal.dumps(bucket.code)
        with suppress(OSError, UsageError), atomic_file(Path(self._path(bucket))) as file:
            file.write(self._hash(bucket, code) + code)

    def _path(self, bucket: Bucket) -> str:
        return os.path.join(
            self.folder, f"template.{bucket.key}.{sys.implementation.cache_tag}.pyc"
        )

    def _hash(self, bucket: Bucket, code: bytes) -> bytes:
        return sha256(b"\n".join((self.stamp, bucket.checksum.encode(), code))).digest()


def _jinja_version() -> str:
    known = vars(jinja2).get("__version__")  # 3.2 no longer has it
    if known is None:
        from importlib.metadata import version

        return version("jinja2")
    return str(known)
