"""Taxonomies read into one view: a base, a company, or anyone's schema, folder or package."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.curated.filing import read_company, read_filing
from crossfoot.curated.published_lists import read_explained
from crossfoot.curated.taxonomies import read_base, read_extension
from crossfoot.errors import UsageError
from crossfoot.model.alignment import Explained
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.view import View
from crossfoot.taxonomy.check import check_networks
from crossfoot.taxonomy.view import view_of
from crossfoot.version import DEFAULT_BASE
from crossfoot.workflows.release_freeze import changed_release
from crossfoot.workspace import Workspace


class Sighted(Struct, frozen=True, kw_only=True):
    """A taxonomy as read; `findings` are the readers', `explained` the names that a base vouches
    for."""

    name: str
    view: View
    findings: tuple[Finding, ...]
    explained: tuple[Explained, ...] = ()


def sight(workspace: Workspace, names: Iterable[str]) -> Iterator[Sighted]:
    """Each named base, company or path; the base and every company when none is named."""
    for name in names or [
        DEFAULT_BASE,
        *(path.parent.name for path in sorted(workspace.filings.glob("*/company.yaml"))),
    ]:
        yield _sight(workspace, name)


def _sight(workspace: Workspace, name: str) -> Sighted:
    path = Path(name)
    for folder in (path, workspace.filings / name, workspace.root / "taxonomy" / name):
        if (folder / "taxonomy.yaml").is_file():
            return _base_sighted(folder)
        if (folder / "company.yaml").is_file():
            return _company(workspace, folder)
    if path.exists():
        from crossfoot.xbrl.taxonomy_reader import read_xbrl_taxonomy

        view, findings = read_xbrl_taxonomy(path)
        return Sighted(name=name, view=replace(view, name=name), findings=tuple(findings))
    if name == DEFAULT_BASE:
        return _base_sighted(workspace.base_folder(name))
    raise UsageError(
        f"'{name}' is not a taxonomy",
        f"a base ({DEFAULT_BASE}), a company under filings/, a folder, a schema or a package",
    )


def _base_sighted(folder: Path) -> Sighted:
    place = folder.resolve()
    shown = f"{place.parent.name}/{place.name}"
    taxonomy, findings = read_base(folder, shown)
    findings.extend(changed_release(folder, shown, taxonomy.status == "released"))
    return replace(
        _curated(taxonomy, shown, findings),
        explained=read_explained(folder / "unlisted.csv", f"{shown}/unlisted.csv"),
    )


def _curated(
    taxonomy: Taxonomy,
    shown: str,
    findings: list[Finding],
    facts: Iterable[tuple[str, SourceRef]] = (),
) -> Sighted:
    own = (
        {network.source.file for network in taxonomy.networks}
        if taxonomy.base is None
        else _files_of(taxonomy)
    )
    checked = [
        one
        for one in check_networks(taxonomy)
        if one.code in CHECKED and _network_file(one.source.file) in own
    ]
    return Sighted(name=shown, view=view_of(taxonomy, shown, facts), findings=(*findings, *checked))


CHECKED = ("taxonomy.line-twice",)
"""Of the compiler's own checks, those that no rule of lint tells."""


def _files_of(taxonomy: Taxonomy) -> set[str]:
    base = {network.source.file for network in taxonomy.base.networks} if taxonomy.base else set()
    return {network.source.file for network in taxonomy.networks} - base


def _network_file(file: str) -> str:
    return f"{file.rpartition('/networks/')[0]}/networks.yaml"


def _company(workspace: Workspace, folder: Path) -> Sighted:
    company, findings = read_company(folder)
    if company is None:
        raise UsageError(f"'{folder.name}' has no usable company.yaml", str(findings[0]))
    filings = [read_filing(path.parent)[0] for path in sorted(folder.glob("*/filing.yaml"))]
    read = [filing for filing in filings if filing is not None]
    base, problems = read_base(
        workspace.base_folder(read[-1].base if read else DEFAULT_BASE), DEFAULT_BASE
    )
    stem = read[-1].stem if read else f"{company.prefix}-0"
    taxonomy, more = read_extension(folder, company, stem, base)
    facts = [
        fact
        for path, filing in zip(sorted(folder.glob("*/filing.yaml")), filings, strict=True)
        for fact in reported_in(path, filing)
    ]
    return _curated(taxonomy, folder.name, [*findings, *problems, *more], facts)


def reported_in(path: Path, filing: Filing | None) -> Iterator[tuple[str, SourceRef]]:
    """The concepts that a filing's cover and rows report, each with its first address."""
    seen: set[str] = set()
    place = f"{path.parent.parent.name}/{path.parent.name}"
    for name, at in _reported(filing) if filing else ():
        if name not in seen:
            seen.add(name)
            yield name, replace(at, file=f"{place}/{at.file}")


def _reported(filing: Filing) -> Iterator[tuple[str, SourceRef]]:
    for name, _, at in filing.cover:
        yield name, at
    for table in filing.tables:
        for column in table.columns:
            for name in filter(
                None, (column.aspects.concept, *(own for _, own in column.aspects.concepts))
            ):
                yield name, table.at(column=column.name)
        for row in table.rows:
            if row.concept and any(row.cells) and not row.aspects.formula:
                yield row.concept, table.at(row)
