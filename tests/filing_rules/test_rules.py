"""Every rule: the small filing keeps it, and one change breaks it and no other text is told."""

# ruff: noqa: E501 (a table reads best with one line a case)

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from rules_page import catalogue_table, cover_table, deviation_table

from crossfoot.filing_rules.catalogue import catalogue
from crossfoot.filing_rules.check import CHECKS, check_rules
from crossfoot.filing_rules.cover_facts import cover_requests
from crossfoot.filing_rules.rule import FilingContext
from crossfoot.model.filing import Aspects, Note, Period, Row, Table
from crossfoot.model.instance import Fact, Footnote, Unit
from crossfoot.model.packed_cell import Binding, PackedCell, Printed
from crossfoot.model.profile import PROFILES
from crossfoot.model.taxonomy import Label
from small_filing import (
    CONCEPTS,
    COVER_FACTS,
    COVER_TREE,
    DAY,
    SHEET_TREE,
    SUMS,
    USD,
    YEAR,
    at,
    concept,
    cover_facts,
    fact,
    good,
    network,
    node,
)

CATALOGUE = {rule.id: rule for rule in catalogue()}
Change = Callable[[FilingContext], FilingContext]


def told(rule: str, done: FilingContext) -> list[str]:
    return [problem.message for problem in CHECKS[rule](done)]


def page(old: str, new: str) -> Change:
    return lambda done: replace(done, page=done.page.replace(old, new, 1))


def adds(html: str) -> Change:
    return page("</body>", f"{html}</body>")


def filing(**changes: Any) -> Change:
    return lambda done: replace(done, filing=replace(done.filing, **changes))


def company(**changes: Any) -> Change:
    return lambda done: replace(
        done, filing=replace(done.filing, company=replace(done.filing.company, **changes))
    )


def instance(**changes: Any) -> Change:
    return lambda done: replace(done, instance=replace(done.instance, **changes))


def facts(*more: Any) -> Change:
    return lambda done: replace(
        done, instance=replace(done.instance, facts=(*done.instance.facts, *more))
    )


def cover(name: str, **changes: Any) -> Change:
    def change(done: FilingContext) -> FilingContext:
        rows = tuple(
            replace(one, **changes) if one.concept.name == name else one
            for one in done.instance.cover
        )
        return replace(done, instance=replace(done.instance, cover=rows, facts=(*rows, *SUMS)))

    return change


def also(*lines: str) -> Change:
    """Only these facts beside the five lines of the cover."""

    def change(done: FilingContext) -> FilingContext:
        rows = (*done.instance.cover[: len(COVER_FACTS)], *cover_facts(*lines))
        return replace(done, instance=replace(done.instance, cover=rows, facts=(*rows, *SUMS)))

    return change


def form(name: str, *lines: str) -> Change:
    """A cover of this form, with these lines beside the five."""
    return lambda done: cover("DocumentType", value=name)(also(*lines)(done))


def element(known: str, **changes: Any) -> Change:
    """The concept with changes; a changed name is filed under the old one's place in the trees."""

    def change(done: FilingContext) -> FilingContext:
        concepts = {
            **done.taxonomy.concepts,
            known: replace(done.taxonomy.concepts[known], **changes),
        }
        return replace(done, taxonomy=replace(done.taxonomy, concepts=concepts))

    return change


def trees(*networks: Any) -> Change:
    return lambda done: replace(done, networks=networks)


def sheet(index: int, **changes: Any) -> Change:
    """The sheet's tree with one line changed; a line beyond the last is added."""
    nodes = list(SHEET_TREE.nodes)
    nodes[index] = replace(nodes[index], **changes)
    return trees(COVER_TREE, replace(SHEET_TREE, nodes=tuple(nodes)))


def more_lines(*lines: Any) -> Change:
    return trees(COVER_TREE, replace(SHEET_TREE, nodes=(*SHEET_TREE.nodes, *lines)))


def labels(name: str, *given: tuple[str, str, str]) -> Change:
    return element(
        name, labels=tuple(Label(role=role, lang=lang, text=text) for role, lang, text in given)
    )


