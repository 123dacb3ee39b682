"""Text blocks: facts that hold whole tables, from `text_block:` in filing.yaml."""

from collections.abc import Iterator

from crossfoot.facts.ids import id_tail
from crossfoot.model.filing import Filing, Table
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Fact, TextBlock
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import Taxonomy


def text_blocks(
    filing: Filing, taxonomy: Taxonomy, findings: list[Finding]
) -> tuple[TextBlock, ...]:
    """One fact for each text block that tables name; tables that name the same one continue it
    (Inline XBRL 1.1, section 4).

    The fact stands in the period of the filing as a whole. Its value is empty here: the markup of
    the page is not known yet.
    """
    named: dict[str, list[Table]] = {}
    for table in filing.tables:
        if table.text_block is not None:
            named.setdefault(table.text_block[0], []).append(table)
    blocks = []
    for name, tables in named.items():
        problems = list(_problems(name, tables, taxonomy))
        findings.extend(problems)
        if not problems:
            blocks.append(_block(name, tables, filing, taxonomy))
    return tuple(blocks)


def _block(name: str, tables: list[Table], filing: Filing, taxonomy: Taxonomy) -> TextBlock:
    assert tables[0].text_block is not None
    fact = Fact(
        id=f"{tables[0].id}.{name}{id_tail(filing.context, None, ())}",
        concept=taxonomy.concepts[name],
        period=filing.context,
        members=(),
        value="",
        lang="en",
        source=tables[0].text_block[1],
    )
    return TextBlock(fact=fact, tables=tuple(table.id for table in tables))


def _problems(name: str, tables: list[Table], taxonomy: Taxonomy) -> Iterator[Finding]:
    at = next(table.text_block[1] for table in tables if table.text_block is not None)
    concept = taxonomy.concepts.get(name)
    if concept is None:
        known = [
            candidate.name
            for candidate in taxonomy.concepts.values()
            if candidate.type == "textBlock"
        ]
        yield error(
            "build.concept",
            f"there is no concept '{name}'",
            at,
            did_you_mean(name, known, "a concept of the type textBlock"),
        )
    elif concept.type != "textBlock":
        hint = "name a concept of the type textBlock"
        yield error(
            "build.text-block",
            f"{name} has the type {concept.type} and can't hold the text of a table",
            at,
            hint,
        )
    elif not any(_stands_in(name, table, taxonomy) for table in tables):
        networks = " or ".join(f"'{network}'" for table in tables for network in table.networks)
        yield error(
            "build.place",
            f"{name} does not stand in {networks}",
            at,
            "add it to the network of one of its tables",
        )


def _stands_in(name: str, table: Table, taxonomy: Taxonomy) -> bool:
    networks = (taxonomy.network(network_id) for network_id in table.networks)
    return any(
        node.concept == name
        for network in networks
        if network is not None
        for node in network.nodes
    )
