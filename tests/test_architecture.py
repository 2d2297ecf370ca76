"""The directions of design.md §3 as data: which room may import which, and what no room may do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from assembler import __file__ as package_file

PACKAGE = Path(package_file).parent

BASE = {"diagnostics", "resources", "records", "document", "theme", "options", "names", "markup"}

ALLOWED: dict[str, set[str]] = {
    "diagnostics": set(),
    "document": set(),
    "resources": set(),
    "names": {"scripts"},
    "options": set(),
    "markup": set(),
    "packages": set(),
    "passages": {"diagnostics"},
    "placeholders": set(),
    "pasting": set(),
    "office": {"resources", "statements"},
    "scripts": set(),
    "records": {"diagnostics"},
    "theme": {"diagnostics", "records"},
    "sources": {"diagnostics"},
    "schema": {"diagnostics", "records", "markup", "names", "theme"},
    "cutting": {"views"},
    "views": {"diagnostics", "schema"},
    "tailor": {"diagnostics", "names", "records", "schema", "views"},
    "compose": {"diagnostics", "document", "markup", "resources", "schema", "sources", "statements"},
    "writers": {"diagnostics", "document", "garbage", "names", "pasting", "resources", "scripts", "theme"},
    "checks": {
        "diagnostics",
        "document",
        "packages",
        "passages",
        "pasting",
        "placeholders",
        "records",
        "resources",
        "schema",
        "scripts",
        "theme",
    },
    "reviewing": {"addresses", "checks", "compose", "diagnostics", "house", "loading", "schema", "sources"},
    "store": {"diagnostics", "glance"},
    "letters": {"diagnostics", "schema", "sources", "store"},
    "statements": {"diagnostics", "document", "markup", "names", "passages", "placeholders", "sources"},
    "handoff": {"addresses", "document", "views", "writers"},
    "presets": {"diagnostics", "records", "sources"},
    "house": {*BASE, "compose", "presets", "schema", "sources"},
    "loading": {*BASE, "compose", "house", "schema", "sources", "statements"},
    "tasks": {*BASE, "house", "loading", "schema", "sources", "statements", "tailor", "views", "writers"},
    "referees": {*BASE, "house", "loading", "schema", "sources", "tailor", "tasks", "views"},
    "plan": {*BASE, "cutting", "house", "loading", "referees", "schema", "tailor", "tasks", "views"},
    "pulling": {"diagnostics", "document", "loading", "statements", "store", "tasks"},
    "fitting": {"checks", "diagnostics", "document", "theme", "writers"},
    "packing": {"diagnostics", "document", "fitting", "theme", "views", "writers"},
    "measuring": {*BASE, "checks", "compose", "pasting", "schema", "statements", "tasks", "views", "writers"},
    "freezing": {"diagnostics", "office", "schema", "statements", "store", "tasks", "views"},
    "settling": {*BASE, "freezing", "material", "schema", "store", "tasks"},
    "cleaning": {"diagnostics", "loading", "material", "schema", "sources", "store"},
    "memory": {"diagnostics", "store"},
    "addresses": set(),
    "garbage": set(),
    "glance": set(),
    "freshness": {"diagnostics", "glance", "resources", "office", "options", "memory", "store"},
    "titles": {"markup", "schema", "tailor"},
    "differences": {"document", "views"},
    "fingerprints": {"cutting", "material", "measuring", "tasks", "views"},
    "material": {
        *BASE,
        "compose",
        "cutting",
        "freshness",
        "house",
        "loading",
        "measuring",
        "plan",
        "pressing",
        "schema",
        "tasks",
        "views",
        "writers",
    },
    "pressing": {*BASE, "checks", "compose", "cutting", "fitting", "packing", "views", "writers"},
    "workers": {"compose", "pressing"},
    "preloaded": {"garbage"},
    "placing": {*BASE, "memory", "pulling", "results", "store", "tasks"},
    "results": {
        *BASE,
        "checks",
        "fingerprints",
        "freezing",
        "handoff",
        "material",
        "measuring",
        "memory",
        "office",
        "pressing",
        "schema",
        "store",
        "tasks",
        "views",
        "workers",
    },
    "making": {
        *BASE,
        "fingerprints",
        "freezing",
        "material",
        "memory",
        "pressing",
        "results",
        "schema",
        "store",
        "tasks",
        "views",
        "workers",
    },
    "versions": {
        *BASE,
        "differences",
        "freshness",
        "house",
        "loading",
        "making",
        "material",
        "memory",
        "pressing",
        "results",
        "schema",
        "store",
        "tailor",
        "tasks",
        "titles",
    },
    "build": {
        *BASE,
        "checks",
        "freezing",
        "freshness",
        "loading",
        "making",
        "material",
        "memory",
        "placing",
        "pressing",
        "pulling",
        "results",
        "reviewing",
        "schema",
        "store",
        "tasks",
        "views",
        "workers",
    },
    "status": {
        *BASE,
        "freezing",
        "freshness",
        "letters",
        "making",
        "material",
        "memory",
        "results",
        "schema",
        "store",
        "tasks",
    },
    "cli": {
        *BASE,
        "build",
        "checks",
        "cleaning",
        "differences",
        "freshness",
        "garbage",
        "glance",
        "house",
        "letters",
        "loading",
        "office",
        "packages",
        "presets",
        "schema",
        "settling",
        "sources",
        "status",
        "store",
        "tailor",
        "titles",
        "versions",
        "views",
        "workers",
    },
    "__main__": {"cli"},
    "__init__": set(),
}
"""Room → the rooms that it may import. A room is a module or a package directly below `assembler`."""

PRINTS = {"click", "rich"}
FILES = {
    "glance",
    "sources",
    "compose",
    "store",
    "cli",
    "freshness",
    "house",
    "loading",
    "office",
    "resources",
    "checks",
    "statements",
    "workers",
}
"""Rooms that touch files. `workers` only opens the null device, `checks` and `freshness` only look at bundled fonts and
at inputs, and `statements` opens the parts of a DOCX that it is given as bytes."""


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        yield room, path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node
            if node.module == "assembler":
                yield from ((f"assembler.{alias.name}", node) for alias in node.names)


def rooms_of(tree: ast.Module) -> set[str]:
    names = {name.split(".")[1] for name, _ in imported(tree) if name.startswith("assembler.")}
    return {name for name in names if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}


def test_every_room_is_listed() -> None:
    assert {room for room, _, _ in modules()} == set(ALLOWED)


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    for name, path, tree in modules():
        if name == room:
            wrong = rooms_of(tree) - ALLOWED[room] - {room}
            assert not wrong, f"{path.relative_to(PACKAGE)} imports {sorted(wrong)}"


def test_nothing_below_the_command_line_prints_or_knows_click() -> None:
    for room, path, tree in modules():
        if room == "cli":
            continue
        names = {name.split(".")[0] for name, _ in imported(tree)}
        assert not names & PRINTS, path
        calls = [
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        ]
        assert "print" not in calls, path


def test_the_schema_never_sees_yaml_and_writers_never_see_views() -> None:
    for room, path, tree in modules():
        names = {name.split(".")[0] for name, _ in imported(tree)}
        if room != "sources":
            assert "yaml" not in names, path
        if room != "writers":
            assert not names & {"weasyprint", "docx"} or room == "cli", path


def test_only_the_command_line_reads_the_clock() -> None:
    for room, path, tree in modules():
        calls = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        if room != "cli":
            assert not calls & {"now", "utcnow", "today", "time", "localtime"}, path


def of_bytes(function: ast.Attribute) -> bool:
    """Whether a call opens what it is given as bytes."""
    return isinstance(function.value, ast.Name) and function.value.id == "pikepdf"


def test_only_some_rooms_touch_files() -> None:
    touching = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "iterdir", "glob"}
    for room, path, tree in modules():
        calls = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not of_bytes(node.func)
        }
        if room not in FILES:
            assert not calls & touching, f"{path}: {sorted(calls & touching)}"


def test_there_are_no_circles_between_rooms() -> None:
    graph = {room: set[str]() for room in ALLOWED}
    for room, _, tree in modules():
        graph[room] |= rooms_of(tree) - {room}
    done: set[str] = set()
    while ready := [room for room in graph if room not in done and graph[room] <= done]:
        done.update(ready)
    assert done == set(graph), f"in a circle: {sorted(set(graph) - done)}"
