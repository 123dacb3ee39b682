"""Filters that pick one fact by its aspects (XBRL Formula 1.0: concept, period, unit, dimension,
boolean and general filters)."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Unit
from crossfoot.model.taxonomy import Concept, Taxonomy

_RESOURCE = 'xlink:type="resource" xlink:label='


class AspectFilter(Struct, frozen=True):
    """A filter by its label; `without` turns it around."""

    label: str
    without: bool = False


class Filters(Struct):
    """The filter resources of a linkbase, each written once however many facts share it; `arcs`
    join the filters of a context."""

    taxonomy: Taxonomy
    facts: Mapping[tuple[object, ...], int]
    units: Mapping[str, frozenset[str]]
    axes: Mapping[str, tuple[str, ...]]
    resources: dict[str, str] = field(default_factory=dict)
    arcs: dict[str, list[AspectFilter]] = field(default_factory=dict)

    def of_fact(self, fact: Fact) -> list[AspectFilter]:
        """Concept and context, the unit where several are in use.

        The id picks among facts of equal aspects, and where a compound unit (currency per share)
        would have to be told.
        """
        picks = [self.concept(fact.concept), self._context(fact)]
        several = len(self.units[fact.concept.name]) > 1
        compound = fact.unit is not None and bool(fact.unit.denominators)
        if fact.unit is not None and several and not compound:
            picks.append(self._unit(fact.unit))
        if self.facts[fact.aspects] > 1 or (several and compound):
            picks.append(self._add(f"id.{fact.id}", "gf:general", f" test=\"@id eq '{fact.id}'\""))
        return picks

    def concept(self, concept: Concept) -> AspectFilter:
        inside = f"<cf:concept><cf:qname>{concept.qname}</cf:qname></cf:concept>"
        return self._add(f"concept.{concept.name}", "cf:conceptName", "", inside)

    def period(self, period: Period) -> list[AspectFilter]:
        if period.instant:
            return [self._date("Instant", period.end)]
        return [self._date("Start", period.start), self._date("End", period.end)]

    def _context(self, fact: Fact) -> AspectFilter:
        """Period and members together, and no other axis."""
        members = dict(fact.members)
        label = ".".join(
            ("context", fact.period.key, *(f"{axis}-{member}" for axis, member in fact.members))
        )
        if label not in self.arcs:
            picks = self.period(fact.period)
            picks += [
                self._member(axis, members[axis]) if axis in members else self._axis(axis)
                for axis in self.axes
            ]
            self.arcs[label] = picks
        return self._add(label, "bf:andFilter", "")

    def _date(self, kind: str, day: str) -> AspectFilter:
        return self._add(f"{kind.lower()}.{day}", f"pf:period{kind}", f" date=\"xs:date('{day}')\"")

    def _member(self, axis: str, member: str) -> AspectFilter:
        return self._add(
            f"member.{axis}.{member}",
            "df:explicitDimension",
            "",
            self._dimension(axis) + self._member_name(member),
        )

    def _member_name(self, member: str) -> str:
        return f"<df:member><df:qname>{self.taxonomy.concepts[member].qname}</df:qname></df:member>"

    def _axis(self, axis: str) -> AspectFilter:
        """No member of an axis; named one by one, because an axis alone would pick its default
        too."""
        inside = self._dimension(axis) + "".join(
            self._member_name(member) for member in self.axes[axis]
        )
        return replace(self._add(f"axis.{axis}", "df:explicitDimension", "", inside), without=True)

    def _dimension(self, axis: str) -> str:
        return f"<df:dimension><df:qname>{self.taxonomy.concepts[axis].qname}</df:qname></df:dimension>"

    def _unit(self, unit: Unit) -> AspectFilter:
        inside = f"<uf:measure><uf:qname>{unit.numerators[0]}</uf:qname></uf:measure>"
        return self._add(f"unit.{unit.id}", "uf:singleMeasure", "", inside)

    def _add(self, label: str, element: str, more: str, inside: str = "") -> AspectFilter:
        self.resources.setdefault(
            label, f'<{element} {_RESOURCE}"{label}"{more}>{inside}</{element}>\n'
        )
        return AspectFilter(label)


def filters_of(taxonomy: Taxonomy, facts: Iterable[Fact]) -> Filters:
    """Filters that tell these facts apart."""
    listed = list(facts)
    units: dict[str, set[str]] = {}
    axes: dict[str, set[str]] = {}
    for fact in listed:
        units.setdefault(fact.concept.name, set()).add(fact.unit.id if fact.unit else "")
        for axis, member in fact.members:
            axes.setdefault(axis, set()).add(member)
    return Filters(
        taxonomy=taxonomy,
        facts=Counter(fact.aspects for fact in listed),
        units={name: frozenset(found) for name, found in units.items()},
        axes={axis: tuple(sorted(members)) for axis, members in sorted(axes.items())},
    )
