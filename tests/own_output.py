"""A small output folder as a build writes it, for a filer that does not exist; and the same report
in the wild."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest

from crossfoot.system.archive_guard import ARCHIVES
from crossfoot.workflows.build_record import OVERRIDE
from crossfoot.workflows.ingest import IngestResult, Intake, IntakeOptions

NOON = datetime(2026, 11, 22, 12)
FACTS = (
    ("bs.Assets", "Assets", "i2024", "JPY", "-3", "90000"),
    ("bs.Assets.USD", "Assets", "i2024", "USD", "-3", "600000"),
    ("is.Revenues", "Revenues", "d2024", "JPY", "-3", "1234567890123000"),
    ("is.Revenues.prior", "Revenues", "d2023", "JPY", "-3", "1111111111111000"),
    ("seg.Revenues", "Revenues", "d2024seg", "JPY", "-3", "5000"),
    ("ps.Ratio", "Ratio", "d2024", "pure", "4", "0.1234"),
)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<xbrli:xbrl xmlns:gaap="https://example.org/crossfoot/gaap/2026" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:tst="https://example.org/crossfoot/tst/{day}" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    '<link:schemaRef xlink:type="simple" xlink:href="tst-{day}.xsd"/>\n'
)
_CONTEXT = (
    '<xbrli:context id="{id}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier>'
    "{segment}</xbrli:entity><xbrli:period>{period}</xbrli:period></xbrli:context>\n"
)
_SHOP = '<xbrldi:explicitMember dimension="gaap:StatementBusinessSegmentsAxis">tst:ShopMember</xbrldi:explicitMember>'
_SEGMENT = f"<xbrli:segment>{_SHOP}</xbrli:segment>"
_SPAN = "<xbrli:startDate>{0}-01-01</xbrli:startDate><xbrli:endDate>{0}-12-31</xbrli:endDate>"
Facts = Iterable[tuple[str, str, str, str, str, str]]


def instance_text(facts: Facts = FACTS, day: str = "20241231") -> str:
    """An instance, written the way the build writes it."""
    contexts = (
        _CONTEXT.format(id="i2024", segment="", period="<xbrli:instant>2024-12-31</xbrli:instant>"),
        _CONTEXT.format(id="d2024", segment="", period=_SPAN.format(2024)),
        _CONTEXT.format(id="d2023", segment="", period=_SPAN.format(2023)),
        _CONTEXT.format(id="d2024seg", segment=_SEGMENT, period=_SPAN.format(2024)),
    )
    units = "".join(
        f'<xbrli:unit id="{unit}"><xbrli:measure>{"xbrli:pure" if unit == "pure" else f"iso4217:{unit}"}</xbrli:measure></xbrli:unit>\n'
        for unit in ("JPY", "USD", "pure")
    )
    told = "".join(
        f'<gaap:{name} id="{one}" contextRef="{context}" unitRef="{unit}" decimals="{decimals}">{value}</gaap:{name}>\n'
        for one, name, context, unit, decimals, value in facts
    )
    cover = '<gaap:DocumentType id="cover.DocumentType" contextRef="d2024" xml:lang="en-US">6-K &amp; more</gaap:DocumentType>\n'
    return _HEAD.format(day=day) + "".join(contexts) + units + cover + told + "</xbrli:xbrl>\n"


def own_output(
    folder: Path, facts: Facts = FACTS, *, filed: str | None = "2025-02-14", verdict: str = "clean"
) -> Path:
    """The folder with instance, addresses, findings and manifest."""
    folder.mkdir(parents=True)
    rows = list(facts)
    (folder / "tst-20241231.xbrl").write_text(instance_text(rows), encoding="utf-8")
    places = {
        one: {
            "file": "table.csv",
            "sheet": None,
            "row": n + 2,
            "column": "A",
            "document": "doc.txt",
            "line": str(n + 100),
        }
        for n, (one, *_) in enumerate(rows)
    }
    (folder / "sources.json").write_text(json.dumps(places), encoding="utf-8")
    (folder / "findings.json").write_text('{"findings": []}', encoding="utf-8")
    files = {
        path.name: {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "size": path.stat().st_size,
        }
        for path in sorted(folder.iterdir())
    }
    manifest = {
        "version": 1,
        "stem": "tst-20241231",
        "filer": "Test Company",
        "prefix": "tst",
        "title": "Annual results",
        "period_end": "2024-12-31",
        "filed": filed,
        "verdict": verdict,
        "rules": ["XBRL 2.1", "Arelle 2.47.3"],
        "files": files,
    }
    (folder / "intake.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def changed(facts: Facts, name: str, value: str) -> list[tuple[str, str, str, str, str, str]]:
    """The facts with one value replaced."""
    return [(*fact[:5], value) if fact[0] == name else fact for fact in facts]


def take(
    store: Path | str, *paths: Path, when: datetime = NOON, **options: object
) -> list[IngestResult]:
    """Take the paths into the store at a given time: on trust, for no build recorded what these
    tests write; with `judge=True` validated, though a build of these tests recorded it."""
    judge = options.pop("judge", False)
    options["trust"] = not judge and not any(path.suffix in ARCHIVES for path in paths)
    with pytest.MonkeyPatch.context() as patch:
        if judge:
            patch.setenv(OVERRIDE, "/another/machine")
        with Intake(
            options=IntakeOptions(store=str(store), **options), clock=lambda: when
        ) as intake:  # type: ignore[arg-type]
            return list(intake.take(paths))
