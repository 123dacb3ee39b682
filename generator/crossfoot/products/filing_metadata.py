"""The filings of the store as the products name them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from crossfoot.errors import UsageError
from crossfoot.store.connection import Store
from crossfoot.store.filing_order import filing_order, order_key
from crossfoot.store.query_checks import check_filer
from crossfoot.store.selection import FILER, filer_values
from crossfoot.xbrl.names import identifier_of

_COLUMNS = "filing, digest, filer, filer_name, form, amendment, period_end, fiscal_year, fiscal_period, fiscal_year_end, filed, accession, "
_NAMES = (*_COLUMNS.replace(",", " ").split(), "received", "arrival", "document")
_SQL = f"SELECT {_COLUMNS}received, arrival, document FROM dated_filings"
_EXACT = "filer = ? OR identifier = ? OR ltrim(identifier, '0') = ? OR prefix = ?"
_IDENTIFIER = 20
_TEXTS = ("filer_name", "form", "fiscal_year", "fiscal_period", "fiscal_year_end", "document")


class FilingMetadata(Struct, frozen=True, kw_only=True):
    """One filing."""

    filing: int
    digest: str
    filer: str
    filer_name: str
    form: str
    amendment: bool
    period_end: date | None
    fiscal_year: str
    fiscal_period: str
    fiscal_year_end: str
    filed: date
    accession: str | None
    received: datetime
    arrival: int | None
    document: str

    @property
    def accn(self) -> str:
        """The accession number; where none is known the first 20 digits of the digest, which can't
        be mistaken for one."""
        return self.accession or self.digest[:_IDENTIFIER]

    @property
    def order(self) -> tuple[Any, ...]:
        """A key that sorts later filings after earlier ones."""
        return order_key(asdict(self))

    @property
    def form_name(self) -> str:
        return f"{self.form}/A" if self.amendment else self.form

    @property
    def fiscal(self) -> int | None:
        return int(self.fiscal_year) if self.fiscal_year.isdigit() else None


def filings_of(store: Store, filer: str = "") -> dict[int, FilingMetadata]:
    """Filings by key, those filed first first; `filer` a key, identifier, prefix or part of the
    name."""
    where = f"filer IN (SELECT filer FROM filers WHERE {FILER})" if filer else "1 = 1"
    return _made(store, where, filer_values(filer) if filer else ())


def filings_with_keys(
    store: Store, keys: Iterable[int], as_of: date | None = None
) -> dict[int, FilingMetadata]:
    """The filings with the keys; with `as_of` those filed by that day."""
    wanted = ", ".join(map(str, sorted(keys)))
    if not wanted:
        return {}
    return _made(store, f"filing IN ({wanted}) AND filed <= ?", (as_of or date.max,))


def _made(store: Store, where: str, values: Sequence[Any]) -> dict[int, FilingMetadata]:
    answer = store.rows(
        f"{_SQL} WHERE {where} ORDER BY {filing_order()}",
        values,
    )
    rows = (dict(zip(answer.names, row, strict=True)) for row in answer.rows)
    return {row["filing"]: filed_of(row) for row in rows}


def filed_of(row: Mapping[str, Any]) -> FilingMetadata:
    """The filing of a row that holds its columns, maybe among others."""
    told: dict[str, Any] = {
        name: row[name] or "" if name in _TEXTS else row[name] for name in _NAMES
    }
    return FilingMetadata(**told)


def one_filer(store: Store, filer: str) -> tuple[str, str]:
    """Key and name of the filer that is meant; UsageError when there is none or more than one."""
    exact = store.rows(
        f"SELECT filer, name FROM filers WHERE {_EXACT} ORDER BY filer", [filer] * 4
    ).rows
    found = (
        exact
        or store.rows(
            f"SELECT filer, name FROM filers WHERE {FILER} ORDER BY filer", filer_values(filer)
        ).rows
    )
    if len(found) != 1:
        known = ", ".join(str(row[0]) for row in found[:5])
        what = (
            f"'{filer}' can be any of {known}"
            if found
            else f"there is no filer '{filer}' in the store"
        )
        if not found:
            check_filer(store, filer)
        raise UsageError(what, "give its identifier; crossfoot facts filings lists them")
    return str(found[0][0]), str(found[0][1] or "")


def cik_of(filer: str) -> int | str:
    """The CIK as a number; the identifier of another scheme as it is."""
    identifier = identifier_of(filer)
    return (
        int(identifier)
        if filer.startswith("cik:") and identifier.isdigit()
        else identifier or filer
    )


def names_in_english(
    store: Store, filing: int | None = None, concept: str = "", filer: str = ""
) -> Mapping[tuple[str, str], str]:
    """(concept, last part of the role) to text; of several filings that of the one filed last."""
    parts, values = ["language LIKE 'en%'"], []
    for column, value in (
        ("l.filing", filing),
        ("l.concept", concept or None),
        ("g.filer", filer or None),
    ):
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    sql = (
        "SELECT l.concept, l.role, l.text FROM labels l JOIN dated_filings g ON g.filing = l.filing "
        f"WHERE {' AND '.join(parts)} ORDER BY {filing_order('g.')}, l.role, l.text"
    )
    return {
        (concept, role.rpartition("/")[2]): text
        for concept, role, text in store.rows(sql, values).rows
    }
