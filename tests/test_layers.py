"""The shape of the package: who may import whom, who owns which library, and where binary floats
and clocks have no business."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import crossfoot

PACKAGE = Path(crossfoot.__file__).parent
FOUNDATION = ("model", "system", "xbrl")
ROOT = ("errors", "version", "workspace")
FRONT = ("__init__", "__main__", "cli", "service")
CLOCK_HANDED_IN = (*FRONT, "workflows.store_api")
STAGES = tuple(
    sorted(
        path.parent.name
        for path in PACKAGE.glob("*/__init__.py")
        if path.parent.name not in (*FOUNDATION, *FRONT, "workflows", "engines")
    )
)
"""arelle and the stages; `drafting` and `causes` will be of them"""
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "errors": (),
    "version": (),
    "workspace": ("errors", "model"),
    "model": ("model",),
    "system": ("system", "model", *ROOT),
    "xbrl": ("xbrl", "model", "system", *ROOT),
    **{stage: (stage, *FOUNDATION, *ROOT) for stage in STAGES},
    "products": ("products", "store", *FOUNDATION, *ROOT),
    "workflows": ("workflows", "engines", *STAGES, *FOUNDATION, *ROOT),
    "engines": ("engines", *FOUNDATION, *ROOT),
}
"""what a folder may import; the front doors (`cli`, `__init__`, `service`) may import all but each
other"""
OWNERS = {
    "arelle": ("arelle.",),
    "jinja2": ("system.template",),
    "markupsafe": ("render.inline", "render.charts", "report.page"),
    "drawsvg": ("system.chart_svg",),
    "openpyxl": ("curated.workbook",),
    "yaml": ("curated.yaml_file",),
    "msgspec": ("",),  # records are its Structs
    "lxml": ("system.xml_parser", "xbrl."),
    "duckdb": ("store.backends.duckdb",),
    "psycopg": ("store.backends.postgres",),
    "pandas": ("products.statements",),
    "iXBRLViewerPlugin": ("arelle.viewer",),
    "pyarrow": ("store.backends", "xbrl.arrow_"),
    "matplotlib": ("system.chart_png",),
}
HEAVY = ("lxml", "yaml", "jinja2", "msgspec", "openpyxl", "arelle")
CHANCE = ("random", "uuid", "secrets")
CLOCKS = (
    *("now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "strftime", "ctime"),
    *("urandom", "getuser", "gethostname", "getmtime", "st_mtime"),
)
VALUE_PATH = ("model", "curated", "facts", "render", "checks", "causes", "xbrl")


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Name without `crossfoot.`, and tree, of every module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(parts), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a name comes from"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def ours(name: str) -> str:
    """`read.tables.read_table` of `crossfoot.curated.tables.read_table`; empty for a name that is
    not ours."""
    return name.removeprefix("crossfoot.") if name.startswith("crossfoot.") else ""


def part(name: str) -> str:
    return name.partition(".")[0]


def test_there_are_modules_to_look_at() -> None:
    names = [name for name, _ in modules()]
    stages = {"arelle", "checks", "curated", "facts", "filing_rules", "render", "report", "store"}
    assert stages <= set(STAGES)
    assert {"cli.main", "workflows.build", "model.instance", "arelle.worker"} <= set(names)


def test_nothing_lies_loose_at_the_root() -> None:
    loose = {name for name, _ in modules() if "." not in name}
    assert loose == {"__init__", "__main__", *ROOT}


def test_model_imports_the_standard_library_msgspec_and_itself_alone() -> None:
    outside = [
        f"{module}:{line} {name}"
        for module, tree in modules()
        if part(module) == "model"
        for line, name in imports(tree)
        if not ours(name) and part(name) not in {*sys.stdlib_module_names, "msgspec"}
    ]
    assert outside == []


def test_each_folder_imports_only_what_lies_below_it() -> None:
    """`model, system, xbrl` < `arelle` and the stages < `workflows` < the front doors; imports
    inside functions count."""
    wrong = [
        f"{module}:{line} {name}"
        for module, tree in modules()
        if part(module) in MAY_IMPORT
        for line, name in imports(tree)
        if ours(name) and part(ours(name)) not in MAY_IMPORT[part(module)]
    ]
    assert wrong == []


def test_no_two_modules_need_each_other() -> None:
    """A cycle between modules, imports inside functions and for types included, means that a third
    is missing."""
    names = {name.removesuffix(".__init__") for name, _ in modules()}
    needs: dict[str, set[str]] = {}
    for module, tree in modules():
        found = {ours(name) for _, name in imports(tree) if ours(name)}
        targets = {name if name in names else name.rpartition(".")[0] for name in found}
        needs[module] = {name for name in targets if name in names} - {module}
    cycles = sorted(name for name in needs if name in _reachable(needs, name))
    assert cycles == []


def _reachable(needs: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(needs.get(start, ()))
    while waiting:
        if (name := waiting.pop()) not in seen:
            seen.add(name)
            waiting.extend(needs.get(name, ()))
    return seen


def test_records_are_structs() -> None:
    """The standard decorator compiles six functions a class, about a millisecond each, and a frozen
    one sets its fields slowly."""
    wrong = [
        f"{module}:{line}"
        for module, tree in modules()
        for line, name in imports(tree)
        if part(name) == "dataclasses"
    ]
    assert wrong == []


def test_each_outside_library_has_one_owner() -> None:
    wrong = [
        f"{module}:{line} {name}"
        for module, tree in modules()
        for line, name in imports(tree)
        if part(name) not in (*sys.stdlib_module_names, "crossfoot")
        and not module.startswith(OWNERS.get(part(name), ()))
    ]
    assert wrong == []


def test_an_init_file_holds_a_docstring_and_nothing_else() -> None:
    for name, tree in modules():
        if name.endswith(".__init__"):  # the package's own holds the public API
            assert ast.get_docstring(tree), name
            assert len(tree.body) == 1, name


def test_no_binary_float_lies_on_the_path_of_a_value() -> None:
    wrong = [
        f"{module} {ast.unparse(node)}"
        for module, tree in modules()
        if part(module) in VALUE_PATH
        for node in ast.walk(tree)
        if _binary(node)
    ]
    # the one float is a likeness between names (0 to 1), for "did you mean"
    assert wrong == ["model.suggestions 0.75"]


def _binary(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("float", "round")
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "math"
    )


def test_no_clock_and_no_chance_lies_behind_an_output() -> None:
    wrong = []
    for module, tree in modules():
        wrong += [f"{module}:{line} {name}" for line, name in imports(tree) if part(name) in CHANCE]
        if not module.startswith(
            CLOCK_HANDED_IN
        ):  # a command may look at the clock, and pass it in
            wrong += [f"{module} {ast.unparse(node)}" for node in ast.walk(tree) if _clock(node)]
    assert wrong == []


def _clock(node: ast.AST) -> bool:
    """A time of day, a process or a person; counters that measure how long something took are for
    the eye alone."""
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        return any(alias.name in CLOCKS for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr in CLOCKS


def test_help_imports_no_heavy_library() -> None:
    code = (
        "import sys\nfrom crossfoot.cli.main import main\ntry:\n    main(['--help'])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("usage: crossfoot")
    assert run.stderr == "[]\n"


def test_one_place_prints() -> None:
    """So that no text from outside reaches the terminal with its control characters."""
    prints = [  # the worker answers its parent through a pipe
        f"{module}:{node.lineno}"
        for module, tree in modules()
        if module != "arelle.worker"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert prints == []
