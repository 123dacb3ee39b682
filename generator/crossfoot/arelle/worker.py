"""The child process that runs Arelle (2.47); it and what it imports here are alone in that.

One JSON request a line on standard input, one answer a line on what was standard output when the
process started. `arelle.session` is the other end, `arelle.records` says what the fields mean.
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
from collections.abc import Iterable, Iterator, Mapping
from decimal import getcontext
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

from crossfoot.arelle.calculations import MODES, calculate
from crossfoot.arelle.facts import describe
from crossfoot.arelle.networks import networks_of
from crossfoot.arelle.opened_files import OpenedFiles
from crossfoot.arelle.transformations import add_transformations

ARCHIVES = (".zip", ".xbri", ".xbr")
TEXT_LENGTH = 200
"""of a property or argument of a message; a text block may be a megabyte"""
CACHE = os.path.join(os.environ.get("XDG_CONFIG_HOME", ""), "arelle", "cache")
NOT_FETCHED = re.compile(r"\[Errno \d+\] [^:']*: '?" + re.escape(CACHE) + r"/(https?)/([^'\s]*)'?")
OBJECTS = 50_000
"""new objects after which the collector looks at the young ones; a report is some hundred thousand,
nearly all of them kept"""
ABOUT_ITSELF = ("info", "info:profileActivity", "info:profileStats")
"""codes of Arelle's progress: the time of day, and how long a step took on a slow machine"""
DIGITS = 64
"""of a number on a page, before Arelle rounds it; Python's own 28 are fewer than pages print"""
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
        if code in ABOUT_ITSELF or record.levelno <= logging.DEBUG:
            return
        try:
            text = record.getMessage()
        except (TypeError, ValueError, KeyError):  # a per cent sign of the filing's own
            text = str(record.msg)
        text = NOT_FETCHED.sub(r"not fetched, we work offline: \1://\2", text).replace(
            self.folder + os.sep, ""
        )
        self.messages.append(
            {
                "level": record.levelname.lower(),
                "code": code,
                "text": text,
                "references": [_reference(ref) for ref in getattr(record, "refs", None) or []],
                "mode": self.mode,
                "arguments": _arguments(record.args),
            }
        )

    def name_loaded_files(self, names: Mapping[str, str]) -> None:
        """Have messages name the file that people have, where Arelle names the instance that it
        makes of xBRL-JSON or xBRL-CSV, of whose lines nobody knows."""
        for message in self.messages:
            for reference in message["references"]:
                file, mark, fragment = reference["href"].partition("#")
                if file in names:
                    reference["href"] = names[file] + mark + fragment
                    reference["line"] = None

    def ran_out_of_memory(self) -> bool:
        """Whether an allocation failed: Arelle logs that and goes on, libxml2 even with half a
        document."""
        signs = any(sign in m["code"] + m["text"] for m in self.messages for sign in MEMORY_SIGNS)
        used = _memory_used()
        return signs if used is None else used > (0.5 if signs else 0.9)

    def in_order(self) -> list[dict[str, Any]]:
        """The messages in an order that does not hang on Arelle's sets of objects."""

        def key(message: dict[str, Any]) -> tuple[Any, ...]:
            places = [
                (ref["href"].partition("#")[0], ref["line"] or 0, ref["href"])
                for ref in message["references"]
            ]
            return ["", *MODES].index(message["mode"]), places, message["code"], message["text"]

        return sorted(self.messages, key=key)


def _reference(ref: dict[str, Any]) -> dict[str, Any]:
    file, mark, fragment = str(ref.get("href") or "").partition("#")
    line = ref.get("sourceLine")
    properties = [[str(p[0]), str(p[1])[:TEXT_LENGTH]] for p in ref.get("properties") or []]
    return {
        "href": posixpath.basename(file.replace(os.sep, "/")) + mark + fragment,
        "line": int(line) if line else None,
        "properties": properties,
    }


