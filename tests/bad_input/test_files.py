"""Files that are not what they should be, and whole runs: everything is told, nothing is
overwritten."""

from pathlib import Path

import openpyxl
import pytest

from crossfoot.cli.main import main
from harbor_case import Harbor

YAML = "filing.yaml"
BS = "balance-sheet.csv"


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("highlights.csv", b"", "highlights.csv: the file is empty [read.empty]"),
        ("highlights.csv", b" \n\n", "highlights.csv: the file is empty [read.empty]"),
        (
            "highlights.csv",
            b"line,concept,label,2023-12-31\n",
            "highlights.csv: the table has a header and no rows [read.empty]",
        ),
        (
            "highlights.csv",
            b"\nconcept,label\n",
            "highlights.csv: the table has no header row [read.empty]",
        ),
        (
            "highlights.csv",
            b"concept,label\nAssets,T\xf6tal\n",
            "highlights.csv:2: byte 0xf6 is not UTF-8 [read.encoding]",
        ),
        (
            "highlights.csv",
            b"concept,label\nAssets,T\x00tal\n",
            "highlights.csv:2: the file holds a NUL character [read.control]",
        ),
        (
            "highlights.csv",
            "concept,label\n".encode("utf-16"),
            "highlights.csv:1: byte 0xff is not UTF-8 [read.encoding]",
        ),
        (YAML, b"", "filing.yaml: the file is empty [read.empty]"),
        (YAML, b"- a\n- b\n", "filing.yaml:1: the file should hold 'key: value' lines [read.yaml]"),
        (YAML, b"a: \xff\n", "filing.yaml:1: byte 0xff is not UTF-8 [read.encoding]"),
        (
            YAML,
            b"a: [1, 2\nb: 3\n",
            "filing.yaml:2: this is not valid YAML [read.yaml]",
        ),
        ("company.yaml", b"", "hbr/company.yaml: the file is empty [read.empty]"),
        (
            "networks.yaml",
            b"cover: [1]\n",
            "hbr/networks.yaml:1: the network needs a title [network.title]",
        ),
        (
            "concepts.csv",
            b"name,type,period\n",
            "hbr/concepts.csv:1: the column 'label' is missing [read.header]",
        ),
    ],
)
def test_a_file_that_can_not_be_used_is_named(
    harbor: Harbor, name: str, data: bytes, text: str
) -> None:
    harbor.write(name, data)
    assert text in harbor.refused().texts


