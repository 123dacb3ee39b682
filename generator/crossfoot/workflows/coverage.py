"""`crossfoot coverage`: a filing's curated numbers against the text of its source document."""

from pathlib import Path

from crossfoot.coverage.match import CoverageResult, cover
from crossfoot.curated.filing import read_filing
from crossfoot.curated.taxonomies import read_base, read_extension
from crossfoot.errors import UsageError
from crossfoot.facts.build import build_instance
from crossfoot.model.finding import Finding, has_errors
from crossfoot.system.text_file import read_text
from crossfoot.workspace import Workspace


def survey(
    workspace: Workspace, folder: Path, source: Path
) -> tuple[list[CoverageResult], list[str], list[Finding]]:
    """Every number of the document with its outcome, the document's lines, and findings."""
    text, findings = read_text(source, source.name)
    if text is None:
        raise UsageError(
            f"the source can't be read: {findings[0].message}",
            findings[0].hint or "--source takes a text file",
        )
    filing, findings = read_filing(folder)
    if filing is None:
        return [], [], findings
    wanted = {network for table in filing.tables for network in table.networks}
    base, problems = read_base(workspace.base_folder(filing.base), filing.base, wanted)
    taxonomy, more = read_extension(folder.parent, filing.company, filing.stem, base, wanted)
    instance, further = build_instance(filing, taxonomy)
    findings = findings + problems + more + further
    if has_errors(findings):
        return [], [], findings
    lines = text.split("\n")
    covered, absent = cover(lines, instance.statements, filing.readings)
    return covered, lines, findings + absent
