"""The Python API: what the command line calls, as four functions; see `import crossfoot`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.validation import ValidationResult
from crossfoot.workflows.store_api import Facts, IngestResult, connect
from crossfoot.workflows.store_api import ingest as ingest_all
from crossfoot.workspace import Workspace

FOLDERS_ABOVE = 2
"""`filings/<company>/<period>`: the workspace lies two folders above `<company>`"""


def build(
    filing: str | Path,
    output: str | Path = "output",
    *,
    workspace: str | Path | None = None,
    preflight: bool = True,
    arelle: bool = True,
    formula: bool = True,
    viewer: bool = True,
    charts: bool = True,
) -> BuildResult:
    """Build and prove one filing.

    :param filing: the folder that holds `filing.yaml`, or `company/period` of the workspace
    :param output: the folder that gets `<company>/<period>/`; it is replaced only by a clean build
    :param workspace: the folder with `filings/` and, if it has its own, `taxonomy/`;
        default: the one that the filing lies in, else the current folder
    :param preflight: check every summation and tie before Arelle does
    :param arelle: have Arelle validate what was written
    :param formula: have Arelle evaluate the ties as XBRL Formula assertions
    :param viewer: write the interactive viewer
    :param charts: embed the charts that `filing.yaml` declares
    :returns: findings, checks, counts; `result.clean` says whether nothing failed,
        `result.folder` is the output folder, None where the build failed
    :raises UsageError: there is no such filing
    :raises SetupError: the base taxonomy, or the output folder, can't be used
    """
    from crossfoot.arelle.session import ArelleSession
    from crossfoot.workflows.build import Builder

    chosen = Workspace(root=_root(Path(filing)) if workspace is None else Path(workspace))
    (folder,) = chosen.filing_folders([str(filing)])
    options = BuildOptions(
        output=Path(output),
        preflight=preflight,
        arelle=arelle,
        formula=formula,
        viewer=viewer,
        charts=charts,
    )
    with ArelleSession() as session:
        return Builder(workspace=chosen, options=options, session=session).build(folder)


def _root(filing: Path) -> Path:
    """The workspace that a filing's folder lies in; the current folder for a mere name."""
    folder = filing.resolve()
    above = folder.parents[FOLDERS_ABOVE] if len(folder.parents) > FOLDERS_ABOVE else Path()
    return above if folder.parent.parent.name == "filings" and folder.is_dir() else Path()


def validate(
    path: str | Path,
    packages: Sequence[str | Path] = (),
    *,
    workspace: str | Path = ".",
    formula: bool = True,
    calculations: str = "filed",
) -> ValidationResult:
    """Validate one report, package, taxonomy or folder of anyone's with Arelle.

    :param path: an instance, inline document, report package, schema, or a folder of these
    :param packages: taxonomy packages that it needs beside the base of this program
    :param workspace: the folder whose `taxonomy/` is the base
    :param formula: have Arelle evaluate XBRL Formula assertions
    :param calculations: `filed` checks relationships of Calculations 1.0 under 1.0 and those of 1.1
        under 1.1; `1.0` and `1.1` check by one of them alone, `both` by both
    :returns: findings of every report in the path, traced to source cells where `sources.json`
        lies beside
    """
    from msgspec.structs import replace

    from crossfoot.workflows.validate import ValidateOptions, validate_paths

    options = ValidateOptions(formula=formula, calculations=calculations)
    given = [Path(package) for package in packages]
    results = list(validate_paths(Workspace(root=Path(workspace)), [Path(path)], given, options))
    first, *others = results
    findings = (*first.findings, *(found for other in others for found in other.findings))
    return replace(first, findings=findings)


def ingest(
    paths: Iterable[str | Path],
    store: str | Path = "facts.duckdb",
    *,
    packages: Sequence[str | Path] = (),
    received: datetime | None = None,
    filed: date | None = None,
    accession: str | None = None,
    trust: bool = False,
    jobs: int = 1,
) -> Iterator[IngestResult]:
    """Take every filing of the paths into the fact store.

    :param paths: files, packages, or folders of them
    :param store: a DuckDB file (made when it is not there), or `postgresql://...`
    :param packages: taxonomy packages that the filings need
    :param received: time of receipt, UTC where it names no zone; default: now
    :param filed: the day of filing where a report does not say it
    :param accession: the SEC's number, for one filing
    :param trust: accept output folders of your own without revalidation, though no build of this
        machine recorded them; refused for archives
    :param jobs: processes that read
    :returns: one result each, in their order
    """
    yield from ingest_all(
        paths,
        store,
        packages=packages,
        received=received,
        filed=filed,
        accession=accession,
        trust=trust,
        jobs=jobs,
    )


def open_store(store: str | Path = "facts.duckdb", *, wait: int = 60) -> Facts:
    """Open a fact store for reading; a context manager.

    :param store: a DuckDB file or `postgresql://...`
    :param wait: seconds to wait while another process writes it
    :raises UsageError: there is nothing in it
    """
    return connect(store, wait=wait)
