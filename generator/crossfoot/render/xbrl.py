"""XBRL 2.1 instance (XBRL 2.1, section 4), in pieces."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Footnote, Instance, Members, Unit
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.xml_text import DECLARATION, attribute, text

LANG = {"en": "en-US"}


class Contexts(Struct, frozen=True, kw_only=True):
    """Ids of the contexts and units that the facts use, in the order of first use; `nil` whether
    one of the facts is."""

    contexts: Mapping[tuple[Period, Members], str]
    units: Mapping[str, Unit]
    nil: bool = False


def contexts_of(facts: Iterable[Fact]) -> Contexts:
    """Context ids from content: the period, then the members."""
    contexts: dict[tuple[Period, Members], str] = {}
    units: dict[str, Unit] = {}
    columns: set[int] = set()
    empty = False
    fact: Any
    for fact in facts:
        if fact.__class__ is PackedCell:
            if id(fact.column) in columns:
                continue
            columns.add(id(fact.column))
        key = (fact.period, fact.members)
        if key not in contexts:
            contexts[key] = context_id(key)
        unit = fact.unit
        if unit is not None:
            if unit.id not in units:
                units[unit.id] = unit
            if fact.value == "":
                empty = True
    return Contexts(contexts=contexts, units=units, nil=empty)


def context_id(key: tuple[Period, Members]) -> str:
    """`c.2009-04-01_2010-03-31.RetainedEarnings`: an id that says what the context is."""
    period, members = key
    return ".".join(
        [
            "c",
            period.key,
            *(
                f"{axis.removesuffix('Axis')}-{member.removesuffix('Member')}"
                for axis, member in members
            ),
        ]
    )


def namespaces(taxonomy: Taxonomy, used: Contexts) -> dict[str, str]:
    """Prefixes that the instance's QNames use."""
    found = {
        "xbrli": "http://www.xbrl.org/2003/instance",
        "link": "http://www.xbrl.org/2003/linkbase",
        "xlink": "http://www.w3.org/1999/xlink",
        "xbrldi": "http://xbrl.org/2006/xbrldi",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        **{vocabulary.prefix: vocabulary.namespace for vocabulary in taxonomy.vocabularies},
    }
    if used.nil:
        found["xsi"] = "http://www.w3.org/2001/XMLSchema-instance"
    return found


def xbrl_head(
    instance: Instance, taxonomy: Taxonomy, container: str, used: Contexts
) -> Iterator[str]:
    """The instance document up to its facts; `container` is segment or scenario.

    In pieces of XML; contexts and units stand before all facts, in the order of first use.
    """
    declared = "".join(
        f' xmlns:{prefix}="{attribute(uri)}"'
        for prefix, uri in sorted(namespaces(taxonomy, used).items())
    )
    yield f"{DECLARATION}<xbrli:xbrl{declared}>\n"
    yield f'<link:schemaRef xlink:type="simple" xlink:href="{attribute(taxonomy.vocabulary.schema)}"/>\n'
    yield from context_elements(instance, taxonomy, used, container)
    yield from unit_elements(used)


def xbrl_tail(footnotes: tuple[Footnote, ...]) -> Iterator[str]:
    """What follows the facts."""
    if footnotes:
        yield from _footnote_link(footnotes)
    yield "</xbrli:xbrl>\n"


