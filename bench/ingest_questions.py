"""A store of 10 million synthetic facts, and questions to it: `fill PLACE`, then `ask PLACE` prints
what each took as JSON.

2,500 filers with four yearly filings of a thousand facts: 250 concepts, this year and the year
before, half of it with a member.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Sized
from datetime import date
from typing import Any

from crossfoot.store.store import open_store
from crossfoot.workflows import store_api

FILERS, YEARS = 2500, range(2012, 2016)
_FILER = "'cik:' || lpad(CAST(f AS TEXT), 10, '0')"
_CONCEPT = "'us-gaap:Concept' || lpad(CAST(n % 250 AS TEXT), 4, '0')"
_FILERS = (
    f"INSERT INTO filers SELECT {_FILER}, 'http://www.sec.gov/CIK', lpad(CAST(f AS TEXT), 10, '0'), "
    "'Filer ' || f, 'f' || f FROM range(?) t(f)"
)
_FILINGS = (
    "INSERT INTO filings (filing, digest, filer, filer_name, form, amendment, period_end, fiscal_year, fiscal_period, fiscal_year_end, "
    "filed, received, document, verdict, validated, fact_count) SELECT f * 4 + y - 2012, lpad(CAST(f * 4 + y - 2012 AS TEXT), 64, '0'), "
    f"{_FILER}, 'Filer ' || f, '10-K', false, make_date(y, 12, 31), CAST(y AS TEXT), 'FY', '--12-31', make_date(y + 1, 3, 1), "
    "TIMESTAMP '2026-01-01 00:00:00', 'a.xbrl', 'accepted', true, 1000 FROM range(?) a(f), range(2012, 2016) b(y)"
)
_FACTS = (
    f"INSERT INTO facts SELECT f * 4 + y - 2012, n, 'f' || n, {_FILER}, {_CONCEPT}, "
    "CASE WHEN n % 2 = 1 THEN make_date(y - (n // 250) % 2, 1, 1) END, "
    "make_date(y - (n // 250) % 2, 12, 31), 'USD', "
    "CASE WHEN n < 500 THEN '' ELSE '{\"us-gaap:StatementBusinessSegmentsAxis\":\"us-gaap:M' || "
    "(n // 250) || '\"}' END, NULL, -3, false, CAST(f * 1000 + n + y AS TEXT) || '000', (f * 1000 + n + y) * 1000 "
    "FROM range(?) a(f), range(1000) b(n), (SELECT CAST(? AS INTEGER) AS y) c ORDER BY hash(f), n"
)
_CONCEPTS = (
    "INSERT INTO concepts (filing, concept, namespace, name, custom) SELECT g, 'us-gaap:Concept' || lpad(CAST(c AS TEXT), 4, '0'), "
    "'http://fasb.org/us-gaap/2023', 'Concept' || c, false FROM range(?) a(g), range(250) d(c)"
)


def fill(place: str) -> None:
    with open_store(place, write=True) as store:
        store.execute(_FILERS, (FILERS,))
        store.execute(_FILINGS, (FILERS,))
        for year in YEARS:
            store.execute(_FACTS, (FILERS, year))
        store.execute(_CONCEPTS, (FILERS * len(YEARS),))


def ask(place: str) -> None:
    day, asked = date(2015, 6, 30), []
    with store_api.connect(place) as facts:
        questions: dict[str, Callable[[], Sized]] = {
            "frame of a year, 2,500 filers": lambda: facts.frames(
                "us-gaap:Concept0101", "USD", "CY2014"
            )["data"],
            "frame of a day, 2,500 filers": lambda: facts.frames(
                "us-gaap:Concept0100", "USD", "CY2014Q4I"
            )["data"],
            "as of a day: one filer and concept": lambda: facts.as_of(
                day, "cik:0000000007", "us-gaap:Concept0100"
            ),
            "as of a day: one filer, all it told": lambda: facts.as_of(day, "cik:0000000007"),
            "as of a day: one concept, all filers": lambda: facts.as_of(
                day, "", "us-gaap:Concept0100", dimensions=""
            ),
        }
        for name, question in questions.items():
            asked.append({"name": name, **_timed(question)})
    print(json.dumps(asked))


def _timed(question: Callable[[], Sized]) -> dict[str, Any]:
    walls, cpus = [], []
    for _ in range(6):
        wall, cpu = time.perf_counter(), time.process_time()
        rows = len(question())
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    middle = len(walls) // 2
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "first": walls[0],
        "wall": sorted(walls[1:])[middle - 1],
        "cpu": sorted(cpus[1:])[middle - 1],
        "rows": rows,
        "mb": memory,
    }


if __name__ == "__main__":
    {"fill": fill, "ask": ask}[sys.argv[1]](sys.argv[2])