BLOCK = replace(
    SUMS[0],
    id="bs.Block",
    concept=concept("SmallTextBlock", "textBlock"),
    period=YEAR,
    value="<p>x</p>",
    unit=None,
    lang="en",
)
PASTED = Table(
    id="bs", file="bs.csv", sheet=None, title="Assets, < 1 year & more", networks=(), columns=(), document="", defined=at("filing.yaml", 3),
    rows=(Row(number=7, concept="Cash", role="", label="<b>Cash</b>", notes=(), line="", aspects=Aspects(), cells=()),),
)  # fmt: skip
ESEF = (
    "DomicileOfEntity; LegalFormOfEntity; CountryOfIncorporation; AddressOfRegisteredOfficeOfEntity; PrincipalPlaceOfBusiness; "
    "DescriptionOfNatureOfEntitysOperationsAndPrincipalActivities; NameOfParentEntity; NameOfUltimateParentOfGroup"
)
"""The mandatory elements of Annex II that the five lines of the small cover do not tell."""
BAD: list[tuple[str, str, Change, str]] = [
    ("file.name", "sec", lambda d: replace(d, files=("Sml-20241231.htm",)), "'Sml-20241231.htm' is not a file name that is taken"),
    ("file.match", "sec", lambda d: replace(d, files=("other_pre.xml",)), "'other_pre.xml' does not go with the name of the report"),
    ("file.base", "esef", instance(stem="a-company-with-a-long-name-20241231"), "the base 'a-company-with-a-long-name' of the file names is longer than 20 characters"),
    ("page.active", "sec", adds("<script>alert(1)</script>"), "the page holds a <script>"),
    ("page.active", "sec", adds('<p onload="x()">t</p>'), "the page holds an event handler, onload"),
    ("page.outside", "sec", adds('<img src="https://example.org/a.png"/>'), "the page leads outside: 'https://example.org/a.png'"),
    ("page.outside", "sec", adds('<a href="javascript:x()">t</a>'), "the page leads outside: 'javascript:x()'"),
    ("page.outside", "sec", adds("<style>@import 'a.css';</style>"), "the style sheet loads something from outside"),
    ("page.plain", "esef", page("<html", "<!DOCTYPE html><html"), "the page holds '<!DOCTYPE'"),
    ("page.plain", "esef", adds('<ix:nonNumeric target="two"/>'), "the page holds '<ix:nonNumeric target='"),
    ("page.transforms", "sec", page("2022-02-16", "2010-04-20"), "the transformations 'ixt' of http://www.xbrl.org/inlineXBRL/transformation/2010-04-20 are not taken"),
    ("page.hidden", "sec", adds('<ix:hidden><ix:nonNumeric id="cover.2" name="b:A" contextRef="y">x</ix:nonNumeric></ix:hidden>'), "cover.2 is hidden, though it could be shown"),
    ("page.html", "sec", adds("<colgroup></colgroup>"), "the page holds a <colgroup>"),
    ("page.html", "sec", adds("<dl><dd>x</dd></dl>"), "the page holds a <dd>"),
    ("page.html", "sec", adds('<a id="b" name="a">x</a>'), "the page holds the attribute name of <a>"),
    ("page.html", "sec", page("<html ", '<html lang="en" '), "the page holds the attribute lang of <html>"),
    ("page.html", "sec", adds("<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>"), "the page holds a table inside a table"),
    ("page.html", "sec", facts(replace(BLOCK, value="<p><del>x</del></p>")), "the text block SmallTextBlock holds a <del>"),
    ("page.style", "sec", adds('<img alt="" src="data:image/svg+xml;base64,AA=="/>'), "a picture is 'data:image/svg+xml;base64', not a GIF or JPEG beside the page"),
    ("page.style", "sec", adds('<style type="text/css">p { margin: 0; }</style>'), "the page has a style sheet"),
    ("text.pasted", "sec", cover("DocumentType", value="6-K<br/>"), "the text holds '<br/>', which is printed as it stands"),
    ("text.pasted", "plain", filing(title="Profit &amp; loss"), "the text holds '&amp;', which is printed as it stands"),
    ("text.pasted", "esef", filing(tables=(PASTED,)), "the text holds '<b>', which is printed as it stands"),
    ("text.pasted", "esef", filing(notes=(Note(id="n", text="javascript:x()", columns=()),)), "the text holds 'javascript:', which is printed as it stands"),
    ("page.escape", "sec", adds('<ix:nonNumeric id="cover.9" escape="true">x</ix:nonNumeric>'), "cover.9 is escaped and no text block"),
    ("page.escape", "esef", facts(BLOCK), "bs.Block is a text block and not escaped"),
    ("page.escape", "sec", adds('<ix:continuation id="bs.Block.2">x</ix:continuation>'), "the continuation 'bs.Block.2' is not there, or continues nothing"),
    ("page.invisible", "esef", adds('<p style="display: none">t</p>'), "something but the ix:header is not displayed"),
    ("page.language", "sec", page(' xml:lang="en"', ""), "the page does not say that it is XHTML, or its language"),
    ("entity.register", "sec", company(scheme="http://standards.iso.org/iso/17442"), "the entity's register is http://standards.iso.org/iso/17442, this profile takes http://www.sec.gov/CIK"),
    ("entity.register", "sec", company(identifier="42"), "'42' is not an identifier of http://www.sec.gov/CIK"),
    ("entity.register", "esef", company(identifier="529900T8BM49AURSDO56"), "the check digits of the LEI '529900T8BM49AURSDO56' are wrong"),
    ("entity.register", "edinet", company(identifier="E42"), "'E42' is not an identifier of http://disclosure.edinet-fsa.go.jp"),
    ("entity.cover", "sec", cover("EntityCentralIndexKey", value="0000000043"), "the cover says 0000000043, the contexts say 0000000042"),
    ("context.container", "esef", lambda d: replace(d, container="segment"), "dimensions stand in the segment, this profile takes the scenario"),
    ("context.container", "sec", adds("<xbrli:scenario/>"), "a context has a scenario too"),
    ("context.days", "esef", facts(replace(SUMS[0], period=Period(start="2024-12-31T00:00:00", end="2024-12-31"))), "'2024-12-31T00:00:00/2024-12-31' is not a day or a period of whole days"),
    ("context.forever", "sec", adds("<xbrli:forever/>"), "a context lasts forever"),
    ("context.overlap", "sec", facts(replace(SUMS[0], period=Period(start="2024-12-31", end="2025-01-31"))), "2024-12-31 is an instant and the start of another period"),
    ("context.equal", "sec", page("the day", "2024"), "2 contexts have the same content: <xbrli:period>2024</xbrli:period>"),
    ("context.unused", "sec", page('contextRef="d"', 'contextRef="y"'), "no fact uses the context 'd'"),
    ("context.unused", "sec", page('contextRef="d"', 'contextRef="e"'), "the context 'e' is not there"),
    ("unit.measure", "sec", facts(replace(SUMS[0], unit=Unit(id="u", numerators=("USD",)))), "the measure 'USD' is too long, or has no prefix"),
    ("unit.currency", "esef", facts(replace(SUMS[0], unit=Unit(id="EUR", numerators=("iso4217:EUR",)))), "amounts stand in EUR beside USD"),
    ("unit.currency", "esef", company(currency=""), "company.yaml does not say the currency of the report"),
    ("fact.duplicate", "sec", facts(fact("Cash", "61", 9, id="bs.Cash.2")), "Cash is 61 here and 60 in bs.csv:2"),
    ("fact.digits", "sec", facts(fact("Assets", "1" * 30 + ".55", 9, id="a", decimals=1)), f"{'1' * 30}.55 has digits beyond its decimals (1)"),
    ("fact.digits", "sec", facts(fact("Assets", "100500", 9, id="a", decimals=-3)), "100500 has digits beyond its decimals (-3)"),
    ("fact.id", "esef", facts(SUMS[0]), "'bs.Cash' is not an id, or another fact has it"),
    ("fact.language", "sec", cover("DocumentType", lang=""), "DocumentType does not say its language"),
    ("fact.language", "sec", cover("DocumentType", lang="ja"), "DocumentType is there in 'ja' without English"),
    ("fact.kind", "sec", facts(fact("HouseMember", "1", 9)), "HouseMember is a member and can't be a fact"),
    ("fact.empty", "sec", cover("DocumentType", value=" "), "DocumentType says nothing"),
    ("fact.markup", "sec", facts(replace(BLOCK, value="<p>x")), "the markup of SmallTextBlock is not well-formed: mismatched tag"),
    ("fact.markup", "sec", facts(replace(BLOCK, value='<p onclick="x()">x</p>')), "the text block SmallTextBlock holds an event handler, onclick"),
    ("fact.markup", "sec", facts(replace(BLOCK, value='<a href="javascript:x()">x</a>')), "the text block SmallTextBlock leads outside: 'javascript:x()'"),
    ("fact.negative", "sec", facts(replace(SUMS[0], concept=concept("Shares", "shares"), value=Decimal(-5))), "Shares is negative: -5"),
    ("fact.percent", "sec", facts(replace(SUMS[0], concept=concept("Share", "percent"), value=Decimal("11.5"))), "Share is 11.5, that is 1150.0 %"),
    ("fact.deprecated", "sec", labels("Cash", ("", "en", "Cash (Deprecated 2024)")), "Cash is deprecated"),
    ("footnote.facts", "sec", instance(footnotes=(Footnote(id="n", text="t", lang="en", facts=("gone",)),)), "the footnote 'n' hangs on no fact"),
    ("footnote.facts", "sec", instance(footnotes=(Footnote(id="n", text="t", lang="", facts=("bs.Cash",)),)), "the footnote 'n' has no text or no language"),
    ("cover.form", "sec", cover("AmendmentFlag", concept=concept("Other", "boolean")), "the cover lacks AmendmentFlag, which the form 6-K asks for"),
    ("cover.form", "esef", also(), f"the cover lacks {ESEF}, which ESEF asks for"),
    ("cover.form", "edinet", also(), "the cover lacks DocumentFiscalPeriodFocus; CurrentFiscalYearEndDate; DocumentAccountingStandard, which EDINET asks for"),
    ("cover.form", "edinet", company(name_ja=""), "company.yaml lacks name_ja, which EDINET asks for"),
    ("cover.form", "edinet", company(identifiers=()), "company.yaml lacks edinet-code, which EDINET asks for"),
    ("cover.values", "sec", form("10-Q", "DocumentFiscalPeriodFocus=FY"), "DocumentFiscalPeriodFocus is 'FY'; the form 10-Q takes Q1, Q2, Q3"),
    ("cover.values", "sec", form("10-K/A", "DocumentAnnualReport=false"), "DocumentAnnualReport is 'false'; the form 10-K takes true"),
    ("cover.values", "sec", form("20-F", "DocumentAccountingStandard=GAAP"), "DocumentAccountingStandard is 'GAAP'; the form 20-F takes U.S. GAAP, International Financial Reporting Standards, Other Basis of Presentation"),
    ("cover.known", "sec", cover("DocumentType", value="S-1"), "we don't know what the form 'S-1' asks for"),
    ("cover.dates", "sec", cover("DocumentPeriodEndDate", value="2024-12-30"), "the cover says 2024-12-30, the filing ends on 2024-12-31"),
    ("cover.context", "sec", filing(context=Period(start="2024-01-01", end="2024-12-30")), "the cover's period ends on 2024-12-30, the filing on 2024-12-31"),
    ("cover.context", "sec", cover("DocumentType", period=Period(start="2023-01-01", end="2023-12-31")), "DocumentType does not stand in the period of the filing as a whole"),
    ("cover.name", "sec", company(name="Small Company"), "the cover says 'Small Corp.', company.yaml 'Small Company'"),
    ("schema.namespace", "sec", lambda d: replace(d, taxonomy=replace(d.taxonomy, vocabulary=replace(d.taxonomy.vocabulary, namespace="https://example.org/small"))), "the namespace https://example.org/small has no authority, or not the date 20241231"),
    ("role.uri", "sec", company(authority="https://example.net"), "the role https://example.org/small/20241231/role/Sheet is not under the filer's authority, or does not end with /role/Name"),
    ("role.uri", "sec", trees(COVER_TREE, SHEET_TREE, replace(SHEET_TREE, number=100020)), "the role https://example.org/small/20241231/role/Sheet stands for 2 networks"),
    ("role.definition", "sec", trees(replace(SHEET_TREE, kind="Note")), "'100010 - Note - Sheet' is not a role definition"),
    ("role.order", "sec", trees(SHEET_TREE, replace(COVER_TREE, number=200010)), "the number 200010 puts a Document after a Statement, or stands twice"),
    ("element.name", "sec", lambda d: element("Cash", prefix="sml")(replace(d, taxonomy=replace(d.taxonomy, own=frozenset({"Cash"})))), "Cash is an element of the base already"),
    ("element.name", "sec", element("SmallStock", name="smallStock"), "'smallStock' is not a name in capital camel case"),
    ("element.year", "sec", element("SmallStock", name="Stock2024"), "Stock2024 names a year"),
    ("element.ending", "sec", element("SmallStock", name="SmallAxis"), "SmallAxis is a monetary; its name says something else"),
    ("element.ending", "sec", element("HouseMember", name="House"), "House is a member; its name says something else"),
    ("element.period", "sec", element("HouseMember", period="instant"), "HouseMember is a member and has the period type instant"),
    ("element.balance", "sec", element("SmallStock", balance=""), "SmallStock has no balance, and no definition that says what its sign means"),
    ("element.reference", "sec", element("SmallStock", references=("210-10-45-1",)), "SmallStock has references"),
    ("element.anchor", "esef", element("SmallStock", anchors=()), "SmallStock is not anchored to the base"),
    ("element.heading", "esef", element("SmallStock", name="SmallAbstract", type="abstract"), "SmallAbstract is a heading of the company's own"),
    ("label.standard", "sec", labels("Cash", ("", "ja", "現金")), "Cash has no standard label in 'en'"),
    ("label.standard", "edinet", labels("Cash", ("", "en", "Cash")), "Cash has no standard label in 'ja'"),
    ("label.once", "sec", labels("Cash", ("", "en", "Cash"), ("", "en", "Money")), "Cash has two labels 'standard' in 'en'"),
    ("label.unique", "sec", labels("Cash", ("", "en", "Assets label")), "Cash has the standard label of Assets: 'Assets label'"),
    ("label.form", "sec", labels("Cash", ("", "en", "C" * 512)), "a label of Cash has 512 characters; 511 are taken"),
    ("label.form", "sec", labels("Cash", ("", "en", "a < b")), "a label of Cash has a '<': 'a < b'"),
    ("label.form", "sec", labels("Cash", ("", "en", "Cash ")), "a label of Cash has spaces at its ends"),
    ("label.numeric", "sec", sheet(4, role="total"), "HouseMember is not a number and asks for the label 'total'"),
    ("tree.presented", "sec", trees(COVER_TREE), "Cash is used and stands in no tree"),
    ("tree.reported", "esef", lambda d: replace(d, instance=replace(d.instance, facts=d.instance.facts[:-3])), "SmallStock stands in a tree and is not reported"),
    ("tree.root", "sec", more_lines(node("AssetsAbstract", 0, -1)), "the network 'sheet' has 2 roots"),
    ("tree.repeat", "sec", more_lines(node("Cash", 3, 5)), "Cash stands twice under one line with the same label"),
    ("tree.balance", "sec", trees(network("n", 10, "Document", node("CoverAbstract", 0, -1, role="periodEnd"))), "CoverAbstract is no balance at a day and asks for 'periodEnd'"),
    ("tree.blocks", "sec", lambda d: more_lines(node("SmallTextBlock", 3, 5))(replace(d, taxonomy=replace(d.taxonomy, concepts={**d.taxonomy.concepts, "SmallTextBlock": BLOCK.concept}))), "the text block SmallTextBlock stands among figures in 'sheet'"),
    ("calc.weight", "sec", sheet(6, parts=node("Cash", 3, 5, total="Assets", weight=-1).parts), "Cash (debit) in Assets (debit) has the weight -1"),
    ("calc.weight", "sec", sheet(6, parts=node("Cash", 3, 5, total="Assets", weight=2).parts), "Cash has the weight 2 in Assets"),
    ("calc.weight", "sec", element("Cash", period="duration"), "Cash (duration) is a part of Assets (instant)"),
    ("calc.presented", "sec", sheet(8, concept="SmallStock"), "the total Assets of Cash is not presented here"),
    ("calc.parts", "sec", trees(SHEET_TREE, network("sum", 200010, "Disclosure", node("AssetsAbstract", 0, -1), node("Cash", 1, 0, total="Assets"), node("Assets", 1, 0))), "Assets has other parts here than in 'sheet'"),
    ("calc.arcrole", "sec", filing(calculations="both"), "calculations are written as 'both'"),
    ("calc.arcrole", "esef", filing(calculations="both"), "calculations are written as 'both'"),
    ("dimension.table", "sec", sheet(3, concept="HouseMember"), "the axis ClassAxis does not stand in a table, or has not one domain"),
    ("dimension.table", "sec", sheet(5, concept="AssetsAbstract"), "the table StatementTable has no axis or no line items"),
    ("dimension.cube", "esef", trees(COVER_TREE), "the lines of 'cover' stand in no hypercube"),
    ("base.standard", "sec", lambda d: replace(d, taxonomy=replace(d.taxonomy, base=replace(d.taxonomy, vocabulary=replace(d.taxonomy.vocabulary, namespace="https://example.org/b")))), "the base is https://example.org/b"),
]  # fmt: skip
NOT_GOOD = {("base.standard", "esef"), ("base.standard", "edinet"), ("dimension.cube", "esef")}
"""The small filing has the SEC's base, and a cover without a table."""


