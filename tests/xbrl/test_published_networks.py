"""A report on a published taxonomy alone brings no networks and no labels: the package that is
given with it does."""

import zipfile
from datetime import date
from pathlib import Path

from test_packages_of_others import CATALOG, ITEM, PACKAGE, RESOURCES, XS

from crossfoot.products.statements import statement_rows
from crossfoot.workflows import store_api
from own_output import take

XLINK = 'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'
ROLE = "http://base.example/role/{}"
ROLE_TYPE = (
    '<link:roleType roleURI="{0}" id="{1}"><link:definition>{1}, as published</link:definition>'
    "<link:usedOn>link:presentationLink</link:usedOn></link:roleType>"
)
REFERRED = (
    '<link:linkbaseRef xlink:type="simple" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase" xlink:href="{}" '
    'xlink:role="http://www.xbrl.org/2003/role/{}LinkbaseRef"/>'
)
LINES = ITEM.format("b_Lines", "Lines", "string", "duration").replace(
    "<xs:element ", '<xs:element abstract="true" '
)
BASE = XS.format(
    "http://base.example/2024",
    f"<xs:annotation><xs:appinfo {XLINK}>{ROLE_TYPE.format(ROLE.format('Position'), 'Position')}"
    f"{ROLE_TYPE.format(ROLE.format('Elsewhere'), 'Elsewhere')}{REFERRED.format('pre.xml', 'presentation')}"
    f"{REFERRED.format('lab.xml', 'label')}</xs:appinfo></xs:annotation>"
    + LINES
    + ITEM.format("b_Cash", "Cash", "monetary", "instant")
    + ITEM.format("b_Debt", "Debt", "monetary", "instant")
    + ITEM.format("b_Unused", "Unused", "monetary", "instant"),
)
LOC = '<link:loc xlink:type="locator" xlink:href="base.xsd#b_{0}" xlink:label="{0}"/>'
ARC = (
    '<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" xlink:from="Lines" '
    'xlink:to="{}" order="{}"/>'
)


def network(role: str, *concepts: str) -> str:
    lines = [LOC.format(name) for name in ("Lines", *concepts)] + [
        ARC.format(name, place) for place, name in enumerate(concepts, 1)
    ]
    return f'<link:presentationLink xlink:type="extended" xlink:role="{ROLE.format(role)}">{"".join(lines)}</link:presentationLink>'


def refs(*roles: str) -> str:
    told = '<link:roleRef xlink:type="simple" roleURI="{0}" xlink:href="base.xsd#{1}"/>'
    return "".join(told.format(ROLE.format(role), role) for role in roles)


def label(name: str, text: str) -> str:
    return (
        f"{LOC.format(name)}"
        f'<link:label xlink:type="resource" xlink:label="l{name}" xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en">{text}'
        '</link:label><link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" '
        f'xlink:from="{name}" xlink:to="l{name}"/>'
    )


FILES = {
    "META-INF/catalog.xml": CATALOG,
    "META-INF/taxonomyPackage.xml": PACKAGE,
    "base/base.xsd": BASE,
    "base/pre.xml": f"<link:linkbase {XLINK}>{refs('Position', 'Elsewhere')}{network('Position', 'Debt', 'Cash')}"
    f"{network('Elsewhere', 'Unused')}</link:linkbase>",
    "base/lab.xml": f'<link:linkbase {XLINK}><link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
    f"{label('Lines', 'Where it stands')}{label('Cash', 'Cash at hand')}{label('Debt', 'Owed')}{label('Unused', 'Nothing')}"
    "</link:labelLink></link:linkbase>",
}
INSTANCE = (
    f'<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" {XLINK} xmlns:iso4217="http://www.xbrl.org/2003/iso4217" '
    'xmlns:b="http://base.example/2024"><link:schemaRef xlink:type="simple" xlink:href="http://base.example/2024/base.xsd"/>'
    f'{RESOURCES}<b:Cash id="a" contextRef="i" unitRef="u" decimals="0">25</b:Cash></xbrli:xbrl>'
)


def given(folder: Path) -> tuple[Path, Path]:
    entry, package = folder / "r.xbrl", folder / "base.zip"
    entry.write_text(INSTANCE, encoding="utf-8")
    with zipfile.ZipFile(package, "w") as made:
        for name, text in FILES.items():
            made.writestr(f"base/{name}", text)
    return entry, package


def test_the_statement_is_that_of_the_published_taxonomy(tmp_path: Path) -> None:
    entry, package = given(tmp_path)
    (taken,) = take(tmp_path / "f.duckdb", entry, packages=(package,))
    assert (taken.verdict, taken.findings) == ("accepted", ())
    with store_api.connect(str(tmp_path / "f.duckdb")) as facts:
        rows = statement_rows(facts.statement("cik:0000000007", date(2024, 12, 31), "position"))
        assert facts.sql("SELECT role, name, definition FROM roles") == [
            {
                "role": ROLE.format("Position"),
                "name": "position",
                "definition": "Position, as published",
            }
        ]
        assert facts.sql("SELECT concept, custom FROM concepts ORDER BY concept") == [
            {"concept": name, "custom": False} for name in ("b:Cash", "b:Debt", "b:Lines")
        ]
    assert rows.rows[-1] == ("  Cash at hand", "b:Cash", "25")
    assert ("Where it stands", "b:Lines", None) in rows.rows


def test_what_the_filing_brings_itself_stands_alone(tmp_path: Path) -> None:
    """With a presentation of its own beside it, that is the filing's network."""
    entry, package = given(tmp_path)
    own = XS.format(
        "http://me.example/2024",
        '<xs:import namespace="http://base.example/2024" schemaLocation="http://base.example/2024/base.xsd"/>'
        f"<xs:annotation><xs:appinfo {XLINK}>{REFERRED.format('me_pre.xml', 'presentation')}</xs:appinfo></xs:annotation>",
    )
    start, end = (
        own.index("<xs:annotation>"),
        own.index("</xs:annotation>") + len("</xs:annotation>"),
    )
    (tmp_path / "me.xsd").write_text(
        own[:start].replace("<xs:import", own[start:end] + "<xs:import", 1) + own[end:],
        encoding="utf-8",
    )
    pre = f"<link:linkbase {XLINK}>{refs('Position')}{network('Position', 'Cash')}</link:linkbase>"
    (tmp_path / "me_pre.xml").write_text(
        pre.replace("base.xsd", "http://base.example/2024/base.xsd"), encoding="utf-8"
    )
    entry.write_text(
        INSTANCE.replace("http://base.example/2024/base.xsd", "me.xsd"), encoding="utf-8"
    )
    (taken,) = take(tmp_path / "f.duckdb", entry, packages=(package,))
    assert taken.verdict != "refused"
    with store_api.connect(str(tmp_path / "f.duckdb")) as facts:
        assert facts.sql("SELECT parent, child FROM arcs") == [
            {"parent": "b:Lines", "child": "b:Cash"}
        ]
