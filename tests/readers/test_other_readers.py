"""Readers from PyPI that are not Arelle read our files: as many facts, the same values; what
differs is explained by name.

pip install ixbrlparse py-xbrl     both come with the extra 'dev'
pip install edgartools             many packages behind it: into an environment of its own, with
crossfoot beside it
"""

import json
import logging
import math
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from real_filing import STEM, Built

BASE = "https://example.org/crossfoot/gaap/2026/"
NOT_KNOWN_DATES = {  # transformations that ixbrlparse 0.12 does not know: it gives back the printed text
    "cover.DocumentPeriodEndDate.2009-04-01_2010-03-31": "March 31, 2010",
    "cover.CurrentFiscalYearEndDate.2009-04-01_2010-03-31": "March 31",
}


def blocks(facts: dict[str, dict[str, Any]]) -> set[str]:
    """Text blocks: on the page both readers give bare text instead of markup, for they know no
    `escape`, exclusion or continuation."""
    found = {
        name for name, fact in facts.items() if fact["dimensions"]["concept"].endswith("TextBlock")
    }
    assert len(found) == 5
    return found


def reader(name: str, package: str) -> Any:
    return pytest.importorskip(name, reason=f"{package} is not installed: pip install {package}")


@pytest.fixture(scope="module")
def facts(built: Built) -> dict[str, dict[str, Any]]:
    """Our facts by id, as the JSON tells them."""
    held = json.loads((built.folder / f"{STEM}.json").read_text(encoding="utf-8"))["facts"]
    return {
        name: fact for name, fact in held.items() if fact["dimensions"]["concept"] != "xbrl:note"
    }


def numeric(fact: dict[str, Any]) -> bool:
    return "decimals" in fact or "unit" in fact["dimensions"]


def nearest(value: Any) -> float:
    """What a reader that computes in binary floating point can hold."""
    return float(Decimal(str(value)))


def wrong_numbers(
    found: dict[str, Any], facts: dict[str, dict[str, Any]]
) -> dict[str, tuple[Any, str]]:
    """Those that differ by more than the last bit: readers multiply by the scale in binary floating
    point (46.1 * 10 ** -2)."""
    return {
        name: (value, facts[name]["value"])
        for name, value in found.items()
        if value is None
        or not math.isclose(nearest(value), nearest(facts[name]["value"]), rel_tol=4e-16, abs_tol=0)
    }


def test_ixbrlparse_reads_the_page(built: Built, facts: dict[str, dict[str, Any]]) -> None:
    ixbrlparse = reader("ixbrlparse", "ixbrlparse")
    with built.page.open(encoding="utf-8") as page, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = ixbrlparse.IXBRL(page)
    assert read.errors == []
    numbers = {one.soup_tag["id"]: one.value for one in read.numeric}
    texts = {one.soup_tag["id"]: one.value for one in read.nonnumeric}
    assert sorted([*numbers, *texts]) == sorted(facts)
    assert len(read.numeric) + len(read.nonnumeric) == len(facts)
    assert sorted(numbers) == sorted(name for name, fact in facts.items() if numeric(fact))
    assert wrong_numbers(numbers, facts) == {}
    plain = {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in texts.items()
    }
    different = {name: text for name, text in plain.items() if text != facts[name]["value"]}
    assert {
        name for name, text in different.items() if NOT_KNOWN_DATES.get(name) != text
    } == blocks(facts)


def py_xbrl_cache(built: Built, folder: Path) -> Any:
    """The reader's cache, filled from our base and from the schemas that Arelle brings along;
    nothing is fetched."""
    import arelle

    cache = reader("xbrl.cache", "py-xbrl")
    standard = Path(arelle.__file__).parent / "resources" / "cache"
    base = built.workspace / "taxonomy" / "gaap" / "2026" / "xbrl"

    class Offline(cache.HttpCache):  # type: ignore[misc, name-defined]
        def cache_file(self, file_url: str) -> str:
            rest = file_url.partition("://")[2]
            places = [
                base / file_url.removeprefix(BASE),
                standard / "http" / rest,
                standard / "https" / rest,
            ]
            return str(next(path for path in places if path.is_file()))

    return Offline(f"{folder}/")


@pytest.mark.parametrize("name", ["page", "xbrl"])
def test_py_xbrl_reads_both_files(
    built: Built,
    facts: dict[str, dict[str, Any]],
    tmp_path: Path,
    name: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    instance = reader("xbrl.instance", "py-xbrl")
    caplog.set_level(logging.ERROR)
    parse = instance.parse_ixbrl if name == "page" else instance.parse_xbrl
    options = {"encoding": "utf-8"} if name == "page" else {}
    read = parse(str(getattr(built, name)), py_xbrl_cache(built, tmp_path), **options).facts
    numbers = {one.xml_id: one.value for one in read if isinstance(one, instance.NumericFact)}
    texts = {one.xml_id: one.value for one in read if not isinstance(one, instance.NumericFact)}
    missing = set(facts) - set(numbers) - set(texts)
    # py-xbrl 3.0 leaves out a number whose whole text stands in a tag inside it (Inline XBRL 1.1,
    # 10.1.1: one number, two facts)
    assert missing == (outer_of_nested(built) if name == "page" else set())
    assert len(read) == len(facts) - len(missing)
    assert wrong_numbers(numbers, facts) == {}
    assert {key for key, text in texts.items() if text != facts[key]["value"]} == (
        blocks(facts) if name == "page" else set()
    )


def outer_of_nested(built: Built) -> set[str]:
    """Ids of number tags that hold another number tag and no text of their own."""
    from lxml import etree

    ix = "{http://www.xbrl.org/2013/inlineXBRL}nonFraction"
    tags = etree.parse(built.page).iter(ix)
    return {
        str(tag.get("id"))
        for tag in tags
        if tag.find(ix) is not None and not (tag.text or "").strip()
    }


def test_edgartools_reads_the_instance(built: Built, facts: dict[str, dict[str, Any]]) -> None:
    edgar = reader("edgar.xbrl", "edgartools")
    parts = [
        built.folder / f"{STEM}{end}"
        for end in (".xbrl", ".xsd", "_pre.xml", "_cal.xml", "_def.xml", "_lab.xml")
    ]
    read = list(edgar.XBRL.from_files(*parts)._facts.values())
    assert sorted(one.fact_id for one in read) == sorted(facts)
    different = {
        one.fact_id: (one.value, facts[one.fact_id]["value"])
        for one in read
        if (
            Decimal(one.value) != Decimal(facts[one.fact_id]["value"])
            if one.unit_ref
            else one.value != facts[one.fact_id]["value"]
        )
    }
    assert different == {}
    linked = {one.fact_id: sorted(one.footnotes) for one in read if one.footnotes}
    assert linked == {
        name: sorted(fact["links"]["footnote"]["_"])
        for name, fact in facts.items()
        if "links" in fact
    }
