"""Taxonomies to files: the base with its entry points, and a filing's extension."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from crossfoot.model.arcroles import SUMMATION_10, SUMMATION_11, WIDER_NARROWER
from crossfoot.model.assertion import Assertions
from crossfoot.model.instance import Instance
from crossfoot.model.taxonomy import PLAIN_ROLE, Concept, Network, Taxonomy, Vocabulary
from crossfoot.model.xml_text import DECLARATION, attribute
from crossfoot.taxonomy.arcs import Arc, Arcs, calculation, definition, presentation
from crossfoot.taxonomy.linkbases import (
    Labels,
    Link,
    Locate,
    arc_linkbase,
    label_linkbase,
    reference_linkbase,
)
from crossfoot.taxonomy.schema import Schema, in_name_order, schema_text

Files = dict[str, Iterator[str]]
SUMMATIONS = {"1.0": (SUMMATION_10,), "1.1": (SUMMATION_11,), "both": (SUMMATION_10, SUMMATION_11)}
_ANCHORING = "999999 - Schedule - Anchoring of extension elements"
LANGUAGES = ("en", "ja")
_LINKBASES = {
    "pre": "presentation",
    "cal": "calculation",
    "def": "definition",
    "lab": "label",
    "ref": "reference",
    "for": "",
}
"""The linkbases of an extension: the end of the file's name, and the role of its reference."""


def compile_base(taxonomy: Taxonomy) -> Files:
    """The base: elements alone (what filings import), and the entry point with every linkbase."""
    vocabulary = taxonomy.vocabulary
    stem = vocabulary.schema.removesuffix(".xsd")
    concepts = in_name_order(taxonomy.concepts.values())
    locate = _locator(taxonomy)
    linkbases = tuple(
        (f"{stem}_{name}.xml", role)
        for name, role in (
            ("pre", "presentation"),
            ("cal", "calculation"),
            ("def", "definition"),
            ("lab-en", "label"),
            ("lab-ja", "label"),
            ("ref", "reference"),
        )
        if taxonomy.networks or name.startswith(("lab", "ref"))
    )
    entry = Schema(
        vocabulary=vocabulary,
        concepts=(),
        networks=taxonomy.networks,
        imports=(
            (vocabulary.namespace, vocabulary.schema),
            (_parts_namespace(taxonomy), f"{stem}-parts.xsd"),
        ),
        linkbases=linkbases,
        target=f"{vocabulary.namespace}/all",
    )
    files: Files = {
        vocabulary.schema: schema_text(Schema(vocabulary=vocabulary, concepts=concepts)),
        f"{stem}-parts.xsd": iter((_parts_schema(taxonomy),)),
        f"{stem}-all.xsd": schema_text(entry),
        f"{stem}_ref.xml": reference_linkbase(concepts, locate, _parts_namespace(taxonomy)),
    }
    for lang in LANGUAGES:
        files[f"{stem}_lab-{lang}.xml"] = _label_file(
            concepts, taxonomy.networks, (lang,), taxonomy.own, locate
        )
    files.update(
        _arc_files(stem, f"{stem}-all.xsd", taxonomy, taxonomy.networks, locate, "both", "segment")
    )
    return files


