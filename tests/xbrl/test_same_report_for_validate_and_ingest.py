"""`validate` and `ingest` take the same report for each kind of input, and refuse the same."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_page_sets import CASH, EDINET, NOTE, SCHEMA, holder, lay, zipped

from crossfoot.arelle.session import ArelleFailed, ArelleSession
from crossfoot.workflows.validate import validate_paths
from crossfoot.workspace import Workspace
from crossfoot.xbrl.named_files import named_files
from own_output import take

XBRI = '{"documentInfo": {"documentType": "https://xbrl.org/report-package/2023/xbri"}}'
ZIP = '{"documentInfo": {"documentType": "https://xbrl.org/report-package/2023"}}'
MANIFEST = (
    '<manifest xmlns="http://disclosure.edinet-fsa.go.jp/2013/manifest"><list>'
    '<instance id="jp" type="Public" preferredFilename="jp-001.xbrl">'
    "<ixbrl>0000000_header_jp-001_ixbrl.htm</ixbrl>"
    "<ixbrl>0101010_honbun_jp-001_ixbrl.htm</ixbrl></instance></list></manifest>"
)
TWO_TARGETS = holder(
    CASH + NOTE.replace("<ix:nonNumeric", '<ix:nonNumeric target="other"') % ("n", "x")
).replace(
    "</ix:references>",
    '</ix:references><ix:references target="other"><link:schemaRef xlink:type="simple" xlink:href="me.xsd"/></ix:references>',
)


def package(path: Path, kind: str = XBRI, **more: str | bytes) -> Path:
    """A report package of one page `a.htm` with its schema."""
    members: dict[str, str | bytes] = {
        "p/META-INF/reportPackage.json": kind,
        "p/reports/a.htm": holder(CASH),
        "p/reports/me.xsd": SCHEMA,
    }
    more = {f"p/reports/{name.replace('_', '.')}": data for name, data in more.items()}
    return zipped(path, {**members, **more})


def page_and_package(folder: Path) -> Path:
    lay(folder, {"a.htm": holder(CASH), "me.xsd": SCHEMA})
    package(folder / "a.xbri")
    return folder


def unpacked(folder: Path) -> Path:
    with zipfile.ZipFile(package(folder.with_suffix(".xbri"))) as archive:
        archive.extractall(folder)
    return folder / "p"


def linked(path: Path) -> Path:
    link = zipfile.ZipInfo("p/reports/link.xml")
    link.external_attr, link.create_system = 0o120777 << 16, 3
    with zipfile.ZipFile(package(path, inner_zip=b"PK\5\6" + bytes(18)), "a") as archive:
        archive.writestr(link, "../../a")
    return path


def day(path: Path) -> Path:
    members = {"a/a.htm": holder(CASH), "a/me.xsd": SCHEMA}
    inner = [zipped(path.with_name(f"{n}.zip"), {**members, "n": n}) for n in "12"]
    return zipped(path, {one.name: one.read_bytes() for one in inner})


KINDS: dict[str, tuple[Callable[[Path], Path], int]] = {
    "page": (lambda at: lay(at, {"a.htm": holder(CASH), "me.xsd": SCHEMA}) / "a.htm", 1),
    "page in UTF-16": (lambda at: utf_16(lay(at, {"me.xsd": SCHEMA}) / "A.HTM"), 1),
    "page of two targets": (lambda at: lay(at, {"a.htm": TWO_TARGETS, "me.xsd": SCHEMA}), 2),
    "pages of a set": (lambda at: lay(at, {**EDINET, "me.xsd": SCHEMA}), 1),
    "page beside its package": (page_and_package, 1),
    "package": (lambda at: package(lay(at, {}) / "a.xbri"), 1),
    "package unpacked": (lambda at: unpacked(lay(at, {}) / "a"), 1),
    "package of two reports": (lambda at: package(at / "a.zip", ZIP, b_htm=holder(CASH)), 2),
    "zip of two reports": (
        lambda at: zipped(at / "a.zip", {f"{n}/{name}": text for n in "12" for name, text in
                                         (("a.htm", holder(CASH)), ("me.xsd", SCHEMA))}),
        2,
    ),
    "zip of zips": (lambda at: day(at / "day.zip"), 2),
    "EDINET folder": (
        lambda at: lay(at, {**EDINET, "manifest_PublicDoc.xml": MANIFEST, "me.xsd": SCHEMA}),
        1,
    ),
    "filings below a folder": (
        lambda at: lay(lay(at, {}) / "b", {"a.htm": holder(CASH), "me.xsd": SCHEMA}).parent,
        1,
    ),
}  # fmt: skip


def utf_16(path: Path) -> Path:
    path.write_bytes(f'<?xml version="1.0" encoding="UTF-16"?>\n{holder(CASH)}'.encode("utf-16"))
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_arelle_is_handed_the_same_bytes_by_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    opened: list[tuple[str, str | None]] = []

    def validate(_: ArelleSession, entry: Path, **options: Any) -> None:
        opened.append((hashlib.sha256(entry.read_bytes()).hexdigest(), options.get("target")))
        raise ArelleFailed("crash", "")

    monkeypatch.setattr(ArelleSession, "validate", validate)
    monkeypatch.setattr(ArelleSession, "start", lambda _: None)
    make, reports = KINDS[kind]
    (tmp_path / "in").mkdir()
    path = make(tmp_path / "in")
    list(validate_paths(Workspace(root=tmp_path), [path], []))
    validated = opened.copy()
    opened.clear()
    taken = take(tmp_path / "f.duckdb", path)
    assert len(validated) == reports
    assert opened == validated, [str(finding) for one in taken for finding in one.findings]


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (linked, ["package.link", "package.nested"]),
        (lambda at: package(at, **{"../../up": b"x"}), ["package.path"]),
        (lambda at: lay(at.parent, {at.name: "no zip"}) / at.name, ["package.broken"]),
        (
            lambda at: package(at, b_htm=holder(CASH)),
            ["package.reports", "package.reports"],
        ),
    ],
)
def test_what_validate_refuses_ingest_refuses_for_the_same_reason(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], Path],
    codes: list[str],
) -> None:
    def validate(_: ArelleSession, entry: Path, **options: Any) -> None:
        raise ArelleFailed("crash", "")

    monkeypatch.setattr(ArelleSession, "validate", validate)
    monkeypatch.setattr(ArelleSession, "start", lambda _: None)
    path = make(tmp_path / "a.xbri")
    results = validate_paths(Workspace(root=tmp_path), [path], [])
    validated = [one.code for result in results for one in result.findings]
    taken = take(tmp_path / "f.duckdb", path, without_taxonomy=True)
    ingested = [one.code for result in taken for one in result.findings]
    assert sorted(code for code in validated if code.startswith("package.")) == codes
    assert sorted(code for code in ingested if code.startswith("package.")) == codes
    assert {one.verdict for one in taken} == {"refused"}


def test_each_target_document_of_a_page_is_a_filing_with_its_own_facts(tmp_path: Path) -> None:
    """The default one has the cash, the other one the note (Inline XBRL 1.1, 3)."""
    folder = lay(tmp_path / "in", {"a.htm": TWO_TARGETS, "me.xsd": SCHEMA})
    taken = take(tmp_path / "f.duckdb", folder, without_taxonomy=True)
    assert [(one.name, one.receipt["counts"]["facts"]) for one in taken] == [
        ("a.htm/default", 1),
        ("a.htm/other", 1),
    ]
    assert len({one.receipt["digest"] for one in taken}) == 2
    again = take(tmp_path / "f.duckdb", folder, without_taxonomy=True)
    assert [one.repeat for one in again] == [True, True]


def test_a_page_in_utf_16_is_read_as_one_in_utf_8_is(tmp_path: Path) -> None:
    path = utf_16(tmp_path / "A.HTM")
    (taken,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True)
    assert (taken.verdict, taken.receipt["counts"]["facts"]) == ("accepted with findings", 1)
    ref = '<l:schemaRef xmlns:l="http://www.xbrl.org/2003/linkbase" x:href="a.xsd" xmlns:x="http://www.w3.org/1999/xlink"/>'
    instance = f'<?xml version="1.0" encoding="UTF-16"?>\n<xbrl xmlns="http://www.xbrl.org/2003/instance">{ref}</xbrl>'
    (tmp_path / "a.xml").write_bytes(instance.encode("utf-16-be"))
    (empty,) = take(tmp_path / "f.duckdb", tmp_path / "a.xml", without_taxonomy=True)
    assert [one.code for one in empty.findings] == ["ingest.empty"]  # read, and found empty
    (tmp_path / "me.xsd").write_text(SCHEMA, encoding="utf-8")
    assert list(named_files(path)) == ["me.xsd"]  # a part of what is filed