@pytest.mark.parametrize(
    ("rule", "profile", "change", "message"),
    BAD,
    ids=[f"{rule}-{number}" for number, (rule, *_) in enumerate(BAD)],
)
def test_one_change_breaks_the_rule_and_is_told(
    rule: str, profile: str, change: Change, message: str
) -> None:
    assert message in told(rule, change(good(profile)))


COLUMN = Binding(
    column="c",
    context=(DAY, ()),
    period=DAY,
    members=(),
    unit=USD,
    scale=0,
    decimals=0,
    stated_decimals=None,
    tail=".2024-12-31.USD",
)


def usual(
    name: str, value: str, *, stem: str = "", column: Binding = COLUMN, row: Printed | None = None
) -> Any:
    """A usual cell, which several rules look at by its row and its column alone."""
    home = row or Printed(
        source=at("bs.csv", 7), concept=CONCEPTS[name], stem=stem or f"more.{name}", negated=False
    )
    return PackedCell(row=home, column=column, text=value, value=Decimal(value))


@pytest.mark.parametrize(
    ("rule", "cells", "message"),
    [
        ("fact.duplicate", (usual("Cash", "61"),), "Cash is 61 here and 60 in bs.csv:2"),
        ("fact.duplicate", (usual("Cash", "60"), usual("Cash", "61", stem="x.Cash")), "Cash is 61 here and 60 in bs.csv:2"),
        ("fact.id", (usual("Cash", "60"), usual("Cash", "60")), "'more.Cash.2024-12-31.USD' is not an id, or another fact has it"),
        ("fact.id", (usual("Cash", "60"), fact("Cash", "60", 2, id="z"), usual("Cash", "60")), "'more.Cash.2024-12-31.USD' is not an id, or another fact has it"),
        ("fact.id", (usual("Cash", "60", stem="1.Cash"),), "'1.Cash.2024-12-31.USD' is not an id, or another fact has it"),
        ("fact.digits", (usual("Cash", "60"), usual("Cash", "61", column=replace(COLUMN, decimals=-1, stated_decimals=-1))), "61 has digits beyond its decimals (-1)"),
        ("fact.kind", (usual("CoverAbstract", "60"),), "CoverAbstract is a abstract and can't be a fact"),
        ("unit.currency", (usual("Cash", "60"), usual("Cash", "60", column=replace(COLUMN, unit=replace(USD, id="EUR"), tail=".eur"))), "amounts stand in EUR beside USD"),
        ("context.days", (usual("Cash", "60", column=replace(COLUMN, period=Period(start="", end="2024"))),), "'2024' is not a day or a period of whole days"),
    ],
)  # fmt: skip
def test_usual_cells_are_looked_at_like_any_fact(
    rule: str, cells: tuple[Any, ...], message: str
) -> None:
    """As the cells they are and as the records they stand for."""
    records = [
        Fact(**{name: getattr(cell, name) for name in Fact.__struct_fields__}) for cell in cells
    ]
    assert message in told(rule, facts(*cells)(good()))
    assert told(rule, facts(*cells)(good())) == told(rule, facts(*records)(good()))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_the_small_filing_keeps_the_rule(rule: str, profile: str) -> None:
    if profile in CATALOGUE[rule].profiles and (rule, profile) not in NOT_GOOD:
        assert told(rule, good(profile)) == []