def compile_extension(
    taxonomy: Taxonomy,
    networks: tuple[Network, ...],
    instance: Instance,
    calculations: str,
    container: str,
    assertions: Assertions | None = None,
) -> Files:
    """A filing's schema and linkbases over its base; `networks` are already pruned to what the
    filing uses."""
    if taxonomy.base is None:
        raise ValueError("an extension has a base")
    vocabulary = taxonomy.vocabulary
    stem = instance.stem
    shown = _shown(taxonomy, networks)
    own = tuple([concept for concept in shown if concept.name in taxonomy.own])
    locate = _locator(taxonomy)
    arcs = _arc_files(
        stem, vocabulary.schema, taxonomy, networks, locate, calculations, container, _anchors(own)
    )
    files: Files = dict(arcs)
    files[f"{stem}_lab.xml"] = _label_file(shown, networks, LANGUAGES, taxonomy.own, locate)
    imports = [(base.namespace, base.base_url + base.schema) for base in taxonomy.vocabularies[1:]]
    if any(concept.references for concept in own):
        parts = _parts_namespace(taxonomy.base)
        files[f"{stem}_ref.xml"] = reference_linkbase(own, locate, parts)
        imports.append((parts, _parts_address(taxonomy.base)))
    if assertions is not None:
        # imported here, for the base, which every build compares, has no formulas
        from crossfoot.taxonomy.formulas import formula_linkbase

        if formulas := "".join(formula_linkbase(assertions, taxonomy, instance.facts)):
            files[f"{stem}_for.xml"] = iter((formulas,))
    kinds = {f"{stem}_{name}.xml": kind for name, kind in _LINKBASES.items()}
    schema = Schema(
        vocabulary=vocabulary,
        concepts=own,
        networks=networks,
        imports=tuple(imports),
        linkbases=tuple((name, kind) for name, kind in kinds.items() if name in files),
        extra_roles=((_anchor_role(taxonomy), _ANCHORING),) if own else (),
    )
    return {vocabulary.schema: schema_text(schema), **files}


def _shown(taxonomy: Taxonomy, networks: Iterable[Network]) -> tuple[Concept, ...]:
    """The concepts of the networks, by name."""
    names = {node.concept for network in networks for node in network.nodes}
    return tuple([taxonomy.concepts[name] for name in sorted(names)])


def _locator(taxonomy: Taxonomy) -> Locate:
    schemas = {
        vocabulary.prefix: vocabulary.base_url + vocabulary.schema
        for vocabulary in taxonomy.vocabularies
    }
    schemas[taxonomy.vocabulary.prefix] = taxonomy.vocabulary.schema  # beside the linkbase
    heads = {prefix: f"{attribute(schema)}#{prefix}_" for prefix, schema in schemas.items()}
    concepts = taxonomy.concepts

    def locate(name: str) -> str:
        concept = concepts[name]
        return f"{heads[concept.prefix]}{concept.element or name}"

    return locate


def _arc_files(
    stem: str,
    schema: str,
    taxonomy: Taxonomy,
    networks: Iterable[Network],
    locate: Locate,
    calculations: str,
    container: str,
    anchors: Arcs | None = None,
) -> Iterator[tuple[str, Iterator[str]]]:
    """Presentation, calculation and definition linkbases, each only if it has an arc."""
    vocabulary, networks = taxonomy.vocabulary, tuple(networks)
    homes = [
        (vocabulary.role_uri(network), f"{schema}#{network.role_name}") for network in networks
    ]

    def links(arcs: Iterable[Arcs]) -> list[Link]:
        return [
            Link(role=role, role_href=href, arcs=found)
            for (role, href), found in zip(homes, arcs, strict=True)
        ]

    summations = (
        links(calculation(network, arcrole) for network in networks)
        for arcrole in SUMMATIONS[calculations]
    )
    shapes = links(definition(network, taxonomy.concepts, container) for network in networks)
    if anchors:
        role = _anchor_role(taxonomy)
        shapes.append(
            Link(role=role, role_href=f"{schema}#{role.rsplit('/', 1)[-1]}", arcs=anchors)
        )
    for name, kind, found in (
        ("pre", "presentation", links(map(presentation, networks))),
        ("cal", "calculation", list(chain.from_iterable(summations))),
        ("def", "definition", shapes),
    ):
        if any(link.arcs for link in found):
            yield f"{stem}_{name}.xml", arc_linkbase(kind, found, locate)


def _anchor_role(taxonomy: Taxonomy) -> str:
    return f"{taxonomy.vocabulary.namespace}/role/Anchoring"


