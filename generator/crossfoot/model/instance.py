"""Facts, and the tables they stand in."""

from decimal import Context, Decimal

from msgspec import Struct

from crossfoot.model.filing import Note, Period
from crossfoot.model.separators import PLAIN, Separators
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept

Members = tuple[tuple[str, str], ...]
_EXACT = Context(prec=120)


class Unit(Struct, frozen=True, kw_only=True, gc=False):
    """Measures over measures, as QNames with prefixes (XBRL 2.1, 4.8)."""

    id: str
    numerators: tuple[str, ...]
    denominators: tuple[str, ...] = ()


class Fact(Struct, frozen=True, kw_only=True, gc=False):
    """One fact; numeric when `unit` is set. `decimals` None means INF."""

    id: str
    concept: Concept
    period: Period
    members: Members
    value: Decimal | str
    unit: Unit | None = None
    decimals: int | None = None
    lang: str = ""
    source: SourceRef

    @property
    def context_key(self) -> tuple[Period, Members]:
        return (self.period, self.members)

    @property
    def aspects(self) -> tuple[str, Period, Members, str, str]:
        """What makes two facts duplicates of one another."""
        return (
            self.concept.name,
            self.period,
            self.members,
            self.unit.id if self.unit else "",
            self.lang,
        )


class Amount(Struct, frozen=True, kw_only=True, gc=False):
    """A printed number.

    `before`, `digits` and `after` together are the printed text; `value` is the number times 10 to
    the power of `scale`,
    with the printed sign. `farthest` is the value with a nine for each digit that cannot be read.
    """

    before: str
    digits: str
    after: str
    value: Decimal
    scale: int
    decimals: int
    farthest: Decimal | None = None
    dash: bool = False
    unreadable: bool = False
    separators: Separators = PLAIN

    @property
    def plain_digits(self) -> str:
        """The digits as `1,234.5`, however the page writes them."""
        return self.separators.to_plain(self.digits)

    @property
    def low(self) -> Decimal:
        """The least that the true value can be: half a unit of the last printed digit below, or
        what unreadable digits allow."""
        return self._bounds()[0]

    @property
    def high(self) -> Decimal:
        """The most that the true value can be."""
        return self._bounds()[1]

    def _bounds(self) -> tuple[Decimal, Decimal]:
        if self.dash:
            return self.value, self.value
        half = Decimal(5).scaleb(-self.decimals - 1)
        ends = (self.value, self.value if self.farthest is None else self.farthest)
        return _EXACT.subtract(min(ends), half), _EXACT.add(max(ends), half)


class CellView(Struct, frozen=True, kw_only=True, gc=False):
    """One cell of the page: its text, and the fact or the formula behind it."""

    text: str
    source: SourceRef
    amount: Amount | None = None
    facts: tuple[Fact, ...] = ()
    negated: bool = False
    formula: str = ""
    status: str = ""
    """empty, `fact`, `derived`, `untagged` (declared duplicate) or `unreadable`."""
    claim: Fact | None = None
    """the fact that an untagged or unreadable cell would have been."""


class LabelPart(Struct, frozen=True, kw_only=True, gc=False):
    """A piece of a printed label: text, or a number that stands for one or more facts."""

    text: str
    amount: Amount | None = None
    facts: tuple[Fact, ...] = ()


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """One printed line of a statement."""

    label: tuple[LabelPart, ...]
    concept: Concept | None
    role: str
    level: int
    heading: bool
    total: bool
    notes: tuple[str, ...]
    cells: tuple[CellView, ...]
    source: SourceRef
    members: tuple[str, ...] = ()


class Statement(Struct, frozen=True, kw_only=True):
    """One table of the page with its facts in place."""

    id: str
    title: str
    networks: tuple[str, ...]
    column_names: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...]
    derived: tuple[bool, ...]
    lines: tuple[Line, ...]
    exact: bool = True


class Series(Struct, frozen=True, kw_only=True):
    """One line of a picture: its printed label, and its cells in the order of the picture's
    columns."""

    line: Line
    cells: tuple[CellView, ...]


class ChartData(Struct, frozen=True, kw_only=True):
    """A chart with its numbers; all of one unit, at the same power of ten."""

    id: str
    title: str
    title_ja: str
    kind: str
    statement: str
    headings: tuple[tuple[str, ...], ...]
    series: tuple[Series, ...]


class Footnote(Struct, frozen=True, kw_only=True):
    """A footnote with the ids of the facts that carry it (XBRL 2.1, 4.11); `cells` are printed
    places that are no facts."""

    id: str
    text: str
    lang: str
    facts: tuple[str, ...]
    cells: tuple[SourceRef, ...] = ()


class TextBlock(Struct, frozen=True, kw_only=True):
    """A fact that holds the text of whole tables, in the order of the page; its value is known once
    they are laid out."""

    fact: Fact
    tables: tuple[str, ...]


class Instance(Struct, frozen=True, kw_only=True):
    """A report: facts in page order and the page they come from."""

    stem: str
    title: str
    scheme: str
    identifier: str
    facts: tuple[Fact, ...]
    cover: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    footnotes: tuple[Footnote, ...]
    notes: tuple[Note, ...]
    remarks: tuple[Footnote, ...] = ()
    """reasons of declared differences in cells that are no facts: printed, not tagged."""
    pictures: tuple[ChartData, ...] = ()
    blocks: tuple[TextBlock, ...] = ()