def test_every_rule_that_is_looked_at_has_a_bad_case() -> None:
    assert {rule for rule, *_ in BAD} == set(CHECKS)


def test_every_rule_has_a_check_or_says_where_it_is_held() -> None:
    assert {rule.id for rule in catalogue() if not rule.held} == set(CHECKS)
    assert [rule.id for rule in catalogue() if not rule.ids] == []
    assert {rule.severity for rule in catalogue()} <= {"error", "warning", "info"}


def test_a_finding_names_its_place_its_rule_and_the_authorities() -> None:
    finding = next(
        f
        for f in check_rules(facts(fact("Cash", "61", 9, id="x"))(good())).findings
        if f.code == "rule.fact.duplicate"
    )
    assert str(finding) == "bs.csv:9: Cash is 61 here and 60 in bs.csv:2 [rule.fact.duplicate]"
    assert finding.hint.endswith("(EFM 6.5.12; ESEF 2.2.4; EDINET 1.2.10)")


def test_the_small_filing_has_no_finding_and_no_deviation() -> None:
    ruling = check_rules(good("sec"))
    assert (ruling.findings, ruling.deviations) == ((), ())
    assert ruling.name == f"crossfoot filing rules 1.1, profile sec ({ruling.checked} rules)"


def test_a_deliberate_deviation_is_told_with_its_reason_and_is_no_finding() -> None:
    ruling = check_rules(element("SmallStock", references=("210-10-45-1",))(good()))
    assert ruling.findings == ()
    assert [(one.rule, one.places) for one in ruling.deviations] == [("element.reference", 1)]
    assert ruling.deviations[0].reason.startswith(
        "a reader of a company's own element should find the paragraph"
    )


