"""Preflight says what Arelle will say: on the real filing, and on errors planted in it."""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from crossfoot.arelle.session import ArelleSession
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.workflows.build import Builder
from crossfoot.workspace import Workspace
from harbor_case import Harbor
from real_filing import FILING, STEM, Built, change_cell, copy_workspace, crossfoot, hashes, row_of

SHEET, COLUMN = "balance-sheet.csv", "2010-03-31 JPY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoiled:
    """A copy of the workspace to spoil, with the last good output in place."""

    root: Path
    arelle: ArelleSession

    @property
    def filing(self) -> Path:
        return self.root / "filings" / FILING

    @property
    def output(self) -> Path:
        return self.root / "output" / FILING

    def build(self, *, preflight: bool = True, arelle: bool = True) -> BuildResult:
        options = BuildOptions(
            output=self.root / "output", preflight=preflight, arelle=arelle, causes=False
        )
        return Builder(
            workspace=Workspace(root=self.root), options=options, session=self.arelle
        ).build(self.filing)


@pytest.fixture
def spoiled(built: Built, arelle: ArelleSession, tmp_path: Path) -> Spoiled:
    copy_workspace(tmp_path)
    shutil.copytree(built.folder, tmp_path / "output" / FILING)
    return Spoiled(root=tmp_path, arelle=arelle)


