"""What escaped tags hold: their XHTML as text (Inline XBRL 1.1, sections 4 and 11).

Nested inline tags fall away and leave their content, ix:exclude falls away with it, continuations
follow in the order of their chain.
Relative addresses stay as they are, because the page has no base address; attributes stand in
alphabetical order, as Arelle writes them.
"""

from collections.abc import Iterable, Mapping
from xml.parsers.expat import ParserCreate

from msgspec import Struct, field

from crossfoot.model.xml_text import attribute, text

IX = "http://www.xbrl.org/2013/inlineXBRL "
_TEXTS = (f"{IX}nonNumeric", f"{IX}continuation")
_XML = "http://www.w3.org/XML/1998/namespace "
_EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "param"})


class _Piece(Struct):
    """An open tag whose content is wanted, with its markup so far."""

    name: str
    attributes: Mapping[str, str]
    markup: list[str] = field(default_factory=list)


class EscapedText(Struct):
    """Gathers the markup of escaped tags from a parser that tells names as `namespace name`."""

    open: list[_Piece] = field(default_factory=list)
    nested: list[bool] = field(default_factory=list)
    excluded: int = 0
    empty: bool = False
    held: dict[str, str] = field(default_factory=dict)
    following: dict[str, str] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag begins."""
        if not name.startswith(IX):
            if self.open and not self.excluded:
                self._add(f"<{_local(name)}{''.join(map(_attribute, sorted(attributes.items())))}>")
                self.empty = True
        elif name == f"{IX}exclude":
            self.excluded += 1
        elif name in _TEXTS:
            wanted = name == _TEXTS[1] or attributes.get("escape") in ("true", "1")
            self.nested.append(wanted)
            if wanted:
                self.open.append(_Piece(name, attributes))

    def text(self, piece: str) -> None:
        """Text between tags."""
        if self.open and not self.excluded:
            self._add(text(piece))

    def end(self, name: str) -> None:
        """A tag ends."""
        if not name.startswith(IX):
            if self.open and not self.excluded:
                self._close(_local(name))
        elif name == f"{IX}exclude":
            self.excluded -= 1
        elif name in _TEXTS and self.nested.pop():
            self._keep(self.open.pop())

    def values(self) -> dict[str, str]:
        """The text of each escaped fact, by its id."""
        return {
            head: "".join(self.held.get(name, "") for name in self._chain(head))
            for head in self.heads
        }

    def _chain(self, name: str) -> list[str]:
        chain: list[str] = []
        while name and name not in chain:
            chain.append(name)
            name = self.following.get(name, "")
        return chain

    def _add(self, markup: str) -> None:
        self.empty = False
        for piece in self.open:
            piece.markup.append(markup)

    def _close(self, name: str) -> None:
        if not (self.empty and name in _EMPTY):
            self._add(f"</{name}>")
            return
        for piece in self.open:
            piece.markup[-1] = piece.markup[-1][:-1] + "/>"
        self.empty = False

    def _keep(self, piece: _Piece) -> None:
        name = piece.attributes.get("id", "")
        self.held[name] = "".join(piece.markup)
        self.following[name] = piece.attributes.get("continuedAt", "")
        if piece.name == _TEXTS[0]:
            self.heads.append(name)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _attribute(pair: tuple[str, str]) -> str:
    name = f"xml:{_local(pair[0])}" if pair[0].startswith(_XML) else _local(pair[0])
    return f' {name}="{attribute(pair[1])}"'


def escaped_texts(pieces: Iterable[str]) -> dict[str, str]:
    """The values of the escaped facts of a page, or of a part of one."""
    gathered = EscapedText()
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = (
        gathered.start,
        gathered.end,
        gathered.text,
    )
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse("", True)
    return gathered.values()