def test_a_long_list_of_places_is_cut_and_counted() -> None:
    many = [fact("Cash", "60", row) for row in range(10, 60)]
    messages = [
        f.message for f in check_rules(facts(*many)(good())).findings if f.code == "rule.fact.id"
    ]
    assert (len(messages), messages[-1]) == (21, "and 30 more places")


def test_a_pasted_tag_is_told_at_its_row() -> None:
    problems = list(CHECKS["text.pasted"](filing(tables=(PASTED,))(good())))
    assert [str(problem.source) for problem in problems] == ["bs.csv:7 [label]"]


@pytest.mark.parametrize(
    "text", ["Cash & equivalents", "a < b, c > d", "R&D; other", "5 on = 4", "Interest: <1 year"]
)
def test_a_text_that_only_resembles_markup_is_left_alone(text: str) -> None:
    assert told("text.pasted", filing(title=text)(good())) == []


def test_the_reference_page_is_the_catalogue() -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference" / "rules.md").read_text(
        encoding="utf-8"
    )
    assert catalogue_table() in text
    assert deviation_table() in text
    assert cover_table() in text


def test_the_small_filing_is_as_it_says() -> None:
    assert sum(one.value for one in SUMS[:2] if isinstance(one.value, Decimal)) == SUMS[2].value
    assert {one.period for one in good().instance.cover} == {YEAR}
    assert set(CONCEPTS) > {"Cash", "Assets"}


