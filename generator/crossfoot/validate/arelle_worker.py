"""The child process that runs Arelle; the only place that imports it (2.47).

One JSON request a line on standard input, one answer a line on what was standard output when the
process started. `validate.arelle_session` is the other end and documents what the fields mean.
"""

# mypy: disable-error-code="import-untyped"

import gc
import json
import logging
import os
import posixpath
import re
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

MODES = {
    "c10": "XBRL_v2_1",
    "c10d": "XBRL_v2_1_DEDUPLICATE",
    "c11r": "ROUND_TO_NEAREST",
    "c11t": "TRUNCATION",
}
ARCROLE_10 = "http://www.xbrl.org/2003/arcrole/summation-item"
ARCROLE_11 = "https://xbrl.org/2023/arcrole/summation-item"
ARCHIVES = (".zip", ".xbri", ".xbr")
NETWORK_EVENTS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PROPERTY_LENGTH = 200
CACHE = os.path.join(os.environ.get("XDG_CONFIG_HOME", ""), "arelle", "cache")
NOT_FETCHED = re.compile(r"\[Errno \d+\] [^:']*: '?" + re.escape(CACHE) + r"/(https?)/([^'\s]*)'?")
MEMORY_SIGNS = ("MemoryError", "Memory allocation failed", "Unrecoverable error: unknown error")


class RunMessages(logging.Handler):
    """Arelle's log of one run, each message with the calculation mode that was running."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.mode = ""
        self.messages: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        code = str(getattr(record, "messageCode", "") or "")
        if code == "info" or record.levelno <= logging.DEBUG:  # Arelle's progress, with the time of day in it
            return
        try:
            text = record.getMessage()
        except (TypeError, ValueError, KeyError):  # a per cent sign of the filing's own
            text = str(record.msg)
        text = NOT_FETCHED.sub(r"not fetched, we work offline: \1://\2", text).replace(self.folder + os.sep, "")
        references = [_reference(ref) for ref in getattr(record, "refs", None) or []]
        level = record.levelname.lower()
        self.messages.append({"level": level, "code": code, "text": text, "references": references, "mode": self.mode})

    def ran_out_of_memory(self) -> bool:
        """Whether an allocation failed: Arelle logs that and goes on, libxml2 even with half a document."""
        signs = any(sign in m["code"] + m["text"] for m in self.messages for sign in MEMORY_SIGNS)
        used = _memory_used()
        return signs if used is None else used > (0.5 if signs else 0.9)

    def in_order(self) -> list[dict[str, Any]]:
        """The messages in an order that does not hang on Arelle's sets of objects."""

        def key(message: dict[str, Any]) -> tuple[Any, ...]:
            places = [(ref["href"].partition("#")[0], ref["line"] or 0, ref["href"]) for ref in message["references"]]
            return ["", *MODES].index(message["mode"]), places, message["code"], message["text"]

        return sorted(self.messages, key=key)


