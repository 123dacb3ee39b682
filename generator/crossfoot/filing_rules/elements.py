"""The extension's schema: namespace, roles, elements."""

import re
from collections import Counter
from collections.abc import Iterator

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem

_LC3 = re.compile(r"[A-Z][A-Za-z0-9]*\Z", re.ASCII)
_NAMESPACE = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?/\S+\Z", re.ASCII)
_DEFINITION = re.compile(r"([0-9]+) - (Statement|Disclosure|Schedule|Document) - (\S.*\S|\S)\Z")
_ROLE = re.compile(r".*/role/[A-Za-z0-9_-]+\Z", re.ASCII)
_ENDS = {
    "Axis": ("axis",),
    "Table": ("table",),
    "LineItems": ("lineItems",),
    "Member": ("member",),
    "Domain": ("domain", "member"),
}
_ENDING = {
    "axis": "Axis",
    "table": "Table",
    "lineItems": "LineItems",
    "member": "Member",
    "domain": "Domain",
    "abstract": "Abstract",
}
_ENDINGS = tuple(_ENDS)
_YEAR = re.compile(r"(19|20)\d\d(?!\d)")
_KINDS = ("Document", "Statement", "Disclosure", "Schedule")
_MAX_NAME, _MAX_URI = 200, 255


def _namespace(report: FilingContext) -> Iterator[Problem]:
    own = report.taxonomy.vocabulary
    date = report.instance.stem.rpartition("-")[2]
    if not _NAMESPACE.match(own.namespace) or f"/{date}/" not in f"{own.namespace}/":
        yield Problem(
            f"the namespace {own.namespace} has no authority, or not the date {date}",
            report.filing.at,
            "https://authority/.../date",
        )
    if "_" in own.prefix:
        yield Problem(
            f"the prefix '{own.prefix}' has an underscore", report.filing.at, "letters and digits"
        )
    if report.taxonomy.base and own.namespace == report.taxonomy.base.vocabulary.namespace:
        yield Problem(
            "the namespace is the base's", report.filing.at, "the company's own authority"
        )


def _role_uris(report: FilingContext) -> Iterator[Problem]:
    uris = Counter(report.role_uri(network) for network in report.networks)
    for network in report.networks:
        uri = report.role_uri(network)
        if not uri.startswith(report.filing.company.authority) or not _ROLE.match(uri):
            yield Problem(
                f"the role {uri} is not under the filer's authority, or does not end with /role/Name",
                network.source,
                ".../role/Name",
            )
        if uris[uri] > 1:
            yield Problem(
                f"the role {uri} stands for {uris[uri]} networks",
                network.source,
                "give the networks other ids",
            )


def _role_definitions(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        if not _DEFINITION.match(network.definition):
            message = f"'{network.definition}' is not a role definition"
            yield Problem(
                message,
                network.source,
                "number - Document, Statement, Disclosure or Schedule - title",
            )


def _role_order(report: FilingContext) -> Iterator[Problem]:
    last, ranks = -1, {kind: rank for rank, kind in enumerate(_KINDS)}
    numbers = Counter(network.number for network in report.networks)
    for network in sorted(report.networks, key=lambda network: network.number):
        rank = ranks.get(network.kind, last)
        if rank < last or numbers[network.number] > 1:
            message = f"the number {network.number} puts a {network.kind} after a {_KINDS[last]}, or stands twice"
            yield Problem(
                message, network.source, "Document 0xxxxx, Statement 1xxxxx, Disclosure 2xxxxx"
            )
        last = max(last, rank)


def _names(report: FilingContext) -> Iterator[Problem]:
    base = report.taxonomy.base.concepts if report.taxonomy.base else {}
    for concept in report.own:
        if concept.name in base:
            yield Problem(
                f"{concept.name} is an element of the base already",
                concept.source,
                "use the base's",
            )
        if not _LC3.match(concept.name) or concept.element not in ("", concept.name):
            yield Problem(
                f"'{concept.name}' is not a name in capital camel case",
                concept.source,
                "NetIncomeLoss",
            )
        if len(concept.name) > _MAX_NAME or len(concept.name.encode()) > _MAX_NAME:
            yield Problem(
                f"the name {concept.name[:40]}... is longer than {_MAX_NAME} bytes",
                concept.source,
                "shorten it",
            )
    if len(report.taxonomy.vocabulary.namespace.encode()) > _MAX_URI or any(
        len(report.role_uri(n).encode()) > _MAX_URI for n in report.networks
    ):
        yield Problem(
            f"a namespace or role is longer than {_MAX_URI} bytes",
            report.filing.at,
            "shorten the authority, or a network's id",
        )


def _periods_in_names(report: FilingContext) -> Iterator[Problem]:
    for concept in report.own:
        if _YEAR.search(concept.name):
            yield Problem(f"{concept.name} names a year", concept.source, "the context says when")


def _endings(report: FilingContext) -> Iterator[Problem]:
    for concept in report.own:
        wanted = _ENDING.get(concept.type, "")
        if not wanted and not concept.name.endswith(_ENDINGS):
            continue
        end = next((end for end in _ENDS if concept.name.endswith(end)), "")
        if (end and concept.type not in _ENDS[end]) or (
            wanted and not concept.name.endswith(wanted)
        ):
            yield Problem(
                f"{concept.name} is a {concept.type}; its name says something else",
                concept.source,
                f"names of a {concept.type} end so",
            )


def _period_types(report: FilingContext) -> Iterator[Problem]:
    for concept in report.own:
        if concept.period != "duration" and not concept.numeric:
            yield Problem(
                f"{concept.name} is a {concept.type} and has the period type {concept.period}",
                concept.source,
                "duration",
            )


def _balances(report: FilingContext) -> Iterator[Problem]:
    stated = {
        node.concept
        for network in report.networks
        if network.kind == "Statement"
        for node in network.nodes
    }
    for concept in report.own:
        if concept.type == "monetary" and not concept.balance:
            documented = any(label.role == "documentation" for label in concept.labels)
            if concept.name in stated and not documented:
                message = f"{concept.name} has no balance, and no definition that says what its sign means"
                yield Problem(message, concept.source, "debit or credit; or a definition")


def _references(report: FilingContext) -> Iterator[Problem]:
    for concept in report.own:
        if concept.references:
            yield Problem(
                f"{concept.name} has references",
                concept.source,
                "references belong to standard elements",
            )


def _anchors(report: FilingContext) -> Iterator[Problem]:
    published = report.taxonomy.base is not None and report.taxonomy.base.base is not None
    for concept in (
        () if published else report.own
    ):  # what a published base has nothing wider for stands in the list of what was extended
        if not concept.anchors and not concept.abstract:
            yield Problem(
                f"{concept.name} is not anchored to the base",
                concept.source,
                "name what it is narrower than",
            )


def _new_headings(report: FilingContext) -> Iterator[Problem]:
    for concept in report.own:
        if concept.type == "abstract":
            yield Problem(
                f"{concept.name} is a heading of the company's own",
                concept.source,
                "use the base's headings",
            )


CHECKS: Checks = {
    "schema.namespace": _namespace,
    "role.uri": _role_uris,
    "role.definition": _role_definitions,
    "role.order": _role_order,
    "element.name": _names,
    "element.year": _periods_in_names,
    "element.ending": _endings,
    "element.period": _period_types,
    "element.balance": _balances,
    "element.reference": _references,
    "element.anchor": _anchors,
    "element.heading": _new_headings,
}