def tieout(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / "tieout.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_every_sum_of_the_filing_has_the_same_verdict_from_both_in_both_modes(built: Built) -> None:
    sums = [tie for tie in built.result.ties if tie.kind == "sum"]
    assert len(sums) > 150
    assert [
        tie for tie in sums if (tie.verdict_10, tie.verdict_11) != (tie.arelle_10, tie.arelle_11)
    ] == []
    assert {"consistent", "inconsistent", "unchecked"} >= {tie.arelle_10 for tie in sums}
    assert "" not in {tie.arelle_11 for tie in sums}


def test_the_verdicts_stand_in_the_tie_out_row_by_row(built: Built) -> None:
    rows = [row for row in tieout(built.folder) if row["kind"] == "sum"]
    assert len(rows) == sum(tie.kind == "sum" for tie in built.result.ties)
    assert [
        row["fact"]
        for row in rows
        if (row["verdict_10"], row["verdict_11"]) != (row["arelle_10"], row["arelle_11"])
    ] == []
    assert [
        row["fact"]
        for row in rows
        if row["status"] == "holds" and row["verdict_11"] != "consistent"
    ] == []
    assert [
        row["fact"]
        for row in rows
        if row["verdict_11"] == "inconsistent" and row["status"] not in ("declared", "unreadable")
    ] == []


def test_arelle_binds_every_total_that_preflight_calls_checked_and_no_other(
    built: Built, arelle: ArelleSession
) -> None:
    result = arelle.validate(built.page, packages=[built.package])
    roles = {
        network.id: built.taxonomy.vocabulary.role_uri(network)
        for network in built.taxonomy.networks
    }
    for mode, verdict in (("c10", "verdict_10"), ("c11r", "verdict_11")):
        checked = {
            (fact, roles[tie.network])
            for tie in built.result.ties
            if tie.kind == "sum" and getattr(tie, verdict) != "unchecked"
            for fact in tie.facts[: tie.totals]
        }
        assert {(one.fact_id, one.role) for one in result.bound if one.mode == mode} == checked
        assert checked


def test_the_balance_sheet_adds_up_under_both(built: Built) -> None:
    found = {
        (row["item"], row["period"], row["unit"]): (
            row["reported"],
            row["difference"],
            row["verdict_11"],
            row["arelle_11"],
            row["status"],
        )
        for row in tieout(built.folder)
        if row["kind"] == "sum" and row["statement"] == "bs"
    }
    assert found["Assets", "2010-03-31", "JPY"] == (
        "51115450000",
        "0",
        "consistent",
        "consistent",
        "holds",
    )
    assert found["AssetsCurrent", "2010-03-31", "JPY"] == (
        "24894642000",
        "0",
        "consistent",
        "consistent",
        "holds",
    )


def test_one_changed_digit_names_the_cell_and_the_amount_with_and_without_preflight(
    spoiled: Spoiled,
) -> None:
    # inventories 807,803 become 817,803: total current assets stay 24,894,642 and the parts make
    # 24,904,642
    row, column = row_of(spoiled.filing / SHEET, "InventoryNet"), "2010-03-31 JPY"
    total = row_of(spoiled.filing / SHEET, "AssetsCurrent")
    change_cell(spoiled.filing / SHEET, row, column, "807,803", "817,803")
    before = hashes(spoiled.output)

    ours = [
        finding for finding in spoiled.build(arelle=False).findings if finding.code == "calc.sum"
    ]
    text = f"{SHEET}:{total} [{column}]: Total current assets is 24,894,642; its parts add up to 24,904,642 (error) [calc.sum]"
    assert [str(finding) for finding in ours] == [text]
    assert f"{SHEET}:{row} [{column}]" in [str(source) for source in ours[0].also]

    result = spoiled.build(preflight=False)
    theirs = [finding for finding in result.findings if "inconsistentCalculation" in finding.code]
    assert not result.clean
    assert [finding.source for finding in theirs] == [ours[0].source]
    assert set(theirs[0].also) >= set(ours[0].also)  # Arelle names the repeats of a part too
    assert hashes(spoiled.output) == before


def test_one_changed_digit_ends_the_command_with_1_and_leaves_the_last_good_output(
    spoiled: Spoiled,
) -> None:
    change_cell(
        spoiled.filing / SHEET,
        row_of(spoiled.filing / SHEET, "InventoryNet"),
        "2010-03-31 JPY",
        "807,803",
        "817,803",
    )
    before = hashes(spoiled.output)
    run = crossfoot("build", "--no-causes", FILING, "--workspace", spoiled.root)
    assert run.returncode == 1
    assert re.search(
        r"^balance-sheet\.csv:\d+ \[2010-03-31 JPY\]: Total current assets is 24,894,642; .* 24,904,642",
        run.stdout,
        re.M,
    )
    assert "nothing written, the last good output stays" in run.stdout
    assert hashes(spoiled.output) == before


def test_a_wrong_total_blames_itself_and_the_total_above(spoiled: Spoiled) -> None:
    # 24,894,642 becomes 24,894,652: its parts say 10 less, and TOTAL 51,115,450 is 10 less than its
    # parts
    change_cell(
        spoiled.filing / SHEET,
        row_of(spoiled.filing / SHEET, "AssetsCurrent"),
        "2010-03-31 JPY",
        "24,894,642",
        "24,894,652",
    )
    result = spoiled.build(arelle=False)
    told = [
        finding.message
        for finding in result.findings
        if finding.code == "calc.sum" and finding.source.file == SHEET
    ]
    assert told == [
        "Total current assets is 24,894,652; its parts add up to 24,894,642 (error)",
        "TOTAL is 51,115,450; its parts add up to 51,115,460 (error)",
    ]


def test_the_two_dollar_figures_of_cash_are_found_without_being_told(spoiled: Spoiled) -> None:
    path = spoiled.filing / "filing.yaml"
    kept = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if "kind: duplicate, table: cf" not in line
    ]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    result = spoiled.build(arelle=False)
    found = [finding for finding in result.findings if finding.code == "calc.duplicate"]
    cash = row_of(spoiled.filing / SHEET, "CashAndCashEquivalentsAtCarryingValue")
    assert found
    assert not result.clean
    for finding in found:
        files = {source.file for source in (finding.source, *finding.also)}
        assert "93,838" in finding.message
        assert "93,837" in finding.message
        assert f"{SHEET}:{cash} [2010-03-31 USD]" in [
            str(source) for source in (finding.source, *finding.also)
        ]
        assert files & {"cash-flow.csv", "cash-flow-q4.csv"}
    assert {source.file for f in found for source in (f.source, *f.also)} == {
        SHEET,
        "cash-flow.csv",
        "cash-flow-q4.csv",
    }


