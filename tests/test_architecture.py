"""The house keeps its shape: imports go down the stairs, rooms are small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_PACKAGE = Path(__file__).resolve().parents[1] / "pipeline"
_MODULES = sorted(_PACKAGE.rglob("*.py"))

_GROUND = {"model", "vietnamese"}
# Each of these may import those before it that it names here.
_ROOMS: dict[str, set[str]] = {
    "read": set(),
    "repair": set(),
    "judge": set(),
    "aggregate": set(),
    "write": {"aggregate"},
    "wording": set(),
    "prose": {"wording"},
    "forms": {"wording", "prose"},
    "tables": {"forms"},
    "generic": {"wording", "prose", "tables"},
    "crosstabs": {"forms", "tables", "generic"},
    "identify": {"prose", "crosstabs"},
    "drafting": {"forms", "tables", "generic", "crosstabs", "identify"},
}
# What each part may import besides itself.
_STAIRS = {
    "model": set(),
    "vietnamese": {"model"},
    **{room: _GROUND | below for room, below in _ROOMS.items()},
    "run": _GROUND | set(_ROOMS),
    "review": _GROUND | set(_ROOMS) | {"run"},
    # Makes what the repair knows; no command of a user calls it.
    "training": _GROUND | {"repair", "identify"},
    "measure": _GROUND | {"write"},
    "cli": _GROUND | set(_ROOMS) | {"run", "review", "measure"},
    "__main__": {"cli"},
}

# The ground floor works on values: nothing that reaches files, processes or the network.
_INPUT_OUTPUT = {
    *("io", "os", "pathlib", "shutil", "tempfile", "subprocess", "socket", "urllib", "http"),
    *("sqlite3", "multiprocessing", "threading", "logging", "requests"),
}
_INPUT_OUTPUT_CALLS = {"open", "print", "input"}
# Only `run` and the command line know of processes.
_PROCESSES = {"multiprocessing", "concurrent", "threading", "asyncio"}

_LONGEST_MODULE = 300  # lines
_LONGEST_FUNCTION = 40  # lines, docstring not counted
# Longer ones, each with its reason.
_LONG_FUNCTIONS: dict[str, str] = {}
_LONG_MODULES: dict[str, str] = {}


def _part(module: Path) -> str:
    below = module.relative_to(_PACKAGE)
    return below.parts[0] if len(below.parts) > 1 else below.stem


def _name(module: Path) -> str:
    return module.relative_to(_PACKAGE).as_posix()


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("module", _MODULES, ids=_name)
def test_imports_go_down_the_stairs(module: Path) -> None:
    part = _part(module)
    if part == "__init__":
        return

    parts = {name.split(".")[1] for name in _imports(_tree(module)) if name.startswith("pipeline.")}

    assert parts - {part} <= _STAIRS[part]


@pytest.mark.parametrize("module", _MODULES, ids=_name)
def test_imports_name_the_whole_path(module: Path) -> None:
    relative = [name for name in _imports(_tree(module)) if name.startswith(".")]

    assert relative == []


@pytest.mark.parametrize("module", [m for m in _MODULES if _part(m) in _GROUND], ids=_name)
def test_the_ground_floor_does_no_input_or_output(module: Path) -> None:
    tree = _tree(module)

    imported = {name.split(".")[0] for name in _imports(tree)}
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert imported & _INPUT_OUTPUT == set()
    assert called & _INPUT_OUTPUT_CALLS == set()


@pytest.mark.parametrize("module", [m for m in _MODULES if _part(m) != "run"], ids=_name)
def test_only_run_knows_of_processes(module: Path) -> None:
    imported = {name.split(".")[0] for name in _imports(_tree(module))}

    assert imported & _PROCESSES == set()


@pytest.mark.parametrize("module", _MODULES, ids=_name)
def test_modules_are_short(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())

    assert lines <= _LONGEST_MODULE or _name(module) in _LONG_MODULES


@pytest.mark.parametrize("module", _MODULES, ids=_name)
def test_functions_are_short(module: Path) -> None:
    long = [
        name
        for name, lines in _functions(_tree(module))
        if lines > _LONGEST_FUNCTION and f"{_name(module)}:{name}" not in _LONG_FUNCTIONS
    ]

    assert long == []


def test_half_of_the_functions_have_ten_lines_or_fewer() -> None:
    lengths = [lines for module in _MODULES for _, lines in _functions(_tree(module))]

    short = sum(lines <= 10 for lines in lengths)

    assert short * 2 >= len(lengths)


def _functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, _length(node)


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


@pytest.mark.parametrize("module", _MODULES, ids=_name)
def test_there_is_no_bare_except_and_no_assert(module: Path) -> None:
    forbidden = [
        node.lineno
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.Assert)
        or (isinstance(node, ast.ExceptHandler) and node.type is None)
    ]

    assert forbidden == []


def test_package_names_are_terms_of_the_field() -> None:
    forbidden = {"utils", "helpers", "common", "manager", "process", "data", "info", "misc"}

    found = {part for module in _MODULES for part in Path(_name(module)).with_suffix("").parts}

    assert found & forbidden == set()