def _reference(ref: dict[str, Any]) -> dict[str, Any]:
    file, mark, fragment = str(ref.get("href") or "").partition("#")
    line = ref.get("sourceLine")
    properties = [[str(p[0]), str(p[1])[:PROPERTY_LENGTH]] for p in ref.get("properties") or []]
    return {
        "href": posixpath.basename(file.replace(os.sep, "/")) + mark + fragment,
        "line": int(line) if line else None,
        "properties": properties,
    }


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Load the entry once, validate it, and run each calculation mode on the loaded report."""
    from arelle.api.Session import Session

    from crossfoot.validate.arelle_worker_documents import hashes_of, without_validated

    log = RunMessages(os.path.dirname(request["entry"]))
    clock = {"begin": time.perf_counter()}
    with Session() as session:
        with without_validated(frozenset(request["validated"])):
            session.run(_options(request), logHandler=log)
        models = list(session.get_models())
        try:
            clock["validate"] = time.perf_counter()
            bound = []
            for mode in request["calc"]:
                log.mode = mode
                bound += [row for model in _loaded(models) for row in _calculate(model, mode)]
                clock[mode] = time.perf_counter()
            answer = _describe(_loaded(models), wanted=bool(request["facts"]))
            answer["hashes"] = hashes_of(_loaded(models)) if request["hashes"] else {}
            clock["describe"] = time.perf_counter()
            if request.get("viewer") and _loaded(models):
                _write_viewer(_loaded(models)[0], request, log)
                clock["viewer"] = time.perf_counter()
        finally:
            for model in models:
                model.modelManager.close(model)
    if log.ran_out_of_memory():
        raise MemoryError
    marks = list(clock.items())
    seconds = {name: round(at - before, 4) for (_, before), (name, at) in pairwise(marks)}
    return {"messages": log.in_order(), "bound": sorted(bound), "seconds": seconds, **answer}


def _write_viewer(model: Any, request: dict[str, Any], log: RunMessages) -> None:
    """The viewer of the loaded report; what the plug-in logs says nothing about the report."""
    from crossfoot.validate.arelle_viewer import write_viewer

    told = len(log.messages)
    write_viewer(model, Path(request["entry"]), Path(request["viewer"]))
    del log.messages[told:]


def _options(request: dict[str, Any]) -> Any:
    from arelle.RuntimeOptions import RuntimeOptions

    suffix = Path(request["entry"]).suffix.lower()
    plugins = ["loadFromOIM"] if suffix in (".json", ".csv", *ARCHIVES) else []
    plugins += ["inlineXbrlDocumentSet"] if suffix in ARCHIVES else []
    return RuntimeOptions(
        entrypointFile=json.dumps([{"file": request["entry"]}]),  # a plain name would be split at "|"
        packages=request["packages"] or None,
        plugins="|".join(plugins) or None,
        taxonomyPackage=bool(request["taxonomy_only"]) and suffix in ARCHIVES,
        formulaAction=None if request["formula"] else "none",
        formulaUnmessagedUnsatisfiedAsser=True,  # else an assertion without a message fails in silence
        validate=True,
        utrValidate=True,
        validateDuplicateFacts="inconsistent",
        keepOpen=True,
        internetConnectivity="offline",
        disablePersistentConfig=True,
        uiLang="en-US",
        logPropagate=False,
    )


def _loaded(models: Iterable[Any]) -> list[Any]:
    return [model for model in models if model.modelDocument is not None]


def _calculate(model: Any, mode: str) -> list[list[str]]:
    """Run one mode as ValidateXbrl does, and tell which totals it compared: mode, fact id, role, arcrole."""
    from arelle import ValidateXbrlCalcs as Calcs

    checker = Calcs.ValidateXbrlCalcs(model, getattr(Calcs.ValidateCalcsMode, MODES[mode]))
    try:
        for validation in checker.validate():
            model.validation(validation)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:  # on facts broken otherwise
        model.error(f"exception:{type(error).__name__}", "Calculations not checked: %(error)s", error=error)
        return []
    compared = _compared_11 if checker.calc11 else _compared_10
    return [
        [mode, str(fact.id or ""), role, arcrole]
        for arcrole, role, totals, parts in _bindings(model, checker)
        for fact in compared(checker, totals, parts)
    ]


def _bindings(model: Any, checker: Any) -> Iterator[tuple[str, str, list[Any], list[list[Any]]]]:
    """Facts of a total and of its parts that share parent, context and unit, by the checker's own tables."""
    arcroles = (ARCROLE_10, ARCROLE_11) if checker.calc11 else (ARCROLE_10,)
    for arcrole, role, link, arc in list(model.baseSets):
        if arcrole not in arcroles or not (role and link and arc):
            continue
        for total, arcs in model.relationshipSet(arcrole, role, link, arc).fromModelObjects().items():
            items = [rel.toModelObject for rel in arcs if rel.toModelObject is not None]
            keys = set().union(*(checker.itemConceptBindKeys.get(item, ()) for item in items))
            for key in keys & checker.sumConceptBindKeys.get(total, set()):
                parts = [checker.itemFacts.get((item, *key), []) for item in items]
                yield arcrole, role, checker.sumFacts.get((total, *key), []), parts


