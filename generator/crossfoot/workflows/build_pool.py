"""Builds in one process, or in several with an Arelle each."""

import gc
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.model.finding import error
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.source import SourceRef
from crossfoot.workspace import Workspace, filing_name

if TYPE_CHECKING:
    from crossfoot.workflows.build import Builder

_builder: "Builder | None" = None
"""The builder of this process; it lives on, for a process that ends need not take its last filing
apart (`cli.run`)."""


def build_all(
    workspace: Workspace,
    options: BuildOptions,
    folders: list[Path],
    jobs: int,
    progress: Callable[[str], None],
) -> Iterator[BuildResult]:
    """The results in the order of `folders`, each as soon as it and those before it are done."""
    if jobs > 1 and len(folders) > 1:
        yield from _in_processes(workspace, options, folders, jobs, progress)
        return
    from crossfoot.arelle.session import ArelleSession
    from crossfoot.workflows.build import Builder

    global _builder
    with ArelleSession() as session, collector_off():
        if options.arelle:
            session.start()
        _builder = builder = Builder(workspace=workspace, options=options, session=session)
        for number, folder in enumerate(folders):
            if number:
                builder.draft = None
                gc.collect()
            builder.progress = lambda stage, name=f"{folder.parent.name}/{folder.name}": progress(
                f"{name}: {stage}"
            )  # type: ignore[misc]
            yield builder.build(folder)


@contextmanager
def collector_off() -> Iterator[None]:
    """A build makes records by the hundred thousand and hardly a cycle: looking for cycles would
    take a fifth of its time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _in_processes(
    workspace: Workspace,
    options: BuildOptions,
    folders: list[Path],
    jobs: int,
    progress: Callable[[str], None],
) -> Iterator[BuildResult]:
    """The largest filings first, so that none of them is begun when all others are done; told in
    the order of `folders`."""
    from crossfoot.system.process_pool import ProcessPool

    forks = sys.platform == "linux"
    if forks:
        from crossfoot.workflows import build, finish_build  # noqa: F401  (both once here, not in each process)
    crew: ProcessPool[Path, BuildResult] = ProcessPool(
        min(jobs, len(folders)), partial(_Building, workspace, options), fork=forks
    )
    built: dict[Path, BuildResult] = {}
    waiting = deque(folders)
    for folder, result in crew.answers(sorted(folders, key=_size, reverse=True), ordered=False):
        built[folder] = result or _lost(folder)
        progress(f"{len(folders) - len(waiting) + len(built)} of {len(folders)} filings")
        while waiting and waiting[0] in built:
            yield built.pop(waiting.popleft())


def _size(folder: Path) -> int:
    """Bytes of a filing's own files."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


class _Building:
    """A builder with an Arelle of its own, in a process of its own."""

    def __init__(self, workspace: Workspace, options: BuildOptions) -> None:
        from crossfoot.arelle.session import ArelleSession
        from crossfoot.workflows.build import Builder

        gc.disable()
        self._session = ArelleSession()
        self._builder = Builder(workspace=workspace, options=options, session=self._session)

    def __call__(self, folder: Path) -> BuildResult:
        result = self._builder.build(folder)
        self._builder.draft = None
        gc.collect()
        return result

    def close(self) -> None:
        self._session.close()


def _lost(folder: Path) -> BuildResult:
    """A filing whose build ended the process, twice."""
    hint = "it may need more memory than there is; build it alone, without --jobs"
    ended = error(
        "build.process",
        "building it ended the process that built it, twice",
        SourceRef(file="filing.yaml"),
        hint,
    )
    return BuildResult(name=filing_name(folder), folder=None, findings=(ended,))
