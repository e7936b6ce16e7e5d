"""What keeps the source easy to find one's way in: no circles, small folders, short functions, names of the field."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("core", "pages")
MOST_FILES = 26
MOST_LINES = 60

LONG_FUNCTIONS: dict[str, str] = {}
"""``module.function`` and why it is longer than a screen."""

RETIRED_NAMES = frozenset(
    [
        "Asked",
        "Bell",
        "Deed",
        "Door",
        "Doors",
        "Elsewhere",
        "Goodbyes",
        "Haste",
        "Ledger",
        "Messenger",
        "Shelf",
        "Undisturbed",
        "Walked",
        "Which",
        "Whisper",
        "bell",
        "deed_of",
        "goodbye",
        "goodbyes",
        "greeting",
        "hush",
        "kindly",
        "knock",
        "ledger",
        "left_over",
        "may_now",
        "messenger",
        "overhear",
        "overheard",
        "shelf",
        "undisturbed",
        "whisper",
    ]
)
RETIRED_VARIABLES = frozenset({"each", "one", "said", "they", "words"})

OWN_WORDS = frozenset(
    [
        "core.domain.blameless.compiler",
        "core.domain.blameless.engine",
        "core.domain.blameless.gate.evidence",
        "core.domain.blameless.lexicon",
        "core.domain.blameless.marking",
        "core.domain.blameless.matchers",
        "core.domain.blameless.reading",
        "core.domain.blameless.rules",
        "core.domain.search.query",
        "core.store.search.full_text",
        "core.store.search.snippets",
        "core.store.search.sought",
        "core.store.search.spelling",
        "pages.parts.frame.html",
    ]
)
"""Modules in which ``words`` are words: a key of the rule files, the words of a query, those of a name."""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, ast.Module]:
    """The syntax tree of every module of the source, by name. Migrations are released, and stay as they are."""
    paths = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "node_modules" not in path.parts]
    trees = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    return {name: tree for name, tree in trees.items() if not name.startswith("core.store.migrations")}


def imports_of(name: str, tree: ast.Module, known: frozenset[str]) -> set[str]:
    """The modules that this one names in an import, also inside of functions and for types only."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & known) or {node.module}
    return (found & known) - {name}


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Each group of modules that all import each other, directly or not (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = lowest[name] = len(order)
        stack.append(name)
        for target in sorted(graph[name]):
            if target not in order:
                visit(target)
                lowest[name] = min(lowest[name], lowest[target])
            elif target in stack:
                lowest[name] = min(lowest[name], order[target])
        if lowest[name] == order[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in sorted(graph):
        if name not in order:
            visit(name)
    return found


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}, [["a", "b", "c"]]),
        ({"a": {"b"}, "b": {"a"}, "c": {"d", "a"}, "d": {"c"}}, [["a", "b"], ["c", "d"]]),
    ],
)
def test_circles_are_found(graph: dict[str, set[str]], expected: list[list[str]]) -> None:
    """Whatever else hangs on them."""
    assert circles(graph) == expected


def test_no_modules_import_each_other() -> None:
    """Also not by an import inside of a function: whoever reads one of them would have to read all."""
    known = frozenset(modules())
    assert len(known) > 200
    assert circles({name: imports_of(name, tree, known) for name, tree in modules().items()}) == []


def test_no_folder_holds_more_files_than_one_can_overlook() -> None:
    """Python and TypeScript of the source, its tests beside it not counted."""
    roots = [*(ROOT / floor for floor in FLOORS), ROOT / "core" / "live" / "editor" / "src"]
    paths = {path for root in roots for ending in ("py", "ts") for path in root.rglob(f"*.{ending}")}
    source = [path for path in paths if not {"node_modules", "dist", "build", "__tests__"} & set(path.parts)]
    folders = Counter(path.parent.relative_to(ROOT).as_posix() for path in source if ".test." not in path.name)
    assert {folder: count for folder, count in folders.items() if count > MOST_FILES} == {}


def test_every_function_fits_on_a_screen() -> None:
    """A longer one is listed, with the reason."""
    long = {
        f"{name}.{node.name}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > MOST_LINES
    }
    assert long == LONG_FUNCTIONS.keys()


def names_of(tree: ast.Module) -> Iterator[str]:
    """What a module defines or assigns: classes, functions, parameters, variables, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def test_no_retired_name_comes_back() -> None:
    """The glossary has the words that are used instead."""
    found = {
        (module, name)
        for module, tree in modules().items()
        for name in names_of(tree)
        if name.strip("_") in RETIRED_NAMES or (name.strip("_") in RETIRED_VARIABLES and module not in OWN_WORDS)
    }
    assert found == set()


def test_no_test_takes_the_present_day_when_it_is_collected() -> None:
    """A run that goes over midnight would compare with the day before; tests.support.days asks when it is needed."""
    found = [
        f"{path.relative_to(ROOT)}:{statement.lineno}"
        for path in (ROOT / "tests").rglob("*.py")
        for statement in ast.parse(path.read_text()).body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _asks_the_clock(statement)
    ]
    assert found == []


def _asks_the_clock(statement: ast.stmt) -> bool:
    calls = [node.func for node in ast.walk(statement) if isinstance(node, ast.Call)]
    named = {func.attr for func in calls if isinstance(func, ast.Attribute)}
    return not named.isdisjoint({"now", "today", "utcnow"}) and not any(
        isinstance(node, ast.Lambda) for node in ast.walk(statement)
    )
