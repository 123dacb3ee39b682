"""Segment and geographic notes: segments add up to all segments, these and the reconciling items
to the company; one axis or two on each segment, all segments together printed or not."""

import random

import pytest

from harbor_case import Harbor

SEGMENT, AREA = "StatementBusinessSegmentsAxis", "StatementGeographicalAxis"
ALL = "ConsolidationItemsAxis=OperatingSegmentsMember"
BETWEEN, CORPORATE = (
    "ConsolidationItemsAxis=IntersegmentEliminationMember",
    "ConsolidationItemsAxis=CorporateNonSegmentMember",
)
TREE = """level,concept,label,part_of,weight
0,SegmentOverviewAbstract,,,
1,StatementTable,,,
2,StatementBusinessSegmentsAxis,,,
3,SegmentBusinessDomain,,,
4,HandToolsMember,,,
4,MarineHardwareMember,,,
2,StatementGeographicalAxis,,,
3,SegmentGeographicalDomain,,,
4,HomeMember,,,
4,AbroadMember,,,
2,ConsolidationItemsAxis,,,
3,ConsolidationItemsDomain,,,
4,OperatingSegmentsMember,,,
4,IntersegmentEliminationMember,,,
4,CorporateNonSegmentMember,,,
2,StatementLineItems,,,
3,Revenues,,,
3,OperatingIncomeLoss,,,
"""
MEMBERS = """HomeMember,member,duration,,Home [Member],国内 [メンバー],Sales at home.,280-10-50-41,-,SegmentGeographicalDomain
AbroadMember,member,duration,,Abroad [Member],海外 [メンバー],Sales abroad.,280-10-50-41,-,SegmentGeographicalDomain
"""
DEFINED = """  - id: note
    file: note.csv
    title: "Operating segments (in thousands of U.S. dollars)"
    networks: [segment-note]
notes:
"""


def note(axis: str, members: tuple[str, str], both: bool, printed: bool) -> list[list[str]]:
    """The rows of a note; 49,300 less 700 are 48,600 of net sales, 8,100 less 1,296 are 6,804."""
    beside = f"; {ALL}" if both else ""
    rows = []
    for concept, first, second, together, less, company in (
        ("Revenues", ("26,050", "30,180"), ("15,700", "19,120"), ("41,750", "49,300"), ("(500)", "(700)"), ("41,250", "48,600")),
        ("OperatingIncomeLoss", ("4,130", "5,250"), ("2,020", "2,850"), ("6,150", "8,100"), ("(1,140)", "(1,296)"), ("5,010", "6,804")),
    ):  # fmt: skip
        item = BETWEEN if concept == "Revenues" else CORPORATE
        rows += [
            [concept, "One", f"{axis}={members[0]}{beside}", *first],
            [concept, "Other", f"{axis}={members[1]}{beside}", *second],
            *([[concept, "All segments", ALL, *together]] if printed else []),
            [concept, "Reconciling", item, *less],
            [concept, "Company", "", *company],
        ]
    return rows


def build(harbor: Harbor, rows: list[list[str]]) -> list[str]:
    lines = ["concept,label,members,FY2023,FY2024"]
    lines += [",".join(f'"{cell}"' for cell in row) for row in rows]
    (harbor.filing / "note.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [text for text in harbor.build().texts if text.startswith("note.csv")]


def prepare(harbor: Harbor) -> None:
    (harbor.company / "networks" / "segment-note.csv").write_text(TREE, encoding="utf-8")
    with (harbor.company / "networks.yaml").open("a", encoding="utf-8") as file:
        file.write("segment-note:\n  number: 200030\n  kind: Disclosure\n  title: Segment Note\n")
    with (harbor.company / "concepts.csv").open("a", encoding="utf-8") as file:
        file.write(MEMBERS)
    harbor.edit("filing.yaml", "notes:\n", DEFINED)


FORMS = [
    pytest.param(axis, members, both, printed, id=f"{name}-{both}-{printed}")
    for name, axis, members in (
        ("segments", SEGMENT, ("HandToolsMember", "MarineHardwareMember")),
        ("areas", AREA, ("HomeMember", "AbroadMember")),
    )
    for both in (True, False)
    for printed in (True, False)
]


@pytest.mark.parametrize(("axis", "members", "both", "printed"), FORMS)
def test_a_right_note_is_proved_and_a_wrong_digit_is_told(
    harbor: Harbor, axis: str, members: tuple[str, str], both: bool, printed: bool
) -> None:
    prepare(harbor)
    rows = note(axis, members, both, printed)
    assert build(harbor, rows) == []
    chosen = random.Random(f"{axis}{both}{printed}")
    for _ in range(8):
        row, column = chosen.randrange(len(rows)), chosen.choice((3, 4))
        old = rows[row][column]
        place = chosen.choice([n for n, char in enumerate(old) if char.isdigit()])
        digit = chosen.choice([d for d in "123456789" if d != old[place]])
        rows[row][column] = old[:place] + digit + old[place + 1 :]
        assert build(harbor, rows), f"row {row}: {old} as {rows[row][column]}"
        rows[row][column] = old
