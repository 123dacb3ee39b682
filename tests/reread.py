"""A filing read once more with lxml alone, by nothing of the program: what the store and its
products are held to."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

_XBRLI, _LINK = "{http://www.xbrl.org/2003/instance}", "{http://www.xbrl.org/2003/linkbase}"
_XLINK, _XML = "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}"
_XBRLDI = "{http://xbrl.org/2006/xbrldi}explicitMember"
_STANDARD = "http://www.xbrl.org/2003/role/label"


class Told(NamedTuple):
    """A fact: what it is about as the store writes it, its value and how exact it is (None: to the
    last digit)."""

    concept: str
    start: str
    end: str
    unit: str
    dimensions: str
    language: str
    value: str
    decimals: int | None

    @property
    def key(self) -> tuple[str, ...]:
        return self[:6]


class Line(NamedTuple):
    """A line of a presentation tree, counted from 1, headings too."""

    place: int
    concept: str
    label: str
    negated: bool


def facts_of(instance: Path) -> Iterator[Told]:
    """Every fact, in the order of the document."""
    root: Any = etree.parse(instance).getroot()
    contexts = {one.get("id"): _context(one) for one in root.iter(f"{_XBRLI}context")}
    units = {one.get("id"): _unit(one) for one in root.iter(f"{_XBRLI}unit")}
    for element in root:
        if element.get("contextRef") is None:
            continue
        unit, text = units.get(element.get("unitRef"), ""), "".join(element.itertext())
        exact = element.get("decimals")
        yield Told(
            f"{element.prefix}:{etree.QName(element).localname}",
            *contexts[element.get("contextRef")][:2],
            unit,
            contexts[element.get("contextRef")][2],
            "" if unit else (element.get(f"{_XML}lang") or "").lower(),
            _digits(text) if unit else text,
            None if exact in (None, "INF") else int(exact),
        )


def _context(context: Any) -> tuple[str, str, str]:
    period = {etree.QName(one).localname: one.text for one in context.find(f"{_XBRLI}period")}
    members = {one.get("dimension"): one.text for one in context.iter(_XBRLDI)}
    told = json.dumps(members, sort_keys=True, separators=(",", ":")) if members else ""
    return period.get("startDate", ""), period.get("endDate") or period["instant"], told


def _unit(unit: Any) -> str:
    sides = [
        one.text.removeprefix("iso4217:").removeprefix("xbrli:")
        for one in unit.iter(f"{_XBRLI}measure")
    ]
    return "/".join(sides)


def _digits(text: str) -> str:
    written = f"{Decimal(text):f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written) or "0"


def lines_of(folder: Path, stem: str) -> dict[str, list[Line]]:
    """The lines of each presentation tree by the definition of its role, axes, tables and members
    left out."""
    root: Any = etree.parse(folder / f"{stem}.xsd").getroot()
    told = {
        one.get("roleURI"): one.findtext(f"{_LINK}definition")
        for one in root.iter(f"{_LINK}roleType")
    }
    labels = _labels(folder / f"{stem}_lab.xml")
    found: dict[str, list[Line]] = {}
    tree: Any = etree.parse(folder / f"{stem}_pre.xml").getroot()
    for link in tree.iter(f"{_LINK}presentationLink"):
        names = {
            one.get(f"{_XLINK}label"): one.get(f"{_XLINK}href").partition("#")[2]
            for one in link.iter(f"{_LINK}loc")
        }
        children = defaultdict(list)
        for arc in link.iter(f"{_LINK}presentationArc"):
            parent, child = (names[arc.get(f"{_XLINK}{end}")] for end in ("from", "to"))
            children[parent].append(
                (Decimal(arc.get("order")), child, arc.get("preferredLabel") or _STANDARD)
            )
        (top,) = set(children) - {child for under in children.values() for _, child, _ in under}
        lines = found.setdefault(told[link.get(f"{_XLINK}role")], [])
        for name, role in _walked(top, _STANDARD, children):
            concept = name.replace("_", ":", 1)
            lines.append(
                Line(
                    len(lines) + 1,
                    concept,
                    labels.get((name, role)) or labels[name, _STANDARD],
                    "negated" in role.lower(),
                )
            )
    return found


def _walked(name: str, role: str, children: Any) -> Iterator[tuple[str, str]]:
    if name.endswith("Axis"):
        return  # with the members under it
    if not name.endswith("Table"):
        yield name, role
    for _, child, preferred in sorted(children.get(name, ())):
        yield from _walked(child, preferred, children)


def _labels(path: Path) -> dict[tuple[str, str], str]:
    """The English labels by element id and role."""
    root: Any = etree.parse(path).getroot()
    found = {}
    for link in root.iter(f"{_LINK}labelLink"):
        names = {
            one.get(f"{_XLINK}label"): one.get(f"{_XLINK}href").partition("#")[2]
            for one in link.iter(f"{_LINK}loc")
        }
        texts = defaultdict(list)
        for label in link.iter(f"{_LINK}label"):
            if label.get(f"{_XML}lang").startswith("en"):
                texts[label.get(f"{_XLINK}label")].append(label)
        for arc in link.iter(f"{_LINK}labelArc"):
            for label in texts[arc.get(f"{_XLINK}to")]:
                found[names[arc.get(f"{_XLINK}from")], label.get(f"{_XLINK}role")] = label.text
    return found


def month_end(day: str) -> str:
    """The last day of the month that is nearest."""
    told = date.fromisoformat(day)
    before = told.replace(day=1) - timedelta(days=1)
    after = (told.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return (before if told - before < after - told else after).isoformat().replace("-", "")