def _arguments(arguments: Any) -> dict[str, str]:
    """What Arelle put into the text, by name; its messages of plain text have none."""
    if not isinstance(arguments, Mapping):
        return {}
    return {
        str(name): str(value)[:TEXT_LENGTH]
        for name, value in arguments.items()
        if isinstance(value, str | int | float)
    }


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Load the entry once, validate it, and run each calculation mode on the loaded report.

    :param request: the arguments of `ArelleSession.validate`, paths absolute
    :returns: the fields of `ArelleResult`
    :raises MemoryError: an allocation failed, whether or not Arelle noticed
    """
    from arelle.api.Session import Session

    from crossfoot.arelle.documents import ValidatedDocuments

    log = RunMessages(os.path.dirname(request["entry"]))
    clock = {"begin": time.perf_counter()}
    with Session() as session:
        documents = ValidatedDocuments(frozenset(request["validated"]), log.messages)
        with documents.skipping_known():
            session.run(_options(request), logHandler=log)
        models = list(session.get_models())
        try:
            clock["validate"] = time.perf_counter()
            answer = _describe(_loaded(models), request, log, clock)
            answer["hashes"] = documents.clean() if request["hashes"] else {}
            log.name_loaded_files(_loaded_files(models, request["entry"]))
        finally:
            for model in models:
                model.modelManager.close(model)
    if log.ran_out_of_memory():
        raise MemoryError
    marks = list(clock.items())
    seconds = {name: round(at - before, 4) for (_, before), (name, at) in pairwise(marks)}
    return {"messages": log.in_order(), "seconds": seconds, **answer}


def _describe(
    models: list[Any], request: dict[str, Any], log: RunMessages, clock: dict[str, float]
) -> dict[str, Any]:
    """Check the summations of loaded reports, and describe what is asked for; `clock` gets the
    time at the end of each step."""
    bound, calculations = [], []
    for mode in request["calc"]:
        log.mode = mode
        counted = [mode, 0, 0, 0]
        for model in models:
            rows, counts = calculate(model, mode)
            bound += rows
            counted = [mode, *(a + b for a, b in zip(counted[1:], counts[1:], strict=True))]
        calculations.append(counted)
        clock[mode] = time.perf_counter()
    answer = describe(models, with_facts=bool(request["facts"]))
    answer |= {"bound": sorted(bound), "calculations": calculations}
    answer["networks"] = networks_of(models) if request["networks"] else None
    clock["describe"] = time.perf_counter()
    if request["viewer"] and models:
        _write_viewer(models[0], request, log)
        clock["viewer"] = time.perf_counter()
    return answer


def _openable(request: dict[str, Any]) -> Iterator[str]:
    """The files and folders that a run may open: the report with its folder, the packages, what
    the caller adds, and the viewer that is written."""
    folder = os.path.dirname(request["entry"])
    yield from (request["entry"], folder)
    if folder.endswith("-csv"):  # the tables of xBRL-CSV lie below the report's other files
        yield os.path.dirname(folder)
    yield from (*request["packages"], *request["folders"])
    if request["viewer"]:
        yield request["viewer"]


def _loaded_files(models: Iterable[Any], entry: str) -> dict[str, str]:
    """The instances that Arelle made of xBRL-JSON and xBRL-CSV, each with the file it was made of:
    its name without a folder."""
    report = posixpath.basename(entry.replace(os.sep, "/"))
    stem, ending = posixpath.splitext(report)
    # of a report that can't be loaded there is no model, and yet messages
    made = {f"{stem}.xbrl": report} if ending == ".json" else {}
    for model in _loaded(models):
        if model.loadedFromOIM:
            uri = str(model.modelDocument.uri).replace(os.sep, "/")
            name = posixpath.basename(uri)
            made[name] = report if ending == ".json" else posixpath.splitext(name)[0] + ".json"
    return made


def _write_viewer(model: Any, request: dict[str, Any], log: RunMessages) -> None:
    """The viewer of the loaded report; what the plug-in logs says nothing about the report."""
    from crossfoot.arelle.viewer import write_viewer

    before = len(log.messages)
    write_viewer(model, Path(request["entry"]), Path(request["viewer"]))
    del log.messages[before:]


def _options(request: dict[str, Any]) -> Any:
    from arelle.RuntimeOptions import RuntimeOptions

    suffix = Path(request["entry"]).suffix.lower()
    plugins = ["loadFromOIM"] if suffix in (".json", ".csv", *ARCHIVES) else []
    plugins += ["inlineXbrlDocumentSet"] if suffix in ARCHIVES or request["target"] else []
    return RuntimeOptions(
        entrypointFile=json.dumps([_entry(request)]),  # a plain name would be split at "|"
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


def _entry(request: dict[str, Any]) -> dict[str, Any]:
    """What Arelle opens: the file, or of inline pages one of their target documents."""
    entry = request["entry"]
    if request["target"] is None:
        return {"file": entry}
    target, members = request["target"]
    pages = [{"file": f"{entry}/{name}"} for name in members] or [{"file": entry}]
    return {"ixds": pages, "ixdsTarget": target or "(default)"}


def _loaded(models: Iterable[Any]) -> list[Any]:
    return [model for model in models if model.modelDocument is not None]


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


def _claim_channel() -> TextIO:
    """Keep the real standard output for answers; whatever prints from here on goes to standard
    error."""
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


def _arelle() -> str:
    """Import Arelle here, not in the first run, with no more than it needs; its version."""
    gc.disable()
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl looks for it and does without: a fifth of the imports
    import arelle.api.Session  # noqa: F401

    from arelle import Validate, Version  # noqa: F401

    add_transformations()
    getcontext().prec = DIGITS
    gc.freeze()  # closing a report collects garbage; what was imported need not be searched
    gc.set_threshold(OBJECTS, 20, 20)
    gc.enable()
    return str(Version.__version__)


def main() -> None:
    """Answer requests until standard input ends."""
    channel = _claim_channel()
    _limit(int(sys.argv[1]))
    opened = OpenedFiles()
    sys.addaudithook(opened)
    version = _arelle()
    setattr(logging.getLogger("arelle"), "logRefObjectProperties", True)  # noqa: B010  (Arelle's own attribute)
    print(json.dumps({"version": version}), file=channel, flush=True)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            opened.allow(_openable(request))
            answer = {**run(request), "resident_mb": _resident_mb()}
        except MemoryError:
            answer = {"failed": "memory limit"}
        except Exception:
            answer = {"failed": "crash", "detail": traceback.format_exc()}
        opened.allow_all()
        print(json.dumps(answer), file=channel, flush=True)


if __name__ == "__main__":
    main()
