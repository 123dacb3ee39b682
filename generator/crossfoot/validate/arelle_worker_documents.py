"""Taxonomy documents that were validated before, known by their hashes; Arelle need not look at their elements again.

A document counts as validated only with all that it references. What lies beside the report, or in its package, is always validated.
"""

# mypy: disable-error-code="import-untyped"

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def without_validated(known: Collection[str]) -> Iterator[None]:
    """While this lasts, Arelle takes documents with these hashes (sha256) as validated."""
    from arelle import ValidateXbrlDTS

    asked = ValidateXbrlDTS._shouldValidateBaseTaxonomyDoc
    if not known:
        yield
        return
    sound: dict[str, bool] = {}

    def should(val: Any, document: Any) -> bool:
        return bool(asked(val, document)) and not _sound(document, known, sound)

    ValidateXbrlDTS._shouldValidateBaseTaxonomyDoc = should
    try:
        yield
    finally:
        ValidateXbrlDTS._shouldValidateBaseTaxonomyDoc = asked


def hashes_of(models: Iterable[Any]) -> dict[str, str]:
    """Address and hash of every document that Arelle does not bring itself."""
    documents = {document.uri: document for model in models for document in model.urlDocs.values() if not _own(document)}
    return {uri: _hash(document) for uri, document in sorted(documents.items())}


def _sound(document: Any, known: Collection[str], sound: dict[str, bool]) -> bool:
    if document.uri not in sound:
        sound[document.uri] = True  # while its own references are looked at
        sound[document.uri] = _own(document) or (
            _hash(document) in known and all(_sound(other, known, sound) for other in document.referencesDocument)
        )
    return sound[document.uri]


def _own(document: Any) -> bool:
    """Whether the document comes with Arelle: XBRL International's and the W3C's schemas."""
    import arelle

    return str(document.filepath).startswith(os.path.join(os.path.dirname(arelle.__file__), ""))


def _hash(document: Any) -> str:
    try:
        stream = document.modelXbrl.fileSource.file(document.filepath, binary=True)[0]
        with stream:
            return hashlib.sha256(stream.read()).hexdigest()
    except (OSError, ValueError, KeyError):
        return ""