def _anchors(own: tuple[Concept, ...]) -> Arcs:
    """From the wider to the narrower element, one order for each source (ESEF RTS, annex IV, 9)."""
    arcroles = frozenset((WIDER_NARROWER,) if any(concept.anchors for concept in own) else ())
    return Arcs(make=lambda: _anchor_arcs(own), arcroles=arcroles)


def _anchor_arcs(own: Iterable[Concept]) -> Iterator[Arc]:
    count: dict[str, int] = {}
    for concept in own:
        for anchor in concept.anchors:
            wider, narrower = (
                (concept.name, anchor.base) if anchor.wider else (anchor.base, concept.name)
            )
            order = count[wider] = count.get(wider, 0) + 1
            yield wider, narrower, WIDER_NARROWER, order, ""


def _label_file(
    concepts: tuple[Concept, ...],
    networks: Iterable[Network],
    languages: tuple[str, ...],
    documented: frozenset[str],
    locate: Locate,
) -> Iterator[str]:
    """The label linkbase: every label that a concept has or a network asks for, and the definitions
    of `documented` concepts."""
    preferred: dict[str, set[str]] = {}
    for network in networks:
        for node in network.nodes:
            if node.role:
                preferred.setdefault(node.concept, set()).add(node.role)
    special = _labels(
        (concept for concept in concepts if concept.name in preferred),
        preferred,
        languages,
        frozenset(),
    )
    roles = {role for _, role, _, _ in special}
    return label_linkbase(_labels(concepts, preferred, languages, documented), roles, locate)


def _labels(
    concepts: Iterable[Concept],
    preferred: Mapping[str, Iterable[str]],
    languages: tuple[str, ...],
    documented: frozenset[str],
) -> Labels:
    for concept in concepts:
        name = concept.name
        yield from (
            _asked_labels(concept, preferred[name], languages)
            if name in preferred
            else _standard_labels(concept, languages)
        )
        if name in documented:
            for label in concept.labels:
                if label.role == "documentation" and label.lang in languages:
                    yield concept, "documentation", label.lang, label.text


def _standard_labels(concept: Concept, languages: tuple[str, ...]) -> Labels:
    for lang in languages:
        for label in concept.labels:
            if not label.role and label.lang == lang:
                yield concept, "", lang, label.text
                break


def _asked_labels(concept: Concept, roles: Iterable[str], languages: tuple[str, ...]) -> Labels:
    """The standard label and those that networks ask for, in each language that has it, or has what
    it falls back on."""
    written = {(label.role, label.lang) for label in concept.labels}
    for role in sorted({"", *roles}):
        for lang in languages:
            if not written.isdisjoint(
                ((role, lang), (PLAIN_ROLE.get(role, role), lang), ("", lang))
            ):
                yield concept, role, lang, concept.label(role, lang)


def _home(base: Taxonomy) -> Vocabulary:
    """Our own base, also where a published one stands in its place."""
    return base.base.vocabulary if base.base else base.vocabulary


def _parts_namespace(base: Taxonomy) -> str:
    return f"{_home(base).namespace}/parts"


def _parts_address(base: Taxonomy) -> str:
    """Where the schema of our own reference parts lies."""
    home = _home(base)
    return f"{home.base_url}{home.schema.removesuffix('.xsd')}-parts.xsd"


def _parts_schema(taxonomy: Taxonomy) -> str:
    parts = "".join(
        f'<xs:element name="{name}" type="xs:string" substitutionGroup="link:part"/>\n'
        for name in ("Topic", "SubTopic")
    )
    return (
        f'{DECLARATION}<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:link="http://www.xbrl.org/2003/linkbase" '
        f'targetNamespace="{_parts_namespace(taxonomy)}" elementFormDefault="qualified">\n'
        '<xs:import namespace="http://www.xbrl.org/2003/linkbase" schemaLocation="http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"/>\n'
        '<xs:import namespace="http://www.xbrl.org/2006/ref" schemaLocation="http://www.xbrl.org/2006/ref-2006-02-27.xsd"/>\n'
        f"{parts}</xs:schema>\n"
    )
