"""The base taxonomy's folder and a company's extension list, as one Taxonomy each."""

from collections.abc import Collection, Iterator
from pathlib import Path

from crossfoot.curated.concepts import read_concepts
from crossfoot.curated.networks import read_networks
from crossfoot.curated.yaml_file import read_yaml
from crossfoot.errors import SetupError
from crossfoot.model.filing import Company
from crossfoot.model.finding import Finding, error
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import Concept, Taxonomy, Vocabulary


def read_base(
    folder: Path, shown: str, wanted: Collection[str] | None = None
) -> tuple[Taxonomy, list[Finding]]:
    """The base taxonomy in `folder`, with all of its networks or the wanted ones; findings name it
    as `shown` (`gaap/2026`)."""
    head, findings = read_yaml(folder / "taxonomy.yaml", f"{shown}/taxonomy.yaml")
    if head is None:
        raise SetupError(f"the base taxonomy {shown} is not there or broken", str(findings[0]))
    namespace = str(head.data["namespace"])
    prefix = str(head.data["prefix"])
    schema = f"{prefix}-{folder.name}.xsd"
    vocabulary = Vocabulary(
        prefix=prefix, namespace=namespace, base_url=namespace + "/", schema=schema
    )
    paths = [
        (path, f"{shown}/concepts/{path.name}")
        for path in sorted((folder / "concepts").glob("*.csv"))
    ]
    if (folder / "labels.csv").exists():
        paths.append((folder / "labels.csv", f"{shown}/labels.csv"))
    concepts, problems = read_concepts(paths, prefix)
    networks, more = read_networks(folder, shown, concepts, wanted)
    status = str(head.data.get("status", "draft"))
    if status not in ("draft", "released"):
        findings.append(
            error(
                "taxonomy.status",
                f"'{status}' is not a status",
                head.at("status"),
                "draft or released",
            )
        )
    taxonomy = Taxonomy(
        vocabulary=vocabulary,
        concepts=concepts,
        networks=networks,
        own=frozenset(concepts),
        status=status,
    )
    return taxonomy, findings + problems + more


def base_titles(folder: Path, shown: str) -> tuple[tuple[str, str], ...]:
    """The names of the base as (language, text)."""
    head, _ = read_yaml(folder / "taxonomy.yaml", f"{shown}/taxonomy.yaml")
    fields = head.data if head is not None else {}
    titles = (
        (lang, str(fields.get(key) or "")) for lang, key in (("en", "name"), ("ja", "name_ja"))
    )
    return tuple((lang, title) for lang, title in titles if title) or (("en", shown),)


def read_extension(
    folder: Path, company: Company, stem: str, base: Taxonomy, wanted: Collection[str] | None = None
) -> tuple[Taxonomy, list[Finding]]:
    """The company's concepts and (wanted) networks over `base`; the namespace carries the date of
    the filing."""
    shown = folder.name
    paths = [
        (folder / name, f"{shown}/{name}")
        for name in ("concepts.csv", "labels.csv")
        if (folder / name).exists()
    ]
    listed, findings = read_concepts(paths, company.prefix, base.concepts)
    own = {name: concept for name, concept in listed.items() if concept.prefix == company.prefix}
    for concept in own.values():
        findings.extend(_extension_findings(concept, base))
    concepts = {**base.concepts, **listed}
    networks, problems = read_networks(folder, shown, concepts, wanted)
    namespace = f"{company.authority}/{stem.rsplit('-', 1)[-1]}"
    vocabulary = Vocabulary(
        prefix=company.prefix, namespace=namespace, base_url=namespace + "/", schema=f"{stem}.xsd"
    )
    known = {network.id for network in networks}
    inherited = tuple(network for network in base.networks if network.id not in known)
    taxonomy = Taxonomy(
        vocabulary=vocabulary,
        concepts=concepts,
        networks=(*networks, *inherited),
        base=base,
        own=frozenset(own),
    )
    return taxonomy, findings + problems


def _extension_findings(concept: Concept, base: Taxonomy) -> Iterator[Finding]:
    """What a concept of the company has to do with the base: another name, and an anchor."""
    name, at = concept.name, concept.source
    if name in base.concepts:
        also = (base.concepts[name].source,)
        message = f"'{name}' is already in the base"
        yield error("concept.base", message, at, "use the base concept", also)
    for anchor in concept.anchors:
        if anchor.base not in base.concepts:
            hint = did_you_mean(anchor.base, base.concepts)
            message = f"the anchor '{anchor.base}' is not in the base"
            yield error("concept.anchor", message, at, hint)
    if not concept.anchors:
        hint = "name the base concept that it is narrower than (or, with >, wider than)"
        yield error("concept.anchor", f"'{name}' is not anchored to the base", at, hint)