def test_arelle_calls_the_two_dollar_figures_contradicting_too(spoiled: Spoiled) -> None:
    path = spoiled.filing / "filing.yaml"
    kept = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if "kind: duplicate, table: cf" not in line
    ]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    result = spoiled.build(preflight=False)
    sources = {
        source.file
        for f in result.findings
        if "uplicate" in f.code
        for source in (f.source, *f.also)
    }
    assert sources == {SHEET, "cash-flow.csv", "cash-flow-q4.csv"}


def test_a_last_digit_is_an_error_though_rounding_would_allow_it(spoiled: Spoiled) -> None:
    # inventories 807,803 become 807,801: seven numbers of half a thousand each would allow 4
    # thousand, and the difference is 2;
    # the statements of this filing add up to the digit, so that preflight does not take it for
    # rounding as Arelle does
    change_cell(
        spoiled.filing / SHEET,
        row_of(spoiled.filing / SHEET, "InventoryNet"),
        "2010-03-31 JPY",
        "807,803",
        "807,801",
    )
    result = spoiled.build(arelle=False)
    (tie,) = [
        tie
        for tie in result.ties
        if (tie.kind, tie.statement, tie.item, tie.column) == ("sum", "bs", "AssetsCurrent", COLUMN)
    ]
    assert (tie.verdict_10, tie.verdict_11, tie.status, tie.difference) == (
        "unchecked",
        "consistent",
        "error",
        Fraction(2000),
    )
    told = [finding.message for finding in result.findings if finding.code == "calc.sum"]
    assert told == ["Total current assets is 24,894,642; its parts add up to 24,894,640 (error)"]


