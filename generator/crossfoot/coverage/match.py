"""Printed numbers against curated cells: tagged, derived, in a label, read from damage, or left
out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from crossfoot.coverage.printed import NumberFilter, Printed, printed_numbers, tokens
from crossfoot.model.filing import TranscriptionNote
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Amount, CellView, Line, Statement
from crossfoot.model.separators import PLAIN, Separators, half_width
from crossfoot.model.source import SourceRef
from crossfoot.system.bounded import bounded_integer

COVERED = ("tagged", "derived", "label", "declared", "reading")
OUTCOMES = (*COVERED, "unreadable", "words", "untagged", "prose")


class _Claim(Struct):
    """One curated number and the lines it may stand on; `digits` as `1,234.5`, `shown` as the page
    writes them."""

    digits: str
    shown: str
    separators: Separators
    outcome: str
    what: str
    table: str
    source: SourceRef
    lines: tuple[int, ...]
    met: bool = False


class CoverageResult(Struct, frozen=True, kw_only=True):
    """What became of one printed number; `what` is the fact id or the address of the derived
    cell."""

    printed: Printed
    outcome: str
    what: str
    table: str


class _Claims(Struct):
    by_line: dict[int, list[_Claim]] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    damaged: dict[int, str] = field(default_factory=dict)
    every: list[_Claim] = field(default_factory=list)
    usual: Separators = PLAIN
    """how most curated numbers are written, and so those of lines that nobody curated"""

    def add(self, claim: _Claim) -> None:
        self.every.append(claim)
        for line in claim.lines:
            self.by_line.setdefault(line, []).append(claim)

    def wanted(self) -> dict[int, NumberFilter]:
        """What is looked for in each line that a curated row or a damaged place names."""
        found = {line: NumberFilter(self.usual, frozenset()) for line in self.damaged}
        for line, claims in self.by_line.items():
            found[line] = NumberFilter(
                claims[0].separators, frozenset(claim.digits for claim in claims)
            )
        return found


def cover(
    lines: list[str], statements: Iterable[Statement], readings: Iterable[TranscriptionNote]
) -> tuple[list[CoverageResult], list[Finding]]:
    """Every printed number with its outcome, and a finding for each curated number that its source
    line does not hold."""
    claims = _claims(statements, readings)
    numbers = list(printed_numbers(lines, claims.wanted(), claims.usual))
    taken = {
        (number.line, number.column): claim
        for number in numbers
        if (claim := _take(number, claims, fresh=True)) is not None
    }
    covered = [
        _outcome(number, claims, taken.get((number.line, number.column))) for number in numbers
    ]
    return covered, list(_absent(claims, len(lines)))


def _claims(statements: Iterable[Statement], readings: Iterable[TranscriptionNote]) -> _Claims:
    claims = _Claims()
    for reading in readings:
        for place in line_numbers(reading.line):
            claims.damaged[place] = f"{claims.damaged.get(place, '')} {reading.document} "
    for statement in statements:
        for line in statement.lines:
            places = line_numbers(line.source.line or "")
            text = " ".join(part.text for part in line.label if not part.facts)
            for place in places:
                claims.words[place] = f"{claims.words.get(place, '')} {text}"
            for claim in _of_line(statement, line, places):
                claims.add(claim)
    ways = Counter(claim.separators for claim in claims.every)
    claims.usual = max(ways, key=ways.__getitem__) if ways else PLAIN
    return claims


def line_numbers(text: str) -> tuple[int, ...]:
    """`527;529` as numbers; what is no number is left out."""
    numbers = (bounded_integer(part.strip()) for part in text.split(";"))
    return tuple(number for number in numbers if number is not None and number >= 0)


def _of_line(statement: Statement, line: Line, places: tuple[int, ...]) -> Iterator[_Claim]:
    for cell in line.cells:
        if cell.amount is not None and not cell.amount.dash:
            yield _claim(
                cell.amount, _cell_outcome(cell), _what(cell), statement.id, cell.source, places
            )
    for part in line.label:
        if part.amount is not None:
            yield _claim(
                part.amount,
                "label",
                part.facts[0].id if part.facts else "",
                statement.id,
                line.source,
                places,
            )


def _claim(
    amount: Amount, outcome: str, what: str, table: str, source: SourceRef, places: tuple[int, ...]
) -> _Claim:
    return _Claim(
        amount.plain_digits, amount.digits, amount.separators, outcome, what, table, source, places
    )


def _cell_outcome(cell: CellView) -> str:
    return {"fact": "tagged", "untagged": "declared"}.get(cell.status, cell.status)


def _what(cell: CellView) -> str:
    return cell.facts[0].id if cell.facts else str(cell.source)


def _take(number: Printed, claims: _Claims, *, fresh: bool) -> _Claim | None:
    for claim in claims.by_line.get(number.line, ()):
        if _same(claim.digits, number.plain) and claim.met != fresh:
            claim.met = True
            return claim
    return None


def _same(curated: str, printed: str) -> bool:
    if "?" in curated:
        return re.fullmatch(re.escape(curated).replace(r"\?", "."), printed) is not None
    return curated == printed


def _outcome(number: Printed, claims: _Claims, taken: _Claim | None) -> CoverageResult:
    if taken is not None:
        return CoverageResult(
            printed=number, outcome=taken.outcome, what=taken.what, table=taken.table
        )
    again = _take(number, claims, fresh=False)
    if again is not None and len(again.lines) > 1:
        return CoverageResult(
            printed=number, outcome="reading", what="printed once, read twice", table=again.table
        )
    if number.plain in _numbers(claims.damaged.get(number.line, ""), claims.usual):
        return CoverageResult(printed=number, outcome="reading", what="readings.csv", table="")
    if number.kind == "date" or number.plain in _numbers(
        claims.words.get(number.line, ""), claims.usual
    ):
        return CoverageResult(printed=number, outcome="words", what="", table="")
    return CoverageResult(
        printed=number, outcome="prose" if number.kind == "prose" else "untagged", what="", table=""
    )


def _numbers(text: str, separators: Separators) -> set[str]:
    """The numbers of a label or a damaged place, with those that stand inside words."""
    folded = half_width(text)
    loose = re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", separators.to_plain(folded))
    return {digits.rstrip(",") for digits in loose} | {
        digits for _, digits in tokens(folded, separators)
    }


def _absent(claims: _Claims, last: int) -> Iterator[Finding]:
    for claim in claims.every:
        if claim.outcome == "unreadable":
            message = f"'{claim.shown}' can't be read in full; it is not tagged, checks use the interval it can lie in"
            yield Finding(
                code="coverage.unreadable", severity="info", message=message, source=claim.source
            )
            continue
        if claim.met:
            continue
        if not claim.lines:
            yield error(
                "coverage.line",
                f"'{claim.shown}' names no source line",
                claim.source,
                "fill in the column 'line'",
            )
        elif not any(line in claims.damaged for line in claim.lines):
            places = ", ".join(str(line) for line in claim.lines)
            hint = f"the document has {last:,} lines; correct the line, or explain the damage in readings.csv"
            yield error(
                "coverage.line",
                f"line {places} of the source does not hold '{claim.shown}'",
                claim.source,
                hint,
            )


def summary(covered: Iterable[CoverageResult]) -> Mapping[str, dict[str, int]]:
    """Numbers by table and outcome; `''` is what no table claims."""
    counts: dict[str, dict[str, int]] = {}
    for result in covered:
        row = counts.setdefault(result.table, dict.fromkeys(OUTCOMES, 0))
        row[result.outcome] += 1
    return counts
