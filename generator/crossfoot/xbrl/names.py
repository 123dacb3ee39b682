"""Names that hold over the years: one prefix for a vocabulary whatever its release, one key for a
filer, one text for a unit."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

XBRLI = "http://www.xbrl.org/2003/instance"
ISO4217 = "http://www.xbrl.org/2003/iso4217"
_DATE = r"\d{4}(?:-\d{2}-\d{2})?(?:q\d)?"
_STANDARD = (
    re.compile(rf"https?://(?:fasb\.org|xbrl\.us|xbrl\.sec\.gov)/([a-z][a-z-]*)/{_DATE}\Z"),
    re.compile(rf"https?://xbrl\.ifrs\.org/taxonomy/{_DATE}/(ifrs-[a-z]+)\Z"),
    re.compile(rf"http://disclosure\.edinet-fsa\.go\.jp/taxonomy/([a-z]+)/{_DATE}/([a-z]+_cor)\Z"),
    re.compile(r"http://www\.xbrl\.org/(?:\d{4})/(xbrldt|xbrldi)\Z"),
    re.compile(r"http://xbrl\.dcca\.dk/([a-z]+)\Z"),
    re.compile(rf"https?://ferc\.gov/form/{_DATE}/(ferc)\Z"),
)
_BRITISH = (
    re.compile(rf"https?://xbrl\.frc\.org\.uk/(?:fr|cd|reports|general)/{_DATE}/([a-z-]+)\Z"),
    re.compile(rf"http://www\.xbrl\.org/uk/(?:cd|reports)/([a-z-]+)/{_DATE}\Z"),
    re.compile(rf"http://www\.xbrl\.org/uk/(gaap|ifrs)/core/{_DATE}\Z"),
)
"""vocabularies that each accounting program gives a prefix of its own (`core`, `d`, `ns6`);
Companies House's own writes `uk-core`"""
_FIXED = {
    XBRLI: "xbrli",
    ISO4217: "iso4217",
    "http://www.xbrl.org/2003/linkbase": "link",
    "http://xbrl.org/2005/xbrldt": "xbrldt",
    "http://www.w3.org/2001/XMLSchema": "xs",
}
_DTR = re.compile(r"http://www\.xbrl\.org/(?:dtr/type/|2009/dtr)")
_SCHEMES = {
    "http://www.sec.gov/CIK": "cik",
    "http://standards.iso.org/iso/17442": "lei",
    "http://www.kvk.nl/kvk-id": "kvk",
    "http://disclosure.edinet-fsa.go.jp": "edinet",
    "http://www.companieshouse.gov.uk": "gb-coh",
    "http://www.dcca.dk/cvr": "cvr",
    "http://www.ferc.gov/CID": "ferc",
}


@lru_cache(maxsize=1024)
def standard_prefix(namespace: str) -> str:
    """The conventional prefix of a published vocabulary, the same in each year; empty for one that
    is not known."""
    if namespace in _FIXED:
        return _FIXED[namespace]
    if _DTR.match(namespace):
        return "dtr-types"
    for pattern in _STANDARD:
        if match := pattern.match(namespace):
            return match[match.lastindex or 0]
    for pattern in _BRITISH:
        if match := pattern.match(namespace):
            return f"uk-{'bus' if match[1] == 'business' else match[1]}"
    return ""


def prefixes_of(declared: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Namespace to prefix, from the (prefix, namespace) pairs of a report; a prefix that is taken
    gets a number."""
    chosen: dict[str, str] = {}
    pairs = sorted(
        set(declared), key=lambda pair: (not standard_prefix(pair[1]), pair[0] in ("", "ns0"), pair)
    )
    for prefix, namespace in pairs:
        if namespace in chosen:
            continue
        wanted = standard_prefix(namespace) or prefix or "ns"
        taken, number = set(chosen.values()), 2
        name = wanted
        while name in taken:
            name, number = f"{wanted}{number}", number + 1
        chosen[namespace] = name
    return chosen


def named(clark: str, prefixes: Mapping[str, str]) -> str:
    """`us-gaap:Assets` of `{http://fasb.org/us-gaap/2023}Assets`."""
    namespace, _, local = clark[1:].rpartition("}") if clark.startswith("{") else ("", "", clark)
    if not namespace:
        return local
    prefix = prefixes.get(namespace) or standard_prefix(namespace)
    return f"{prefix}:{local}" if prefix else clark


def filer_key(scheme: str, identifier: str) -> str:
    """`cik:0001090633`; the scheme in full where it has no short name."""
    short = _SCHEMES.get(scheme.rstrip("/"))
    return f"{short}:{identifier.strip()}" if short else f"{scheme}#{identifier.strip()}"


def identifier_of(key: str) -> str:
    """The identifier in a filer's key, without its scheme."""
    short, _, identifier = key.partition(":")
    return identifier if short in _SCHEMES.values() else key.rpartition("#")[2]


def main_filer(filers: Iterable[str], first: tuple[str, str]) -> tuple[str, str]:
    """Scheme and identifier of the filer that most facts tell of, whatever their order; of two the
    first by key. `first` where all tell of
    one."""
    counted = Counter(filers)
    if len(counted) < 2:
        return first
    key = min(counted, key=lambda filer: (-counted[filer], filer))
    prefix, _, identifier = key.partition(":")
    scheme = next((scheme for scheme, short in _SCHEMES.items() if short == prefix), "")
    if scheme:
        return scheme, identifier
    scheme, _, identifier = key.rpartition("#")
    return scheme, identifier


def unit_text(
    numerators: Iterable[str], denominators: Iterable[str], prefixes: Mapping[str, str]
) -> str:
    """`USD/shares` of measures in Clark notation."""
    sides = [
        "*".join(sorted(_measure(measure, prefixes) for measure in side))
        for side in (numerators, denominators)
    ]
    return f"{sides[0]}/{sides[1]}" if sides[1] else sides[0]


def _measure(clark: str, prefixes: Mapping[str, str]) -> str:
    namespace, _, local = clark[1:].rpartition("}")
    return local if namespace in (ISO4217, XBRLI) else named(clark, prefixes)


_NAME = re.compile(r"(?<![\w.-])[^\W\d][\w.-]*:[^\W\d][\w.-]*")


def short_axis(axis: str) -> str:
    """`StatementScenario` of `us-gaap:StatementScenarioAxis`."""
    return _without(axis, "Axis")


def short_member(member: str | None) -> str:
    """`ScenarioForecast` of `us-gaap:ScenarioForecastMember`; a typed member and the content of a
    segment or scenario as they are, `(nil)` for a typed member that is nil."""
    if member is None:
        return "(nil)"
    return _without(member, "Member") if _NAME.fullmatch(member) else member


def _without(name: str, suffix: str) -> str:
    local = name.rpartition(":")[2]
    return local.removesuffix(suffix) or local
