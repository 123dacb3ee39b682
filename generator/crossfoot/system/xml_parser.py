"""XML from outside: no network, no entities, no document type, a limit on size; the only place that
parses it."""

import codecs
import io
import re
from html import unescape
from typing import Any

from lxml import etree

MAX_BYTES = 1 << 29
_HEAD = 4096
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XMLNS = re.compile(rb"\sxmlns(?::([\w.-]+))?\s*=\s*[\"']([^\"']+)[\"']")
_LATE_DECLARATION = re.compile(rb"(?<=\s)<\?xml [^<>]{0,200}?utf-8[^<>]{0,200}\?>", re.IGNORECASE)
"""a declaration after blank lines, as files cut out of a submission have it"""
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BEFORE_ROOT = rb"(\A(?:\xef\xbb\xbf)?(?:\s|<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->)*+)"
_NAMED_ONLY = re.compile(_BEFORE_ROOT + rb"(<!DOCTYPE[^\[\]<>]*>)", re.IGNORECASE)
"""a document type that is only named, as pages of XHTML do: it declares nothing here, and what it
names is not fetched"""
_ENCODING = re.compile(r"(\A\s*<\?xml[^<>]{0,200}?)\s{1,20}encoding\s*=\s*[\"'][^\"']*[\"']")
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""how a document of two or four bytes a character begins (XML 1.0, appendix F.1), longest first"""


class BadXml(ValueError):
    """The document can't be read; the text says why in one line, `row` on which line of it, and
    `doctype` that it is a document type declaration."""

    def __init__(self, message: str, row: int | None = None, *, doctype: bool = False) -> None:
        super().__init__(message)
        self.row = row
        self.doctype = doctype


def as_utf8(data: bytes) -> bytes:
    """The document, or its beginning, in UTF-8 where it is UTF-16 or UTF-32; unchanged otherwise.

    What looks at bytes, and not at a tree, finds the same in both.
    """
    encoding = next((name for start, name in _WIDE if data.startswith(start)), "")
    if not encoding:
        return data
    return _ENCODING.sub(r"\1", data.decode(encoding, "replace"), count=1).encode()


def parse_xml(data: bytes) -> Any:
    """The root element, without comments and processing instructions.

    Raises BadXml for what is not well-formed, larger than half a gigabyte, or declares a document
    type of its own: entities would make each program read another text.
    """
    if len(data) > MAX_BYTES:
        raise BadXml("the document is larger than half a gigabyte")
    data = _without_named_doctype(as_utf8(data))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # a page of one long text block is no attack; MAX_BYTES is the limit
        remove_pis=True,
        remove_comments=True,
    )
    try:
        tree = etree.parse(io.BytesIO(data), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as broken:
        message = (str(broken).splitlines() or ["empty"])[0]
        row = getattr(broken, "lineno", None)
        raise BadXml(f"this is not well-formed XML: {message}", row) from None
    root = tree.getroot()
    if root is None:
        raise BadXml("the document is empty")
    if tree.docinfo.internalDTD is not None:
        raise BadXml("a document type declaration is not taken", doctype=True)
    return root


def _without_named_doctype(data: bytes) -> bytes:
    """The document with spaces for a document type that is only named, and for a declaration after
    blank lines, so that lines keep their numbers."""
    if _DOCTYPE.search(data, 0, _HEAD):
        data = _NAMED_ONLY.sub(
            lambda found: found[1] + bytes(byte if byte in b"\r\n" else 32 for byte in found[2]),
            data,
            count=1,
        )
    if _DOCTYPE.search(data, 0, _HEAD):
        raise BadXml("a document type declaration is not taken", doctype=True)
    if data[:1].isspace():
        data = _LATE_DECLARATION.sub(lambda found: b" " * len(found[0]), data, count=1)
    return data


def root_of(data: bytes) -> Any:
    """The root element with its attributes; what is inside is not looked at. BadXml where there is
    none."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
    try:
        return next(etree.iterparse(io.BytesIO(data), events=("start",), **options))[1]
    except (etree.XMLSyntaxError, StopIteration, ValueError, LookupError):
        raise BadXml("this is not well-formed XML") from None


def local(element: Any) -> str:
    """The local name; empty for what is not an element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Any) -> str:
    return element.tag[1:].rpartition("}")[0] if isinstance(element.tag, str) else ""


def declared(data: bytes) -> set[tuple[str, str]]:
    """Every (prefix, namespace) that the document declares anywhere."""
    pairs = set(_XMLNS.findall(data))
    return {
        (prefix.decode("utf-8", "replace"), unescape(uri.decode("utf-8", "replace")))
        for prefix, uri in pairs
    }


def clark(element: Any, qname: str) -> str:
    """A QName in the scope of the element, in Clark notation; unchanged where its prefix is not
    declared."""
    prefix, colon, name = qname.strip().rpartition(":")
    uri = element.nsmap.get(prefix if colon else None)
    return f"{{{uri}}}{name}" if uri else qname.strip()


def text_of(element: Any) -> str:
    """All text inside."""
    return "".join(element.itertext())


def language_of(element: Any) -> str | None:
    """The nearest xml:lang, in lower case; an empty one says that there is none."""
    while element is not None:
        if (language := element.get(XML_LANG)) is not None:
            return str(language).lower() or None
        element = element.getparent()
    return None
