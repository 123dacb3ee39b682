"""A taxonomy against published names and arcs: what it claims and is not there, and what has the
opposite sign."""

from collections.abc import Iterator

from crossfoot.model.alignment import Alignment, Explained, Published
from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.view import CALCULATION, Element, Line, View


def align(view: View, published: Published, explained: tuple[Explained, ...] = ()) -> Alignment:
    """Every name that the taxonomy's own elements claim, and every arc between two names that are
    published, each once."""
    claims = [element for element in view.own if element.us_gaap]
    outside = [element for element in claims if element.us_gaap not in published.names]
    reasons = {explanation.name: explanation.reason for explanation in explained}
    unknown = [
        _unknown(element, published) for element in outside if element.us_gaap not in reasons
    ]
    vouched = [
        _vouched(element, reasons[element.us_gaap])
        for element in outside
        if element.us_gaap in reasons
    ]
    stale = [
        _stale(explanation)
        for explanation in explained
        if explanation.name not in {element.us_gaap for element in outside}
    ]
    arcs = _arcs(view, published)
    opposite = [
        _opposite(pair, line, published)
        for pair, line in arcs.items()
        if _turned(pair, line, published)
    ]
    absent = [
        _absent(pair, line, published) for pair, line in arcs.items() if pair not in published.signs
    ]
    return Alignment(
        name=view.name,
        names=len(claims),
        names_known=len(claims) - len(outside),
        names_explained=len(vouched),
        arcs=len(arcs),
        arcs_agreeing=len(arcs) - len(opposite) - len(absent),
        arcs_opposite=len(opposite),
        arcs_absent=len(absent),
        findings=(*unknown, *opposite, *stale, *vouched, *absent),
    )


def _arcs(view: View, published: Published) -> dict[tuple[str, str], Line]:
    found: dict[tuple[str, str], Line] = {}
    for total, part, line in _claimed(view):
        if total in published.names and part in published.names:
            known = found.setdefault((total, part), line)
            if known is not line and _turned((total, part), line, published):
                found[total, part] = line
    return found


def _claimed(view: View) -> Iterator[tuple[str, str, Line]]:
    for line in view.lines:
        ends = view.elements.get(line.parent), view.elements.get(line.child)
        if line.kind == CALCULATION and ends[0] and ends[1]:
            yield _name(ends[0]), _name(ends[1]), line


def _name(element: Element) -> str:
    """The published name; elements of us-gaap itself, in XML, have it as their own."""
    return element.us_gaap or (element.name if element.prefix in ("us-gaap", "srt") else "")


def _sign(line: Line) -> int:
    return -1 if line.weight.strip().startswith("-") else 1


def _turned(pair: tuple[str, str], line: Line, published: Published) -> bool:
    return pair in published.signs and _sign(line) not in published.signs[pair]


def _unknown(element: Element, published: Published) -> Finding:
    message = f"{element.name} claims the published name {element.us_gaap}, which is in no list"
    hint = did_you_mean(
        element.us_gaap,
        published.names,
        "write - in the column us_gaap, or the reason into unlisted.csv",
    )
    return error("align.name", message, element.source, hint)


def _vouched(element: Element, reason: str) -> Finding:
    message = f"{element.us_gaap} is in no list: {reason}"
    return Finding(code="align.explained", severity="info", message=message, source=element.source)


def _stale(explanation: Explained) -> Finding:
    return warning(
        "align.stale",
        f"{explanation.name} is explained, and is in a list or not claimed",
        explanation.source,
        "take the line out",
    )


def _opposite(pair: tuple[str, str], line: Line, published: Published) -> Finding:
    published_sign = "added" if 1 in published.signs[pair] else "deducted"
    message = (
        f"{pair[1]} has the weight {line.weight} in {pair[0]}; published, it is {published_sign}"
    )
    return error("align.sign", message, line.source, "turn the weight, or take another element")


def _absent(pair: tuple[str, str], line: Line, published: Published) -> Finding:
    message = f"{pair[1]} is a part of {pair[0]} here, and nowhere in the published arcs"
    others = sorted(total for total, part in published.signs if part == pair[1])[:3]
    hint = (
        f"published as a part of {', '.join(others)}"
        if others
        else "published as a part of nothing"
    )
    return Finding(
        code="align.arc", severity="info", message=message, source=line.source, hint=hint
    )