@pytest.mark.parametrize("lines", ["a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "a: &a x\n"])
def test_an_alias_bomb_is_refused_at_its_first_anchor(harbor: Harbor, lines: str) -> None:
    harbor.write(YAML, lines.encode())
    assert harbor.refused().texts == [
        "filing.yaml:1: an anchor or a tag is not taken here [read.yaml]"
    ]


def test_a_file_that_is_not_there_is_named(harbor: Harbor) -> None:
    (harbor.filing / "highlights.csv").unlink()
    assert harbor.refused().texts == ["highlights.csv: the file is not there [read.missing]"]
    (harbor.company / "company.yaml").unlink()
    assert harbor.refused().texts == ["hbr/company.yaml: the file is not there [read.missing]"]


def test_a_folder_without_filing_yaml_is_a_question_of_usage(
    harbor: Harbor, capsys: pytest.CaptureFixture[str]
) -> None:
    (harbor.filing / YAML).unlink()
    assert main(["build", "hbr/2024-12-31", "--workspace", str(harbor.root), "--no-arelle"]) == 2
    assert (
        capsys.readouterr().err.splitlines()[0]
        == "crossfoot: 'hbr/2024-12-31' is not a filing: no filing.yaml there"
    )


@pytest.mark.parametrize(
    "path", ["../x.csv", "../../../../../../etc/passwd", "/etc/passwd", "sub/../../x.csv"]
)
def test_a_path_that_leaves_the_filing_s_folder_is_refused(harbor: Harbor, path: str) -> None:
    (harbor.company / "x.csv").write_bytes(harbor.read("highlights.csv"))
    harbor.edit(YAML, "file: highlights.csv", f"file: {path}")
    assert harbor.refused().texts == [
        f"filing.yaml:44: '{path}' leaves the filing's folder [read.path]"
    ]


def test_a_link_that_leaves_the_filing_s_folder_is_refused(harbor: Harbor, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_bytes(harbor.read("highlights.csv"))
    (harbor.filing / "highlights.csv").unlink()
    (harbor.filing / "highlights.csv").symlink_to(outside)
    assert harbor.refused().texts == [
        "filing.yaml:44: 'highlights.csv' leaves the filing's folder [read.path]"
    ]


def test_a_folder_in_place_of_a_table_is_named(harbor: Harbor) -> None:
    harbor.edit(YAML, "file: highlights.csv", "file: .")
    assert harbor.refused().texts == [".: the file can't be read: Is a directory [read.file]"]


def test_what_a_spreadsheet_saves_is_read_without_a_word(harbor: Harbor) -> None:
    """A byte order mark and carriage returns, which RFC 4180 asks for; the filing has the same
    bytes."""
    assert harbor.build().code == 0
    plain = {path.name: path.read_bytes() for path in harbor.output.iterdir() if path.is_file()}
    for name in ("highlights.csv", "balance-sheet.csv", "filing.yaml"):
        harbor.write(name, b"\xef\xbb\xbf" + harbor.read(name).replace(b"\n", b"\r\n"))
    told = harbor.build()
    assert (told.code, told.findings) == (0, ())
    assert {
        path.name: path.read_bytes() for path in harbor.output.iterdir() if path.is_file()
    } == plain


def test_ten_mistakes_in_five_files_are_told_in_one_run(harbor: Harbor) -> None:
    harbor.edit(BS, "4,InventoryNet,", "4,InventryNet,")
    harbor.edit(BS, '"9,950"', '"9,95"')
    harbor.edit(BS, '"2,100","2,100"', '"2,100"')
    harbor.edit("income-statement.csv", '"24,750"', "1e5")
    harbor.edit("income-statement.csv", "Net sales", "Net \u202esales")
    harbor.edit("segments.csv", "=HandToolsMember,25.9,30.2", "=HandToolMember,25.9,")
    harbor.edit("highlights.csv", "hbr:shop", "shop")
    harbor.edit(YAML, 'AmendmentFlag: "false"', 'AmendmentFlag: "maybe"')
    harbor.edit(YAML, "id: shops", "id: Shops")
    harbor.edit(
        "networks/cash-flow.csv",
        "2,PaymentsOfDividends,negated,NetCashProvidedByUsedInFinancingActivities,-1",
        "2,PaymentsOfDividends,negated,NetCashProvidedByUsedInFinancingActivities,",
    )
    harbor.edit("concepts.csv", "730-10-50-1,-,ResearchAndDevelopmentExpense", "730-10-50-1,-,")
    assert harbor.refused().texts == [
        "balance-sheet.csv:5 [concept]: there is no concept 'InventryNet' [build.concept]",
        "balance-sheet.csv:9: the row has 4 cells, the header has 5 [read.columns]",
        "balance-sheet.csv:20 [2023-12-31]: '9,95' is grouped wrongly [read.number]",
        "filing.yaml:9: 'maybe' is not a boolean [build.cover]",
        "filing.yaml:51: 'Shops' is not a note id, or stands twice [note.id]",
        "hbr/concepts.csv:2: 'ProductDevelopmentCosts' is not anchored to the base [concept.anchor]",
        "hbr/networks/cash-flow.csv:19: PaymentsOfDividends (credit) in NetCashProvidedByUsedInFinancingActivities (debit) "
        "can't have the weight 1 [taxonomy.weight]",
        "highlights.csv:3: there is no note 'shops' [build.note]",
        "highlights.csv:3: 'shop' is not a unit [read.unit]",
        "income-statement.csv:2 [label]: U+202E turns the direction of the text [read.character]",
        "income-statement.csv:3 [FY2023]: '1e5' is in exponent form [read.number]",
        "segments.csv:2 [members]: there is no member 'HandToolMember' [build.member]",
    ]


def test_a_wrong_digit_names_the_cell_and_both_amounts(harbor: Harbor) -> None:
    harbor.edit(BS, '"7,884"', '"7,848"')
    assert harbor.refused().texts == [
        "balance-sheet.csv:7 [2024-12-31]: Total current assets is 22,630; its parts add up to 22,594 (error) [calc.sum]"
    ]


def test_a_wrong_percent_a_broken_tie_and_a_contradiction_are_named(harbor: Harbor) -> None:
    harbor.edit("income-statement.csv", "41.0", "42.0")
    harbor.edit("per-share.csv", "0.98", "0.99")
    harbor.edit("highlights.csv", "33.2", "33.9")
    assert harbor.refused().texts == [
        "highlights.csv:2 [2023-12-31]: Total assets is 33.9; the other place says 33.165 (error) [calc.duplicate]",
        "income-statement.csv:4 [FY2024 %]: Gross profit is 42; its formula gives 41 (error) [calc.derived]",
        "per-share.csv:4 [FY2024]: Basic net income per share is net income over the shares is 0.99; "
        "it should be 0.9844 (error) [calc.tie]",
    ]


def test_a_good_filing_replaces_the_last_output_whole(harbor: Harbor) -> None:
    assert harbor.build().code == 0
    names = sorted(path.name for path in harbor.output.iterdir())
    assert "good.txt" not in names
    assert {
        "hbr-20241231.htm",
        "hbr-20241231.xbrl",
        "hbr-20241231.xsd",
        "findings.json",
        "sources.json",
        "tieout.csv",
    } <= set(names)


def workbook(harbor: Harbor, fill: object) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Highlights"
    for row in (
        ["concept", "label", "unit", "2023-12-31", "2024-12-31"],
        ["Assets", "Total assets", None, fill, "37.1"],
    ):
        sheet.append(row)
    book.save(harbor.filing / "book.xlsx")
    harbor.edit(YAML, "file: highlights.csv", 'file: "book.xlsx#Highlights"')


@pytest.mark.parametrize(
    ("fill", "text"),
    [
        (
            "#REF!",
            "book.xlsx#Highlights:2 [2023-12-31]: '#REF!' is an Excel error, not a number [read.number]",
        ),
        ("33,2", "book.xlsx#Highlights:2 [2023-12-31]: '33,2' is grouped wrongly [read.number]"),
        (
            "=33+0.2",
            "book.xlsx#Highlights:2 [D]: the formula has no result in the file [read.workbook]",
        ),
        (True, "book.xlsx#Highlights:2 [2023-12-31]: 'True' is not a number [read.number]"),
    ],
)
def test_a_bad_cell_of_a_workbook_is_named_with_its_sheet(
    harbor: Harbor, fill: object, text: str
) -> None:
    workbook(harbor, fill)
    assert harbor.refused().texts == [text]


def test_a_workbook_that_is_none_or_lacks_the_sheet_is_named(harbor: Harbor) -> None:
    workbook(harbor, "33.2")
    harbor.edit(YAML, "book.xlsx#Highlights", "book.xlsx#Hilights")
    assert harbor.refused().texts == [
        "book.xlsx#Hilights: the workbook has no sheet 'Hilights' [read.sheet]"
    ]
    (harbor.filing / "book.xlsx").write_bytes(b"PK not a zip")
    assert harbor.refused().texts == [
        "book.xlsx#Hilights: this is not an XLSX workbook [read.workbook]"
    ]
