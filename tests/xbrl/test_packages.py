"""Taxonomy and report packages: what they hold, in equal bytes, and Arelle alone with one of
them."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from crossfoot.arelle.session import ArelleSession
from crossfoot.cli.main import main
from crossfoot.model.taxonomy import Vocabulary
from crossfoot.system.archive_guard import check_archive
from crossfoot.xbrl.packages import (
    EntryPoint,
    PackageDescription,
    report_package,
    taxonomy_package,
    zip_bytes,
)
from harbor_case import Harbor
from real_filing import STEM, Built, copy_workspace

TP = "{http://xbrl.org/2016/taxonomy-package}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OWN = Vocabulary(
    prefix="t", namespace="http://example.org/t", base_url="http://example.org/t/", schema="t.xsd"
)
BASE = Vocabulary(
    prefix="b", namespace="http://example.org/b", base_url="http://example.org/b/", schema="b.xsd"
)
ENTRY = EntryPoint(
    names=(("en", "All & more"), ("ja", "全部")),
    descriptions=(("en", "Everything"),),
    address="http://example.org/t/t.xsd",
)
DESCRIBED = PackageDescription(
    name="t-1",
    version="2010-03-31",
    publisher="A < B",
    titles=(("en", "Title"), ("ja", "題")),
    entry_points=(ENTRY,),
)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_an_archive_is_sorted_deflated_and_has_no_clock() -> None:
    data = zip_bytes({"b/y": b"2" * 99, "a/z": b"1", "b/x": b""})
    assert data == zip_bytes({"b/x": b"", "a/z": b"1", "b/y": b"2" * 99})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["a/z", "b/x", "b/y"]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_DEFLATED}
    assert {info.external_attr >> 16 for info in infos} == {0o100644}
    assert {info.create_system for info in infos} == {3}


def test_a_taxonomy_package_maps_addresses_to_its_folders() -> None:
    held = members(
        b"".join(
            taxonomy_package(
                DESCRIBED, [(OWN, "t", {"t.xsd": b"T"}), (BASE, "b/2026", {"b.xsd": b"B"})]
            )
        )
    )
    assert list(held) == [
        "t-1/META-INF/catalog.xml",
        "t-1/META-INF/taxonomyPackage.xml",
        "t-1/b/2026/b.xsd",
        "t-1/t/t.xsd",
    ]
    catalog = ElementTree.fromstring(held["t-1/META-INF/catalog.xml"])
    assert {one.get("uriStartString"): one.get("rewritePrefix") for one in catalog} == {
        "http://example.org/b/": "../b/2026/",
        "http://example.org/t/": "../t/",
    }
    told = ElementTree.fromstring(held["t-1/META-INF/taxonomyPackage.xml"])
    assert [(one.get(LANG), one.text) for one in told.iter(f"{TP}name")] == [
        ("en", "Title"),
        ("ja", "題"),
        ("en", "All & more"),
        ("ja", "全部"),
    ]
    assert [one.get("href") for one in told.iter(f"{TP}entryPointDocument")] == [
        "http://example.org/t/t.xsd"
    ]
    assert told.findtext(f"{TP}publisher") == "A < B"


def test_a_report_package_has_the_taxonomy_beside_the_page() -> None:
    held = members(
        b"".join(
            report_package(
                DESCRIBED,
                (OWN, {"t.xsd": b"T"}),
                [(BASE, "b/2026", {"b.xsd": b"B"})],
                ("t.htm", b"<html/>"),
            )
        )
    )
    assert sorted(held) == [
        "t-1/META-INF/catalog.xml",
        "t-1/META-INF/reportPackage.json",
        "t-1/META-INF/taxonomyPackage.xml",
        "t-1/b/2026/b.xsd",
        "t-1/reports/t.htm",
        "t-1/reports/t.xsd",
    ]
    kind = json.loads(held["t-1/META-INF/reportPackage.json"])["documentInfo"]["documentType"]
    assert kind == "https://xbrl.org/report-package/2023/xbri"
    assert (
        b'uriStartString="http://example.org/t/" rewritePrefix="../reports/"'
        in held["t-1/META-INF/catalog.xml"]
    )


def test_the_report_package_of_the_filing_holds_the_page_as_it_is(built: Built) -> None:
    path = built.folder / f"{STEM}.xbri"
    held = members(path.read_bytes())
    assert held[f"{STEM}/reports/{STEM}.htm"] == built.page.read_bytes()
    for name in ("xsd", "_pre.xml", "_cal.xml", "_def.xml", "_lab.xml"):
        file = f"{STEM}.{name}" if name == "xsd" else f"{STEM}{name}"
        assert held[f"{STEM}/reports/{file}"] == (built.folder / file).read_bytes()
    assert check_archive(path) == check_archive(built.package) == []


@pytest.mark.slow
def test_the_report_package_opens_with_arelle_alone_offline(built: Built, tmp_path: Path) -> None:
    """The command line of Arelle, no file beside the package, no network, no settings of ours."""
    shutil.copy(built.folder / f"{STEM}.xbri", tmp_path)
    facts = tmp_path / "facts.csv"
    command = [
        sys.executable,
        "-m",
        "arelle.CntlrCmdLine",
        "--internetConnectivity",
        "offline",
        "--disablePersistentConfig",
    ]
    command += ["--file", f"{STEM}.xbri", "--validate", "--calc", "c11r", "--facts", str(facts)]
    command += ["--logFormat", "[%(levelname)s] %(message)s"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    # not by --validationExitCode: that is 3 for any report with assertions, satisfied or not
    said = [
        line
        for line in (done.stdout + done.stderr).splitlines()
        if line.startswith(("[ERROR", "[WARN", "[INCONS", "[CRIT"))
    ]
    assert (done.returncode, said) == (0, [])
    assert (
        "[INFO] Dollars are yen at 93.40: Cost of Revenues 578701000" in done.stdout + done.stderr
    )
    assert facts.read_text(encoding="utf-8").count(",JPY,") > 500


def test_all_facts_come_out_of_the_report_package(
    built: Built, tmp_path: Path, arelle: ArelleSession
) -> None:
    shutil.copy(built.folder / f"{STEM}.xbri", tmp_path)
    inside = arelle.validate(tmp_path / f"{STEM}.xbri", facts=True)
    beside = arelle.validate(built.page, packages=[built.package], facts=True)
    assert [m.text for m in inside.messages if m.mode != "c10"] == []
    assert inside.facts == beside.facts
    assert inside.bound == beside.bound


@pytest.mark.parametrize(
    ("line", "name"),
    [("name_ja: 株式会社ハーバー\n", "株式会社ハーバー"), ("", "Harbor Tools Corp.")],
)
def test_a_package_names_the_company_in_japanese_where_it_has_such_a_name(
    harbor: Harbor, line: str, name: str
) -> None:
    harbor.edit("company.yaml", "prefix: hbr\n", f"{line}prefix: hbr\n")
    assert harbor.build().code == 0
    held = members((harbor.output / "hbr-20241231-taxonomy.zip").read_bytes())
    told = ElementTree.fromstring(held["hbr-20241231-taxonomy/META-INF/taxonomyPackage.xml"])
    texts = [
        one.text
        for one in told.iter()
        if one.get(LANG) == "ja" and one.tag.endswith(("}name", "}description"))
    ]
    assert texts[:3] == [
        f"{name} 2024-12-31 拡張タクソノミ",
        f"{name} 2024-12-31 拡張タクソノミ",
        f"{name} 2024-12-31 報告書",
    ]


@pytest.mark.slow
def test_the_base_is_packed_with_both_entry_points(
    tmp_path: Path, arelle: ArelleSession, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    assert main(["taxonomy", "build", "--workspace", str(workspace)]) == 0
    path = workspace / "output" / "taxonomy" / "gaap-2026-taxonomy.zip"
    assert str(path) in capsys.readouterr().out
    first = path.read_bytes()
    assert main(["taxonomy", "build", "--workspace", str(workspace)]) == 0
    assert path.read_bytes() == first
    told = ElementTree.fromstring(members(first)["gaap-2026-taxonomy/META-INF/taxonomyPackage.xml"])
    entries = told.findall(f"{TP}entryPoints/{TP}entryPoint")
    assert [entry.find(f"{TP}entryPointDocument").get("href") for entry in entries] == [  # type: ignore[union-attr]
        "https://example.org/crossfoot/gaap/2026/gaap-2026-all.xsd",
        "https://example.org/crossfoot/gaap/2026/gaap-2026.xsd",
    ]
    for entry in entries:
        for element in ("name", "description"):
            assert [one.get(LANG) for one in entry.findall(f"{TP}{element}")] == ["en", "ja"]
    shutil.copy(path, tmp_path)
    judged = arelle.validate(tmp_path / path.name)
    assert [m.text for m in judged.messages] == []
    assert judged.counts["calc_relationships"] > 1000
