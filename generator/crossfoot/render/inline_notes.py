"""Footnotes of the inline page: marks that lead to a note, the note under each table that uses it,
links back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from markupsafe import Markup
from msgspec import Struct, field

from crossfoot.model.filing import Note
from crossfoot.model.instance import CellView, Fact, Footnote, Instance, Statement
from crossfoot.model.source import SourceRef
from crossfoot.model.xml_text import attribute, text
from crossfoot.render.inline_strings import Words
from crossfoot.render.xbrl import LANG

K = TypeVar("K")


class NoteView(Struct, frozen=True, kw_only=True):
    """One note under a table: its number, its text (an ix:footnote the first time) and the way back
    to each mark."""

    id: str
    number: int
    text: Markup
    back: Markup


class Notes(Struct):
    """The notes of a page by id, numbered once for the document; a note without facts is printed
    and not tagged."""

    words: Words
    by_id: dict[str, Footnote]
    numbers: dict[str, int]
    carried: dict[str, list[str]]
    columns: dict[str, list[str]]
    reasons: dict[tuple[object, ...], list[str]]
    by_cell: dict[SourceRef, list[str]]
    written: set[str] = field(default_factory=set)
    marks: dict[str, int] = field(default_factory=dict)
    statement: str = ""

    def begin(self, statement: Statement) -> None:
        """Start counting marks for another table."""
        self.statement = statement.id
        self.marks = {}

    def of(self, facts: Iterable[Fact]) -> list[str]:
        """The notes that these facts carry."""
        return list(dict.fromkeys(note for fact in facts for note in self.carried.get(fact.id, ())))

    def of_cell(self, cell: CellView) -> list[str]:
        """The notes of a cell's facts; of an untagged cell, the reasons declared with the fact that
        was tagged in its place."""
        if cell.status == "untagged" and cell.claim is not None:
            return self.reasons.get(cell.claim.aspects, [])
        return self.of(cell.facts) if cell.facts else self.by_cell.get(cell.source, [])

    def place(self, notes: Iterable[str]) -> str:
        """Superscript marks that lead to the notes under this table."""
        links = ",".join(map(self._link, notes))
        return f'<sup class="mark">{links}</sup>' if links else ""

    def _link(self, note: str) -> str:
        count = self.marks[note] = self.marks.get(note, 0) + 1
        number, here = self.numbers[note], f"{self.statement}.{note}"
        return f'<a id="mark.{here}.{count}" href="#at.{here}" title="{self.words.note} {number}">{number}</a>'

    def under(self) -> list[NoteView]:
        """The notes that this table has marked, in the order of their numbers."""
        return [
            self._view(note, count)
            for note, count in sorted(self.marks.items(), key=lambda item: self.numbers[item[0]])
        ]

    def unmarked(self) -> Iterator[NoteView]:
        """Notes of facts that stand in no table; read after the last table."""
        self.statement = "page"
        for note in self.by_id:
            if note not in self.written:
                yield self._view(note, 0)

    def _view(self, note: str, count: int) -> NoteView:
        footnote = self.by_id[note]
        shown = text(footnote.text)
        if note not in self.written and footnote.facts:
            shown = f'<ix:footnote id="{note}" xml:lang="{LANG.get(footnote.lang, footnote.lang)}">{shown}</ix:footnote>'
        self.written.add(note)
        title = self.words.back.format(number=self.numbers[note])
        back = "".join(
            f'<a class="back" href="#mark.{self.statement}.{note}.{index}" title="{title}">↩{index if count > 1 else ""}</a> '
            for index in range(1, count + 1)
        )
        return NoteView(
            id=f"at.{self.statement}.{note}",
            number=self.numbers[note],
            text=Markup(shown),
            back=Markup(back.rstrip()),
        )


def notes_of(instance: Instance, words: Words) -> Notes:
    """The footnotes in their order, then printed notes that no fact carries."""
    by_id = {footnote.id: footnote for footnote in (*instance.footnotes, *instance.remarks)}
    for note in instance.notes:
        by_id.setdefault(note_id(note.id), _bare(note))
    carried = _gathered(
        (name, footnote.id) for footnote in instance.footnotes for name in footnote.facts
    )
    return Notes(
        words=words,
        by_id=by_id,
        numbers={name: number for number, name in enumerate(by_id, 1)},
        carried=carried,
        columns=_gathered(
            (column, note_id(note.id)) for note in instance.notes for column in note.columns
        ),
        reasons=_gathered(_reasons(instance, carried)) if carried else {},
        by_cell=_gathered(
            (place, footnote.id) for footnote in by_id.values() for place in footnote.cells
        ),
    )


def _reasons(
    instance: Instance, carried: Mapping[str, list[str]]
) -> Iterator[tuple[tuple[object, ...], str]]:
    """What is declared of a fact, by its aspects: a cell that would have told the same leads there
    too."""
    printed = {note_id(note.id) for note in instance.notes}
    for fact in instance.facts:
        for note in carried.get(fact.id, ()):
            if note not in printed:
                yield fact.aspects, note


def _gathered(pairs: Iterable[tuple[K, str]]) -> dict[K, list[str]]:
    found: dict[K, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def note_id(note: str) -> str:
    """The id of the footnote that a printed note becomes."""
    return f"note-{note}"


def _bare(note: Note) -> Footnote:
    return Footnote(id=note_id(note.id), text=note.text, lang=note.lang, facts=())


def relationships(instance: Instance) -> Iterator[str]:
    """ix:relationship elements (Inline XBRL 1.1, 13.1)."""
    for footnote in instance.footnotes:
        yield f'<ix:relationship fromRefs="{attribute(" ".join(footnote.facts))}" toRefs="{footnote.id}"/>\n'
