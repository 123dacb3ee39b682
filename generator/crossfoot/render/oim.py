"""What xBRL-JSON and xBRL-CSV share: names, dimensions, canonical values, notes (Open Information
Model 1.0, 2021)."""

from collections.abc import Mapping
from decimal import Decimal

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Footnote, Instance, Unit
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.xml_text import text
from crossfoot.render.xbrl import LANG, Contexts, namespaces, next_day

XBRL = "https://xbrl.org/2021"
LINKS = {
    "linkTypes": {"footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote"},
    "linkGroups": {"_": "http://www.xbrl.org/2003/role/link"},
}
_SCHEMES = {
    "http://www.sec.gov/CIK": "cik",
    "http://standards.iso.org/iso/17442": "lei",
    "http://disclosure.edinet-fsa.go.jp": "edinet",
}
_NOT_OIM = ("link", "xlink", "xbrldi")
_BOOLEANS = {"1": "true", "0": "false"}


def oim_namespaces(
    instance: Instance, taxonomy: Taxonomy, used: Contexts
) -> tuple[dict[str, str], str]:
    """The prefixes of a report, and its entity as an SQName (`cik:0001090633`).

    `used` has the contexts and units in use; prefixes that OIM reserves or has no use for are left
    out (OIM 1.0, 5).
    """
    found = {
        prefix: uri for prefix, uri in namespaces(taxonomy, used).items() if prefix not in _NOT_OIM
    }
    found["xbrl"] = XBRL
    alias = _SCHEMES.get(instance.scheme, "entity")
    while alias in found:
        alias += "-id"
    found[alias] = instance.scheme
    return dict(sorted(found.items())), f"{alias}:{instance.identifier}"


def document_info(
    kind: str, prefixes: Mapping[str, str], instance: Instance, schema: str
) -> dict[str, object]:
    """The head of both formats; link types and groups only where a footnote needs them.

    `kind` is json or csv, `schema` the address of the extension's schema as seen from the file
    (xBRL-JSON 1.0, 3.1; xBRL-CSV 1.0, 3.1).
    """
    links = LINKS if instance.footnotes else {}
    return {
        "documentType": f"{XBRL}/xbrl-{kind}",
        "namespaces": dict(prefixes),
        **links,
        "taxonomy": [schema],
    }


def oim_period(period: Period) -> str:
    """Moments, not days: the end of a day is the next midnight (OIM 1.0, 3.1; xBRL-JSON 1.0, 3)."""
    end = f"{next_day(period.end)}T00:00:00"
    return end if period.instant else f"{period.start}T00:00:00/{end}"


def oim_unit(unit: Unit | None) -> str:
    """`iso4217:JPY/xbrli:shares`, measures in alphabetical order; empty for pure numbers, whose
    unit is left out."""
    if unit is None or (unit.numerators == ("xbrli:pure",) and not unit.denominators):
        return ""
    return "/".join(_measures(side) for side in (unit.numerators, unit.denominators) if side)


def _measures(side: tuple[str, ...]) -> str:
    joined = "*".join(sorted(side))
    return f"({joined})" if len(side) > 1 else joined


def oim_language(lang: str) -> str:
    """The language of a text in lower case; empty when none is told."""
    return LANG.get(lang, lang).lower()


def canonical(fact: Fact) -> str | None:
    """The one way to write a value (XML Schema 1.0, 3.2.3.2: `100.0`, `0.5`, never `-0.0`); None
    for nil."""
    value, kind = fact.value, fact.concept.type
    if isinstance(value, Decimal):
        return canonical_number(value, whole=kind == "integer")
    if fact.unit is not None:
        return None
    if kind == "boolean":
        return _BOOLEANS.get(value, value)
    return value


def canonical_number(value: Decimal, *, whole: bool = False) -> str:
    """Digits with one point and no needless zero; an integer has no point."""
    text_of = f"{value:f}"
    if "." not in text_of and value:
        return text_of if whole else f"{text_of}.0"
    integral, _, rest = text_of.lstrip("-").partition(".")
    digits = integral.lstrip("0") or "0"
    rest = rest.rstrip("0")
    if rest or not whole:
        digits = f"{digits}.{rest or '0'}"
    return f"-{digits}" if value < 0 else digits


def note_value(footnote: Footnote) -> str:
    """A note's content is a piece of XHTML."""
    return text(footnote.text)


def notes_of(instance: Instance) -> dict[str, list[str]]:
    """Fact id to the ids of its footnotes."""
    notes: dict[str, list[str]] = {}
    for footnote in instance.footnotes:
        for name in footnote.facts:
            notes.setdefault(name, []).append(footnote.id)
    return notes
