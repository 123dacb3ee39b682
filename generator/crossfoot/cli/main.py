"""The command line. Only the standard library is imported before a command runs, so that `--help`
is instant."""

import argparse
import atexit
import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from crossfoot.cli.printing import say
from crossfoot.cli.written import check_written
from crossfoot.errors import CrossfootError
from crossfoot.model.illegal_characters import visible_line

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_RAW = argparse.RawDescriptionHelpFormatter
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)

EXAMPLES = """examples:
  crossfoot build                              every filing under filings/, into output/
  crossfoot build iij/2010-03-31               one filing
  crossfoot validate output/iij/2010-03-31/iij-20100331.htm
  crossfoot coverage iij/2010-03-31 --source release.txt
  crossfoot taxonomy build                     compile the base taxonomy after editing it
  crossfoot ingest output/iij                  into the fact store
  crossfoot facts history iij Revenues         what was said of it, and when

exit codes: 0 clean, 1 findings, 2 usage, 3 broken set-up, 4 a tool failed"""

BUILD_EXAMPLES = """examples:
  crossfoot build                              every filing under filings/
  crossfoot build iij/2010-03-31 --output /tmp/out
  crossfoot build path/to/filing --json result.json
  crossfoot build iij/2010-03-31 --no-arelle   preflight only: the answer in well under a second
  crossfoot build --base us-gaap-2009 --taxonomy-package us-gaap/2009/"""

VALIDATE_EXAMPLES = """examples:
  crossfoot validate output/iij/2010-03-31/iij-20100331.htm
  crossfoot validate report.xbri other.xbrl --json result.json
  crossfoot validate instance.xml --package taxonomy.zip"""


COVERAGE_EXAMPLES = """examples:
  crossfoot coverage iij/2010-03-31 --source release.txt
  crossfoot coverage iij/2010-03-31 --source release.txt --list numbers.csv"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it ended."""
    _opened()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a terminal that can't show a character is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else arguments
    parser = _parser(next((word for word in words if not word.startswith("-")), ""))
    if _empty_operand(words):
        parser.error("an empty argument ('') names nothing; leave it out where all are meant")
    options = parser.parse_args(words)
    try:
        return _ended(options)
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt as stopped:
        say("crossfoot: stopped; the last good output is untouched", to=sys.stderr)
        return 128 + (stopped.args[0] if stopped.args else signal.SIGINT)


def _empty_operand(words: Sequence[str]) -> bool:
    """Whether a word that is no option's value is empty: an unset variable of a script must not
    turn one filer into all."""
    return any(
        not word and not (before.startswith("-") and "=" not in before)
        for before, word in zip(("", *words), words, strict=False)
    )


def _ended(options: argparse.Namespace) -> int:
    """The exit code of a command that ran to its end, or told on standard error why it did not."""
    try:
        check_written(options)
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except CrossfootError as broken:
        say(f"crossfoot: {visible_line(str(broken))}", to=sys.stderr)
        if broken.hint:
            say(f"  {visible_line(broken.hint)}", to=sys.stderr)
        return broken.exit_code
    except OSError as broken:
        if broken.errno == errno.ENAMETOOLONG:
            name = visible_line(str(broken.filename))[:60]
            say(f"crossfoot: '{name}...' is longer than a name can be", to=sys.stderr)
            return 2
        if broken.errno not in _FULL or broken.filename is not None:
            raise
        say(f"crossfoot: what it prints can't be written: {broken.strerror}", to=sys.stderr)
        with suppress(OSError):  # what is still held back would fail once more at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3


def _opened() -> None:
    """Streams that the caller closed go nowhere; a file that took the place of one would get what
    is printed."""
    if sys.stdout is not None and sys.stderr is not None:
        return
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # which takes the lowest free number
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  (open as long as the process)
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def run() -> int:
    """One command as a process of its own.

    A build looks for no cycles, and its process ends without taking its records apart: both would
    take a tenth of the time.
    """
    for name in ("SIGTERM", "SIGHUP"):
        if (
            hasattr(signal, name)
            and signal.getsignal(number := getattr(signal, name)) == signal.SIG_DFL
        ):
            signal.signal(number, _stopped)
    if sys.argv[1:2] != ["build"]:
        return main()
    gc.disable()
    code = main()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read has gone, or the stream is closed
            stream.flush()
    os._exit(code)


def _stopped(number: int, _: object) -> None:
    """Asked to end: as with Ctrl-C, what is half written is cleared away."""
    raise KeyboardInterrupt(number)


