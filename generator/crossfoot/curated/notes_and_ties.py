"""What a filing says about its numbers: notes, ties and declared discrepancies."""

import re
from pathlib import Path

from crossfoot.curated.definitions import DeclarationSchema, NoteSchema, TieSchema
from crossfoot.curated.tables import read_list
from crossfoot.curated.yaml_file import YamlFile
from crossfoot.curated.yaml_schema import decode_list
from crossfoot.model.expression import BadExpression, references_of
from crossfoot.model.filing import Declaration, Note, Table, TieRule, TranscriptionNote
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean

READING_COLUMNS = ("table", "line", "column", "document", "reading", "evidence")
DECLARATION_KINDS = ("sum", "derived", "tie", "duplicate", "comparative")
_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_LANG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")


def _column_names(tables: tuple[Table, ...]) -> set[str]:
    return {column.name for table in tables for column in table.columns}


def _check_columns(
    columns: list[str], known: set[str], at: SourceRef, findings: list[Finding]
) -> None:
    for column in columns:
        if column not in known:
            findings.append(
                error(
                    "read.column", f"there is no column '{column}'", at, did_you_mean(column, known)
                )
            )


def read_notes(
    document: YamlFile, tables: tuple[Table, ...], findings: list[Finding]
) -> tuple[Note, ...]:
    """`notes:` of filing.yaml.

    Notes in their order; an id that comes twice, a language that is none and a column that no table
    has go to `findings`.
    """
    known = _column_names(tables)
    notes: dict[str, Note] = {}
    for index, shape in decode_list(NoteSchema, document, "notes", findings):
        at = document.at("notes", index)
        _check_columns(shape.columns, known, at, findings)
        if shape.id in notes or not _ID.match(shape.id):
            findings.append(
                error(
                    "note.id",
                    f"'{shape.id}' is not a note id, or stands twice",
                    at,
                    "lower-case letters, digits and hyphens",
                )
            )
        if not _LANG.match(shape.lang):
            at_lang = document.at("notes", index, "lang")
            findings.append(
                error(
                    "note.lang",
                    f"'{shape.lang}' is not a language",
                    at_lang,
                    "en, ja, or another of BCP 47",
                )
            )
        notes[shape.id] = Note(
            id=shape.id,
            text=" ".join(shape.text.split()),
            columns=tuple(shape.columns),
            lang=shape.lang,
        )
    return tuple(notes.values())


def read_ties(
    document: YamlFile, tables: tuple[Table, ...], findings: list[Finding]
) -> tuple[TieRule, ...]:
    """`ties:` of filing.yaml.

    Rules whose formulas can be read (model/expression has the grammar); the others go to `findings`
    at their line.
    """
    known = _column_names(tables)
    ties = []
    for index, shape in decode_list(TieSchema, document, "ties", findings):
        at = document.at("ties", index)
        _check_columns(shape.columns, known, at, findings)
        if not shape.columns:
            message = f"the tie '{shape.name}' names no columns"
            findings.append(error("read.tie", message, at, "columns: [FY2009 JPY]"))
        wrong = ""
        try:
            references = references_of(shape.left, shape.right)
            if not all(reference.name for reference in references):
                wrong = "names no concept"
        except BadExpression as broken:
            wrong = f"can't be read: {broken}"
        if wrong:
            hint = 'left: "cf:Concept@role[column]"'
            findings.append(error("read.tie", f"the tie '{shape.name}' {wrong}", at, hint))
            continue
        filings = tuple(sorted({reference.filing for reference in references if reference.filing}))
        fields = {name: getattr(shape, name) for name in ("name", "name_ja", "left", "right")}
        ties.append(TieRule(**fields, columns=tuple(shape.columns), filings=filings, source=at))
    return tuple(ties)


def read_declarations(
    document: YamlFile, tables: tuple[Table, ...], findings: list[Finding]
) -> tuple[Declaration, ...]:
    """`declared:` of filing.yaml.

    All of them, also those with a finding: what they declare must still not fail a second time.
    """
    declarations = []
    ids = {table.id for table in tables}
    for index, shape in decode_list(DeclarationSchema, document, "declared", findings):
        at = document.at("declared", index)
        if shape.kind not in DECLARATION_KINDS:
            hint = f"known: {', '.join(DECLARATION_KINDS)}"
            findings.append(error("declared.kind", f"'{shape.kind}' is not a kind", at, hint))
        if not shape.reason.strip():
            hint = "say why the printed number stays as it is"
            findings.append(error("declared.reason", "a declaration needs a reason", at, hint))
        if shape.table not in ids:
            message, hint = f"there is no table '{shape.table}'", did_you_mean(shape.table, ids)
            findings.append(error("declared.table", message, at, hint))
        fields = {
            name: getattr(shape, name)
            for name in ("kind", "table", "concept", "role", "column", "difference", "row")
        }
        declarations.append(Declaration(**fields, reason=" ".join(shape.reason.split()), source=at))
    return tuple(declarations)


def read_transcription_notes(
    folder: Path, findings: list[Finding]
) -> tuple[TranscriptionNote, ...]:
    """`readings.csv` of a filing: where the source document is damaged, what was read, and why."""
    notes = []
    for at, cells in read_list(folder, "", "readings.csv", READING_COLUMNS, findings):
        fields = dict(zip(READING_COLUMNS, cells, strict=True))
        notes.append(TranscriptionNote(**fields, source=at))
        if not notes[-1].evidence:
            message, hint = "the reading has no evidence", "say why it was read so"
            findings.append(error("read.evidence", message, at, hint))
    return tuple(notes)