def test_a_text_block_that_is_tagged_in_two_parts_keeps_the_rules() -> None:
    parts = (
        '<ix:nonNumeric id="bs.Block" name="b:SmallTextBlock" contextRef="y" escape="true" continuedAt="bs.Block.2">x</ix:nonNumeric>'
        '<ix:continuation id="bs.Block.2">y</ix:continuation>'
    )
    done = adds(parts)(facts(replace(BLOCK, value='<p><a href="#n">x</a></p>y'))(good("sec")))
    assert [*told("page.escape", done), *told("fact.markup", done)] == []


PLACE = (
    "EntityFileNumber=001-00042", "EntityIncorporationStateCountryCode=DE", "EntityAddressAddressLine1", "EntityAddressCityOrTown",
    "EntityAddressPostalZipCode",
)  # fmt: skip
STATE, COUNTRY = "EntityAddressStateOrProvince=DE", "EntityAddressCountry=JP"
PHONE = ("CityAreaCode=302", "LocalPhoneNumber")
TRADED = ("TradingSymbol=SML", "SecurityExchangeName=NYSE")
"""Asked for beside Security12bTitle, which a company without registered securities does not
have."""
PERIODIC = (
    "DocumentFiscalYearFocus=2024", "CurrentFiscalYearEndDate=--12-31", "EntityCurrentReportingStatus=Yes", "EntityInteractiveDataCurrent=Yes",
    "EntityEmergingGrowthCompany=true", "EntityExTransitionPeriod=false",
)  # fmt: skip
SIZE = (
    "EntityFilerCategory=Non-accelerated Filer",
    "EntityShellCompany=false",
    "EntityCommonStockSharesOutstanding=1000",
)
STATUS = (
    "EntityWellKnownSeasonedIssuer=No",
    "EntityVoluntaryFilers=No",
    "IcfrAuditorAttestationFlag=false",
)
AUDITED = (
    "DocumentFinStmtErrorCorrectionFlag=false",
    "AuditorName",
    "AuditorLocation",
    "AuditorFirmId=42",
)
DOMESTIC = ("EntityTaxIdentificationNumber", STATE, *PHONE)
ANNUAL = (
    *PERIODIC,
    *PLACE,
    *DOMESTIC,
    *TRADED,
    *SIZE,
    *STATUS,
    *AUDITED,
    "EntitySmallBusiness=true",
    "EntityPublicFloat=1000000",
)
QUARTER = (*PERIODIC, *PLACE, *DOMESTIC, *TRADED, *SIZE, "EntitySmallBusiness=true")
FULL = {
    "10-K": (*ANNUAL, "DocumentFiscalPeriodFocus=FY", "DocumentAnnualReport=true", "DocumentTransitionReport=false"),
    "10-KT": (
        *ANNUAL, "DocumentFiscalPeriodFocus=T1", "DocumentAnnualReport=false", "DocumentTransitionReport=true",
        "DocumentPeriodStartDate=2024-10-01",
    ),
    "10-Q": (*QUARTER, "DocumentFiscalPeriodFocus=Q3", "DocumentQuarterlyReport=true", "DocumentTransitionReport=false"),
    "10-QT": (
        *QUARTER, "DocumentFiscalPeriodFocus=T1", "DocumentQuarterlyReport=false", "DocumentTransitionReport=true",
        "DocumentPeriodStartDate=2024-10-01",
    ),
    "20-F": (
        *PERIODIC, *PLACE, *TRADED, *SIZE, *STATUS, *AUDITED, COUNTRY, "DocumentFiscalPeriodFocus=FY", "DocumentAnnualReport=true",
        "DocumentTransitionReport=false", "DocumentShellCompanyReport=false", "DocumentRegistrationStatement=false",
        "DocumentAccountingStandard=U.S. GAAP", "ContactPersonnelName",
    ),
    "40-F": (
        *PERIODIC, *PLACE, *PHONE, *TRADED, *AUDITED, STATE, "DocumentFiscalPeriodFocus=FY", "DocumentAnnualReport=true",
        "DocumentRegistrationStatement=false", "ContactPersonnelName", "AnnualInformationForm=true", "AuditedAnnualFinancialStatements=true",
    ),
    "8-K": (
        *PLACE, *DOMESTIC, *TRADED, "EntityEmergingGrowthCompany=true", "EntityExTransitionPeriod=false", "WrittenCommunications=false",
        "SolicitingMaterial=false", "PreCommencementTenderOffer=false", "PreCommencementIssuerTenderOffer=false",
    ),
    "6-K": ("CurrentFiscalYearEndDate=--12-31",),
}  # fmt: skip
"""What each form asks for beside the five lines, written down from the SEC's dei-validations.json;
a row for each line to be written."""
LISTED = "Security12bTitle=Common Stock"


