"""What was validated with one filing of a batch is not validated with the next; no verdict hangs on
who came first."""

import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from test_packages_of_others import BASE, CATALOG, IMPORT, INSTANCE, OWN, PACKAGE, XS

from crossfoot.arelle.session import ArelleSession
from own_output import take

FLAWED = BASE.replace(
    'type="xbrli:stringItemType"', 'type="xbrli:stringItemType" xbrli:balance="debit"'
)
"""a text with a balance: XBRL 2.1, 5.1.1.2 has it on monetary items alone"""
BREAKING = ("<b:Note", '<xbrli:unit id="k"><xbrli:divide/></xbrli:unit><b:Note')
"""Arelle ends its validation over a fraction without its two sides"""
FLAWED_OWN = OWN.replace(
    'type="xbrli:decimalItemType"', 'type="xbrli:decimalItemType" xbrli:balance="debit"'
)


def package(folder: Path, base: str) -> Path:
    path = folder / "base.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, text in (
            ("META-INF/catalog.xml", CATALOG),
            ("META-INF/taxonomyPackage.xml", PACKAGE),
            ("base/base.xsd", base),
        ):
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


def test_a_clean_base_is_validated_with_the_first_filing_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Collection[str]] = []
    validate = ArelleSession.validate

    def spied(
        self: ArelleSession, *given: Any, validated: Collection[str] = (), **more: Any
    ) -> Any:
        asked.append(frozenset(validated))
        return validate(self, *given, validated=validated, **more)

    monkeypatch.setattr(ArelleSession, "validate", spied)
    filings = [filing(tmp_path / name, number) for number, name in enumerate(("a", "b"), 1)]
    taken = take(tmp_path / "f.duckdb", *filings, packages=(package(tmp_path, BASE),))
    assert told(taken) == [("accepted", []), ("accepted", [])]
    assert [len(known - asked[0]) for known in asked] == [0, 1]


def test_a_base_with_a_fault_is_told_of_with_every_filing(tmp_path: Path) -> None:
    filings = [filing(tmp_path / name, number) for number, name in enumerate(("a", "b"), 1)]
    first, second = told(
        take(tmp_path / "f.duckdb", *filings, packages=(package(tmp_path, FLAWED),))
    )
    assert first == second
    assert first[0] == "refused" and any("balance" in message for message in first[1])


def test_a_fault_that_arelle_sees_in_the_document_alone_is_told_of_with_every_filing(
    tmp_path: Path,
) -> None:
    """An id twice: nobody would see it where the base is taken as validated."""
    twice = BASE.replace('id="b_Note"', 'id="b_Cash"')
    filings = [filing(tmp_path / name, number) for number, name in enumerate(("a", "b"), 1)]
    first, second = told(
        take(tmp_path / "f.duckdb", *filings, packages=(package(tmp_path, twice),))
    )
    assert first == second
    assert first[0] == "refused" and any("b_Cash" in message for message in first[1])


