"""Taxonomy documents that were validated before; Arelle need not look at their elements again.

A document is known by a digest of itself and of all that it references, each by where it lies from
there: the same bytes
beside other bytes are another document. What lies beside the report, or in its package, is always
validated.
"""

# mypy: disable-error-code="import-untyped"

import hashlib
import os
import posixpath
from collections.abc import Collection, Iterator, Sized
from contextlib import contextmanager
from typing import Any


class ValidatedDocuments:
    """The documents of one run: which of them are known, and which were validated without a
    message."""

    def __init__(self, known: Collection[str], messages: Sized) -> None:
        self._known = known
        self._messages = messages
        """Arelle's messages so far"""
        self._clean: list[Any] = []
        self._hashes: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._shared: set[Any] | None = None

    @contextmanager
    def skipping_known(self) -> Iterator[None]:
        """While this lasts, Arelle takes documents with a known digest as validated, and it is
        noted which others are clean.

        Arelle has no hook for that: two of its functions are replaced for the time of one run.
        """
        from arelle import ValidateXbrlDTS as Dts

        base_taxonomy, elements = Dts._shouldValidateBaseTaxonomyDoc, Dts.checkElements

        def needs_validation(val: Any, document: Any) -> bool:
            return bool(base_taxonomy(val, document)) and not self._is_known(val, document)

        def check(val: Any, document: Any, parent: Any) -> None:
            before = len(self._messages)
            Dts.checkElements = elements  # which calls itself for each element
            try:
                elements(val, document, parent)
            finally:
                Dts.checkElements = check
            if len(self._messages) == before and _is_taxonomy(val, document):
                self._clean.append(document)

        Dts._shouldValidateBaseTaxonomyDoc, Dts.checkElements = needs_validation, check
        try:
            yield
        finally:
            Dts._shouldValidateBaseTaxonomyDoc, Dts.checkElements = base_taxonomy, elements

    def clean(self) -> dict[str, str]:
        """Address and digest of the taxonomy documents that were validated to the end without a
        message."""
        found = {
            document.uri: self._digest(document)
            for document in self._clean
            if not _ships_with_arelle(document)
        }
        return {uri: digest for uri, digest in sorted(found.items()) if digest}

    def _is_known(self, val: Any, document: Any) -> bool:
        if self._shared is None:
            self._shared = _sharing_declarations(val.modelXbrl)
        return (
            bool(self._known)
            and document not in self._shared
            and (_ships_with_arelle(document) or self._digest(document) in self._known)
        )

    def _digest(self, document: Any) -> str:
        """Of the document and all that it references; empty where one of them can't be read."""
        if document.uri not in self._digests:
            folder = posixpath.dirname(_address(document)) or "."
            parts = [("", self._hash(document))]
            parts += [
                (_relative_address(folder, _address(other)), self._hash(other))
                for other in _referenced(document)
            ]
            whole = "\n".join(f"{digest} {address}" for address, digest in sorted(parts))
            found = (
                hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
                if all(digest for _, digest in parts)
                else ""
            )
            self._digests[document.uri] = found
        return self._digests[document.uri]

    def _hash(self, document: Any) -> str:
        if document.uri not in self._hashes:
            self._hashes[document.uri] = _hash(document)
        return self._hashes[document.uri]


def _referenced(document: Any) -> list[Any]:
    """All documents that lead from it, in any number of steps; without those that Arelle brings."""
    found, open_ends = {document}, [document]
    while open_ends:
        new = {
            other
            for other in open_ends.pop().referencesDocument
            if other not in found and not _ships_with_arelle(other)
        }
        found |= new
        open_ends += new
    return list(found - {document})


def _sharing_declarations(model: Any) -> set[Any]:
    """Documents that declare a role or arcrole which another one declares too: whether the two
    agree is checked with these alone, so that none of them may be skipped."""
    found: set[Any] = set()
    for types in (*model.roleTypes.values(), *model.arcroleTypes.values()):
        declaring = {declaration.modelDocument for declaration in types}
        if len(declaring) > 1:
            found |= declaring
    return found


def _is_taxonomy(val: Any, document: Any) -> bool:
    """A schema or linkbase; none of a report's own, which comes with no other."""
    from arelle.ModelDocumentType import ModelDocumentType as Type
    from arelle.ValidateXbrlDTS import _isExtensionTaxonomyDocument as beside

    reports = (Type.INSTANCE, Type.INLINEXBRL, Type.INLINEXBRLDOCUMENTSET)
    of_report = val.modelXbrl.modelDocument.type in reports and beside(val, document)
    return document.type in (Type.SCHEMA, Type.LINKBASE) and not of_report


def _ships_with_arelle(document: Any) -> bool:
    """Whether the document comes with Arelle: XBRL International's and the W3C's schemas."""
    import arelle

    return str(document.filepath).startswith(os.path.join(os.path.dirname(arelle.__file__), ""))


def _address(document: Any) -> str:
    return str(document.uri).replace("\\", "/")


def _relative_address(folder: str, address: str) -> str:
    """The address from a folder on the same host, so that a taxonomy in a folder and in a package
    is the same."""
    alike = folder.partition("//")[::2], address.partition("//")[::2]
    (scheme, here), (other, there) = alike
    same = (
        (scheme, here.partition("/")[0]) == (other, there.partition("/")[0])
        if here and there
        else not (here or there)
    )
    return posixpath.relpath(address, folder) if same else address


def _hash(document: Any) -> str:
    try:
        stream = document.modelXbrl.fileSource.file(document.filepath, binary=True)[0]
        with stream:
            return hashlib.sha256(stream.read()).hexdigest()
    except (OSError, ValueError, KeyError):
        return ""
