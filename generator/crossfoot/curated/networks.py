"""Networks: `networks.yaml` and a tree in CSV for each."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from crossfoot.curated.tables import RawTable, read_table
from crossfoot.curated.yaml_file import YamlFile, read_yaml
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import LABEL_ROLES, Concept, Network, Node, Part
from crossfoot.system.bounded import bounded_integer
from crossfoot.workspace import inside

KINDS = ("Document", "Statement", "Disclosure", "Schedule")
KEYS = {"number", "kind", "title", "title_ja"}
_TREE = "one line a concept: level,concept,label,part_of,weight; a table may also name a network of the base, see docs/reference/formats.md"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", re.ASCII)
"""The id becomes the name of a file and of a role: nothing in it leads anywhere."""
_MOST_DIGITS = 6
COLUMNS = ("level", "concept", "label", "part_of", "weight")


def read_networks(
    folder: Path, shown: str, concepts: Mapping[str, Concept], wanted: Collection[str] | None = None
) -> tuple[tuple[Network, ...], list[Finding]]:
    """The networks of a base or company folder, or those of them that are wanted; `concepts` are
    all that trees may name.

    Networks of the kind Document are always wanted: the cover stands in them.
    """
    if not (folder / "networks.yaml").exists():
        return (), []
    document, findings = read_yaml(folder / "networks.yaml", f"{shown}/networks.yaml")
    if document is None:
        return (), findings
    networks = []
    for network_id, entry in document.data.items():
        if not _ID.fullmatch(network_id):
            message = f"'{network_id[:80]}' is not a network id"
            hint = "letters, digits and hyphens, at most 100: it names a file of networks/"
            findings.append(error("network.id", message, document.at(network_id), hint))
            continue
        head = _head(network_id, entry, document, findings)
        if wanted is not None and network_id not in wanted and head["kind"] != "Document":
            continue
        path = folder / "networks" / f"{network_id}.csv"
        if inside(folder, path):
            nodes = _nodes(path, f"{shown}/networks/{network_id}.csv", concepts, findings)
        else:
            message = f"networks/{network_id}.csv leads out of the folder"
            at = document.at(network_id)
            findings.append(error("read.path", message, at, "keep the file itself there"))
            nodes = ()
        networks.append(Network(id=network_id, nodes=nodes, source=document.at(network_id), **head))  # type: ignore[arg-type]
    _check_numbers(networks, findings)
    return tuple(sorted(networks, key=lambda network: network.number)), findings


def _head(
    network_id: str, entry: object, document: YamlFile, findings: list[Finding]
) -> dict[str, object]:
    at = document.at(network_id)
    fields = entry if isinstance(entry, dict) else {}
    for key in sorted(set(fields) - KEYS):
        here, hint = document.at(network_id, key), f"known: {', '.join(sorted(KEYS))}"
        findings.append(error("network.key", f"'{key}' is not known here", here, hint))
    number = bounded_integer(str(fields.get("number", "")), _MOST_DIGITS)
    if number is None or number < 0:
        message = "the network needs a number of up to six digits"
        findings.append(error("network.number", message, at, "number: 100010"))
        number = 0
    kind, title = str(fields.get("kind", "")), str(fields.get("title", network_id))
    if kind not in KINDS:
        message, hint = f"'{kind}' is not a kind of network", f"known: {', '.join(KINDS)}"
        findings.append(error("network.kind", message, at, hint))
    if not str(fields.get("title", "")).strip():
        message = "the network needs a title"
        findings.append(error("network.title", message, at, "title: Balance Sheets"))
    title_ja = str(fields.get("title_ja", ""))
    if "title_ja" in fields and not title_ja.strip():
        here, hint = document.at(network_id, "title_ja"), "write it, or leave it out"
        findings.append(error("read.blank", "'title_ja' is blank", here, hint))
    return {"number": number, "kind": kind, "title": title, "title_ja": title_ja}


def _check_numbers(networks: list[Network], findings: list[Finding]) -> None:
    seen: dict[int, Network] = {}
    for network in networks:
        first = seen.setdefault(network.number, network)
        if first is not network:
            message = f"the number {network.number} is also that of '{first.id}'"
            findings.append(
                error(
                    "network.number",
                    message,
                    network.source,
                    "give each network its own",
                    (first.source,),
                )
            )


def _nodes(
    path: Path, shown: str, concepts: Mapping[str, Concept], findings: list[Finding]
) -> tuple[Node, ...]:
    table, problems = read_table(path, shown)
    findings.extend(
        replace(problem, hint=_TREE) if problem.code == "read.missing" else problem
        for problem in problems
    )
    if table is None:
        return ()
    if not table.rows and not problems:
        findings.append(error("network.empty", "the network has no lines", table.at(1), _TREE))
    for name in table.header:
        if name and name not in COLUMNS:
            findings.append(
                error(
                    "read.header",
                    f"'{name}' is not a column of a network",
                    table.at(1, name),
                    f"known: {', '.join(COLUMNS)}",
                )
            )
    return tuple(_lines(table, concepts, findings))


def _lines(
    table: RawTable, concepts: Mapping[str, Concept], findings: list[Finding]
) -> Iterator[Node]:
    """The tree line by line; a line of an unknown concept is left out, and what is below it stands
    below the line above."""
    count = 0
    above: list[int] = []
    fields = table.fields(COLUMNS)
    for number, cells in table.rows:
        depth, concept, role, part_of, weight = fields(cells)
        at = table.at(number)
        level = _level(depth, len(above), at, findings)
        del above[level:]
        parent = above[-1] if above else -1
        known = concepts.get(concept)
        if known is None:
            message, hint = f"there is no concept '{concept}'", did_you_mean(concept, concepts)
            findings.append(error("network.concept", message, at, hint))
            above.append(parent)
            continue
        if role not in LABEL_ROLES or role == "documentation":
            hint = f"known: {' '.join(filter(None, LABEL_ROLES))}"
            findings.append(error("label.role", f"'{role}' is not a label role", at, hint))
        parts = _parts(part_of, weight, at, findings)
        above.append(count)
        count += 1
        yield Node(
            concept=known.name, level=level, parent=parent, role=role, parts=parts, source=at
        )


def _level(text: str, depth: int, at: SourceRef, findings: list[Finding]) -> int:
    level = bounded_integer(text, _MOST_DIGITS)
    if level is None or level < 0:
        message = f"'{text[:40]}' is not a level"
        findings.append(error("network.level", message, at, "0 is the root, 1 its children"))
        return depth
    if level > depth or (level == 0 and depth > 0):
        message = (
            "a network has one root"
            if level == 0
            else f"the level jumps from {depth - 1} to {level}"
        )
        findings.append(error("network.level", message, at, "go down one level at a time"))
        return depth
    return level


def _parts(part_of: str, weight: str, at: SourceRef, findings: list[Finding]) -> tuple[Part, ...]:
    if not weight and part_of and ";" not in part_of:
        return _one_part(part_of)
    if not part_of and not weight:
        return ()
    totals = _listed(part_of)
    weights = _listed(weight) or ["1"] * len(totals)
    if len(weights) != len(totals) or any(factor not in ("1", "-1") for factor in weights):
        findings.append(
            error(
                "network.weight",
                f"the weight '{weight}' does not fit",
                at,
                "1 or -1 for each total in part_of",
            )
        )
        weights = ["1"] * len(totals)
    return tuple(
        [
            Part(total=total, weight=int(factor))
            for total, factor in zip(totals, weights, strict=True)
        ]
    )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


@cache
def _one_part(total: str) -> tuple[Part, ...]:
    """The usual case: parts of the same total share it."""
    return (Part(total=total, weight=1),)
