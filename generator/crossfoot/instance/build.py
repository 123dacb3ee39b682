"""Tables and taxonomy to an instance: facts with content-made ids, in page order, each with its address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from crossfoot.instance.cover import cover_facts
from crossfoot.instance.footnotes import footnotes_of
from crossfoot.instance.rows import StatementBuilder
from crossfoot.model.filing import Declaration, Filing
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.taxonomy import Taxonomy

_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(slots=True)
class FactIds:
    """Ids from content: statement, concept, period, unit, members; a repeated one takes an ordinal."""

    used: dict[str, int] = field(default_factory=dict)

    def give(self, statement: str, fact: Fact) -> Fact:
        parts = [statement, fact.concept.name, fact.period.key]
        if fact.unit is not None:
            parts.append(fact.unit.id)
        parts.extend(member.removesuffix("Member") for _, member in fact.members)
        name = _NOT_IN_ID.sub("-", ".".join(parts))
        count = self.used.get(name, 0) + 1
        self.used[name] = count
        return replace(fact, id=name if count == 1 else f"{name}.{count}")


def build_instance(filing: Filing, taxonomy: Taxonomy) -> tuple[Instance, list[Finding]]:
    """The instance of a filing; findings for every cell that can't be a fact."""
    findings: list[Finding] = []
    ids = FactIds()
    declared = _untagged(filing.declarations)
    cover = [ids.give("cover", fact) for fact in cover_facts(filing, taxonomy, findings)]
    facts: list[Fact] = list(cover)
    statements = []
    for table in filing.tables:
        builder = StatementBuilder(table=table, taxonomy=taxonomy, findings=findings, give_id=ids.give, untagged=declared)
        statements.append(builder.build())
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
        custom_units=tuple(sorted(_custom_units(facts))),
    )
    return instance, findings


def _untagged(declarations: Iterable[Declaration]) -> dict[tuple[str, str, str, str], Declaration]:
    return {(d.table, d.concept, d.role, d.column): d for d in declarations if d.kind == "duplicate"}


def _custom_units(facts: Iterable[Fact]) -> set[str]:
    known = ("iso4217:", "xbrli:")
    return {measure for fact in facts if fact.unit for measure in fact.unit.numerators if not measure.startswith(known)}