def _compared_10(checker: Any, totals: list[Any], parts: list[list[Any]]) -> Iterator[Any]:
    """XBRL 2.1, 5.2.5.2: neither the total nor a part may have duplicates; nil ones do not count."""
    present = [fact for facts in parts for fact in facts if not fact.isNil]
    if checker.duplicatedFacts.intersection(present) or checker.consistentDupFacts.issuperset(present):
        return
    if len(totals) > 1 and not checker.deDuplicate:
        return
    for fact in totals:
        if fact in checker.duplicatedFacts:
            return
        if not fact.isNil and fact not in checker.consistentDupFacts:
            yield fact


def _compared_11(checker: Any, totals: list[Any], parts: list[list[Any]]) -> list[Any]:
    """Calculations 1.1: every duplicate takes part; nil ones do not, and contradicting ones stop the check.

    Arelle misses a contradiction between duplicates of equal decimals and compares the first of them;
    that says nothing about the others, so it does not count as checked here.
    """
    from arelle.ValidateXbrlCalcs import INCONSISTENT, NIL_FACT_SET

    def low(facts: list[Any]) -> Any:
        contradicting = len({(f.decimals, f.xValue) for f in facts}) > len({f.decimals for f in facts})
        return INCONSISTENT if contradicting else checker.consistentFactValueInterval(facts, checker.calc11t)[1][0]

    lows = [low(facts) for facts in parts if facts]
    if not totals or any(x is INCONSISTENT for x in lows) or all(x is NIL_FACT_SET for x in lows):
        return []
    total = low(totals)
    return [] if total is INCONSISTENT or total is NIL_FACT_SET else totals


def _describe(models: list[Any], *, wanted: bool) -> dict[str, Any]:
    counts = {
        "facts": sum(len(model.factsInInstance) for model in models),
        "contexts": sum(len(model.contexts) for model in models),
        "units": sum(len(model.units) for model in models),
        "calc_relationships": sum(_arcs(model) for model in models),
    }
    facts = [_fact(fact) for model in models for fact in _items(model)] if wanted else None
    asserted = {name: told for model in models for name, told in _asserted(model)}
    return {"facts": facts, "counts": counts, "documents": sum(len(model.urlDocs) for model in models), "asserted": asserted}


def _asserted(model: Any) -> Iterator[tuple[str, list[int]]]:
    """How often each assertion was satisfied and not; without the formula processor there is nothing to tell."""
    for one in model.modelVariableSets:
        if one.id and hasattr(one, "countSatisfied"):
            yield one.id, [one.countSatisfied, one.countNotSatisfied]


def _arcs(model: Any) -> int:
    keys = [k for k in list(model.baseSets) if k[0] in (ARCROLE_10, ARCROLE_11) and all(k)]
    return sum(len(model.relationshipSet(*key).modelRelationships) for key in keys)


def _items(model: Any) -> list[Any]:
    return sorted((f for f in model.factsInInstance if f.isItem), key=lambda fact: fact.objectIndex)


def _fact(fact: Any) -> dict[str, Any]:
    """A fact in terms that all syntaxes share (OIM 1.0, 3), as far as Arelle could read it."""
    context, unit, concept = fact.context, fact.unit, fact.concept
    value = None if fact.isNil else fact.value
    if value is not None and fact.isNumeric:
        value = value.strip()
    if hasattr(fact.xValue, "clarkNotation"):  # a QName: its prefix means nothing elsewhere
        value = fact.xValue.clarkNotation
    text = concept is not None and concept.type is not None and concept.type.isOimTextFactType
    return {
        "id": fact.id,
        "concept": fact.qname.clarkNotation,
        "value": value,
        "nil": fact.isNil,
        "decimals": fact.decimals,
        "unit": None if unit is None else [[q.clarkNotation for q in side] for side in unit.measures],
        "language": _language(fact) if text and not fact.isNil else None,
        "footnotes": _footnotes(fact),
        **_context(context),
    }


