"""Builds in one process, or in several with an Arelle each."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.workspace import Workspace

if TYPE_CHECKING:
    from crossfoot.pipeline import Builder
    from crossfoot.report.console import Console

_builder: "Builder | None" = None


def build_all(workspace: Workspace, options: BuildOptions, folders: list[Path], jobs: int, console: "Console") -> Iterator[BuildResult]:
    """The results in the order of `folders`, each as soon as it and those before it are done."""
    if jobs > 1 and len(folders) > 1:
        yield from _in_processes(workspace, options, folders, jobs, console)
        return
    from crossfoot.pipeline import Builder
    from crossfoot.validate.arelle_session import ArelleSession

    with ArelleSession() as session, collector_off():
        if options.arelle:
            session.start()
        builder = Builder(workspace=workspace, options=options, session=session)
        for number, folder in enumerate(folders):
            if number:
                gc.collect()
            builder.progress = lambda stage, name=f"{folder.parent.name}/{folder.name}": console.progress(f"{name}: {stage}")  # type: ignore[misc]
            yield builder.build(folder)


@contextmanager
def collector_off() -> Iterator[None]:
    """A build makes records by the hundred thousand and hardly a cycle: looking for cycles would take a fifth of its time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _in_processes(workspace: Workspace, options: BuildOptions, folders: list[Path], jobs: int, console: "Console") -> Iterator[BuildResult]:
    """The largest filings first, so that none of them is begun when all others are done; told in the order of `folders`."""
    import multiprocessing

    forks = sys.platform == "linux"
    if forks:
        import crossfoot.finishing
        import crossfoot.pipeline  # noqa: F401  (both once here, not in each process)
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with context.Pool(min(jobs, len(folders)), _start, (workspace, options)) as pool:
        begun = {folder: pool.apply_async(_build_one, (folder,)) for folder in sorted(folders, key=_size, reverse=True)}
        for number, folder in enumerate(folders, 1):
            result = begun[folder].get()
            console.progress(f"{number} of {len(folders)} filings")
            yield result


def _size(folder: Path) -> int:
    """Bytes of a filing's own files."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def _start(workspace: Workspace, options: BuildOptions) -> None:
    global _builder
    import atexit

    from crossfoot.pipeline import Builder
    from crossfoot.validate.arelle_session import ArelleSession

    gc.disable()
    session = ArelleSession()
    atexit.register(session.close)
    if options.arelle:
        session.start()
    _builder = Builder(workspace=workspace, options=options, session=session)


def _build_one(folder: Path) -> BuildResult:
    assert _builder is not None
    result = _builder.build(folder)
    gc.collect()
    return result
