"""Nothing lost, nothing twice: what becomes of a filing that is handed in."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crossfoot.errors import UsageError
from crossfoot.store.acceptance_policy import policy_of
from crossfoot.store.schema import TABLES
from crossfoot.store.store import open_store
from own_output import FACTS, changed, instance_text, own_output, take

LATER = datetime(2026, 11, 23)


def counts(store: Path) -> dict[str, int]:
    with open_store(str(store)) as opened:
        return {name: opened.rows(f"SELECT count(*) FROM {name}").rows[0][0] for name in TABLES}


def test_our_own_output_goes_in_with_value_text_address_and_head(tmp_path: Path) -> None:
    folder = own_output(tmp_path / "tst" / "2024-12-31")
    taken = take(tmp_path / "f.duckdb", folder)
    assert [(one.name, one.verdict, one.repeat) for one in taken] == [
        ("tst/2024-12-31", "accepted", False)
    ]
    with open_store(str(tmp_path / "f.duckdb")) as store:
        head = store.rows(
            "SELECT filer, filer_name, form, period_end, filed, filed_from, reader, validated FROM filings"
        ).rows[0]
        assert [str(one) for one in head] == [
            *(
                "cik:0000000007",
                "Test Company",
                "6-K & more",
                "2024-12-31",
                "2025-02-14",
                "declared",
                "crossfoot",
                "True",
            )
        ]
        rows = store.rows(
            "SELECT concept, unit, dimensions, decimals, value_text, value FROM facts WHERE unit IS NOT NULL ORDER BY ordinal"
        ).rows
        assert rows[0] == ("gaap:Assets", "JPY", "", -3, "90000", Decimal(90000))
        assert rows[4][2] == '{"gaap:StatementBusinessSegmentsAxis":"tst:ShopMember"}'
        assert rows[5] == ("gaap:Ratio", "pure", "", 4, "0.1234", Decimal("0.1234"))
        place = store.rows(
            "SELECT file, row_number, column_name, document, line FROM addresses ORDER BY ordinal"
        ).rows[0]
        assert place == ("table.csv", 2, "A", "doc.txt", "100")


def test_the_same_filing_twice_is_one(tmp_path: Path) -> None:
    folder = own_output(tmp_path / "tst" / "2024-12-31")
    take(tmp_path / "f.duckdb", folder)
    before = counts(tmp_path / "f.duckdb")
    again = take(tmp_path / "f.duckdb", folder, folder / "tst-20241231.xbrl", when=LATER)
    assert [one.repeat for one in again] == [True, True]
    assert counts(tmp_path / "f.duckdb") == before
    assert before["facts"] == len(FACTS) + 1
    assert again[0].receipt["received"] == "2026-11-22T12:00:00Z"


def test_an_amended_filing_supersedes_and_both_stay(tmp_path: Path) -> None:
    take(tmp_path / "f.duckdb", own_output(tmp_path / "a" / "2024-12-31"))
    second = own_output(tmp_path / "b" / "2024-12-31", changed(FACTS, "bs.Assets", "91000"))
    taken = take(tmp_path / "f.duckdb", second, when=LATER)
    assert len(taken[0].receipt["supersedes"]) == 1
    with open_store(str(tmp_path / "f.duckdb")) as store:
        assert store.rows("SELECT count(*) FROM filings").rows == ((2,),)
        current = store.rows(
            "SELECT value_text FROM facts JOIN current_filings USING (filing) WHERE concept = 'gaap:Assets' AND unit = 'JPY'"
        )
        assert current.rows == (("91000",),)


def test_an_output_that_was_changed_after_its_verdict_is_not_taken_on_trust(tmp_path: Path) -> None:
    folder = own_output(tmp_path / "tst" / "2024-12-31")
    take(tmp_path / "f.duckdb", folder)
    (folder / "tst-20241231.htm").write_text("<html xmlns='http://www.w3.org/1999/xhtml'/>")
    path = folder / "tst-20241231.xbrl"
    path.write_text(path.read_text().replace(">90000<", ">99999<"))
    taken = take(tmp_path / "f.duckdb", folder)
    assert [(one.verdict, one.repeat) for one in taken] == [("refused", False)]


def test_a_refused_file_is_kept_whole_with_its_reasons(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xbrl"
    broken.write_bytes(
        b"<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'><unclosed></xbrli:xbrl>"
    )
    taken = take(tmp_path / "f.duckdb", broken)
    kept = Path(taken[0].receipt["quarantine"])
    assert (kept / "original" / "broken.xbrl").read_bytes() == broken.read_bytes()
    reasons = json.loads((kept / "reasons.json").read_text())["reasons"]
    assert [reason["code"] for reason in reasons] == ["ingest.unreadable"]
    assert kept.parent == tmp_path / "f.quarantine"
    assert counts(tmp_path / "f.duckdb")["filings"] == 0
    assert counts(tmp_path / "f.duckdb")["receipts"] == 1


def test_a_file_that_can_not_be_read_is_refused_and_ends_no_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, opened = tmp_path / "inbox", Path.open
    for name in ("a.xbrl", "b.xbrl"):
        inbox.mkdir(exist_ok=True)
        (inbox / name).write_text(instance_text(), encoding="utf-8")

    def locked(self: Path, *how: Any, **more: Any) -> Any:
        if self.name == "a.xbrl":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *how, **more)

    monkeypatch.setattr(Path, "open", locked)
    first, second = take(
        tmp_path / "f.duckdb", inbox / "a.xbrl", inbox / "b.xbrl", without_taxonomy=True
    )
    assert (first.verdict, first.findings[0].message) == (
        "refused",
        "the file can't be read: Permission denied",
    )
    assert second.verdict == "accepted with findings"
    reasons = json.loads((Path(first.receipt["quarantine"]) / "reasons.json").read_text())
    assert reasons["unread"] == ["a.xbrl"]


def test_the_receipt_says_what_when_and_how_it_was_judged(tmp_path: Path) -> None:
    taken = take(tmp_path / "f.duckdb", own_output(tmp_path / "tst" / "2024-12-31"))
    written = json.loads(
        (tmp_path / "f.receipts" / f"{taken[0].receipt['digest']}.json").read_text()
    )
    assert written == taken[0].receipt
    assert written["received"] == "2026-11-22T12:00:00Z"
    assert written["rules"] == ["XBRL 2.1", "Arelle 2.47.3"]
    assert written["counts"] == {"facts": 7, "error": 0, "warning": 0, "info": 0}
    assert (written["policy"], written["verdict"], written["filed"]) == (
        "default",
        "accepted",
        "2025-02-14",
    )


def test_without_its_taxonomy_a_report_is_refused_or_taken_unvalidated_as_the_user_says(
    tmp_path: Path,
) -> None:
    report = tmp_path / "wild.xbrl"
    report.write_text(instance_text())
    refused = take(tmp_path / "f.duckdb", report)
    assert [finding.code for finding in refused[0].findings] == ["ingest.taxonomy"]
    taken = take(tmp_path / "f.duckdb", report, without_taxonomy=True)
    assert taken[0].verdict == "accepted with findings"
    assert [finding.code for finding in taken[0].findings] == ["ingest.unvalidated"]
    with open_store(str(tmp_path / "f.duckdb")) as store:
        assert store.rows("SELECT validated, reader, filed_from FROM filings").rows == (
            (False, "light", "received"),
        )


def test_a_policy_decides_and_a_wrong_one_is_a_usage_error(tmp_path: Path) -> None:
    report = tmp_path / "wild.xbrl"
    report.write_text(instance_text())
    strict = policy_of({"rules": [{"code": "ingest.unvalidated", "verdict": "refuse"}]}, "strict")
    taken = take(tmp_path / "f.duckdb", report, without_taxonomy=True, policy=strict)
    assert (taken[0].verdict, taken[0].receipt["policy"]) == ("refused", "strict")
    for rules in (
        [{"verdict": "perhaps"}],
        [{"severity": "fatal", "verdict": "refuse"}],
        "refuse",
        [{"kode": "x", "verdict": "accept"}],
    ):
        with pytest.raises(UsageError):
            policy_of({"rules": rules}, "wrong")


def test_what_is_refused_and_mended_goes_in(tmp_path: Path) -> None:
    report = tmp_path / "wild.xbrl"
    report.write_text(instance_text())
    first = take(tmp_path / "f.duckdb", report)
    second = take(tmp_path / "f.duckdb", report, without_taxonomy=True)
    third = take(tmp_path / "f.duckdb", report)
    assert [one[0].verdict for one in (first, second, third)] == [
        "refused",
        "accepted with findings",
        "accepted with findings",
    ]
    assert third[0].repeat
    assert counts(tmp_path / "f.duckdb")["receipts"] == 1


def test_half_of_a_surrogate_pair_refuses_its_filing_alone(tmp_path: Path) -> None:
    spaces = (
        '"namespaces": {"g": "http://g.example", "k": "http://k.example"}, "taxonomy": ["g.xsd"]'
    )
    head = f'{{"documentInfo": {{"documentType": "https://xbrl.org/2021/xbrl-json", {spaces}}}, "facts": {{"f": {{"value": '
    for name, value, entity in (("value", "a\\ud800", "k:7"), ("filer", "a", "k:\\ud800")):
        text = f'{head}"{value}", "dimensions": {{"concept": "g:DocumentType", "entity": "{entity}"}}}}}}}}'
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    taken = take(
        tmp_path / "f.duckdb",
        tmp_path / "value.json",
        tmp_path / "filer.json",
        without_taxonomy=True,
    )
    assert [one.verdict for one in taken] == ["refused", "refused"]
    assert [[str(finding) for finding in one.findings] for one in taken] == [
        [f"{name}.json:1 [f]: its {what} holds U+D800, which no report can hold [ingest.fact]"]
        for name, what in (("value", "value"), ("filer", "entity"))
    ]
