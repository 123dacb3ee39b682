"""A declared duplicate leaves the cell untagged that it names, and no other one."""

from harbor_case import Harbor

SEGMENTS = {
    "HandTools": "30.2",
    "MarineHardware": "19.1",
    "BusinessIntersegmentEliminations": "-0.7",
}


def misprint(harbor: Harbor, row: str) -> None:
    """Net sales of the segment table, 48.6 million, are printed as 48.9: row 5 of the file."""
    harbor.edit("segments.csv", "41.3,48.6", "41.3,48.9")
    harbor.edit(
        "filing.yaml",
        "ties:\n",
        f'declared:\n  - {{kind: duplicate, table: seg, concept: Revenues, {row}column: "FY2024", '
        'difference: "0.3", reason: Misprinted.}\n'
        '  - {kind: tie, table: seg, row: 5, column: "FY2024", difference: "0.3", reason: It follows.}\n'
        "ties:\n",
    )


def test_a_row_that_is_named_leaves_the_other_rows_of_its_concept_tagged(harbor: Harbor) -> None:
    misprint(harbor, "row: 5, ")
    built = harbor.build()
    assert (built.code, built.texts) == (0, [])
    data = (harbor.output / "hbr-20241231.xbrl").read_text(encoding="utf-8")
    for member, printed in SEGMENTS.items():
        value = f"{float(printed) * 1_000_000:.0f}"
        fact = f'id="seg.Revenues.2024-01-01_2024-12-31.USD.{member}"'
        assert f">{value}<" in data.partition(fact)[2].partition("\n")[0]
    assert 'id="seg.Revenues.2024-01-01_2024-12-31.USD"' not in data
    assert "48900000" not in data


def test_what_a_declaration_would_leave_in_no_data_is_told(harbor: Harbor) -> None:
    misprint(harbor, "")
    told = harbor.refused()
    assert told.texts == [
        f"segments.csv:{row} [FY2024]: '{text}' is left untagged by a declaration, "
        "and no other cell reports it [declared.alone]"
        for row, text in ((2, "30.2"), (3, "19.1"), (4, "(0.7)"))
    ]
    assert told.hints[told.texts[0]] == (
        "name the row that is meant with 'row:', or take the declaration out"
    )


def test_two_declarations_of_one_concept_leave_both_rows_untagged(harbor: Harbor) -> None:
    """Net sales are misprinted and hand tools too, which the highlights print once more."""
    misprint(harbor, "row: 5, ")
    harbor.edit(
        "filing.yaml",
        "reason: Misprinted.}\n",
        'reason: Misprinted.}\n  - {kind: duplicate, table: seg, concept: Revenues, row: 2, column: "FY2024", reason: Again.}\n',
    )
    told = harbor.refused()
    assert [text for text in told.texts if "declared.alone" in text] == [
        "segments.csv:2 [FY2024]: '30.2' is left untagged by a declaration, "
        "and no other cell reports it [declared.alone]"
    ]
