"""Proof that the page says what the facts say: every tag is read back from the finished text, and
nothing is lost.

Cells that hold one tagged number and nothing else are taken out of the text first
(`inline_plain_cells`); the rest goes through an XML
parser, and is compared as its tags end.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from msgspec import Struct, field

from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.escaped import EscapedText
from crossfoot.render.inline_header_check import PARTS, header_check
from crossfoot.render.inline_tag_mismatch import XML_LANG, difference
from crossfoot.render.inline_verify_fastpath import PlainCells
from crossfoot.render.untagged_facts import UntaggedFacts
from crossfoot.render.xbrl import LANG, Contexts, contexts_of

_IX = "http://www.xbrl.org/2013/inlineXBRL "
_FACTS = frozenset({f"{_IX}nonFraction", f"{_IX}nonNumeric", f"{_IX}footnote"})
_OTHERS = PARTS | {f"{_IX}{name}" for name in ("header", "hidden", "continuation", "exclude")}
"""What else of inline XBRL a page of ours may hold."""
_BASE = "http://www.w3.org/XML/1998/namespace base"


class _Tag(Struct):
    """An open ix element with its text so far."""

    name: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)


class PageCheck:
    """Reads a page piece by piece as it is written. `bare` is what it was without the cells that
    were taken out."""

    def __init__(
        self, instance: Instance, taxonomy: Taxonomy, container: str, used: Contexts | None = None
    ) -> None:
        self.instance, self.used = instance, used or contexts_of(instance.facts)
        self.at = SourceRef(file=f"{instance.stem}.htm")
        self.bare: list[str] = []
        self._untold = UntaggedFacts(instance.facts)
        self._cells = PlainCells(self.used, self._untold, self._compare)
        self._open: list[_Tag] = []
        self._ids: list[str] = []
        self._footnotes: list[tuple[str, tuple[str, str]]] = []
        self._found: list[Finding] = []
        self._broken = ""
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._header = header_check(instance, taxonomy, container, self.used)
        self._parser.StartNamespaceDeclHandler = self._header.declare
        self._blocks = EscapedText() if instance.blocks else None
        self._escaped: set[str] = set()
        if self._blocks:
            self._parser.EndElementHandler, self._parser.CharacterDataHandler = (
                self._end,
                self._text,
            )

    @property
    def references(self) -> Mapping[str, frozenset[str]]:
        """What the cells that were taken out refer to: ids by attribute."""
        return self._cells.references

    def rest(self) -> str:
        """The page without the cells that were taken out; given away once."""
        rest = "".join(self.bare)
        self.bare.clear()
        return rest

    def through(self, pieces: Iterable[str]) -> Iterator[str]:
        """The pieces, each read on its way; a cell that is cut in two goes to the parser."""
        for piece in pieces:
            self._read(piece)
            yield piece

    def findings(self) -> list[Finding]:
        """Every fact or footnote that the page does not tell exactly once and exactly as it is;
        none when all is well."""
        self._parse("", last=True)
        if self._broken:
            return [error("render.inline", f"the page is not well-formed: {self._broken}", self.at)]
        self._ids += self._header.ids
        self._found += [
            error("render.inline", message, self.at) for message in self._header.findings()
        ]
        ids = set(self._ids)
        seen = Counter([*self._ids, *self._facts_among(ids)])
        twice = [
            error("render.inline", f"the id '{name}' stands twice", self.at)
            for name in sorted(seen)
            if seen[name] > 1
        ]
        return [*twice, *self._found, *self._otherwise(), *self._missing()]

    def _facts_among(self, ids: set[str]) -> Iterator[str]:
        """The ids of facts that other elements have too; all ids of a row begin like its first
        one."""
        heads = {name.partition(".")[0] for name in ids}
        row, near = None, False
        fact: Any
        for fact in self.instance.facts:
            if fact.__class__ is PackedCell:
                if fact.row is not row:
                    row = fact.row
                    near = row.stem.partition(".")[0] in heads
                if not near:
                    continue
            if fact.id in ids:
                yield fact.id

    def _read(self, piece: str) -> None:
        if not self._open and not self._cells.whole and not (self._blocks and self._blocks.open):
            piece = self._cells.without(piece)
        self.bare.append(piece)
        self._parse(piece)

    def _parse(self, piece: str, *, last: bool = False) -> None:
        try:
            if not self._broken:
                self._parser.Parse(piece, last)
        except ExpatError as broken:
            self._broken = str(broken)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._blocks:
            self._blocks.start(name, attributes)
        if name in _FACTS:
            self._open.append(_Tag(name, attributes))
            self._parser.EndElementHandler, self._parser.CharacterDataHandler = (
                self._end,
                self._text,
            )
            return
        if "id" in attributes:
            self._ids.append(attributes["id"])
        if name.startswith(_IX) and name not in _OTHERS:
            self._found.append(
                error(
                    "render.inline",
                    f"the page holds '{name.removeprefix(_IX)}', which no fact of ours is",
                    self.at,
                )
            )
        if _BASE in attributes or (name in PARTS and "target" in attributes):
            self._found.append(
                error(
                    "render.inline",
                    f"'{name.rpartition(' ')[2]}' leads its facts to another place",
                    self.at,
                )
            )
        if name in PARTS:
            self._parser.StartElementHandler, self._parser.EndElementHandler = (
                self._header.start,
                self._leave,
            )
            self._parser.CharacterDataHandler = self._header.characters

    def _leave(self, name: str) -> None:
        """An element of the header ends; with the last one the rest of the page begins."""
        if name not in PARTS:
            self._header.end(name)
            return
        reads = bool(self._open or self._blocks)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler, self._parser.CharacterDataHandler = (
            (self._end, self._text) if reads else (None, None)
        )

    def _text(self, piece: str) -> None:
        if self._blocks:
            self._blocks.text(piece)
        for tag in self._open:
            tag.pieces.append(piece)

    def _end(self, name: str) -> None:
        if self._blocks:
            self._blocks.end(name)
        if name not in _FACTS:
            return
        tag = self._open.pop()
        name_of_fact, said = tag.attributes.get("id", ""), "".join(tag.pieces)
        if name == f"{_IX}footnote":
            self._ids.append(name_of_fact)
            self._footnotes.append((name_of_fact, (said, tag.attributes.get(XML_LANG, ""))))
        else:
            self._compare(name_of_fact, self._untold.take(name_of_fact), tag.attributes, said)
        if not self._open and not self._blocks:
            self._parser.EndElementHandler = self._parser.CharacterDataHandler = None

    def _compare(
        self, fact_id: str, fact: Fact | None, attributes: dict[str, str], printed: str
    ) -> None:
        if fact is not None and attributes.get("escape") == "true":
            self._escaped.add(fact_id)
            printed = str(fact.value)  # markup is compared when the whole chain is read
        if fact is None:
            self._ids.append(fact_id)
            self._found.append(
                error(
                    "render.inline", f"the tag '{fact_id}' is not a fact of the instance", self.at
                )
            )
        elif wrong := difference(attributes, printed, fact, self.used):
            self._found.append(error("render.inline", f"{fact_id}: {wrong}", fact.source))

    def _otherwise(self) -> Iterator[Finding]:
        """Text blocks whose markup on the page is not their value."""
        said = self._blocks.values() if self._blocks else {}
        for fact in (block.fact for block in self.instance.blocks):
            if fact.id in self._escaped and said.get(fact.id) != fact.value:
                yield error(
                    "render.inline",
                    f"{fact.id}: the markup of the page is not the value of the text block",
                    fact.source,
                )

    def _missing(self) -> Iterator[Finding]:
        """Footnotes that are told otherwise than they are, and whatever is not on the page."""
        footnotes = {
            note.id: (note.text, LANG.get(note.lang, note.lang)) for note in self.instance.footnotes
        }
        for name, said in self._footnotes:
            if footnotes.pop(name, None) != said:
                yield error(
                    "render.inline",
                    f"the footnote '{name}' is not the one of the instance",
                    self.at,
                )
        for fact in self._untold.rest():
            yield error("render.inline", f"{fact.id} is not on the page", fact.source)
        for name in footnotes:
            yield error("render.inline", f"the footnote '{name}' is not on the page", self.at)