def _parser(command: str = "") -> argparse.ArgumentParser:
    """The options of one command, or of all where none of them is named: to describe all takes as
    long as to read a small filing."""
    description = "From printed statements to XBRL filings whose totals are proved."
    parser = argparse.ArgumentParser(
        prog="crossfoot", description=description, epilog=EXAMPLES, formatter_class=_RAW
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in (command,) if command in _COMMANDS else _COMMANDS:
        _COMMANDS[name](commands)
    return parser


def _add_build(commands: Commands) -> None:
    build = commands.add_parser(
        "build", help="build filings and prove them", epilog=BUILD_EXAMPLES, formatter_class=_RAW
    )
    build.add_argument(
        "filings",
        nargs="*",
        metavar="FILING",
        help="company/period under filings/, or a folder (default: all)",
    )
    build.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="where <company>/<period>/ goes (default: output)",
    )
    build.add_argument(
        "--jobs",
        type=int,
        default=1,
        metavar="N",
        help="filings built at once, each with an Arelle of its own",
    )
    build.add_argument("--no-preflight", action="store_true", help="leave all checks to Arelle")
    build.add_argument(
        "--no-arelle", action="store_true", help="leave out Arelle; the filing is then not judged"
    )
    build.add_argument(
        "--no-causes",
        action="store_true",
        help="name each failing check by itself, not the change that explains it",
    )
    build.add_argument(
        "--no-formula",
        action="store_true",
        help="leave out Arelle's formula processor; ties are left to preflight",
    )
    build.add_argument("--no-viewer", action="store_true", help="leave out the interactive viewer")
    build.add_argument("--no-charts", action="store_true", help="leave out the pictures")
    build.add_argument(
        "--lang",
        action="append",
        default=[],
        choices=("ja",),
        help="write the page in this language too, as <stem>-ja.htm",
    )
    build.add_argument(
        "--base",
        metavar="NAME",
        help="build on a published base such as us-gaap-2009, into output/NAME/",
    )
    build.add_argument(
        "--taxonomy-package",
        type=Path,
        metavar="PATH",
        help="its schemas: a folder, a zip or a taxonomy package",
    )
    _common(build)
    _for_servers(build)
    build.set_defaults(run=_build)


def _add_validate(commands: Commands) -> None:
    validate = commands.add_parser(
        "validate",
        help="judge any XBRL, inline XBRL, package or taxonomy",
        epilog=VALIDATE_EXAMPLES,
        formatter_class=_RAW,
    )
    validate.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="an instance, inline file, report package, schema or package",
    )
    validate.add_argument(
        "--remember",
        action="store_true",
        help="note a clean taxonomy in taxonomy/validated.json; builds then skip it",
    )
    validate.add_argument(
        "--calculations",
        choices=("filed", "1.0", "1.1", "both"),
        default="filed",
        help="check relationships of Calculations 1.0 under 1.0 and of 1.1 under 1.1 (filed, the "
        "default), or by one of them alone, or by both",
    )
    validate.add_argument(
        "--no-formula", action="store_true", help="leave out Arelle's formula processor"
    )
    validate.add_argument(
        "--package",
        type=Path,
        action="append",
        default=[],
        metavar="ZIP",
        help="a taxonomy package that it needs",
    )
    _common(validate)
    _for_servers(validate)
    validate.set_defaults(run=_validate)


def _add_coverage(commands: Commands) -> None:
    coverage = commands.add_parser(
        "coverage",
        help="numbers printed in a source document and not tagged",
        epilog=COVERAGE_EXAMPLES,
        formatter_class=_RAW,
    )
    coverage.add_argument(
        "filing", metavar="FILING", help="company/period under filings/, or a folder"
    )
    coverage.add_argument(
        "--source", type=Path, required=True, metavar="FILE", help="the source document as text"
    )
    coverage.add_argument(
        "--list", type=Path, metavar="CSV", help="write every number with line, column and outcome"
    )
    _common(coverage)
    coverage.set_defaults(run=_coverage)


def _add_taxonomy(commands: Commands) -> None:
    from crossfoot.cli.taxonomy_options import add_taxonomy

    add_taxonomy(commands, _common)


def _add_ingest(commands: Commands) -> None:
    from crossfoot.cli.facts_options import add_ingest

    add_ingest(commands, _common)


def _add_facts(commands: Commands) -> None:
    from crossfoot.cli.facts_options import add_facts

    add_facts(commands)


_COMMANDS: dict[str, Callable[[Commands], None]] = {
    "build": _add_build,
    "validate": _add_validate,
    "coverage": _add_coverage,
    "taxonomy": _add_taxonomy,
    "ingest": _add_ingest,
    "facts": _add_facts,
}


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workspace",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder with filings/ (default: here)",
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write the result as JSON ('-': standard output)"
    )
    parser.add_argument("--quiet", action="store_true", help="print findings only")


def _for_servers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--junit", type=Path, metavar="FILE", help="write the result as JUnit XML")
    parser.add_argument(
        "--sarif", type=Path, metavar="FILE", help="write the findings as SARIF 2.1.0"
    )


def _version() -> str:
    from crossfoot.version import VERSION

    return f"crossfoot {VERSION}"


def _build(options: argparse.Namespace) -> int:
    from crossfoot.cli.common import run_build

    return run_build(options)


def _validate(options: argparse.Namespace) -> int:
    from crossfoot.cli.common import run_validate

    return run_validate(options)


def _coverage(options: argparse.Namespace) -> int:
    from crossfoot.cli.common import run_coverage

    return run_coverage(options)


if __name__ == "__main__":
    sys.exit(main())
