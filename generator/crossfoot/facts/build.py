"""Tables and taxonomy to an instance: facts with content-made ids, in page order, each with its
address."""

from collections.abc import Iterable

from crossfoot.facts.blocks import text_blocks
from crossfoot.facts.charts import charts_of
from crossfoot.facts.cover import cover_facts
from crossfoot.facts.footnotes import footnotes_of
from crossfoot.facts.ids import FactIds
from crossfoot.facts.rows import StatementBuilder, Untagged
from crossfoot.facts.separators import separator_findings
from crossfoot.model.filing import Declaration, Filing
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.taxonomy import Taxonomy


def build_instance(filing: Filing, taxonomy: Taxonomy) -> tuple[Instance, list[Finding]]:
    """The instance of a filing; findings for every cell that can't be a fact."""
    findings: list[Finding] = []
    declared = _untagged(filing.declarations)
    cover = list(cover_facts(filing, taxonomy, FactIds(), findings))
    facts: list[Fact] = list(cover)
    blocks = text_blocks(filing, taxonomy, findings)
    begun = {block.tables[0]: block.fact for block in blocks}
    statements = []
    for table in filing.tables:
        builder = StatementBuilder(
            table=table, taxonomy=taxonomy, findings=findings, untagged=declared
        )
        statements.append(builder.build())
        findings.extend(separator_findings(table, statements[-1]))
        if table.id in begun:
            facts.append(begun[table.id])
        facts.extend(builder.facts)
    footnotes = footnotes_of(filing, statements, facts, findings)
    instance = Instance(
        stem=filing.stem,
        title=filing.title,
        scheme=filing.company.scheme,
        identifier=filing.company.identifier,
        facts=tuple(facts),
        cover=tuple(cover),
        statements=tuple(statements),
        footnotes=tuple(footnote for footnote in footnotes if footnote.facts),
        remarks=tuple(footnote for footnote in footnotes if not footnote.facts),
        notes=filing.notes,
        pictures=charts_of(filing.charts, statements, findings),
        blocks=blocks,
    )
    return instance, findings


def _untagged(declarations: Iterable[Declaration]) -> Untagged:
    """The rows that declared duplicates leave untagged, by table, concept, role and column; 0 is
    any row."""
    rows: Untagged = {}
    for d in declarations:
        if d.kind == "duplicate":
            rows.setdefault((d.table, d.concept, d.role, d.column), set()).add(d.row)
    return rows