def arcs_taken_out(built: Built, folder: Path, pattern: str) -> Path:
    """A copy of the output whose calculation linkbase lacks what the pattern finds; its
    instance."""
    shutil.copytree(built.folder, folder)
    linkbase = folder / f"{STEM}_cal.xml"
    text, taken = re.subn(pattern, "", linkbase.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert taken
    linkbase.write_text(text, encoding="utf-8")
    return folder / f"{STEM}.xbrl"


def test_an_arcrole_without_its_reference_is_an_error(
    harbor: Harbor, arelle: ArelleSession
) -> None:
    """Of a filing that writes both arcroles, as the profile plain does."""
    assert harbor.build().code == 0
    instance, arcs = harbor.output / "hbr-20241231.xbrl", harbor.output / "hbr-20241231_cal.xml"
    kept, count = re.subn(
        r"<link:arcroleRef [^>]*2023[^>]*/>", "", arcs.read_text(encoding="utf-8")
    )
    assert count == 1
    packages = [harbor.output / "hbr-20241231-taxonomy.zip"]
    result = arelle.validate(instance, packages=packages)
    assert {row.arcrole.partition(":")[0] for row in result.bound} == {"http", "https"}
    arcs.write_text(kept, encoding="utf-8")
    result = arelle.validate(instance, packages=packages)
    assert "xbrl.3.5.2.5:missingArcroleRef" in {
        message.code for message in result.messages if message.level == "error"
    }


def test_without_calculations_arelle_is_silent_and_every_count_says_so(
    built: Built, arelle: ArelleSession, tmp_path: Path
) -> None:
    instance = arcs_taken_out(
        built, tmp_path / "copy", r"<link:calculationLink .*</link:calculationLink>"
    )
    result = arelle.validate(instance, packages=[built.package])
    assert (result.messages, result.bound, result.counts["calc_relationships"]) == ((), (), 0)


def test_a_filing_whose_calculations_got_lost_is_unchecked_in_every_row_and_fails(
    spoiled: Spoiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossfoot.workflows.finish_build.compile_extension", _without_calculations)
    result = spoiled.build()
    sums = [tie for tie in result.ties if tie.kind == "sum"]
    assert {(tie.arelle_10, tie.arelle_11) for tie in sums} == {("unchecked", "unchecked")}
    assert {finding.code for finding in result.findings if finding.severity == "error"} == {
        "calc.disagree"
    }
    assert len([finding for finding in result.findings if finding.code == "calc.disagree"]) > 100


def _without_calculations(*arguments: Any, **more: Any) -> dict[str, list[str]]:
    from crossfoot.taxonomy.compile import compile_extension

    link = re.compile(r"<link:calculationLink .*</link:calculationLink>\n", re.DOTALL)
    return {
        name: [link.sub("", "".join(text))]
        for name, text in compile_extension(*arguments, **more).items()
    }


def test_a_declared_error_is_a_clean_exit_a_row_and_a_footnote_in_both_files(
    spoiled: Spoiled,
) -> None:
    change_cell(
        spoiled.filing / SHEET,
        row_of(spoiled.filing / SHEET, "InventoryNet"),
        "2010-03-31 JPY",
        "807,803",
        "817,803",
    )
    path = spoiled.filing / "filing.yaml"
    declared = (
        'declared:\n  - {kind: sum, table: bs, concept: AssetsCurrent, column: "2010-03-31 JPY", difference: "-10000", '
        'reason: "The page is ten million yen short; planted by a test."}\n'
    )
    text = path.read_text(encoding="utf-8")
    assert text.count("\ndeclared:\n") == 1
    path.write_text(text.replace("declared:\n", declared, 1), encoding="utf-8")
    result = spoiled.build()
    # the changed cell is used elsewhere too; only what this test planted is looked at
    assert [str(f) for f in result.findings if f.severity == "error"] == []
    row = next(
        r
        for r in tieout(spoiled.output)
        if r["kind"] == "sum" and r["item"] == "AssetsCurrent" and r["reported"] == "24894642000"
    )
    assert (row["computed"], row["difference"], row["status"]) == (
        "24904642000",
        "-10000000",
        "declared",
    )
    assert (row["verdict_11"], row["arelle_11"]) == ("inconsistent", "inconsistent")
    assert "planted by a test" in row["note"]
    name = "bs.AssetsCurrent.2010-03-31.JPY"
    for file in (f"{STEM}.htm", f"{STEM}.xbrl"):
        read = spoiled.arelle.validate(
            spoiled.output / file, packages=[spoiled.output / f"{STEM}-taxonomy.zip"], facts=True
        )
        fact = next(fact for fact in read.facts or () if fact.id == name)
        assert any("planted by a test" in note[2] for note in fact.footnotes), file


def test_a_declaration_that_no_longer_matches_fails_the_build(spoiled: Spoiled) -> None:
    path = spoiled.filing / "filing.yaml"
    declared = 'declared:\n  - {kind: sum, table: bs, concept: AssetsCurrent, column: "2010-03-31 JPY", difference: "2", reason: "gone"}\n'
    path.write_text(
        path.read_text(encoding="utf-8").replace("declared:\n", declared, 1), encoding="utf-8"
    )
    result = spoiled.build(arelle=False)
    assert [finding.code for finding in result.findings if finding.severity == "error"] == [
        "declared.nothing"
    ]
    assert "filing.yaml" in str(result.findings[0].source)


def test_findings_of_the_build_lie_in_findings_json(built: Built) -> None:
    told = json.loads((built.folder / "findings.json").read_text(encoding="utf-8"))
    assert told["verdict"] == "clean"
    assert [finding for finding in told["findings"] if finding["severity"] == "error"] == []
    assert any("Calculations 1.1" in rule for rule in told["rules"])
    assert any(rule.startswith("Arelle ") for rule in told["rules"])