def context_elements(
    instance: Instance, taxonomy: Taxonomy, used: Contexts, container: str
) -> Iterator[str]:
    """xbrli:context elements (XBRL 2.1, 4.7; XBRL Dimensions 1.0, 3.1).

    `container` is segment or scenario: where the members stand.
    """
    entity = f'<xbrli:identifier scheme="{attribute(instance.scheme)}">{text(instance.identifier)}</xbrli:identifier>'
    for (period, members), name in used.contexts.items():
        held = "".join(
            f'<xbrldi:explicitMember dimension="{taxonomy.concepts[axis].qname}">{taxonomy.concepts[member].qname}</xbrldi:explicitMember>'
            for axis, member in members
        )
        segment = (
            f"<xbrli:segment>{held}</xbrli:segment>" if held and container == "segment" else ""
        )
        scenario = (
            f"<xbrli:scenario>{held}</xbrli:scenario>" if held and container == "scenario" else ""
        )
        if period.instant:
            when = f"<xbrli:instant>{period.end}</xbrli:instant>"
        else:
            when = f"<xbrli:startDate>{period.start}</xbrli:startDate><xbrli:endDate>{period.end}</xbrli:endDate>"
        yield (
            f'<xbrli:context id="{name}"><xbrli:entity>{entity}{segment}</xbrli:entity>'
            f"<xbrli:period>{when}</xbrli:period>{scenario}</xbrli:context>\n"
        )


def unit_elements(used: Contexts) -> Iterator[str]:
    """xbrli:unit elements (XBRL 2.1, 4.8)."""
    for unit in used.units.values():
        over = "".join(f"<xbrli:measure>{measure}</xbrli:measure>" for measure in unit.numerators)
        if unit.denominators:
            under = "".join(
                f"<xbrli:measure>{measure}</xbrli:measure>" for measure in unit.denominators
            )
            over = (
                f"<xbrli:divide><xbrli:unitNumerator>{over}</xbrli:unitNumerator>"
                f"<xbrli:unitDenominator>{under}</xbrli:unitDenominator></xbrli:divide>"
            )
        yield f'<xbrli:unit id="{unit.id}">{over}</xbrli:unit>\n'


def fact_element(fact: Fact, used: Contexts) -> str:
    """One item (XBRL 2.1, 4.6)."""
    name = fact.concept.qname
    head = f'<{name} id="{fact.id}" contextRef="{used.contexts[fact.context_key]}"'
    if fact.unit is None:
        lang = f' xml:lang="{LANG.get(fact.lang, fact.lang)}"' if fact.lang else ""
        return f"{head}{lang}>{text(str(fact.value))}</{name}>\n"
    if nil(fact):
        return f'{head} unitRef="{fact.unit.id}" xsi:nil="true"/>\n'
    decimals = "INF" if fact.decimals is None else fact.decimals
    return f'{head} unitRef="{fact.unit.id}" decimals="{decimals}">{fact.value:f}</{name}>\n'


def nil(fact: Fact) -> bool:
    """A number reported as nothing; it has a unit and no decimals (XBRL 2.1, 4.6.3)."""
    return isinstance(fact.value, str) and not fact.value and fact.unit is not None


def plain(value: Decimal | str) -> str:
    """A number in digits, never with an exponent."""
    if isinstance(value, str):
        return value
    return f"{value:f}"


def _footnote_link(footnotes: Iterable[Footnote]) -> Iterator[str]:
    """One footnote link (XBRL 2.1, 4.11): each fact located once, an arc for each footnote it
    carries."""
    role = "http://www.xbrl.org/2003/role/"
    yield f'<link:footnoteLink xlink:type="extended" xlink:role="{role}link">\n'
    rows = list(footnotes)
    for name in dict.fromkeys(fact for footnote in rows for fact in footnote.facts):
        yield f'<link:loc xlink:type="locator" xlink:href="#{name}" xlink:label="{name}"/>\n'
    for footnote in rows:
        lang = LANG.get(footnote.lang, footnote.lang)
        yield (
            f'<link:footnote xlink:type="resource" xlink:label="{footnote.id}" xlink:role="{role}footnote" id="{footnote.id}" '
            f'xml:lang="{lang}">{text(footnote.text)}</link:footnote>\n'
        )
        for name in footnote.facts:
            yield (
                '<link:footnoteArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote" '
                f'xlink:from="{name}" xlink:to="{footnote.id}"/>\n'
            )
    yield "</link:footnoteLink>\n"


def next_day(day: str) -> str:
    """The day after an ISO date."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
