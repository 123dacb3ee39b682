"""A standard setter's schemas as a base in the place of ours: what they declare, and what a filing
took from them."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Anchor, Vocabulary


class PublishedElement(Struct, frozen=True, kw_only=True):
    """One element of a published schema; `kind` is a type of ours (`member` for all of a domain,
    `abstract` for line items), or theirs."""

    name: str
    prefix: str
    kind: str
    period: str
    balance: str


class Published(Struct, frozen=True, kw_only=True):
    """The schemas of a base such as `us-gaap-2009`, the first of them the main one.

    `names` says what a concept of ours is called there (`-`: nothing), where that differs from its
    own claim;
    `anchors` are those of concepts that the schemas lack, to concepts of ours that they have.
    `package` opens the schemas offline.
    """

    name: str
    title: str
    vocabularies: tuple[Vocabulary, ...]
    elements: Mapping[str, PublishedElement]
    package: Path
    names: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, tuple[Anchor, ...]] = field(default_factory=dict)


class Extended(Struct, frozen=True, kw_only=True):
    """A concept in use that had to go into the extension: whose it is, why, and the published
    elements that it is anchored to."""

    name: str
    company: bool
    why: str
    anchors: tuple[str, ...]
    facts: int
    source: SourceRef


class BaseUse(Struct, frozen=True, kw_only=True):
    """What a filing took from a published base, in facts and in concepts, and what it had to
    extend."""

    base: str
    facts_published: int
    facts_extension: int
    concepts_published: int
    extended: tuple[Extended, ...]