@pytest.mark.parametrize("name", sorted(FULL))
def test_a_whole_cover_of_each_form_is_enough(name: str) -> None:
    done = form(name, LISTED, *FULL[name])(good())
    assert [
        *told("cover.form", done),
        *told("cover.values", done),
        *told("cover.known", done),
    ] == []


@pytest.mark.parametrize(
    ("like", "name"),
    [
        ("8-K12B", "8-K"),
        ("8-K12G3/A", "8-K"),
        ("8-K15D5", "8-K"),
        ("10-KT/A", "10-KT"),
        ("20-F/A", "20-F"),
    ],
)
def test_amendments_and_forms_alike_ask_for_the_same(like: str, name: str) -> None:
    done = form(like, LISTED, *FULL[name])(good())
    assert [*told("cover.form", done), *told("cover.known", done)] == []
    assert told("cover.form", form(like)(good()))


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("10K", "did you mean 10-K, 10-KT?"),
        ("20F", "did you mean 20-F"),
        ("8-KA", "did you mean 8-K/A, 8-K"),
    ],
)
def test_a_form_that_is_not_known_is_told_with_near_ones(typed: str, hint: str) -> None:
    problems = list(CHECKS["cover.known"](cover("DocumentType", value=typed)(good())))
    assert [problem.hint.startswith(hint) for problem in problems] == [True], problems


