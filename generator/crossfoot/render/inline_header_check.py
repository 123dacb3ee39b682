"""What the ix:header says, read back: schema reference, contexts, units, relationships, and what
the prefixes stand for."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from crossfoot.model.filing import Period
from crossfoot.model.instance import Instance, Members
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.xbrl import Contexts, namespaces

IX = "http://www.xbrl.org/2013/inlineXBRL "
XBRLI = "http://www.xbrl.org/2003/instance "
PARTS = frozenset({f"{IX}references", f"{IX}resources"})
"""The elements of the header whose whole content is read here."""
FIXED = {
    "": "http://www.w3.org/1999/xhtml",
    "ix": "http://www.xbrl.org/2013/inlineXBRL",
    "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16",
}
_SCHEMA, _HREF = "http://www.xbrl.org/2003/linkbase schemaRef", "http://www.w3.org/1999/xlink href"
_SAYS = frozenset(
    {"http://xbrl.org/2006/xbrldi explicitMember"}
    | {f"{XBRLI}{name}" for name in ("identifier", "startDate", "endDate", "instant", "measure")}
)
_WHOLE = frozenset({f"{XBRLI}context", f"{XBRLI}unit"})
_WITHIN = {f"{XBRLI}{name}": name for name in ("segment", "scenario", "unitDenominator")}
_BARE = frozenset(f"{XBRLI}{name}" for name in ("entity", "period", "divide", "unitNumerator"))

_Says = tuple[str, str, str, str]
"""What an element says: its name, the scheme or the dimension, its text, and what it stands
within."""


class HeaderCheck(Struct):
    """Compares as the header is read, from a parser that tells names as `namespace name`. `found`
    is what differs, in words."""

    instance: Instance
    taxonomy: Taxonomy
    container: str
    used: Contexts
    contexts: dict[str, tuple[Period, Members]]
    """those that the page has not told so far, by id"""
    units: set[str]
    relationships: Counter[str]
    prefixes: dict[str, str]
    ids: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    declared: set[str] = field(default_factory=set)
    schemas: list[str] = field(default_factory=list)
    name: str = ""
    said: list[_Says] = field(default_factory=list)
    within: str = ""
    about: str = ""
    text: list[str] = field(default_factory=list)

    def declare(self, prefix: str | None, uri: str | None) -> None:
        """A prefix is declared, anywhere on the page."""
        name, wanted = prefix or "", self.prefixes.get(prefix or "")
        self.declared.add(name)
        if uri != wanted:
            self.found.append(
                f"the prefix '{name}' stands for {uri}, not for {wanted or 'anything of this filing'}"
            )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of the header begins."""
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if name in _SAYS:
            self.text, self.about = (
                [],
                attributes.get("scheme") or attributes.get("dimension") or "",
            )
        elif name in _WHOLE:
            self.name, self.said, self.within = attributes.get("id", ""), [], ""
        elif name in _WITHIN:
            self.within = _WITHIN[name]
        elif name == f"{IX}relationship":
            self.relationships[relationship(attributes)] -= 1
        elif name == _SCHEMA:
            self.schemas.append(attributes.get(_HREF, ""))
        elif name not in _BARE:
            self.found.append(f"the header holds '{name.rpartition(' ')[2]}'")

    def characters(self, piece: str) -> None:
        """Text of an element, or space between elements."""
        self.text.append(piece)

    def end(self, name: str) -> None:
        """An element of the header ends."""
        if name in _SAYS:
            self.said.append(
                (name.rpartition(" ")[2], self.about, "".join(self.text).strip(), self.within)
            )
        elif name in _WITHIN:
            self.within = ""
        elif name in _WHOLE:
            self._whole("context" if name == f"{XBRLI}context" else "unit")

    def _whole(self, kind: str) -> None:
        if kind == "context":
            key = self.contexts.pop(self.name, None)
            wanted = self._context(*key) if key else []
        else:
            wanted = self._unit() if self.name in self.units else []
            self.units.discard(self.name)
        if not wanted:
            self.found.append(f"the {kind} '{self.name}' belongs to no fact")
        elif self.said != wanted:
            page, instance = (
                ", ".join(_words(part) for part in some if part not in other)
                for some, other in ((self.said, wanted), (wanted, self.said))
            )
            self.found.append(
                f"the {kind} '{self.name}' says {page or 'too little'}, the facts say {instance or 'no more than the rest'}"
            )

    def _context(self, period: Period, members: Members) -> list[_Says]:
        """What a context of the facts says, in the order of the schema."""
        concepts = self.taxonomy.concepts
        dimensions = [
            ("explicitMember", concepts[axis].qname, concepts[member].qname, self.container)
            for axis, member in members
        ]
        ends = [("startDate", "", period.start, ""), ("endDate", "", period.end, "")]
        when = [("instant", "", period.end, "")] if period.instant else ends
        entity = ("identifier", self.instance.scheme, self.instance.identifier, "")
        return (
            [entity, *dimensions, *when]
            if self.container == "segment"
            else [entity, *when, *dimensions]
        )

    def _unit(self) -> list[_Says]:
        unit = self.used.units[self.name]
        under = [("measure", "", measure, "unitDenominator") for measure in unit.denominators]
        return [*(("measure", "", measure, "") for measure in unit.numerators), *under]

    def findings(self) -> Iterator[str]:
        """All that differs, and what the header should hold and does not."""
        yield from self.found
        wanted = self.taxonomy.vocabulary.schema
        if self.schemas != [wanted]:
            yield f"the page refers to {', '.join(self.schemas) or 'no schema'}, the instance to {wanted}"
        yield from (f"the context '{name}' is not on the page" for name in self.contexts)
        yield from (f"the unit '{name}' is not on the page" for name in sorted(self.units))
        yield from (
            f"the prefix '{name}' is not declared"
            for name in sorted(self.prefixes.keys() - self.declared)
        )
        for relation, count in self.relationships.items():
            if count:
                yield f"the relationship '{relation[:200]}' is {'not on the page' if count > 0 else 'not one of the instance'}"


def header_check(
    instance: Instance, taxonomy: Taxonomy, container: str, used: Contexts
) -> HeaderCheck:
    """The check of a page's header; `used` are the contexts and units of the instance's facts.

    `container` is segment or scenario, as the page should have it. Feed it the parser's events,
    then ask for `findings`.
    """
    carried = ({"fromRefs": " ".join(note.facts), "toRefs": note.id} for note in instance.footnotes)
    return HeaderCheck(
        instance=instance,
        taxonomy=taxonomy,
        container=container,
        used=used,
        contexts={name: key for key, name in used.contexts.items()},
        units=set(used.units),
        relationships=Counter(map(relationship, carried)),
        prefixes={**namespaces(taxonomy, used), **FIXED},
    )


def relationship(attributes: dict[str, str]) -> str:
    """All that an ix:relationship says."""
    return " ".join(
        f"{name.rpartition(' ')[2]}: {value}" for name, value in sorted(attributes.items())
    )


def _words(says: _Says) -> str:
    what, about, text, within = says
    return f"{what} {about}{' ' if about else ''}{text}{f' in the {within}' if within else ''}"
