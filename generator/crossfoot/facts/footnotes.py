"""XBRL footnotes: printed notes, and the reasons of declared discrepancies."""

from collections.abc import Iterable, Iterator

from crossfoot.model.filing import Declaration, Filing
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import CellView, Fact, Footnote, Line, Statement
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean


def footnotes_of(
    filing: Filing, statements: Iterable[Statement], facts: Iterable[Fact], findings: list[Finding]
) -> tuple[Footnote, ...]:
    """Every note that at least one fact carries, then one footnote for each declaration that meets
    a fact."""
    views = list(statements)
    known = {note.id for note in filing.notes}
    carriers: dict[str, list[str]] = {note.id: [] for note in filing.notes}
    for statement in views:
        for line in statement.lines:
            _unknown_notes(line, known, findings)
            for note in filing.notes:
                for name, cell in zip(statement.column_names, line.cells, strict=True):
                    if name in note.columns or note.id in line.notes:
                        carriers[note.id].extend(fact.id for fact in cell.facts)
    notes = [
        Footnote(
            id=f"note-{note.id}",
            text=note.text,
            lang=note.lang,
            facts=tuple(dict.fromkeys(carriers[note.id])),
        )
        for note in filing.notes
        if carriers[note.id]
    ]
    return (*notes, *_declared(filing, views, list(facts)))


def _unknown_notes(line: Line, known: set[str], findings: list[Finding]) -> None:
    for note in line.notes:
        if note not in known:
            findings.append(
                error(
                    "build.note",
                    f"there is no note '{note}'",
                    line.source,
                    did_you_mean(note, known, "list it under 'notes:'"),
                )
            )


def _declared(filing: Filing, statements: list[Statement], facts: list[Fact]) -> Iterator[Footnote]:
    """One footnote for each reason; declarations with the same reason share it. A derived cell has
    no fact to carry it."""
    carriers: dict[str, list[str]] = {}
    places: dict[str, list[SourceRef]] = {}
    for declaration in filing.declarations:
        cells = list(_cells(declaration, statements))
        found = [fact.id for cell in cells for fact in cell.facts]
        if declaration.kind == "duplicate":
            found = _twins(declaration, statements, facts)
        if found or cells:
            carriers.setdefault(declaration.reason, []).extend(found)
            places.setdefault(declaration.reason, []).extend(
                cell.source for cell in cells if cell.status == "derived"
            )
    for number, (reason, names) in enumerate(carriers.items(), 1):
        cells_told = tuple(dict.fromkeys(places[reason]))
        yield Footnote(
            id=f"declared-{number}",
            text=reason,
            lang="en",
            facts=tuple(dict.fromkeys(names)),
            cells=cells_told,
        )


def _cells(declaration: Declaration, statements: list[Statement]) -> Iterator[CellView]:
    for statement in statements:
        if statement.id != declaration.table:
            continue
        for line in statement.lines:
            concept = line.concept.name if line.concept else ""
            same_role = not declaration.role or line.role == declaration.role
            if (
                concept == declaration.concept
                and same_role
                and (not declaration.row or line.source.row == declaration.row)
            ):
                yield from (
                    c
                    for n, c in zip(statement.column_names, line.cells, strict=True)
                    if n == declaration.column
                )


def _twins(declaration: Declaration, statements: list[Statement], facts: list[Fact]) -> list[str]:
    """The tagged facts that the untagged cell would have told again."""
    claims = {
        cell.claim.aspects for cell in _cells(declaration, statements) if cell.claim is not None
    }
    return [fact.id for fact in facts if fact.aspects in claims]
