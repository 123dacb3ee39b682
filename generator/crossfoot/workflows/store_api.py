"""The Python interface of the fact store: what `crossfoot ingest` and `crossfoot facts` do.

    from datetime import date
    from crossfoot.workflows import store_api

    store_api.ingest(["output/iij"], store="facts.duckdb")
    with store_api.connect("facts.duckdb") as facts:
        for row in facts.history("iij", "Revenues", unit="JPY", dimensions=""):
            print(row["filed"], row["period_end"], row["value_text"])
        facts.as_of(date(2009, 12, 31), "iij")

Values come as exact text (`value_text`) and, where they fit, as Decimal (`value`); dates as date.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crossfoot.products import companyfacts, datasets, frames, lineage, statements, tidy
from crossfoot.products.line_chart import line_over_time, line_over_time_png
from crossfoot.products.statement_renderer import Statement
from crossfoot.store import history, restatements
from crossfoot.store.acceptance_policy import DEFAULT, Policy, policy_of
from crossfoot.store.audit_log import list_receipts
from crossfoot.store.connection import Rows, Store
from crossfoot.store.restatements import Restatement
from crossfoot.store.selection import Selection
from crossfoot.store.store import DEFAULT_STORE, open_store
from crossfoot.workflows.ingest import IngestResult, Intake, IntakeOptions

__all__ = [
    "Facts",
    "IngestResult",
    "Policy",
    "Restatement",
    "Selection",
    "connect",
    "ingest",
    "policy_of",
]

Row = dict[str, Any]


def ingest(
    paths: Iterable[str | Path],
    store: str | Path = DEFAULT_STORE,
    *,
    received: datetime | None = None,
    policy: Policy = DEFAULT,
    packages: Sequence[str | Path] = (),
    without_taxonomy: bool = False,
    judge: bool = True,
    trust: bool = False,
    filed: date | None = None,
    accession: str | None = None,
    wait: int = 60,
    quarantine: str | Path | None = None,
    receipts: str | Path | None = None,
    jobs: int = 1,
) -> list[IngestResult]:
    """Take every filing of the paths into the store; one result each, in their order.

    `received` is the time of receipt (UTC where it names no zone; default: now), `filed` the day of
    filing where a report does not say it.
    `accession` is the SEC's number, for one filing; `wait` how many seconds to wait for another
    writer; `quarantine` and `receipts` are the
    folders of what is refused and of the receipts (default: beside the store).
    `trust` accepts output folders without revalidation whoever built them; without it only those
    that a build of this machine recorded. `judge` has no effect any more: it is the default.
    `jobs` are processes that read; a script that asks for more than one needs the usual `if
    __name__ == "__main__":`.
    """
    options = IntakeOptions(
        store=str(store),
        policy=policy,
        packages=tuple(Path(package) for package in packages),
        without_taxonomy=without_taxonomy,
        trust=trust,
        filed=filed,
        accession=accession,
        wait=wait,
        quarantine=None if quarantine is None else Path(quarantine),
        receipts=None if receipts is None else Path(receipts),
        jobs=jobs,
    )
    with Intake(options=options, clock=lambda: _naive(received or datetime.now(UTC))) as intake:
        return list(intake.take(Path(path) for path in paths))


def _naive(moment: datetime) -> datetime:
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None)


def connect(store: str | Path = DEFAULT_STORE, *, wait: int = 60) -> "Facts":
    """Open a store for asking; `wait` seconds where another process writes it."""
    return Facts(open_store(str(store), wait=wait))


class Facts:
    """Questions to an open store; each answer is a list of rows, a row a dict from column to
    value."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.store.close()

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Any query; `?` stands for a parameter."""
        return _rows(self.store.rows(query, parameters))

    def filings(self, filer: str = "") -> list[Row]:
        """The filings, by filer and date."""
        return _rows(history.list_filings(self.store, filer))

    def search(self, words: str, filer: str = "") -> list[Row]:
        """Concepts by name or label."""
        return _rows(history.search_concepts(self.store, words, filer))

    def facts(self, filer: str = "", concept: str = "", **narrowed: Any) -> list[Row]:
        """Each telling of the facts; `narrowed` are fields of Selection: start, end, unit,
        dimensions, filing."""
        return _rows(
            history.list_facts(self.store, Selection(filer=filer, concept=concept, **narrowed))
        )

    def facts_with_addresses(
        self, filer: str = "", concept: str = "", **narrowed: Any
    ) -> list[Row]:
        """The same with value, curated cell and line of the source: what `crossfoot facts export
        FILE` writes."""
        return _rows(
            history.facts_with_addresses(
                self.store, Selection(filer=filer, concept=concept, **narrowed)
            )
        )

    def history(self, filer: str = "", concept: str = "", **narrowed: Any) -> list[Row]:
        """The versions of numbers by the date they were filed."""
        return _rows(
            history.history(self.store, Selection(filer=filer, concept=concept, **narrowed))
        )

    def as_of(self, day: date, filer: str = "", concept: str = "", **narrowed: Any) -> list[Row]:
        """What was known at the end of the day."""
        return _rows(
            history.as_of(self.store, day, Selection(filer=filer, concept=concept, **narrowed))
        )

    def known_otherwise(
        self, first: date, second: date, filer: str = "", concept: str = "", **narrowed: Any
    ) -> list[Row]:
        """What one of the dates knows and the other does not, or otherwise; None: not known."""
        return _rows(
            history.known_otherwise(
                self.store, first, second, Selection(filer=filer, concept=concept, **narrowed)
            )
        )

    def compare(self, concept: str, filers: Iterable[str], **narrowed: Any) -> list[Row]:
        """One concept of several filers side by side, latest versions; a column for each filer,
        None where it tells nothing."""
        chosen = [
            Selection(filer=filer, concept=concept, **narrowed) for filer in dict.fromkeys(filers)
        ]
        return _rows(history.compared(self.store, chosen))

    def receipts(self, *, refused: bool = False) -> list[Row]:
        """Every package ever handed in, with its verdict and its reasons; `refused`: those that lie
        in quarantine alone."""
        return _rows(list_receipts(self.store, refused=refused))

    def restatements(
        self, filer: str = "", concept: str = "", *, rounding: bool = False, **narrowed: Any
    ) -> list[Restatement]:
        """Numbers that a later filing tells otherwise, with both addresses."""
        return restatements.restatements(
            self.store, Selection(filer=filer, concept=concept, **narrowed), rounding=rounding
        )

    def company_facts(self, filer: str, as_of: date | None = None) -> dict[str, Any]:
        """The SEC's companyfacts document; values are Decimal (`exact.json_text` writes it)."""
        return companyfacts.company_facts(self.store, filer, as_of)

    def company_concept(
        self, filer: str, concept: str, as_of: date | None = None
    ) -> dict[str, Any]:
        """The SEC's companyconcept document."""
        return companyfacts.company_concept(self.store, filer, concept, as_of)

    def frames(self, concept: str, unit: str, frame: str) -> dict[str, Any]:
        """The SEC's frames document: `frames("us-gaap:Assets", "USD", "CY2009Q4I")`."""
        return frames.frames(self.store, concept, unit, frame)

    def data_sets(self, filer: str = "") -> dict[str, str]:
        """sub, num, tag and pre of the Financial Statement Data Sets, as tab-separated text."""
        return datasets.data_sets(self.store, filer)

    def statement(
        self, filer: str, period_end: date, name: str, *, members: bool = False
    ) -> Statement:
        """A statement from the filing's own presentation network; `statements.statement_pandas`
        makes a DataFrame of it."""
        return statements.statement(self.store, filer, period_end, name, dimensions=members)

    def statements(self, filer: str, period_end: date) -> list[Row]:
        """The statements that the filing has: name, kind, title, and how many lines and facts each
        shows."""
        return _rows(statements.statement_list(self.store, filer, period_end))

    def export_tidy(
        self, folder: str | Path, *, filer: str = "", form: str = "parquet"
    ) -> list[Path]:
        """All facts with their addresses in folders filer=.../period=..., `form` parquet or csv."""
        return tidy.export_tidy(self.store, Path(folder), filer=filer, form=form)

    def lineage(
        self,
        filer: str = "",
        concept: str = "",
        *,
        fact_id: str = "",
        frame: str = "",
        unit: str = "",
        **narrowed: Any,
    ) -> list[Row]:
        """From numbers to filing, fact, curated cell and line of the source; by frame, by fact id,
        or as selected."""
        if frame:
            return _rows(lineage.of_frame(self.store, concept, unit, frame, filer))
        selection = Selection(filer=filer, concept=concept, unit=unit, **narrowed)
        return _rows(
            lineage.of_fact(self.store, fact_id, selection)
            if fact_id
            else lineage.of_selection(self.store, selection)
        )

    def plot(
        self, filer: str, concept: str, *, quarters: int | None = None, **narrowed: Any
    ) -> str:
        """An SVG of a line over time; `quarters` 4 for years, 1 for quarters, 0 for instants."""
        return line_over_time(
            self.store, Selection(filer=filer, concept=concept, **narrowed), quarters
        )

    def plot_png(
        self, filer: str, concept: str, *, quarters: int | None = None, **narrowed: Any
    ) -> bytes:
        """The same as PNG; needs `pip install 'crossfoot[plot]'`."""
        return line_over_time_png(
            self.store, Selection(filer=filer, concept=concept, **narrowed), quarters
        )


def _rows(answer: Rows) -> list[Row]:
    return [dict(zip(answer.names, row, strict=True)) for row in answer.rows]
