"""What was validated with one filing of a batch is not validated with the next; no verdict hangs on who came first."""

import hashlib
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from own_output import take
from test_packages_of_others import BASE, CATALOG, INSTANCE, OWN, PACKAGE

from crossfoot.validate.arelle_session import ArelleSession

FLAWED = BASE.replace('type="xbrli:stringItemType"', 'type="xbrli:stringItemType" xbrli:balance="debit"')
"""a text with a balance: XBRL 2.1, 5.1.1.2 has it on monetary items alone"""
FLAWED_OWN = OWN.replace('type="xbrli:decimalItemType"', 'type="xbrli:decimalItemType" xbrli:balance="debit"')


def package(folder: Path, base: str) -> Path:
    path = folder / "base.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, text in (("META-INF/catalog.xml", CATALOG), ("META-INF/taxonomyPackage.xml", PACKAGE), ("base/base.xsd", base)):
            made.writestr(f"base/{name}", text)
    return path


def filing(folder: Path, filer: int, own: str = OWN) -> Path:
    folder.mkdir()
    (folder / "me.xsd").write_text(own, encoding="utf-8")
    path = folder / "r.xbrl"
    path.write_text(INSTANCE.replace("0000000007", f"{filer:010}"), encoding="utf-8")
    return path


def told(taken: Any) -> list[tuple[str, list[str]]]:
    return [(one.verdict, sorted(finding.message for finding in one.findings)) for one in taken]


def test_a_clean_base_is_validated_with_the_first_filing_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Collection[str]] = []
    validate = ArelleSession.validate

    def spied(self: ArelleSession, *given: Any, validated: Collection[str] = (), **more: Any) -> Any:
        asked.append(frozenset(validated))
        return validate(self, *given, validated=validated, **more)

    monkeypatch.setattr(ArelleSession, "validate", spied)
    filings = [filing(tmp_path / name, number) for number, name in enumerate(("a", "b"), 1)]
    taken = take(tmp_path / "f.duckdb", *filings, packages=(package(tmp_path, BASE),))
    assert told(taken) == [("accepted", []), ("accepted", [])]
    base = hashlib.sha256(BASE.encode()).hexdigest()
    assert [base in known for known in asked] == [False, True]


def test_a_base_with_a_fault_is_told_of_with_every_filing(tmp_path: Path) -> None:
    filings = [filing(tmp_path / name, number) for number, name in enumerate(("a", "b"), 1)]
    first, second = told(take(tmp_path / "f.duckdb", *filings, packages=(package(tmp_path, FLAWED),)))
    assert first == second
    assert first[0] == "refused" and any("balance" in message for message in first[1])


def test_a_filing_with_a_fault_of_its_own_is_told_of_after_a_clean_one_and_makes_the_base_no_worse(tmp_path: Path) -> None:
    filings = [filing(tmp_path / "a", 1), filing(tmp_path / "b", 2, FLAWED_OWN), filing(tmp_path / "c", 3)]
    base = package(tmp_path, BASE)
    batch = told(take(tmp_path / "f.duckdb", *filings, packages=(base,)))
    alone = [told(take(tmp_path / f"{path.parent.name}.duckdb", path, packages=(base,)))[0] for path in filings]
    assert batch == alone
    assert [verdict for verdict, _ in batch] == ["accepted", "refused", "accepted"]


def test_a_base_that_is_given_is_not_given_twice(tmp_path: Path) -> None:
    """Its package says what ours would say too: a second one of the same addresses is a warning of Arelle's."""
    ours = "https://example.org/crossfoot/gaap/2026"
    root = Path(__file__).parents[2] / "taxonomy" / "gaap" / "2026" / "xbrl"
    path = tmp_path / "gaap.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("g/META-INF/taxonomyPackage.xml", PACKAGE)
        made.writestr("g/META-INF/catalog.xml", CATALOG.replace("http://base.example/2024/", f"{ours}/"))
        for schema in root.glob("gaap-2026*.x*"):
            made.write(schema, f"g/base/{schema.name}")
    own = OWN.replace("http://base.example/2024/base.xsd", f"{ours}/gaap-2026.xsd").replace(
        'namespace="http://base.example/2024"', f'namespace="{ours}"'
    )
    entry = filing(tmp_path / "a", 1, own)
    cash, note = INSTANCE.index("<b:Cash"), INSTANCE.index("<me:Barrels")
    text = INSTANCE[:cash] + INSTANCE[note : INSTANCE.index("<b:Note")] + "</xbrli:xbrl>"
    entry.write_text(text, encoding="utf-8")
    for packages in ((path,), ()):
        taken = take(tmp_path / f"{len(packages)}.duckdb", entry, packages=packages)
        assert told(taken) == [("accepted", [])]
