"""Proof that the page says what the facts say: every tag is read back from the finished text, and nothing is lost.

Cells that hold one tagged number and nothing else are most of a page. One expression takes them out of the text, which admits nothing
that XML would not, and they are compared at once; the rest goes through an XML parser, and is compared as its tags end.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice
from typing import Any, NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from msgspec import Struct, field

from crossfoot.model.compact import CompactCell
from crossfoot.model.filing import Period
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Fact, Instance, Members
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.escaped import EscapedText
from crossfoot.render.inline_header_check import PARTS, header_check
from crossfoot.render.inline_reading import PLAIN_CELL, PLAIN_ROW, plain_attributes, read_back, read_text
from crossfoot.render.xbrl import LANG, Contexts, contexts_of, plain

_IX = "http://www.xbrl.org/2013/inlineXBRL "
_FACTS = frozenset({f"{_IX}nonFraction", f"{_IX}nonNumeric", f"{_IX}footnote"})

_OTHERS = PARTS | {f"{_IX}{name}" for name in ("header", "hidden", "continuation", "exclude")}
"""What else of inline XBRL a page of ours may hold."""
_BASE = "http://www.w3.org/XML/1998/namespace base"
_LANG = "http://www.w3.org/XML/1998/namespace lang"
_MEANT = frozenset({"id", "name", "contextRef", "unitRef", "decimals", "scale", "format", "sign", "escape", "continuedAt", _LANG})
_TEXT_TAG = re.compile("<ix:(?:nonNumeric|continuation)")


class _Tag(Struct):
    """An open ix element with its text so far."""

    name: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)


class _Said(NamedTuple):
    """What the tags of a column say alike."""

    period: Period
    members: Members
    unit: str
    decimals: int | None
    attributes: dict[str, str]


class PageCheck:
    """Reads a page piece by piece as it is written. `bare` is what it was without the cells that were taken out."""

    def __init__(self, instance: Instance, taxonomy: Taxonomy, container: str, used: Contexts | None = None) -> None:
        self.instance, self.used = instance, used or contexts_of(instance.facts)
        self.at = SourceRef(file=f"{instance.stem}.htm")
        self.bare: list[str] = []
        self._by_id = {name: key for key, name in self.used.contexts.items()}
        self._said: dict[str, _Said] = {}
        self._agreed: dict[tuple[str, int], tuple[str, str]] = {}
        self._order: Iterator[Fact] = iter(instance.facts)
        self._waiting: dict[str, Fact] | None = None
        self._open: list[_Tag] = []
        self._ids: list[str] = []
        self._footnotes: list[tuple[str, tuple[str, str]]] = []
        self._found: list[Finding] = []
        self._broken = ""
        self._whole = False
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._header = header_check(instance, taxonomy, container, self.used)
        self._parser.StartNamespaceDeclHandler = self._header.declare
        self._blocks = EscapedText() if instance.blocks else None
        self._escaped: set[str] = set()
        if self._blocks:
            self._parser.EndElementHandler, self._parser.CharacterDataHandler = self._end, self._text

    @property
    def references(self) -> Mapping[str, frozenset[str]]:
        """What the cells that were taken out refer to: ids by attribute."""
        return {name: frozenset(said.attributes[name] for said in self._said.values()) for name in ("contextRef", "unitRef")}

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
        """Every fact or footnote that the page does not tell exactly once and exactly as it is; none when all is well."""
        self._parse("", last=True)
        if self._broken:
            return [error("render.inline", f"the page is not well-formed: {self._broken}", self.at)]
        self._ids += self._header.ids
        self._found += [error("render.inline", message, self.at) for message in self._header.findings()]
        ids = set(self._ids)
        seen = Counter([*self._ids, *self._facts_among(ids)])
        twice = [error("render.inline", f"the id '{name}' stands twice", self.at) for name in sorted(seen) if seen[name] > 1]
        return [*twice, *self._found, *self._otherwise(), *self._untold()]

    def _facts_among(self, ids: set[str]) -> Iterator[str]:
        """The ids of facts that other elements have too; all ids of a row begin like its first one."""
        heads = {name.partition(".")[0] for name in ids}
        row, near = None, False
        fact: Any
        for fact in self.instance.facts:
            if fact.__class__ is CompactCell:
                if fact.row is not row:
                    row = fact.row
                    near = row.stem.partition(".")[0] in heads
                if not near:
                    continue
            if fact.id in ids:
                yield fact.id

    def _read(self, piece: str) -> None:
        if not self._open and not self._whole and not (self._blocks and self._blocks.open):
            piece = self._without_cells(piece)
        self.bare.append(piece)
        self._parse(piece)

    def _parse(self, piece: str, *, last: bool = False) -> None:
        try:
            if not self._broken:
                self._parser.Parse(piece, last)
        except ExpatError as broken:
            self._broken = str(broken)

    def _without_cells(self, piece: str) -> str:
        """The piece without its plain cells, which are compared; the piece itself where something else has to see them."""
        parts = PLAIN_CELL.split(piece)
        rest = "".join(parts[::5])
        self._whole = "<!" in rest  # a comment, or what else hides tags, comes from no template of ours
        names, written = parts[1::5], parts[3::5]
        if not names or self._whole or _TEXT_TAG.search(rest) or not self._understood(set(written)):
            return piece
        printed = "\n".join(parts[4::5]).replace(",", "").split("\n")
        row, qname, agreed = None, "", self._agreed
        fact: Any
        for fact, told, name, attributes, digits in zip(self._run(names), names, parts[2::5], written, printed, strict=True):
            if fact.__class__ is CompactCell:
                if fact.row is not row:
                    row = fact.row
                    qname = row.concept.qname
                ends = agreed.get((attributes, id(fact.column))) or self._agrees(attributes, fact)
                if ends and name == qname and Decimal(f"{ends[0]}{digits}{ends[1]}") == fact.value:
                    continue
            self._compare(told, fact, {"name": name, **self._said[attributes].attributes}, digits)
        return PLAIN_ROW.sub("", rest)

    def _run(self, names: list[str]) -> list[Fact | None]:
        """The facts of these ids, each once."""
        if self._waiting is None:
            facts = list(islice(self._order, len(names)))
            if [fact.id for fact in facts] == names:
                return list(facts)
            self._order = chain(facts, self._order)
        return [self._take(name) for name in names]

    def _agrees(self, attributes: str, fact: Any) -> tuple[str, str] | None:
        """What goes before and after the digits, where the attributes are those of the fact's column and so of all its facts."""
        said = self._said[attributes]
        if (said.unit, said.decimals, said.period, said.members) != (fact.unit.id, fact.decimals, fact.period, fact.members):
            return None
        held = said.attributes
        ends = self._agreed[attributes, id(fact.column)] = held.get("sign", ""), f"E{held.get('scale', '0')}"
        return ends

    def _understood(self, written: set[str]) -> bool:
        """Whether all of these are attributes of plain numbers; what they say is kept."""
        for attributes in written - self._said.keys():
            held = plain_attributes(attributes)
            key = self._by_id.get(held["contextRef"]) if held else None
            if held is None or key is None or not (held["decimals"] == "INF" or held["decimals"].lstrip("-").isdecimal()):
                return False
            decimals = None if held["decimals"] == "INF" else int(held["decimals"])
            self._said[attributes] = _Said(*key, held["unitRef"], decimals, held)
        return True

    def _take(self, told: str) -> Fact | None:
        """The fact of this id, once; most pages tell their facts in the order of the instance."""
        if self._waiting is None:
            fact = next(self._order, None)
            if fact is not None and fact.id == told:
                return fact
            self._waiting = {one.id: one for one in chain((fact,) if fact else (), self._order)}
        return self._waiting.pop(told, None)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._blocks:
            self._blocks.start(name, attributes)
        if name in _FACTS:
            self._open.append(_Tag(name, attributes))
            self._parser.EndElementHandler, self._parser.CharacterDataHandler = self._end, self._text
            return
        if "id" in attributes:
            self._ids.append(attributes["id"])
        if name.startswith(_IX) and name not in _OTHERS:
            self._found.append(error("render.inline", f"the page holds '{name.removeprefix(_IX)}', which no fact of ours is", self.at))
        if _BASE in attributes or (name in PARTS and "target" in attributes):
            self._found.append(error("render.inline", f"'{name.rpartition(' ')[2]}' leads its facts to another place", self.at))
        if name in PARTS:
            self._parser.StartElementHandler, self._parser.EndElementHandler = self._header.start, self._leave
            self._parser.CharacterDataHandler = self._header.characters

    def _leave(self, name: str) -> None:
        """An element of the header ends; with the last one the rest of the page begins."""
        if name not in PARTS:
            self._header.end(name)
            return
        reads = bool(self._open or self._blocks)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler, self._parser.CharacterDataHandler = (self._end, self._text) if reads else (None, None)

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
        told, said = tag.attributes.get("id", ""), "".join(tag.pieces)
        if name == f"{_IX}footnote":
            self._ids.append(told)
            self._footnotes.append((told, (said, tag.attributes.get(_LANG, ""))))
        else:
            self._compare(told, self._take(told), tag.attributes, said)
        if not self._open and not self._blocks:
            self._parser.EndElementHandler = self._parser.CharacterDataHandler = None

    def _compare(self, told: str, fact: Fact | None, attributes: dict[str, str], said: str) -> None:
        if fact is not None and attributes.get("escape") == "true":
            self._escaped.add(told)
            said = str(fact.value)  # markup is compared when the whole chain is read
        if fact is None:
            self._ids.append(told)
            self._found.append(error("render.inline", f"the tag '{told}' is not a fact of the instance", self.at))
        elif wrong := _difference(attributes, said, fact, self.used):
            self._found.append(error("render.inline", f"{told}: {wrong}", fact.source))

    def _otherwise(self) -> Iterator[Finding]:
        """Text blocks whose markup on the page is not their value."""
        said = self._blocks.values() if self._blocks else {}
        for fact in (block.fact for block in self.instance.blocks):
            if fact.id in self._escaped and said.get(fact.id) != fact.value:
                yield error("render.inline", f"{fact.id}: the markup of the page is not the value of the text block", fact.source)

    def _untold(self) -> Iterator[Finding]:
        """Footnotes that are told otherwise than they are, and whatever is not on the page."""
        footnotes = {note.id: (note.text, LANG.get(note.lang, note.lang)) for note in self.instance.footnotes}
        for name, said in self._footnotes:
            if footnotes.pop(name, None) != said:
                yield error("render.inline", f"the footnote '{name}' is not the one of the instance", self.at)
        for fact in chain(self._order, (self._waiting or {}).values()):
            yield error("render.inline", f"{fact.id} is not on the page", fact.source)
        for name in footnotes:
            yield error("render.inline", f"the footnote '{name}' is not on the page", self.at)


