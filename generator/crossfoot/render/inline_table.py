"""A statement as the rows of a table: every cell a string that is ready, so that the template only
lays out."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct

from crossfoot.model.instance import Line, Statement
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.inline_cells import Cells, final_lines, line_kind
from crossfoot.render.inline_head import HeadCell, head_rows
from crossfoot.render.inline_heads_ja import japanese_head
from crossfoot.render.inline_labels import printed_label, translated_label
from crossfoot.render.inline_notes import Notes, NoteView, note_id
from crossfoot.render.xbrl import Contexts

WIDE = 6
"""A table with more value columns than this lies on its side on paper."""


_PIECE = 500
"""So many cells are handed to the template at once."""


class Section(Struct, frozen=True, kw_only=True):
    """One statement of the page; `rows` are its lines as table rows, many to a piece and made as
    they are read; `notes` are known after."""

    id: str
    title: str
    printed: str
    marks: Markup
    wide: bool
    head: list[list[HeadCell]]
    lines: bool
    rows: Iterator[Markup]
    remarks: list[str]
    notes: Callable[[], list[NoteView]]
    opens: Markup
    closes: Markup


class Tables(Struct, frozen=True, kw_only=True):
    """What the sections of one page share."""

    taxonomy: Taxonomy
    used: Contexts
    notes: Notes
    blocks: Mapping[str, tuple[str, str]]
    """tags around the text of tables that are text blocks"""

    def sections(self, statements: Iterable[Statement]) -> Iterator[Section]:
        """The statements in their order, each made when it is asked for."""
        for statement in statements:
            self.notes.begin(statement)
            yield self._section(statement)

    def _section(self, statement: Statement) -> Section:
        common, own = self._column_notes(statement)
        marks = self.notes.place(common)  # places count up in reading order: title, heads, lines
        headings = statement.headings
        if self.notes.words.lang == "ja":
            headings = tuple(tuple(map(japanese_head, heading)) for heading in headings)
        head = head_rows(headings, tuple(self.notes.place(notes) for notes in own))
        marked = [frozenset((*common, *notes)) for notes in own]
        opens, closes = self.blocks.get(statement.id, ("", ""))
        title, printed = section_title(statement, self.taxonomy, self.notes.words.lang)
        return Section(
            id=statement.id,
            title=title,
            printed=printed,
            marks=Markup(marks),
            wide=len(statement.column_names) > WIDE,
            head=head,
            lines=bool(statement.lines),
            rows=self._rows(statement, marked),
            remarks=self._remarks(statement),
            notes=self.notes.under,
            opens=Markup(opens),
            closes=Markup(closes),
        )

    def _column_notes(self, statement: Statement) -> tuple[list[str], list[list[str]]]:
        """The notes of all columns that hold facts, which stand at the title, and the others of
        each column."""
        by_column = [self.notes.columns.get(name, []) for name in statement.column_names]
        tagged = [
            notes
            for notes, derived in zip(by_column, statement.derived, strict=True)
            if not derived
        ]
        common = [
            note
            for note in (tagged[0] if len(tagged) > 1 else [])
            if all(note in notes for notes in tagged)
        ]
        return common, [[note for note in notes if note not in common] for notes in by_column]

    def _rows(self, statement: Statement, marked: list[frozenset[str]]) -> Iterator[Markup]:
        levels = {
            level: index
            for index, level in enumerate(sorted({line.level for line in statement.lines}))
        }
        final = final_lines(statement, self.taxonomy)
        cells = Cells(used=self.used, notes=self.notes)
        rows: list[str] = []
        size = _PIECE // max(len(statement.column_names), 1)
        for line in statement.lines:
            label, own = (
                self._label(line, statement),
                [name for note in line.notes if (name := note_id(note)) in self.notes.by_id],
            )
            label += self.notes.place(own)
            known = [notes.union(own) for notes in marked] if own else marked
            kind = line_kind(line, levels[line.level], final)
            rows.append(
                f'<tr class="{kind}"><th scope="row">{label}</th>{cells.row(line.cells, known)}</tr>\n'
            )
            if len(rows) > size:
                yield Markup("".join(rows))
                rows = []
        yield Markup("".join(rows))

    def _label(self, line: Line, statement: Statement) -> str:
        if self.notes.words.lang == "en":
            return printed_label(line, self.used, self.notes)
        return translated_label(line, statement, self.taxonomy, self.used, self.notes)

    def _remarks(self, statement: Statement) -> list[str]:
        seen = {cell.status for line in statement.lines for cell in line.cells}
        words = self.notes.words
        return [
            remark
            for status, remark in (("derived", words.derived), ("unreadable", words.unreadable))
            if status in seen
        ]


def section_title(statement: Statement, taxonomy: Taxonomy, lang: str) -> tuple[str, str]:
    """The printed title; in Japanese the title of the statement's first network, and the printed
    one under it."""
    network = (
        taxonomy.network(statement.networks[0]) if lang == "ja" and statement.networks else None
    )
    if network is None or not network.title_ja:
        return statement.title, ""
    return network.title_ja, statement.title
