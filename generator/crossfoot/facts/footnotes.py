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
    return (*notes, *_declared(filing, views, list(facts), findings))


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


def _declared(
    filing: Filing, statements: list[Statement], facts: list[Fact], findings: list[Finding]
) -> Iterator[Footnote]:
    """One footnote for each reason; declarations with the same reason share it. A derived cell has
    no fact to carry it."""
    carriers: dict[str, list[str]] = {}
    places: dict[str, list[SourceRef]] = {}
    for declaration in filing.declarations:
        cells = list(_cells(declaration, statements))
        found = [fact.id for cell in cells for fact in cell.facts]
        if declaration.kind == "duplicate":
            found = _reported_instead(cells, facts)
            findings.extend(_nowhere_tagged(declaration, cells, facts))
        if found or cells:
            carriers.setdefault(declaration.reason, []).extend(found)
            places.setdefault(declaration.reason, []).extend(
                cell.source for cell in cells if cell.status == "derived"
            )
    for number, (reason, names) in enumerate(carriers.items(), 1):
        yield Footnote(
            id=f"declared-{number}",
            text=reason,
            lang="en",
            facts=tuple(dict.fromkeys(names)),
            cells=tuple(dict.fromkeys(places[reason])),
        )


def _cells(declaration: Declaration, statements: list[Statement]) -> Iterator[CellView]:
    for statement in statements:
        if statement.id != declaration.table:
            continue
        for line in statement.lines:
            if declaration.role not in ("", line.role) or declaration.row not in (
                0,
                line.source.row,
            ):
                continue
            for column, cell in zip(statement.column_names, line.cells, strict=True):
                # a column may have a concept of its own, which the cell's fact knows
                fact = cell.facts[0] if cell.facts else cell.claim
                names = {line.concept.name if line.concept else ""}
                names |= {fact.concept.name} if fact else set()
                if column == declaration.column and declaration.concept in names:
                    yield cell


def _reported_instead(cells: Iterable[CellView], facts: Iterable[Fact]) -> list[str]:
    """The tagged facts that untagged cells would have reported again."""
    claims = {cell.claim.aspects for cell in cells if cell.claim is not None}
    return [fact.id for fact in facts if fact.aspects in claims] if claims else []


def _nowhere_tagged(
    declaration: Declaration, cells: Iterable[CellView], facts: Iterable[Fact]
) -> Iterator[Finding]:
    """A cell that the declaration leaves untagged although no other one reports its fact: the
    number would be on the page and in no data."""
    tagged = {fact.aspects for fact in facts}
    for cell in cells:
        if cell.status == "untagged" and cell.claim and cell.claim.aspects not in tagged:
            yield error(
                "declared.alone",
                f"'{cell.text}' is left untagged by a declaration, and no other cell reports it",
                cell.source,
                "name the row that is meant with 'row:', or take the declaration out",
                (declaration.source,),
            )