def check_inline(pieces: Iterable[str], instance: Instance, taxonomy: Taxonomy, container: str) -> list[Finding]:
    """The check of a page that is at hand."""
    check = PageCheck(instance, taxonomy, container)
    for _ in check.through(pieces):
        pass
    return check.findings()


def _difference(said: dict[str, str], printed: str, fact: Fact, used: Contexts) -> str:
    """What the tag says otherwise than the fact, or nothing."""
    wanted = [("name", fact.concept.qname), ("contextRef", used.contexts[fact.context_key])]
    if fact.unit is not None:
        wanted += [("unitRef", fact.unit.id), ("decimals", "INF" if fact.decimals is None else str(fact.decimals))]
    elif fact.lang:
        wanted.append((_LANG, LANG.get(fact.lang, fact.lang)))
    for name, expected in wanted:
        if said.get(name) != expected:
            return f"{name.rpartition(' ')[2]} is {said.get(name)}, the fact says {expected}"
    if more := said.keys() - _MEANT:
        return f"the tag says {', '.join(sorted(name.rpartition(' ')[2] for name in more))}, which no fact does"
    form = said.get("format", "")
    value: Decimal | str | None = read_back(printed, form, said) if fact.unit is not None else read_text(printed, form)
    return "" if value == fact.value else f"the tag reads '{'' if value is None else plain(value)}', the fact is '{plain(fact.value)}'"
