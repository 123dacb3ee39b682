"""What a question names: whether the store holds it, and what comes near where it does not."""

import json
from collections.abc import Iterable
from difflib import get_close_matches

from crossfoot.errors import UsageError
from crossfoot.store.connection import Store
from crossfoot.store.selection import FILER, Selection, filer_values
from crossfoot.xbrl.names import short_axis, short_member

_NEAR = 4


def short_dimensions(stored: str) -> str:
    """`StatementScenario=ScenarioForecast`, several with `; `, of dimensions as stored: what people
    read and may write."""
    if not stored.startswith("{"):
        return stored
    return "; ".join(
        f"{short_axis(axis)}={short_member(member)}" for axis, member in json.loads(stored).items()
    )


def stored_dimensions(store: Store, text: str) -> str:
    """Dimensions as stored, of those as people read them."""
    if not text or text.startswith("{"):
        return text
    known = {
        short_dimensions(one): one
        for (one,) in store.rows("SELECT DISTINCT dimensions FROM facts ORDER BY dimensions").rows
        if one
    }
    if text not in known:
        raise UsageError(
            f"no fact has the dimensions '{text}'",
            did_you_mean(text, known) or "crossfoot facts list shows them",
        )
    return str(known[text])


def check_filer(store: Store, filer: str) -> None:
    """UsageError where no filer is meant by it."""
    if (
        not filer
        or store.rows(f"SELECT filer FROM filers WHERE {FILER} LIMIT 1", filer_values(filer)).rows
    ):
        return
    names = {
        name
        for row in store.rows("SELECT filer, identifier, prefix, name FROM filers").rows
        for name in row
        if name
    }
    raise UsageError(
        f"there is no filer '{filer}' in the store",
        f"{did_you_mean(filer, names)}crossfoot facts filings lists them",
    )


def check_concept(store: Store, concept: str, filer: str = "") -> None:
    """UsageError where no fact, or none of the filer, has the concept."""
    where, values = Selection(concept=concept, filer=filer).where()
    if not concept or store.rows(f"SELECT concept FROM facts WHERE {where} LIMIT 1", values).rows:
        return
    hint = f"{near_concepts(store, concept, filer)}crossfoot facts search WORDS finds concepts"
    raise UsageError(f"no fact{f' of {filer}' if filer else ''} has the concept '{concept}'", hint)


def near_concepts(store: Store, concept: str, filer: str = "") -> str:
    """`did you mean gaap:Revenues?`, or nothing."""
    where, values = Selection(filer=filer).where()
    known = [
        name
        for (name,) in store.rows(
            f"SELECT DISTINCT concept FROM facts WHERE {where} ORDER BY concept", values
        ).rows
    ]
    return did_you_mean(concept, known)


def did_you_mean(asked: str, known: Iterable[str]) -> str:
    """The names that come near, whatever their prefix and case."""
    bare: dict[str, list[str]] = {}
    for name in sorted(known):
        bare.setdefault(name.rpartition(":")[2].lower(), []).append(name)
    wanted = asked.rpartition(":")[2].lower()
    near = get_close_matches(wanted, bare, n=_NEAR) + [
        one for one in bare if wanted and wanted in one
    ]
    names = [name for one in dict.fromkeys(near) for name in bare[one]][:_NEAR]
    return f"did you mean {' or '.join(names)}? " if names else ""


def available_data(store: Store, selection: Selection) -> str:
    """What there is of filer and concept where a narrower question finds nothing: units, and the
    first and last period end."""
    check_filer(store, selection.filer)
    check_concept(store, selection.concept, selection.filer)
    if (
        selection.filing is not None
        and not store.rows("SELECT 1 FROM filings WHERE filing = ?", (selection.filing,)).rows
    ):
        raise UsageError(
            f"there is no filing {selection.filing} in the store",
            "crossfoot facts filings lists them with their keys",
        )
    where, values = Selection(filer=selection.filer, concept=selection.concept).where()
    units = [
        str(unit)
        for (unit,) in store.rows(
            f"SELECT DISTINCT unit FROM facts WHERE {where} ORDER BY unit", values
        ).rows
        if unit
    ]
    (first, last), *_ = store.rows(
        f"SELECT min(period_end), max(period_end) FROM facts WHERE {where}", values
    ).rows
    (filed,) = store.rows(f"SELECT min(filed) FROM fact_versions WHERE {where}", values).rows[0]
    if first is None:
        return ""
    told = f"there are facts for periods that end {first} to {last}, the first filed {filed}"
    return f"{told}, in {', '.join(units)}" if units else told
