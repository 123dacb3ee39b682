"""xBRL-JSON and xBRL-CSV: values written by hand, and the same facts in all four syntaxes."""

import csv
import io
import json
import shutil
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from crossfoot.arelle.records import ArelleFact
from crossfoot.arelle.session import ArelleSession
from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Footnote, Instance, Unit
from crossfoot.model.options import BuildOptions
from crossfoot.model.packed_cell import Binding, PackedCell, Printed
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Taxonomy, Vocabulary
from crossfoot.render.oim import canonical, canonical_number, oim_namespaces, oim_period, oim_unit
from crossfoot.render.oim_csv import Rows, fact_row
from crossfoot.render.oim_json import context_members, fact_member
from crossfoot.render.xbrl import contexts_of, fact_element
from crossfoot.workflows.build import Builder
from crossfoot.workspace import Workspace
from data_texts import data_texts
from harbor_case import CASES
from real_filing import Built, copy_workspace

AT = SourceRef(file="bs.csv", row=2, column="2010 JPY")
DAY, YEAR = Period(start="", end="2010-03-31"), Period(start="2009-04-01", end="2010-03-31")
JPY = Unit(id="JPY", numerators=("iso4217:JPY",))
PER_SHARE = Unit(id="JPY_per_share", numerators=("iso4217:JPY",), denominators=("xbrli:shares",))
PURE = Unit(id="pure", numerators=("xbrli:pure",))


def concept(name: str, kind: str) -> Concept:
    return Concept(name=name, prefix="t", type=kind, period="instant", source=AT)


CONCEPTS = {
    c.name: c
    for c in (
        concept("Cash", "monetary"),
        concept("Ratio", "percent"),
        concept("Staff", "integer"),
        concept("Name", "string"),
        concept("Flag", "boolean"),
        concept("PartAxis", "axis"),
        concept("NorthMember", "member"),
    )
}
TAXONOMY = Taxonomy(
    vocabulary=Vocabulary(
        prefix="t",
        namespace="http://example.org/t",
        base_url="http://example.org/t/",
        schema="t-20100331.xsd",
    ),
    concepts=CONCEPTS,
    networks=(),
)
CASH = Fact(
    id="bs.Cash",
    concept=CONCEPTS["Cash"],
    period=DAY,
    members=(),
    value=Decimal("-1413102000"),
    unit=JPY,
    decimals=-3,
    source=AT,
)
NAME = Fact(
    id="c.Name",
    concept=CONCEPTS["Name"],
    period=YEAR,
    members=(),
    value='#1 "A, B" <&> 株',
    lang="en",
    source=AT,
)


def report(
    *facts: Fact, footnotes: tuple[Footnote, ...] = (), scheme: str = "http://www.sec.gov/CIK"
) -> Instance:
    return Instance(
        stem="t-20100331",
        title="A report",
        scheme=scheme,
        identifier="0001090633",
        facts=facts,
        cover=(),
        statements=(),
        footnotes=footnotes,
        notes=(),
    )


def told(*facts: Fact, footnotes: tuple[Footnote, ...] = ()) -> dict[str, dict[str, object]]:
    return dict(
        json.loads(data_texts(report(*facts, footnotes=footnotes), TAXONOMY)["t-20100331.json"])[
            "facts"
        ]
    )


def rows(name: str, *facts: Fact, footnotes: tuple[Footnote, ...] = ()) -> list[dict[str, str]]:
    text = data_texts(report(*facts, footnotes=footnotes), TAXONOMY)[f"t-20100331-csv/{name}"]
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0.0"),
        ("-0", "0.0"),
        ("-0.00", "0.0"),
        ("0E+3", "0.0"),
        ("1.50", "1.5"),
        ("100", "100.0"),
        ("1E+3", "1000.0"),
        ("-2.5E-7", "-0.00000025"),
        ("-0.461", "-0.461"),
        ("007", "7.0"),
        ("51115450000", "51115450000.0"),
        ("12345678901234567890.10", "12345678901234567890.1"),
    ],
)
def test_a_number_has_one_spelling(value: str, text: str) -> None:
    assert canonical_number(Decimal(value)) == text


def test_an_integer_has_no_point() -> None:
    assert [
        canonical_number(Decimal(value), whole=True) for value in ("-0", "1E+3", "12.0", "-7")
    ] == ["0", "1000", "12", "-7"]


def test_nil_is_null_and_an_empty_text_is_a_text() -> None:
    assert canonical(replace(CASH, value="")) is None
    assert canonical(replace(NAME, value="")) == ""
    assert canonical(replace(NAME, concept=CONCEPTS["Flag"], value="1", lang="")) == "true"