def _language(fact: Any) -> str | None:
    """The nearest xml:lang; Arelle's own property looks no higher than the parent."""
    languages = (element.get(XML_LANG) for element in (fact, *fact.iterancestors()))
    return next((str(language).lower() for language in languages if language), None)


def _context(context: Any) -> dict[str, Any]:
    if context is None:
        return {"start": None, "end": None, "entity": ["", ""], "dimensions": []}
    begin = context.startDatetime if context.isStartEndPeriod else None
    end = None if context.isForeverPeriod else context.endDatetime
    members = [[axis.clarkNotation, _member(value)] for axis, value in context.qnameDims.items()]
    return {
        "start": _date(begin, last=False),
        "end": _date(end, last=True),
        "entity": list(context.entityIdentifier),
        "dimensions": sorted(members),
    }


def _member(value: Any) -> str:
    if value.isExplicit:
        return str(value.memberQname.clarkNotation) if value.memberQname else ""
    return str(value.typedMember.stringValue).strip() if value.typedMember is not None else ""


def _date(moment: Any, *, last: bool) -> str | None:
    """The date as people write it; Arelle holds an end as the midnight after it."""
    if moment is None:
        return None
    if (moment.hour, moment.minute, moment.second) != (0, 0, 0):
        return str(moment.isoformat())
    return str((moment - timedelta(days=1 if last else 0)).date().isoformat())


def _footnotes(fact: Any) -> list[str]:
    notes = [rel.toModelObject for rel in fact.modelXbrl.relationshipSet("XBRL-footnotes").fromModelObject(fact)]
    texts = [getattr(note, "htmlValue", None) or note.stringValue for note in notes if not hasattr(note, "contextID")]
    return sorted(" ".join(text.split()) for text in texts)


def _resident_mb() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:  # no /proc, no renewal
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def _memory_used() -> float | None:
    """The highest share of the memory limit so far; None where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        import resource
    except (OSError, ImportError):
        return None
    peak = re.search(r"^VmPeak:\s+(\d+) kB", status, re.MULTILINE)
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return int(peak[1]) * 1024 / limit if peak and limit > 0 else None


def _refuse_network(event: str, _: tuple[Any, ...]) -> None:
    if event in NETWORK_EVENTS:
        raise PermissionError(f"crossfoot validates offline: {event} refused")


def _claim_channel() -> TextIO:
    """Keep the real standard output for answers; whatever prints from here on goes to standard error."""
    channel = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return channel


def _limit(memory_mb: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    except (ImportError, OSError, ValueError):  # not on Linux: the time limit remains
        pass


def main() -> None:
    """Answer requests until standard input ends."""
    channel = _claim_channel()
    _limit(int(sys.argv[1]))
    sys.addaudithook(_refuse_network)
    import arelle.api.Session  # noqa: F401  (both here, not in the first run)
    from arelle import Validate, Version  # noqa: F401

    gc.freeze()  # closing a report collects garbage; what was imported need not be searched
    setattr(logging.getLogger("arelle"), "logRefObjectProperties", True)  # noqa: B010  (Arelle's own attribute)
    print(json.dumps({"version": Version.__version__}), file=channel, flush=True)
    for line in sys.stdin.buffer:
        try:
            answer = {**run(json.loads(line)), "resident_mb": _resident_mb()}
        except MemoryError:
            answer = {"failed": "memory limit"}
        except Exception:
            answer = {"failed": "crash", "detail": traceback.format_exc()}
        print(json.dumps(answer), file=channel, flush=True)


if __name__ == "__main__":
    main()