def test_a_base_is_not_clean_because_arelle_never_came_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report that Arelle breaks over ends the validation before the taxonomy; the message names
    the report alone."""
    twice = BASE.replace('id="b_Note"', 'id="b_Cash"')
    breaking, whole = filing(tmp_path / "a", 1), filing(tmp_path / "b", 2)
    text = breaking.read_text(encoding="utf-8")
    breaking.write_text(text.replace(*BREAKING), encoding="utf-8")
    base = package(tmp_path, twice)
    first, second = told(take(tmp_path / "f.duckdb", breaking, whole, packages=(base,)))
    assert any("exception" in message for message in first[1]), first
    assert told(take(tmp_path / "g.duckdb", whole, packages=(base,))) == [second]
    assert second[0] == "refused"


ROLE = "http://base.example/role"
ROLE_TYPE = '<link:roleType id="r" roleURI="{0}"><link:definition>{1}</link:definition><link:usedOn>link:{2}Link</link:usedOn></link:roleType>'  # noqa: E501
LINKS = (
    '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
    f'<link:roleRef xlink:type="simple" xlink:href="roles.xsd#r" roleURI="{ROLE}"/>'
    f'<link:presentationLink xlink:type="extended" xlink:role="{ROLE}"/></link:linkbase>'
)
REFER = (
    '<xs:annotation><xs:appinfo><link:linkbaseRef xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xlink:type="simple" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase" xlink:href="http://base.example/2024/links.xml"/>'
    "</xs:appinfo></xs:annotation>"
)


def with_roles(space: str, meaning: str, used_on: str) -> str:
    """A schema that declares the role."""
    role = ROLE_TYPE.format(ROLE, meaning, used_on)
    return XS.format(f"http://base.example/{space}", "").replace(
        '<xs:import namespace="http://www.xbrl.org',
        f'<xs:annotation><xs:appinfo xmlns:link="http://www.xbrl.org/2003/linkbase">{role}</xs:appinfo></xs:annotation>'
        '<xs:import namespace="http://www.xbrl.org',
    )


def with_base_beside(
    folder: Path, filer: int, imports: tuple[str, ...], refer: str, documents: dict[str, str]
) -> Path:
    """A filing with a taxonomy package of its own, whose documents have the addresses that other
    filings use too."""
    own = OWN.replace(
        IMPORT,
        refer
        + IMPORT
        + "".join(
            IMPORT.replace("2024", one, 1).replace("base.xsd", f"{one}.xsd") for one in imports
        ),
    )
    entry = filing(folder, filer, own)
    with zipfile.ZipFile(folder / "x-taxonomy.zip", "w") as made:
        for name, text in {
            "META-INF/catalog.xml": CATALOG,
            "META-INF/taxonomyPackage.xml": PACKAGE,
            "base/base.xsd": BASE,
        }.items():
            made.writestr(f"x/{name}", text)
        for name, text in documents.items():
            made.writestr(f"x/base/{name}", text)
    return entry


def test_a_clean_linkbase_is_another_beside_another_schema(tmp_path: Path) -> None:
    """Links and both schemas were clean, each with its like; these links with that schema never
    were."""
    right, other = with_roles("roles", "R", "presentation"), with_roles("roles", "R", "calculation")
    filings = [
        with_base_beside(
            tmp_path / "a", 1, ("roles",), REFER, {"roles.xsd": right, "links.xml": LINKS}
        ),
        with_base_beside(tmp_path / "b", 2, ("roles",), "", {"roles.xsd": other}),
        with_base_beside(
            tmp_path / "c", 3, ("roles",), REFER, {"roles.xsd": other, "links.xml": LINKS}
        ),
    ]
    batch = told(take(tmp_path / "f.duckdb", *filings))
    assert [verdict for verdict, _ in batch] == ["accepted", "accepted", "refused"], batch
    assert any("usedOn" in message for message in batch[2][1])


def test_two_clean_schemas_that_say_different_things_of_a_role_are_not_clean_together(
    tmp_path: Path,
) -> None:
    one, two = with_roles("one", "R", "presentation"), with_roles("two", "Q", "presentation")
    filings = [
        with_base_beside(tmp_path / "a", 1, ("one",), "", {"one.xsd": one}),
        with_base_beside(tmp_path / "b", 2, ("two",), "", {"two.xsd": two}),
        with_base_beside(tmp_path / "c", 3, ("one", "two"), "", {"one.xsd": one, "two.xsd": two}),
    ]
    batch = told(take(tmp_path / "f.duckdb", *filings))
    assert [verdict for verdict, _ in batch] == ["accepted", "accepted", "refused"], batch
    assert any("s-equal" in message for message in batch[2][1])


def test_a_filing_with_a_fault_of_its_own_is_told_of_after_a_clean_one_and_makes_the_base_no_worse(
    tmp_path: Path,
) -> None:
    filings = [
        filing(tmp_path / "a", 1),
        filing(tmp_path / "b", 2, FLAWED_OWN),
        filing(tmp_path / "c", 3),
    ]
    base = package(tmp_path, BASE)
    batch = told(take(tmp_path / "f.duckdb", *filings, packages=(base,)))
    alone = [
        told(take(tmp_path / f"{path.parent.name}.duckdb", path, packages=(base,)))[0]
        for path in filings
    ]
    assert batch == alone
    assert [verdict for verdict, _ in batch] == ["accepted", "refused", "accepted"]


def test_our_base_is_given_where_only_arelle_sees_that_it_is_needed(tmp_path: Path) -> None:
    """A given package imports it far down in a long schema."""
    ours = "https://example.org/crossfoot/gaap/2026"
    imported = f'<!--{"-".join("x" * 70_000)}--><xs:import namespace="{ours}" schemaLocation="{ours}/gaap-2026.xsd"/>'
    base = BASE.replace("<xs:element", f"{imported}<xs:element", 1)
    taken = take(
        tmp_path / "f.duckdb", filing(tmp_path / "a", 1), packages=(package(tmp_path, base),)
    )
    assert told(taken) == [("accepted", [])]


def test_a_base_that_is_given_is_not_given_twice(tmp_path: Path) -> None:
    """Its package says what ours would say too: a second one of the same addresses is a warning of
    Arelle's."""
    ours = "https://example.org/crossfoot/gaap/2026"
    root = Path(__file__).parents[2] / "taxonomy" / "gaap" / "2026" / "xbrl"
    path = tmp_path / "gaap.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("g/META-INF/taxonomyPackage.xml", PACKAGE)
        made.writestr(
            "g/META-INF/catalog.xml", CATALOG.replace("http://base.example/2024/", f"{ours}/")
        )
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