def test_what_another_fact_brings_along_is_asked_for_with_it_alone() -> None:
    amended = cover("AmendmentFlag", value="true")(also("CurrentFiscalYearEndDate=--12-31")(good()))
    assert told("cover.form", amended) == [
        "the cover lacks AmendmentDescription, which the form 6-K asks for"
    ]
    lines = tuple(
        line.replace("TransitionReport=false", "TransitionReport=true") for line in FULL["20-F"]
    )
    assert told("cover.form", form("20-F", *lines)(good())) == [
        "the cover lacks DocumentPeriodStartDate, which the form 20-F asks for"
    ]


@pytest.mark.parametrize(
    ("period_end", "said", "right"),
    [
        ("2024-12-28", "--12-28", True),  # a Saturday, as the year ends on the last one of December
        ("2024-09-28", "--12-28", True),  # the third quarter of that year
        ("2024-12-28", "--12-27", False),
        ("2024-09-28", "--09-28", False),
        ("2024-12-31", "--12-30", False),
    ],
)
def test_a_year_of_52_or_53_weeks_ends_on_another_day_each_year(
    period_end: str, said: str, right: bool
) -> None:
    """company.yaml says --12-31; a cover of one year was refused by what is right in the next."""
    done = filing(period_end=period_end)(also(f"CurrentFiscalYearEndDate={said}")(good()))
    expected = [] if right else [f"the cover says {said}, company.yaml --12-31"]
    assert [text for text in told("cover.dates", done) if "company.yaml" in text] == expected


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, lines in sorted(FULL.items()) for line in lines]
)
def test_each_line_of_a_cover_is_missed_at_the_line_that_names_the_form(
    name: str, line: str
) -> None:
    without = {"EntityEmergingGrowthCompany=true": {"EntityExTransitionPeriod=false"}}.get(
        line, set()
    )
    lacking = form(
        name, LISTED, *(other for other in FULL[name] if other != line and other not in without)
    )(good())
    problems = list(CHECKS["cover.form"](lacking))
    wanted = line.partition("=")[0]
    assert len(problems) == 1
    assert wanted in problems[0].message
    assert str(problems[0].source) == "filing.yaml:1"
    assert problems[0].hint


def test_all_that_a_cover_lacks_is_told_at_once() -> None:
    """Of a 10-K whose cover has the five lines alone: 27 to be written there, 2 to be printed in a
    table."""
    problems = list(CHECKS["cover.form"](form("10-K")(good())))
    assert [len(problem.message.split("; ")) for problem in problems] == [27, 2]
    assert problems[1].message.endswith("EntityPublicFloat, which the form 10-K asks for")


def test_a_missing_line_of_company_yaml_is_told_there() -> None:
    problem = next(iter(CHECKS["cover.form"](company(name_ja="")(good("edinet")))))
    assert (str(problem.source), problem.hint) == (
        "company.yaml:1",
        "add 'name_ja:' to company.yaml",
    )


def test_every_cover_fact_that_is_asked_for_is_an_element_of_the_base() -> None:
    text = (
        Path(__file__).parents[2] / "taxonomy" / "gaap" / "2026" / "concepts" / "cover.csv"
    ).read_text(encoding="utf-8")
    known = {line.partition(",")[0]: line.split(",")[1] for line in text.splitlines()}
    wanted = {
        name: one.where
        for one in cover_requests()
        if one.where != "company.yaml"
        for name in one.names
    }
    assert sorted(set(wanted) - set(known)) == []
    assert {name for name, where in wanted.items() if where == "table"} == {
        "EntityCommonStockSharesOutstanding",
        "EntityPublicFloat",
    }
    assert {known[name] for name, where in wanted.items() if where == "cover"} <= {
        "string",
        "boolean",
        "date",
        "gYear",
        "gMonthDay",
    }