NUMBERS = (
    "0",
    "-0",
    "0E+3",
    "1.50",
    "100",
    "1E+3",
    "-2.5E-7",
    "007",
    "-1413102000",
    "12345678901234567890.10",
)


def test_the_short_way_writes_each_fact_as_it_is_written_by_itself() -> None:
    """Numbers of every spelling, unit, accuracy, member and type beside text and nil, more than one
    piece of them; one has a footnote."""
    kinds = (
        (CONCEPTS["Cash"], JPY),
        (CONCEPTS["Ratio"], PURE),
        (CONCEPTS["Staff"], PURE),
        (CONCEPTS["Cash"], PER_SHARE),
    )
    members = ((), (("PartAxis", "NorthMember"),))
    facts = [
        replace(
            CASH,
            id=f"f{n}.{m}",
            concept=of,
            unit=unit,
            decimals=decimals,
            members=member,
            value=Decimal(number),
        )
        for n, number in enumerate(NUMBERS * 4)
        for m, ((of, unit), decimals, member) in enumerate(product(kinds, (-3, 0, None), members))
    ]
    column = Binding(
        column="c",
        context=(DAY, ()),
        period=DAY,
        members=(),
        unit=JPY,
        scale=3,
        decimals=-3,
        stated_decimals=None,
        tail=".t",
    )
    row = Printed(source=AT, concept=CONCEPTS["Cash"], stem="usual", negated=False)
    facts[3:3] = [
        PackedCell(row=row, column=column, text="1,000", value=Decimal(value))
        for value in ("1000E3", "0E3", "-5E3")
    ]  # type: ignore[list-item]
    facts[7:7] = [
        NAME,
        replace(CASH, id="nil", value=""),
        replace(NAME, id="no", value="", lang=""),
    ]
    note = Footnote(id="n", text="x", lang="en", facts=("f3.5",))
    instance = report(*facts, footnotes=(note,))
    used, texts = contexts_of(facts), data_texts(instance, TAXONOMY)
    assert len(facts) > 900
    body = texts["t-20100331.xbrl"].partition("</xbrli:unit>\n<t:")[2]
    elements = "".join(fact_element(fact, used) for fact in facts)
    assert f"<t:{body}".startswith(elements + "<link:footnoteLink")
    entity = oim_namespaces(instance, TAXONOMY, used)[1]
    contexts = [context_members(fact, entity, TAXONOMY) for fact in facts]
    told = [
        fact_member(fact, one, ["n"] if fact.id == "f3.5" else None)
        for fact, one in zip(facts, contexts, strict=True)
    ]
    assert ",\n".join(told) in texts["t-20100331.json"]
    rows = Rows(taxonomy=TAXONOMY, axes=("PartAxis",))
    assert texts["t-20100331-csv/facts.csv"] == rows.heading() + "".join(
        fact_row(fact, rows.aspects(fact)) for fact in facts
    )


def test_a_period_ends_with_the_next_midnight() -> None:
    assert oim_period(DAY) == "2010-04-01T00:00:00"
    assert oim_period(YEAR) == "2009-04-01T00:00:00/2010-04-01T00:00:00"
    assert oim_period(Period(start="", end="2024-02-28")) == "2024-02-29T00:00:00"
    assert oim_period(Period(start="", end="2009-12-31")) == "2010-01-01T00:00:00"


def test_a_unit_is_one_text_and_pure_is_none() -> None:
    assert [oim_unit(unit) for unit in (JPY, PER_SHARE, PURE, None)] == [
        "iso4217:JPY",
        "iso4217:JPY/xbrli:shares",
        "",
        "",
    ]
    many = Unit(id="x", numerators=("t:b", "t:a"), denominators=("t:d", "t:c"))
    assert oim_unit(many) == "(t:a*t:b)/(t:c*t:d)"


def test_the_entity_takes_a_prefix_that_is_free() -> None:
    assert oim_namespaces(report(), TAXONOMY, contexts_of(()))[1] == "cik:0001090633"
    assert (
        oim_namespaces(
            report(scheme="http://standards.iso.org/iso/17442"), TAXONOMY, contexts_of(())
        )[1]
        == "lei:0001090633"
    )
    taken = replace(TAXONOMY, vocabulary=replace(TAXONOMY.vocabulary, prefix="cik"))
    prefixes, entity = oim_namespaces(report(), taken, contexts_of(()))
    assert entity == "cik-id:0001090633"
    assert prefixes["cik"] == "http://example.org/t"


def test_a_fact_in_json() -> None:
    held = replace(CASH, members=(("PartAxis", "NorthMember"),))
    assert told(held) == {
        "bs.Cash": {
            "value": "-1413102000.0",
            "decimals": -3,
            "dimensions": {
                "concept": "t:Cash",
                "entity": "cik:0001090633",
                "period": "2010-04-01T00:00:00",
                "t:PartAxis": "t:NorthMember",
                "unit": "iso4217:JPY",
            },
        }
    }


