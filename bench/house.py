"""Counts the house: modules, functions, tokens, comments, docstrings, import cycles, by folder.

    python bench/house.py                 this checkout
    python bench/house.py PATH            another one, such as an earlier commit

Sizes are meant after `ruff format` at 100 columns. The goals stand behind each total.
"""

import ast
import io
import statistics
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

BRANCHES = (
    *(ast.If, ast.For, ast.While, ast.Try, ast.ExceptHandler),
    *(ast.BoolOp, ast.IfExp, ast.comprehension, ast.match_case),
)
LAYOUT = (
    *(tokenize.NL, tokenize.NEWLINE, tokenize.INDENT),
    *(tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING),
)
ROOT = {"__init__", "__main__", "errors", "version", "workspace"}
VAGUE = {"told", "one", "kept", "asked", "lent", "given"}
COLUMNS = (
    "modules",
    "lines",
    "tokens",
    "statements",
    "comments",
    "functions",
    "over 40",
    "branchy",
)


def main(checkout: Path) -> None:
    """Print the table of one checkout."""
    package = checkout / "generator" / "crossfoot"
    sources = {path.relative_to(package): path.read_text("utf-8") for path in _modules(package)}
    by_folder: dict[str, Counter[str]] = {}
    for path, source in sources.items():
        by_folder.setdefault(path.parts[0], Counter()).update(_counts(source))
    print(f"{'folder':16}" + "".join(f"{name:>12}" for name in COLUMNS))
    for folder, counts in (*sorted(by_folder.items()), ("all", sum(by_folder.values(), Counter()))):
        print(f"{folder:16}" + "".join(f"{counts[name]:12,}" for name in COLUMNS))
    for line in _summary(sources):
        print(line)


def _modules(package: Path) -> Iterator[Path]:
    return (path for path in sorted(package.rglob("*.py")) if "data" not in path.parts)


def _counts(source: str) -> Counter[str]:
    tree = ast.parse(source)
    kinds = [token.type for token in tokenize.generate_tokens(io.StringIO(source).readline)]
    found = _functions(tree)
    return Counter(
        {
            "modules": 1,
            "lines": sum(bool(line.strip()) for line in source.splitlines()),
            "tokens": sum(kind not in (*LAYOUT, tokenize.COMMENT) for kind in kinds),
            "statements": sum(isinstance(node, ast.stmt) for node in ast.walk(tree)),
            "comments": kinds.count(tokenize.COMMENT),
            "functions": len(found),
            "over 40": sum(_length(node) > 40 for node in found),
            "branchy": sum(_branches(node) > 10 for node in found),
        }
    )


def _functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _branches(node: ast.AST) -> int:
    return sum(isinstance(inner, BRANCHES) for inner in ast.walk(node))


def _summary(sources: dict[Path, str]) -> Iterator[str]:
    sizes = [source.count("\n") for source in sources.values()]
    found = [node for source in sources.values() for node in _functions(ast.parse(source))]
    lengths = [_length(node) for node in found]
    public = [node for node in found if _public_with_three(node)]
    told = sum("\n" in (ast.get_docstring(node) or "") for node in public)
    lines = sum(bool(line.strip()) for source in sources.values() for line in source.splitlines())
    counts = sum((_counts(source) for source in sources.values()), Counter())
    loose = sorted(path.stem for path in sources if len(path.parts) == 1 and path.stem not in ROOT)
    yield f"modules: median {statistics.median(sizes):.0f} lines, largest {max(sizes)} (120, 400)"
    yield f"functions: median {statistics.median(lengths):.0f}, largest {max(lengths)} (10, 40)"
    yield f"tokens a line: {counts['tokens'] / lines:.1f} (4 to 6.6)"
    yield f"comments per 100 lines: {100 * counts['comments'] / lines:.1f} (3)"
    yield f"public functions of 3 parameters: {len(public)}, longer docstring: {told}"
    yield f"names that say nothing in signatures: {_vague(found)} (0)"
    yield f"loose at the root: {', '.join(loose) or 'none'}"
    yield f"modules in a cycle: {', '.join(_cycles(sources)) or 'none'}"


def _public_with_three(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
    return not node.name.startswith("_") and len({*names} - {"self", "cls"}) >= 3


def _vague(found: list[ast.FunctionDef | ast.AsyncFunctionDef]) -> int:
    arguments = ((*node.args.args, *node.args.kwonlyargs) for node in found)
    return sum(argument.arg in VAGUE for row in arguments for argument in row)


def _cycles(sources: dict[Path, str]) -> list[str]:
    names = {".".join(path.with_suffix("").parts): source for path, source in sources.items()}
    needs = {name: _needed(source, set(names)) - {name} for name, source in names.items()}
    return sorted(name for name in names if name in _reachable(needs, name))


def _needed(source: str, names: set[str]) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("crossfoot."):
            module = (node.module or "").removeprefix("crossfoot.")
            full = [f"{module}.{alias.name}" for alias in node.names]
            found.update(name if name in names else module for name in full)
    return found & names


def _reachable(needs: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(needs[start])
    while waiting:
        if (name := waiting.pop()) not in seen:
            seen.add(name)
            waiting.extend(needs[name])
    return seen


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent.parent)
