"""What `crossfoot facts export`, `statement`, `lineage` and `plot` do."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from crossfoot.cli.common import write_bytes, write_text
from crossfoot.cli.facts import answer_rows, day_of, open_asked, selection_of
from crossfoot.cli.printing import say
from crossfoot.errors import SetupError, UsageError
from crossfoot.model.illegal_characters import visible_line
from crossfoot.products import companyfacts, datasets, frames, lineage, statements, tidy
from crossfoot.report.facts import grouped, rows_csv, rows_json, rows_text
from crossfoot.store import history, query_checks
from crossfoot.store.connection import Store
from crossfoot.system.atomic_file import placed
from crossfoot.system.atomic_folder import atomic_folder, check_folder, commit
from crossfoot.system.exact_numbers import json_text
from crossfoot.xbrl.packages import zip_bytes


def run_export(options: argparse.Namespace) -> int:
    """`crossfoot facts export FILE --product ...`; nothing is written where the filer is not
    known."""
    _only(options)
    with open_asked(options) as store:
        query_checks.check_filer(store, options.filer)
        try:
            EXPORTS[options.product](store, options)
        except OSError as broken:
            why = broken.strerror or broken
            raise SetupError(
                f"the result can't be written to {options.file}: {why}", "name another place"
            ) from broken
    return 0


def _facts(store: Store, options: argparse.Namespace) -> None:
    selection = selection_of(store, options)
    rows = history.facts_with_addresses(store, selection)
    if not rows.rows:
        raise UsageError(
            "there is no such fact in the store", query_checks.available_data(store, selection)
        )
    write_text(options.file, rows_csv(rows.names, rows.rows))


def _company_facts(store: Store, options: argparse.Namespace) -> None:
    _need(options, "filer")
    write_text(
        options.file,
        json_text(companyfacts.company_facts(store, options.filer, day_of(options.as_of))) + "\n",
    )


def _company_concept(store: Store, options: argparse.Namespace) -> None:
    _need(options, "filer", "concept")
    made = companyfacts.company_concept(
        store, options.filer, options.concept, day_of(options.as_of)
    )
    write_text(options.file, json_text(made) + "\n")


def _frames(store: Store, options: argparse.Namespace) -> None:
    _need(options, "concept", "unit", "frame")
    made = frames.frames(store, options.concept, options.unit, options.frame)
    if not made["pts"]:
        say(
            f"no filer tells {options.concept} for {options.frame}: the frame is empty",
            to=sys.stderr,
        )
    write_text(options.file, json_text(made) + "\n")


_DATA_SETS = "financial statement data sets"
_OF_OTHERS = "networks are kept where a filing brings its own, not those of a published taxonomy"


def _data_sets(store: Store, options: argparse.Namespace) -> None:
    archive = options.file.suffix.lower() == ".zip"
    if not archive:
        check_folder(_folder(options), _DATA_SETS)
    made = datasets.data_sets(store, options.filer)
    if bare := datasets.without_statements(made):
        say(
            f"{len(bare):,} of the filings have no statement, so num, pre and tag hold nothing of them: {_OF_OTHERS}",
            to=sys.stderr,
        )
    if archive:
        write_bytes(
            options.file, zip_bytes({f"{name}.txt": text.encode() for name, text in made.items()})
        )
        return
    with atomic_folder(options.file, kind=_DATA_SETS, option="FILE") as building:
        for name, text in made.items():
            (building / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
        commit(building)


def _parquet(store: Store, options: argparse.Namespace) -> None:
    tidy.export_tidy(store, _folder(options), filer=options.filer, form="parquet")


def _csv(store: Store, options: argparse.Namespace) -> None:
    tidy.export_tidy(store, _folder(options), filer=options.filer, form="csv")


def _only(options: argparse.Namespace) -> None:
    """UsageError for an option that the product would leave unheeded."""
    takes = TAKES[options.product]
    given = [name for name in _NARROW if getattr(options, name)]
    if idle := [name for name in given if name not in takes]:
        known = ", ".join(f"--{name.replace('_', '-')}" for name in takes)
        raise UsageError(
            f"{options.product} takes no --{idle[0].replace('_', '-')}", f"it takes {known}"
        )


def _need(options: argparse.Namespace, *names: str) -> None:
    for name in names:
        if not getattr(options, name):
            raise UsageError(
                f"{options.product} needs --{name}", "crossfoot facts export --help shows examples"
            )


def _folder(options: argparse.Namespace) -> Path:
    folder: Path = options.file
    if folder.is_file() or folder == Path("-"):
        raise UsageError(
            f"{options.product} is written to a folder, and '{folder}' is none", "name a folder"
        )
    return placed(folder)


_NARROW = (
    "filer",
    "concept",
    "frame",
    "as_of",
    "start",
    "end",
    "unit",
    "dimensions",
    "no_dimensions",
)
TAKES: dict[str, tuple[str, ...]] = {
    "facts": ("filer", "concept", "start", "end", "unit", "dimensions", "no_dimensions"),
    "companyfacts": ("filer", "as_of"),
    "companyconcept": ("filer", "concept", "as_of"),
    "frames": ("concept", "unit", "frame"),
    "data-sets": ("filer",),
    "parquet": ("filer",),
    "csv": ("filer",),
}
EXPORTS: dict[str, Callable[[Store, argparse.Namespace], None]] = {
    "facts": _facts,
    "companyfacts": _company_facts,
    "companyconcept": _company_concept,
    "frames": _frames,
    "data-sets": _data_sets,
    "parquet": _parquet,
    "csv": _csv,
}


def run_statement(options: argparse.Namespace) -> int:
    """`crossfoot facts statement FILER PERIOD NAME`."""
    period = day_of(options.period)
    assert period is not None
    with open_asked(options) as store:
        if options.statement is None:
            listed = statements.statement_list(store, options.filer, period)
            if not listed.rows:
                say(f"the filing has no statement: {_OF_OTHERS}", to=sys.stderr)
            return answer_rows(options, listed)
        shown = statements.statement(
            store, options.filer, period, options.statement, dimensions=options.members
        )
    rows = statements.statement_rows(shown)
    for path, made in ((options.json, rows_json), (options.csv, rows_csv)):
        if path is not None:
            write_text(path, made(rows.names, rows.rows))
    if options.html is not None:
        write_text(options.html, statements.statement_html(shown))
    if options.json is None and options.csv is None and options.html is None:
        filed = shown.filed
        told = statements.statement_shown(shown, grouped)
        say(visible_line(f"{filed.filer_name or filed.filer}: {shown.network.title}"))
        say(
            visible_line(
                f"{filed.form_name or 'report'} for {filed.period_end}, filed {filed.filed}"
            )
        )
        say()
        say(rows_text(told.names, told.rows))
    return 0


def run_lineage(options: argparse.Namespace) -> int:
    """`crossfoot facts lineage`, from a frame, a fact id or a selection."""
    with open_asked(options) as store:
        query_checks.check_filer(store, options.filer)
        query_checks.check_concept(store, options.concept, options.filer)
        if options.frame:
            options.product = "a frame"
            _need(options, "concept", "unit")
            rows = lineage.of_frame(
                store, options.concept, options.unit, options.frame, options.filer
            )
        elif options.fact:
            rows = lineage.of_fact(store, options.fact, selection_of(store, options))
        else:
            rows = lineage.of_selection(store, selection_of(store, options))
    for path, made in ((options.json, rows_json), (options.csv, rows_csv)):
        if path is not None:
            write_text(path, made(rows.names, rows.rows))
    if options.json is None and options.csv is None:
        say("\n\n".join(lineage.told(dict(zip(rows.names, row, strict=True))) for row in rows.rows))
    return 0


def run_plot(options: argparse.Namespace) -> int:
    """`crossfoot facts plot FILER CONCEPT --output FILE`; PNG by the file's ending or --format."""
    from crossfoot.products.line_chart import line_over_time, line_over_time_png

    with open_asked(options) as store:
        query_checks.check_filer(store, options.filer)
        query_checks.check_concept(store, options.concept, options.filer)
        if (options.format or options.output.suffix.lower().lstrip(".")) == "png":
            write_bytes(
                options.output,
                line_over_time_png(store, selection_of(store, options), options.quarters),
            )
        else:
            write_text(
                options.output,
                line_over_time(store, selection_of(store, options), options.quarters) + "\n",
            )
    if options.output != Path("-"):
        say(f"{options.output} written", to=sys.stderr)
    return 0


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "export": run_export,
    "statement": run_statement,
    "lineage": run_lineage,
    "plot": run_plot,
}
