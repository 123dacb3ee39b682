"""The base taxonomy compiled: its `xbrl/` folder, and its package."""

from pathlib import Path

from crossfoot.curated.taxonomies import base_titles, read_base
from crossfoot.model.finding import Finding, has_errors
from crossfoot.system.atomic_file import replace_file, writing
from crossfoot.system.atomic_folder import atomic_folder, commit
from crossfoot.taxonomy.check import check_networks
from crossfoot.taxonomy.compile import compile_base
from crossfoot.workflows.finish_build import write_text
from crossfoot.xbrl.package_contents import base_package


def compile_base_folder(folder: Path, shown: str) -> tuple[int, list[Finding]]:
    """Compile a base into its `xbrl/` folder; the number of files, or findings and nothing
    written."""
    taxonomy, findings = read_base(folder, shown)
    findings.extend(check_networks(taxonomy))
    if has_errors(findings):
        return 0, findings
    files = compile_base(taxonomy)
    with atomic_folder(folder / "xbrl", kind="compiled taxonomy") as building:
        for name, pieces in files.items():
            write_text(building / name, pieces)
        commit(building)
    return len(files), findings


def base_package_file(folder: Path, shown: str, into: Path) -> Path:
    """Write the compiled base as a taxonomy package into the folder `into`; its path."""
    taxonomy, _ = read_base(folder, shown)
    files = {path.name: path.read_bytes() for path in sorted((folder / "xbrl").glob("*.x*"))}
    name, data = base_package(taxonomy, base_titles(folder, shown), shown, files)
    with writing("the output folder can't be written", "name another with --output"):
        into.mkdir(parents=True, exist_ok=True)
        replace_file(into / name, data)
    return into / name
