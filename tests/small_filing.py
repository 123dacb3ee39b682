"""A filing small enough to know by heart: cash 60 and stock 40 are assets 100, all of one day; a
cover of five lines."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from crossfoot.filing_rules.rule import FilingContext
from crossfoot.model.filing import Company, Filing, Period
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Fact, Footnote, Instance, Unit
from crossfoot.model.profile import Profile, find_profile
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import (
    Anchor,
    Concept,
    Label,
    Network,
    Node,
    Part,
    Taxonomy,
    Vocabulary,
)
from crossfoot.render.inline_verify import PageCheck

YEAR, DAY = Period(start="2024-01-01", end="2024-12-31"), Period(start="", end="2024-12-31")
USD = Unit(id="USD", numerators=("iso4217:USD",))
REGISTERS = {
    "sec": ("http://www.sec.gov/CIK", "0000000042"),
    "esef": ("http://standards.iso.org/iso/17442", "529900T8BM49AURSDO55"),
    "edinet": ("http://disclosure.edinet-fsa.go.jp", "E00042-000"),
    "plain": ("https://example.org/register", "42"),
}
COVER = {
    "DocumentType": ("6-K", "string"),
    "DocumentPeriodEndDate": ("2024-12-31", "date"),
    "AmendmentFlag": ("false", "boolean"),
    "EntityRegistrantName": ("Small Corp.", "string"),
    "EntityCentralIndexKey": ("0000000042", "string"),
}
ALSO = {
    "sec": ("CurrentFiscalYearEndDate=--12-31",),
    "esef": (
        "DomicileOfEntity", "LegalFormOfEntity", "CountryOfIncorporation", "AddressOfRegisteredOfficeOfEntity", "PrincipalPlaceOfBusiness",
        "DescriptionOfNatureOfEntitysOperationsAndPrincipalActivities", "NameOfParentEntity", "NameOfUltimateParentOfGroup",
    ),
    "edinet": ("DocumentFiscalPeriodFocus=FY", "CurrentFiscalYearEndDate=--12-31", "DocumentAccountingStandard=U.S. GAAP"),
}  # fmt: skip
"""What these authorities ask for beside the five lines."""


PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2022-02-16" xml:lang="en">'
    '<head></head><body><div style="display:none"><ix:header><ix:references>'
    '<link:schemaRef xlink:type="simple" xlink:href="sml-20241231.xsd"/></ix:references><ix:resources>'
    '<xbrli:context id="y"><xbrli:period>2024</xbrli:period></xbrli:context><xbrli:context id="d"><xbrli:period>the day</xbrli:period>'
    '</xbrli:context><xbrli:unit id="USD"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>'
    '<ix:nonNumeric id="cover.1" name="b:DocumentType" contextRef="y">6-K</ix:nonNumeric><a href="#bs">up</a>'
    '<ix:nonFraction id="bs.Assets" name="b:Assets" contextRef="d" unitRef="USD" decimals="0">100</ix:nonFraction></body></html>'
)


def at(file: str = "bs.csv", row: int = 1) -> SourceRef:
    return SourceRef(file=file, row=row)


def concept(name: str, kind: str = "monetary", period: str = "duration", **more: Any) -> Concept:
    labels = (
        Label(role="", lang="en", text=f"{name} label"),
        Label(role="", lang="ja", text=f"{name} 名"),
    )
    return Concept(
        **{
            "name": name,
            "prefix": "b",
            "type": kind,
            "period": period,
            "labels": labels,
            "source": at("concepts.csv"),
            **more,
        }
    )


OWN: dict[str, Any] = {"prefix": "sml", "anchors": (Anchor(base="Assets"),)}
CONCEPTS = {
    one.name: one
    for one in (
        *(concept(name, kind) for name, (_, kind) in COVER.items()),
        *(concept(line.partition("=")[0], "string") for lines in ALSO.values() for line in lines),
        concept("CoverAbstract", "abstract"),
        concept("AssetsAbstract", "abstract"),
        concept("StatementTable", "table"),
        concept("ClassAxis", "axis"),
        concept("ClassDomain", "domain"),
        concept("HouseMember", "member", **OWN),
        concept("StatementLineItems", "lineItems"),
        concept("Cash", period="instant", balance="debit"),
        concept("SmallStock", period="instant", balance="debit", **OWN),
        concept("Assets", period="instant", balance="debit"),
    )
}


def node(
    name: str, level: int, parent: int, role: str = "", total: str = "", weight: int = 1
) -> Node:
    parts = (Part(total=total, weight=weight),) if total else ()
    return Node(
        concept=name,
        level=level,
        parent=parent,
        role=role,
        parts=parts,
        source=at("networks/bs.csv", level),
    )


def network(name: str, number: int, kind: str, *nodes: Node) -> Network:
    return Network(
        id=name,
        number=number,
        kind=kind,
        title=name.capitalize(),
        title_ja="",
        nodes=nodes,
        source=at("networks.yaml"),
    )


COVER_TREE = network(
    "cover", 10, "Document", node("CoverAbstract", 0, -1), *(node(name, 1, 0) for name in COVER)
)
SHEET_TREE = network(
    "sheet",
    100010,
    "Statement",
    node("AssetsAbstract", 0, -1),
    node("StatementTable", 1, 0),
    node("ClassAxis", 2, 1),
    node("ClassDomain", 3, 2),
    node("HouseMember", 4, 3),
    node("StatementLineItems", 2, 1),
    node("Cash", 3, 5, total="Assets"),
    node("SmallStock", 3, 5, total="Assets"),
    node("Assets", 3, 5, role="total"),
)


def fact(name: str, value: str, row: int, **more: Any) -> Fact:
    given = {
        "id": f"bs.{name}",
        "concept": CONCEPTS[name],
        "period": DAY,
        "members": (),
        "value": Decimal(value),
    }
    return Fact(**{**given, "unit": USD, "decimals": 0, "source": at("bs.csv", row), **more})


def cover_facts(*lines: str) -> tuple[Fact, ...]:
    """Further facts of the cover, each `Name` or `Name=value`."""
    pairs = [line.partition("=") for line in lines]
    return tuple(
        Fact(
            id=f"cover.also.{number}",
            concept=CONCEPTS.get(name) or concept(name, "string"),
            period=YEAR,
            members=(),
            value=value or "true",
            lang="en",
            source=at("filing.yaml", 10 + number),
        )
        for number, (name, _, value) in enumerate(pairs, 1)
    )


HOUSE = fact("Cash", "10", 5, id="bs.Cash.House", members=(("ClassAxis", "HouseMember"),))
SUMS = (fact("Cash", "60", 2), fact("SmallStock", "40", 3), fact("Assets", "100", 4), HOUSE)
COVER_FACTS = tuple(
    Fact(
        id=f"cover.{number}",
        concept=CONCEPTS[name],
        period=YEAR,
        members=(),
        value=value,
        lang="en" if kind == "string" else "",
        source=at("filing.yaml", number),
    )
    for number, (name, (value, kind)) in enumerate(COVER.items(), 1)
)


def profile_of(name: str) -> Profile:
    """A built-in profile."""
    profile = find_profile(name)
    assert profile is not None
    return profile


def good(profile: str = "sec") -> FilingContext:
    """The small filing as it should be."""
    scheme, identifier = REGISTERS[profile]
    company = Company(
        name="Small Corp.", prefix="sml", authority="https://example.org/small", scheme=scheme, identifier=identifier,
        identifiers=(("edinet-code", "E00042"), ("tse-code", "0042")), fiscal_year_end="--12-31", currency="USD",
        profile=profile_of(profile),
        name_ja="株式会社スモール", at=at("company.yaml"),
    )  # fmt: skip
    filing = Filing(
        company=company, stem="sml-20241231", period_end="2024-12-31", title="Small", source="", base="b/1",
        calculations=profile_of(profile).calculations,
        context=YEAR, cover=(), tables=(), notes=(), declarations=(), at=at("filing.yaml"),
    )  # fmt: skip
    cover = tuple(
        replace(f, value=identifier) if f.concept.name == "EntityCentralIndexKey" else f
        for f in COVER_FACTS
    )
    cover += cover_facts(*ALSO.get(profile, ()))
    note = Footnote(id="note-1", text="Counted by hand.", lang="en", facts=("bs.Cash",))
    instance = Instance(
        stem="sml-20241231", title="Small", scheme=scheme, identifier=identifier, facts=(*cover, *SUMS), cover=cover, statements=(),
        footnotes=(note,), notes=(),
    )  # fmt: skip
    more = (node(fact.concept.name, 1, 0) for fact in cover[len(COVER_FACTS) :])
    trees = (replace(COVER_TREE, nodes=(*COVER_TREE.nodes, *more)), SHEET_TREE)
    base = Vocabulary(
        prefix="b",
        namespace="http://fasb.org/us-gaap/2024",
        base_url="http://fasb.org/us-gaap/2024/",
        schema="b.xsd",
    )
    own = Vocabulary(
        prefix="sml",
        namespace="https://example.org/small/20241231",
        base_url="https://example.org/",
        schema="sml-20241231.xsd",
    )
    taxonomy = Taxonomy(
        vocabulary=own,
        concepts=CONCEPTS,
        networks=trees,
        base=Taxonomy(
            vocabulary=base,
            concepts={n: c for n, c in CONCEPTS.items() if c.prefix == "b"},
            networks=(),
        ),
        own=frozenset(n for n, c in CONCEPTS.items() if c.prefix == "sml"),
    )
    container = "scenario" if profile in ("esef", "edinet") else "segment"
    files = ("sml-20241231.htm", "sml-20241231.xsd", "sml-20241231_pre.xml", "sml-20241231_cal.xml")
    return FilingContext(
        filing=filing, instance=instance, taxonomy=taxonomy, networks=trees, container=container, page=PAGE, files=files
    )  # fmt: skip


def check_inline(
    pieces: Iterable[str], instance: Instance, taxonomy: Taxonomy, container: str
) -> list[Finding]:
    """What the check says of a page that is at hand."""
    check = PageCheck(instance, taxonomy, container)
    assert "".join(check.through(pieces)) == "".join(pieces)
    return check.findings()
