"""The light reader of anyone's XML: what is there is read, nothing is fetched, nothing leaves the
folder."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from crossfoot.workflows.taxonomy_tasks import lint_all
from crossfoot.workspace import Workspace
from crossfoot.xbrl.taxonomy_reader import read_xbrl_taxonomy

GOOD = Path(__file__).parent.parent / "lint" / "cases" / "role-ref" / "good"
PACKAGE = """<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package"><tp:entryPoints><tp:entryPoint>
<tp:entryPointDocument href="https://example.org/tiny/tiny.xsd"/></tp:entryPoint></tp:entryPoints></tp:taxonomyPackage>"""
CATALOG = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<rewriteURI uriStartString="https://example.org/tiny/" rewritePrefix="../files/"/></catalog>"""


def texts(path: Path) -> list[str]:
    (linted,) = lint_all(Workspace(root=path.parent), [str(path)])
    return [str(finding) for finding in linted.findings]


def schema(*lines: str) -> str:
    head = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="https://example.org/a">'
    return head + "".join(f"\n{line}" for line in lines) + "\n</xs:schema>\n"


def packed(path: Path, extra: dict[str, str]) -> Path:
    """The good taxonomy as a package whose entry point is known by its web address alone."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in GOOD.iterdir():
            archive.writestr(f"top/files/{file.name}", file.read_bytes())
        for name, text in {
            "top/META-INF/catalog.xml": CATALOG,
            "top/META-INF/taxonomyPackage.xml": PACKAGE,
            **extra,
        }.items():
            archive.writestr(name, text)
    return path


def test_a_schema_a_folder_and_a_zip_give_the_same_view(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    shutil.copytree(GOOD, tmp_path / "files", dirs_exist_ok=True)
    views = [
        read_xbrl_taxonomy(path)[0]
        for path in (
            tmp_path / "files" / "tiny.xsd",
            tmp_path / "files",
            packed(tmp_path / "p.zip", {}),
        )
    ]
    keys = [(sorted(view.elements), len(view.lines), len(view.labels)) for view in views]
    # four labels of role label or total, three definitions; two presentation arcs, one calculation
    # arc
    assert keys == [(["tiny:Assets", "tiny:Cash", "tiny:SheetAbstract"], 3, 7)] * 3


def test_what_a_package_brings_along_beside_its_entry_point_is_not_judged(tmp_path: Path) -> None:
    stray = schema(
        '<xs:element name="bad_name" id="a_bad_name" substitutionGroup="xbrli:item" type="xbrli:monetaryItemType"/>'
    )
    assert texts(packed(tmp_path / "p.zip", {"top/files/stray.xsd": stray})) == []


def test_documents_that_are_not_here_are_told_once(tmp_path: Path) -> None:
    imports = [
        f'<xs:import namespace="b" schemaLocation="https://example.org/b/{name}.xsd"/>'
        for name in "xyz"
    ]
    (tmp_path / "a.xsd").write_text(
        schema(*imports, '<xs:include schemaLocation="../../secret.xsd"/>'), encoding="utf-8"
    )
    (tmp_path.parent / "secret.xsd").write_text(schema(), encoding="utf-8")
    findings = read_xbrl_taxonomy(tmp_path / "a.xsd")[1]
    assert [finding.code for finding in findings if finding.code == "read.absent"] == [
        "read.absent"
    ]
    assert (
        "4 documents are not here and not looked at: ../../secret.xsd, https://example.org/b/x.xsd"
        in findings[0].message
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "read.doctype"),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a b="&e;"/>', "read.doctype"),
        ("<a><b></a>", "read.xml"),
        ("", "read.xml"),
        ("<a/>", "read.nothing"),
    ],
)
def test_what_is_no_taxonomy_is_a_finding(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "a.xsd").write_text(text, encoding="utf-8")
    assert [finding.code for finding in read_xbrl_taxonomy(tmp_path / "a.xsd")[1]] == [code]


def test_a_zip_that_holds_nothing_is_a_finding(tmp_path: Path) -> None:
    data = io.BytesIO()
    zipfile.ZipFile(data, "w").close()
    (tmp_path / "a.zip").write_bytes(data.getvalue())
    assert texts(tmp_path / "a.zip") == [
        "a.zip: there is no schema and no linkbase here [read.nothing]"
    ]


def test_a_prohibited_arc_is_gone(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "t")
    path = tmp_path / "t" / "tiny_cal.xml"
    text = path.read_text(encoding="utf-8")
    arc = next(line for line in text.splitlines() if "calculationArc" in line)
    path.write_text(
        text.replace(arc, arc + "\n" + arc.replace("/>", ' use="prohibited" priority="1"/>')),
        encoding="utf-8",
    )
    view = read_xbrl_taxonomy(tmp_path / "t")[0]
    assert [line.kind for line in view.lines] == ["presentation", "presentation"]
