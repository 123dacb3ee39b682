"""A base that was validated before is not validated again, and no verdict changes: broken filings
are refused with the same words."""

import json
import shutil
from pathlib import Path

import pytest

from crossfoot.arelle.records import ArelleResult
from crossfoot.arelle.session import ArelleSession
from crossfoot.arelle.summation_verdicts import BUILD_MODES
from crossfoot.cli.main import main
from crossfoot.workflows.validated_cache import validated_hashes
from crossfoot.workspace import Workspace
from real_filing import CHECKOUT, Built


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose base was validated, and found clean."""
    root = tmp_path_factory.mktemp("remembered")
    shutil.copytree(CHECKOUT / "taxonomy", root / "taxonomy")
    (root / "taxonomy" / "validated.json").unlink()
    assert (
        main(
            [
                "validate",
                "--workspace",
                str(root),
                "--remember",
                "--quiet",
                str(root / "taxonomy" / "gaap" / "2026" / "xbrl"),
            ]
        )
        == 0
    )
    return root


def hashes(root: Path) -> frozenset[str]:
    return validated_hashes(Workspace(root=root))


def copied(built: Built, folder: Path) -> Path:
    """The built filing in a folder of its own; what is returned is its instance."""
    shutil.copytree(built.folder, folder / "filing")
    return folder / "filing" / built.xbrl.name


def both(
    arelle: ArelleSession, entry: Path, known: frozenset[str]
) -> tuple[ArelleResult, ArelleResult]:
    packages, folders = sorted(entry.parent.glob("*-taxonomy.zip")), [entry.parent.parent]
    whole, skipped = (
        arelle.validate(
            entry, packages=packages, folders=folders, calc=BUILD_MODES, validated=validated
        )
        for validated in ((), known)
    )
    return whole, skipped


def test_a_clean_base_is_remembered_with_all_its_documents(remembered: Path) -> None:
    told = json.loads((remembered / "taxonomy" / "validated.json").read_text(encoding="utf-8"))
    names = {path.name for path in (CHECKOUT / "taxonomy" / "gaap" / "2026" / "xbrl").glob("*.x*")}
    assert set(told["documents"].values()) == names
    assert hashes(remembered) >= set(told["documents"])


def test_the_list_that_comes_with_the_program_is_what_its_own_arelle_finds_clean(
    remembered: Path,
) -> None:
    """After a change of the base: `crossfoot validate --remember taxonomy/gaap/2026/xbrl`."""
    found, shipped = (
        (root / "taxonomy" / "validated.json").read_text(encoding="utf-8")
        for root in (remembered, CHECKOUT)
    )
    assert json.loads(found) == json.loads(shipped)


def test_the_list_of_another_arelle_counts_for_nothing(remembered: Path, tmp_path: Path) -> None:
    told = json.loads((remembered / "taxonomy" / "validated.json").read_text(encoding="utf-8"))
    (tmp_path / "taxonomy").mkdir()
    (tmp_path / "taxonomy" / "validated.json").write_text(
        json.dumps({**told, "arelle": "1.0"}), encoding="utf-8"
    )
    assert not set(told["documents"]) & (hashes(tmp_path) - hashes(CHECKOUT))


def test_what_is_remembered_in_a_folder_is_known_in_a_package(
    built: Built, arelle: ArelleSession, remembered: Path, tmp_path: Path
) -> None:
    entry = copied(built, tmp_path)
    packages = sorted(entry.parent.glob("*-taxonomy.zip"))
    whole = arelle.validate(entry, packages=packages, hashes=True).hashes
    assert [address for address, digest in whole.items() if digest in hashes(remembered)]
    skipped = arelle.validate(
        entry, packages=packages, validated=hashes(remembered), hashes=True
    ).hashes
    assert not set(skipped.values()) & hashes(remembered)
    assert not [address for address in skipped if "/gaap/2026/" in address]


def test_a_clean_filing_is_clean_either_way(
    built: Built, arelle: ArelleSession, remembered: Path, tmp_path: Path
) -> None:
    whole, skipped = both(arelle, copied(built, tmp_path), hashes(remembered))
    assert (whole.messages, whole.bound, whole.counts) == (
        skipped.messages,
        skipped.bound,
        skipped.counts,
    )


FAULTS = {
    "a broken total": ("iij-20100331.xbrl", ">24894642000<", ">24894643000<"),
    "a context that is not there": (
        "iij-20100331.xbrl",
        'contextRef="c.2010-03-31"',
        'contextRef="c.2010-03-99"',
    ),
    "an element twice in the extension": (
        "iij-20100331.xsd",
        "</xs:schema>",
        '<xs:element name="A" type="xbrli:none"/></xs:schema>',
    ),
    "a locator that leads nowhere": (
        "iij-20100331_pre.xml",
        "gaap-2026.xsd#gaap_Assets",
        "gaap-2026.xsd#gaap_Asets",
    ),
    "an arc with the wrong weight": ("iij-20100331_cal.xml", 'weight="1"', 'weight="-1"'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_filing_is_refused_with_the_same_words(
    fault: str, built: Built, arelle: ArelleSession, remembered: Path, tmp_path: Path
) -> None:
    entry = copied(built, tmp_path)
    name, old, new = FAULTS[fault]
    path = entry.parent / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    whole, skipped = both(arelle, entry, hashes(remembered))
    assert [one for one in whole.messages if one.level in ("error", "inconsistency", "warning")]
    assert whole.messages == skipped.messages


def test_a_base_that_was_changed_is_validated_again(
    remembered: Path, arelle: ArelleSession, tmp_path: Path
) -> None:
    """The changed schema is not known; what imports it does not count as known either."""
    folder = tmp_path / "base"
    shutil.copytree(remembered / "taxonomy" / "gaap" / "2026" / "xbrl", folder)
    path = folder / "gaap-2026.xsd"
    text = path.read_text(encoding="utf-8")
    at = text.index('name="Assets"')
    end = text.index("/>", at)
    path.write_text(
        text[:at]
        + text[at:end].replace('xbrli:balance="debit"', 'xbrli:balance="credit"')
        + text[end:],
        encoding="utf-8",
    )
    (tmp_path / "entry").mkdir()
    entry = tmp_path / "entry" / "entry.xsd"
    entry.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://example.org/entry">'
        '<xs:import namespace="https://example.org/crossfoot/gaap/2026/all" schemaLocation="../base/gaap-2026-all.xsd"/></xs:schema>',
        encoding="utf-8",
    )
    whole, skipped = both(arelle, entry, hashes(remembered))
    assert [one for one in whole.messages if "5.1.1.2" in one.code or "balance" in one.text.lower()]
    assert whole.messages == skipped.messages


def test_a_taxonomy_with_findings_is_not_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "broken.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://example.org/broken">'
        '<xs:import namespace="http://example.org/none" schemaLocation="none.xsd"/></xs:schema>',
        encoding="utf-8",
    )
    assert (
        main(["validate", "--workspace", str(tmp_path), "--remember", "--quiet", str(folder)]) == 1
    )
    assert not (tmp_path / "taxonomy" / "validated.json").exists()


def test_a_folder_of_a_taxonomy_is_judged_as_one(tmp_path: Path) -> None:
    record = tmp_path / "result.json"
    folder = CHECKOUT / "taxonomy" / "gaap" / "2026"
    assert main(["validate", "--workspace", str(CHECKOUT), "--json", str(record), str(folder)]) == 0
    (told,) = json.loads(record.read_text(encoding="utf-8"))
    assert told["counts"]["entry_points"] == len(list((folder / "xbrl").glob("*.xsd")))
    assert told["rules"][-1] == "lint"
