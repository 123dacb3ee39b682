"""Inline XBRL 1.1: the filing as one XHTML page to be read by people, every tagged number in its
place."""

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from crossfoot.model.instance import Instance
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.xml_text import attribute
from crossfoot.render.charts import figures
from crossfoot.render.escaped import escaped_texts
from crossfoot.render.inline_facts import block_tags, hidden_tags, text_tag
from crossfoot.render.inline_notes import notes_of, relationships
from crossfoot.render.inline_strings import WORDS, Words
from crossfoot.render.inline_table import Tables, section_title
from crossfoot.render.xbrl import Contexts, context_elements, contexts_of, namespaces, unit_elements
from crossfoot.system.templates import templates

XHTML = "http://www.w3.org/1999/xhtml"
IX = "http://www.xbrl.org/2013/inlineXBRL"
IXT = "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16"


class CoverRow(Struct, frozen=True, kw_only=True):
    """One line of the cover table."""

    label: str
    value: Markup


def inline_text(
    instance: Instance,
    taxonomy: Taxonomy,
    container: str,
    *,
    lang: str = "en",
    charts: bool = True,
    used: Contexts | None = None,
) -> Iterator[str]:
    """The page in pieces; `container` is segment or scenario, `lang` en (labels as printed) or ja
    (labels of the taxonomy)."""
    words = WORDS[lang]
    used = used or contexts_of(instance.facts)
    notes = notes_of(instance, words)
    tables = Tables(
        taxonomy=taxonomy,
        used=used,
        notes=notes,
        blocks=block_tags(instance, used) if lang == "en" else {},
    )
    return (
        templates()
        .get_template("inline.html.j2")
        .generate(
            words=words,
            title=instance.title,
            namespaces=_declared(taxonomy, used),
            schema=taxonomy.vocabulary.schema,
            hidden=Markup("\n".join(hidden_tags(instance, used, words))),
            resources=_resources(instance, taxonomy, used, container),
            cover=_cover(instance, used, words),
            contents=[
                (statement.id, *section_title(statement, taxonomy, lang))
                for statement in instance.statements
            ],
            figures=list(figures(instance.pictures, words)) if charts else [],
            sections=tables.sections(instance.statements),
            unmarked=notes.unmarked,
        )
    )


def _declared(taxonomy: Taxonomy, used: Contexts) -> Markup:
    found = {**namespaces(taxonomy, used), "ix": IX, "ixt": IXT}
    return Markup(
        "".join(f'\n  xmlns:{prefix}="{attribute(uri)}"' for prefix, uri in sorted(found.items()))
    )


def _resources(
    instance: Instance, taxonomy: Taxonomy, used: Contexts, container: str
) -> Iterator[Markup]:
    yield from map(Markup, relationships(instance))
    yield from map(Markup, context_elements(instance, taxonomy, used, container))
    yield from map(Markup, unit_elements(used))


def _cover(instance: Instance, used: Contexts, words: Words) -> list[CoverRow]:
    return [
        CoverRow(
            label=fact.concept.label("", words.lang), value=Markup(text_tag(fact, used, words))
        )
        for fact in instance.cover
    ]


def with_text_blocks(instance: Instance, taxonomy: Taxonomy) -> Instance:
    """The instance with the values of its text blocks: the markup of their tables as the page will
    hold it."""
    if not instance.blocks:
        return instance
    used, words = contexts_of(instance.facts), WORDS["en"]
    tables = Tables(
        taxonomy=taxonomy,
        used=used,
        notes=notes_of(instance, words),
        blocks=block_tags(instance, used),
    )
    template = templates().get_template("inline/statement.html.j2")
    wanted = {table for block in instance.blocks for table in block.tables}
    sections = tables.sections(
        statement for statement in instance.statements if statement.id in wanted
    )
    shown = (template.render(section=section, words=words) for section in sections)
    values = escaped_texts([f'<body xmlns="{XHTML}" xmlns:ix="{IX}">', *shown, "</body>"])
    blocks = tuple(
        replace(block, fact=replace(block.fact, value=values[block.fact.id]))
        for block in instance.blocks
    )
    filled = {block.fact.id: block.fact for block in blocks}
    return replace(
        instance, facts=tuple(filled.get(fact.id, fact) for fact in instance.facts), blocks=blocks
    )