def test_a_text_keeps_its_characters_and_tells_its_language_in_lower_case() -> None:
    fact = told(NAME)["c.Name"]
    assert fact["value"] == '#1 "A, B" <&> 株'
    assert "decimals" not in fact
    assert fact["dimensions"]["language"] == "en-us"  # type: ignore[index]


def test_infinite_decimals_and_nil_have_no_decimals() -> None:
    assert "decimals" not in told(replace(CASH, decimals=None))["bs.Cash"]
    assert told(replace(CASH, value=""))["bs.Cash"]["value"] is None
    assert "decimals" not in told(replace(CASH, value=""))["bs.Cash"]
    assert rows("facts.csv", replace(CASH, value=""))[0]["value"] == "#nil"
    assert rows("facts.csv", replace(CASH, value=""))[0]["decimals"] == ""
    assert rows("facts.csv", replace(CASH, decimals=None))[0]["decimals"] == ""


def test_a_footnote_is_a_fact_of_its_own_that_others_link_to() -> None:
    note = Footnote(id="note-a", text="Net of <tax> & fees", lang="en", facts=("bs.Cash",))
    facts = told(CASH, footnotes=(note,))
    assert facts["bs.Cash"]["links"] == {"footnote": {"_": ["note-a"]}}
    dimensions = {"concept": "xbrl:note", "noteId": "note-a", "language": "en-us"}
    assert facts["note-a"] == {"value": "Net of &lt;tax&gt; &amp; fees", "dimensions": dimensions}


def test_the_head_names_the_schema_beside_it_or_one_folder_up() -> None:
    head = json.loads(data_texts(report(CASH), TAXONOMY)["t-20100331.json"])["documentInfo"]
    assert head["documentType"] == "https://xbrl.org/2021/xbrl-json"
    assert head["taxonomy"] == ["t-20100331.xsd"]
    assert head["features"] == {"xbrl:canonicalValues": True}
    assert "linkTypes" not in head
    metadata = json.loads(data_texts(report(CASH), TAXONOMY)["t-20100331-csv/t-20100331.json"])
    assert metadata["documentInfo"]["documentType"] == "https://xbrl.org/2021/xbrl-csv"
    assert metadata["documentInfo"]["taxonomy"] == ["../t-20100331.xsd"]
    assert list(metadata["tables"]) == ["facts"]


def test_a_row_in_csv() -> None:
    held = replace(CASH, members=(("PartAxis", "NorthMember"),))
    assert rows("facts.csv", held, NAME) == [
        {
            "fact": "bs.Cash",
            "concept": "t:Cash",
            "period": "2010-03-31@end",
            "unit": "iso4217:JPY",
            "PartAxis": "t:NorthMember",
            "language": "",
            "decimals": "-3",
            "value": "-1413102000",
        },
        {
            "fact": "c.Name",
            "concept": "t:Name",
            "period": "2009-04-01..2010-03-31",
            "unit": "",
            "PartAxis": "",
            "language": "en-us",
            "decimals": "",
            "value": '##1 "A, B" <&> 株',
        },
    ]
    assert rows("facts.csv", replace(NAME, value=""))[0]["value"] == "#empty"


