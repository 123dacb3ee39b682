"""Proof that the page says what the facts say: every tag is read back from the finished text, and nothing is lost."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from xml.parsers.expat import ExpatError, ParserCreate

from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.record import dataclass, field
from crossfoot.model.source import SourceRef
from crossfoot.render.escaped import EscapedText
from crossfoot.render.inline_facts import DASH, DIGITS, MONTHS
from crossfoot.render.xbrl import Contexts, contexts_of, plain

_IX = "http://www.xbrl.org/2013/inlineXBRL "
_FACTS = frozenset({f"{_IX}nonFraction", f"{_IX}nonNumeric", f"{_IX}footnote"})
_DIGITS = re.compile(r"\d{1,3}(,\d{3})*(\.\d+)?\Z|\d+(\.\d+)?\Z", re.ASCII)
_ENGLISH_DATE = re.compile(r"(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2})(?:, (?P<year>\d{4}))?\Z", re.ASCII)
_CJK_DATE = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日?\Z", re.ASCII)


@dataclass(slots=True)
class _Tag:
    """An open ix element with its text so far."""

    name: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """Reads a page: each tag is compared with its fact as it ends, so that nothing of the page is kept."""

    used: Contexts
    facts: dict[str, Fact]
    at: SourceRef
    open: list[_Tag] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    carriers: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    escaped: set[str] = field(default_factory=set)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _FACTS:
            self.open.append(_Tag(name, attributes))
            return
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if name == f"{_IX}relationship":
            self.carriers[attributes["toRefs"]] = attributes["fromRefs"]

    def text(self, piece: str) -> None:
        for tag in self.open:
            tag.pieces.append(piece)

    def end(self, name: str) -> None:
        if name in _FACTS:
            tag = self.open.pop()
            told, said = tag.attributes["id"], "".join(tag.pieces)
            if name == f"{_IX}footnote":
                self.ids.append(told)
                self.footnotes.append((told, said))
            else:
                self.compare(told, tag.attributes, said)

    def compare(self, told: str, attributes: dict[str, str], said: str) -> None:
        fact = self.facts.pop(told, None)
        if fact is not None and attributes.get("escape") == "true":
            self.escaped.add(told)
            said = str(fact.value)  # markup is compared when the whole chain is read
        if fact is None:
            self.ids.append(told)
            self.findings.append(error("render.inline", f"the tag '{told}' is not a fact of the instance", self.at))
        elif wrong := _difference(attributes, said, fact, self.used):
            self.findings.append(error("render.inline", f"{told}: {wrong}", fact.source))


@dataclass(frozen=True, slots=True)
class _Both:
    """Reads tags and the markup of text blocks in one pass."""

    page: _Page
    blocks: EscapedText

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.page.start(name, attributes)
        self.blocks.start(name, attributes)

    def text(self, piece: str) -> None:
        self.page.text(piece)
        self.blocks.text(piece)

    def end(self, name: str) -> None:
        self.page.end(name)
        self.blocks.end(name)


def check_inline(pieces: Iterable[str | bytes], instance: Instance) -> list[Finding]:
    """Findings for every fact or footnote that the page does not tell exactly once and exactly as it is; none when all is well."""
    at = SourceRef(file=f"{instance.stem}.htm")
    page = _Page(used=contexts_of(instance.facts), facts={fact.id: fact for fact in instance.facts}, at=at)
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    blocks = EscapedText()
    read = _Both(page, blocks) if instance.blocks else page
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = read.start, read.end, read.text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse("", True)
    except ExpatError as broken:
        return [error("render.inline", f"the page is not well-formed: {broken}", at)]
    ids = set(page.ids)
    seen = Counter([*page.ids, *(fact.id for fact in instance.facts if fact.id in ids)])
    findings = [error("render.inline", f"the id '{name}' stands twice", at) for name in sorted(seen) if seen[name] > 1]
    return [*findings, *page.findings, *_otherwise(page, blocks, instance), *_untold(page, instance, at)]


def _otherwise(page: _Page, blocks: EscapedText, instance: Instance) -> Iterable[Finding]:
    """Text blocks whose markup on the page is not their value."""
    said = blocks.values()
    for block in instance.blocks:
        if block.fact.id in page.escaped and said.get(block.fact.id) != block.fact.value:
            yield error("render.inline", f"{block.fact.id}: the markup of the page is not the value of the text block", block.fact.source)


def _untold(page: _Page, instance: Instance, at: SourceRef) -> Iterable[Finding]:
    """Footnotes that are told otherwise than they are, and whatever is not on the page."""
    footnotes = {note.id: (note.text, " ".join(note.facts)) for note in instance.footnotes}
    for name, said in page.footnotes:
        if footnotes.pop(name, None) != (said, page.carriers.get(name)):
            yield error("render.inline", f"the footnote '{name}' is not the one of the instance", at)
    for fact in page.facts.values():
        yield error("render.inline", f"{fact.id} is not on the page", fact.source)
    for name in footnotes:
        yield error("render.inline", f"the footnote '{name}' is not on the page", at)


def _difference(said: dict[str, str], printed: str, fact: Fact, used: Contexts) -> str:
    """What the tag says otherwise than the fact, or nothing."""
    wanted = [("name", fact.concept.qname), ("contextRef", used.contexts[fact.context_key])]
    if fact.unit is not None:
        wanted += [("unitRef", fact.unit.id), ("decimals", "INF" if fact.decimals is None else str(fact.decimals))]
    for name, expected in wanted:
        if said.get(name) != expected:
            return f"{name} is {said.get(name)}, the fact says {expected}"
    form = said.get("format", "")
    value: Decimal | str | None = read_back(printed, form, said) if fact.unit is not None else read_text(printed, form)
    return "" if value == fact.value else f"the tag reads '{'' if value is None else plain(value)}', the fact is '{plain(fact.value)}'"


def read_back(printed: str, form: str, said: dict[str, str]) -> Decimal | None:
    """The number that a tag tells: digits times ten to the power of the scale, with the sign; None when it tells none."""
    if form == DASH:
        return Decimal(0)
    if form != DIGITS or not _DIGITS.match(printed):
        return None
    try:
        value = Decimal(f"{printed.replace(',', '')}E{int(said.get('scale', '0'))}")
    except (InvalidOperation, ValueError):
        return None
    return value.copy_negate() if said.get("sign") == "-" else value


def read_text(printed: str, form: str) -> str | None:
    """The text, date or flag that a tag tells."""
    if not form:
        return printed
    if form in ("ixt:fixed-true", "ixt:fixed-false"):
        return form.removeprefix("ixt:fixed-")
    match = (_ENGLISH_DATE if form.endswith("-en") else _CJK_DATE).match(printed)
    if match is None or not (match["month"] in MONTHS or match["month"].isdigit()):
        return None
    month = MONTHS.index(match["month"]) + 1 if match["month"] in MONTHS else int(match["month"])
    return f"{match['year'] or '-'}-{month:02d}-{int(match['day']):02d}"