def test_a_link_in_csv_counts_rows_below_the_heading() -> None:
    note = Footnote(id="note-a", text="Net", lang="en", facts=("bs.Cash",))
    metadata = json.loads(
        data_texts(report(NAME, CASH, footnotes=(note,)), TAXONOMY)[
            "t-20100331-csv/t-20100331.json"
        ]
    )
    assert metadata["links"] == {"footnote": {"_": {"facts.r_2.value": ["notes.r_1.note"]}}}
    assert rows("notes.csv", NAME, CASH, footnotes=(note,)) == [
        {"id": "note-a", "language": "en-us", "note": "Net"}
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A folder that a build wrote."""

    folder: Path
    stem: str

    def read(self, arelle: ArelleSession, name: str) -> tuple[ArelleFact, ...]:
        """The facts of one syntax, all of them taken without a word."""
        result = arelle.validate(
            self.folder / name, packages=[self.folder / f"{self.stem}-taxonomy.zip"], facts=True
        )
        assert [m.text for m in result.messages if m.mode == ""] == []
        assert result.facts is not None
        return tuple(sorted((spelled(fact) for fact in result.facts), key=repr))


def spelled(fact: ArelleFact) -> ArelleFact:
    """Without the identifier, which xBRL-CSV makes itself, and with the number in one spelling."""
    value = (
        fact.value
        if fact.unit is None or fact.value is None
        else canonical_number(Decimal(fact.value))
    )
    return replace(fact, id=None, value=value)


FILINGS = (
    "iij/2008-09-30",
    "iij/2008-12-31",
    "iij/2009-09-30",
    "iij/2010-03-31",
    "iij/2012-12-31",
    "hbr/2024-12-31",
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The real company and the invented one, side by side."""
    root = copy_workspace(tmp_path_factory.mktemp("oim"))
    shutil.copytree(CASES / "harbor" / "filings" / "hbr", root / "filings" / "hbr")
    return Workspace(root=root)


@pytest.fixture(scope="module", params=FILINGS)
def output(request: pytest.FixtureRequest, workspace: Workspace, arelle: ArelleSession) -> Output:
    options = BuildOptions(output=workspace.root / "output", arelle=False)
    result = Builder(workspace=workspace, options=options, session=arelle).build(
        workspace.filings / request.param
    )
    assert result.folder is not None, [str(finding) for finding in result.findings]
    return Output(folder=result.folder, stem=next(result.folder.glob("*.xbri")).stem)


def test_the_four_syntaxes_hold_the_same_facts(output: Output, arelle: ArelleSession) -> None:
    stem = output.stem
    page = output.read(arelle, f"{stem}.htm")
    assert len(page) > 50
    for name in (f"{stem}.xbrl", f"{stem}.json", f"{stem}-csv/{stem}.json"):
        assert output.read(arelle, name) == page, name


def test_json_keeps_the_ids_of_the_facts(output: Output, arelle: ArelleSession) -> None:
    held = json.loads((output.folder / f"{output.stem}.json").read_text(encoding="utf-8"))["facts"]
    facts = {name for name, fact in held.items() if fact["dimensions"]["concept"] != "xbrl:note"}
    assert facts == set(json.loads((output.folder / "sources.json").read_text(encoding="utf-8")))
    with (output.folder / f"{output.stem}-csv" / "facts.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        assert {row["fact"] for row in csv.DictReader(file)} == facts


def test_what_the_page_prints_stands_in_the_json(built: Built) -> None:
    text = (built.folder / "iij-20100331.json").read_text(encoding="utf-8")
    same = '"concept": "gaap:Assets", "entity": "cik:0001090633", "period": "2010-04-01T00:00:00", "unit": "iso4217:JPY"'
    # TOTAL 51,115,450 (thousands of yen) at March 31, 2010
    assert (
        f'"bs.Assets.2010-03-31.JPY": {{"value": "51115450000.0", "decimals": -3, "dimensions": {{{same}}}}}'
        in text
    )
    facts = json.loads(text)["facts"]
    # JPY 11,030.38 a share, to the sen
    share = next(
        fact
        for name, fact in facts.items()
        if name.startswith("eps.EarningsPerShareBasic.2009-04-01_2010-03-31.JPY")
    )
    assert (share["value"], share["decimals"]) == ("11030.38", 2)
    assert share["dimensions"]["unit"] == "iso4217:JPY/xbrli:shares"
    # 93,838 thousand US dollars of cash, with the note on the rate and the reason why it is not
    # 93,837
    cash = facts["bs.CashAndCashEquivalentsAtCarryingValue.2010-03-31.USD"]
    assert cash["value"] == "93838000.0"
    assert "93.40 yen" in facts[cash["links"]["footnote"]["_"][0]]["value"]


def test_a_text_that_could_mislead_a_dialect_sniffer_is_read_back(
    tmp_path: Path, built: Built, arelle: ArelleSession
) -> None:
    """Arelle guesses separators and quotes from the first 1,024 characters."""
    texts = (
        "a;b;c;d;e;f",
        "'x','y','z'",
        'say "no", twice',
        "a|b|c|d",
        "line one\nline two",
        "#nil",
        "tab\there",
    )
    name = next(fact for fact in built.instance.facts if fact.concept.type == "string")
    facts = tuple(replace(name, id=f"x.{number}", value=text) for number, text in enumerate(texts))
    instance = replace(built.instance, facts=facts, footnotes=())
    for path in built.folder.glob("iij-20100331*.x*"):
        shutil.copy(path, tmp_path)
    (tmp_path / "x-csv").mkdir()
    for file, text in data_texts(replace(instance, stem="x"), built.taxonomy).items():
        if file.startswith("x-csv/"):
            (tmp_path / file).write_text(text, encoding="utf-8", newline="\n")
    result = arelle.validate(tmp_path / "x-csv" / "x.json", packages=[built.package], facts=True)
    assert [
        m.text for m in result.messages if m.mode == "" and "duplicate" not in m.text.lower()
    ] == []
    assert [fact.value for fact in result.facts or ()] == list(texts)
