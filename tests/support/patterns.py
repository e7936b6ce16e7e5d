"""Every regular expression of the project, and the texts on which one that backtracks shows itself.

``re`` holds the interpreter while it matches: a pattern that needs n² steps on a long run of spaces stops every
meeting of the process. Patterns are found by looking, not by a list, so that a new one is tried without being named.
"""

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "pages.parts")  # a page itself is a script: importing it draws it
FOLDERS = ("core", "pages")
# Of each character class: what long runs in real text are made of.
RUNS = (" ", "\t", "\n", "a", "A", "0", "_", ".", "-", "'", '"', "`", "*", "<", ">", "(", "[", "/", ":", "é", "日")
_CALLS = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
# A file that does not say this has no such call, and reading it as a program takes a hundred times as long.
_CALLED = re.compile(rf"\bre\s*\.\s*(?:{'|'.join(sorted(_CALLS - {'compile'}))})\b")
_MOST_LETTERS = 14


@dataclass(frozen=True)
class Found:
    """A pattern, its place (``core.export.slack.message:_CALLS`` or ``core/live/http/exports.py:8``) and its method."""

    place: str
    pattern: re.Pattern[Any]
    uses: frozenset[str] = frozenset({"finditer"})


def modules() -> Iterator[ModuleType]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for info in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not info.name.endswith("__main__") and ".migrations." not in info.name:
                yield importlib.import_module(info.name)


def all_patterns() -> list[Found]:
    """Those kept in modules and classes, and those written as literals in a call of ``re``; each one once."""
    found: dict[tuple[Any, int], Found] = {}
    for module in modules():
        for name, pattern in _kept(module):
            uses = _uses(module, name) or frozenset({"finditer", "fullmatch"})
            found.setdefault((pattern.pattern, pattern.flags), Found(f"{module.__name__}:{name}", pattern, uses))
    for path in sorted(file for name in FOLDERS for file in (ROOT / name).rglob("*.py")):
        for line, method, source in _literals(path):
            pattern = re.compile(source)
            place = f"{path.relative_to(ROOT)}:{line}"
            found.setdefault((source, pattern.flags), Found(place, pattern, frozenset({_as_asked(method)})))
    return sorted(found.values(), key=lambda item: item.place)


def _kept(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in vars(module).items():
        values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else (value,)
        for item in values:
            for entry in item if isinstance(item, tuple) else (item,):
                if isinstance(entry, re.Pattern):
                    yield name, entry


def _uses(module: ModuleType, name: str) -> frozenset[str]:
    """How a module asks a pattern of its own; empty when that cannot be seen, as for a pattern others import."""
    source = Path(module.__file__ or "").read_text(encoding="utf-8")
    methods = re.findall(rf"(?<![\w.]){re.escape(name)}\.(\w+)\(", source)
    return frozenset(_as_asked(method) for method in methods if method in _CALLS)


def _as_asked(method: str) -> str:
    """``fullmatch`` and ``match`` try one place of the text; all others may try each."""
    return method if method in ("match", "fullmatch") else "finditer"


def _literals(path: Path) -> Iterator[tuple[int, str, str | bytes]]:
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if _CALLED.search(text) else ():
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _CALLS - {"compile"}
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str | bytes)
        ):
            yield node.lineno, node.func.attr, node.args[0].value


def hard_texts(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Texts of about ``length`` characters: long runs, alternations and repeated beginnings of a match.

    Of the many pairs of letters only a quarter of that length. The letters are those that the pattern itself
    knows, with a few of every class; each text also comes with an end that no pattern expects, since it is the
    failing match that goes back.
    """
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = list(_parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else 0))
    letters = list(dict.fromkeys([*_letters(tree)][:_MOST_LETTERS] + list(RUNS)))
    for letter in letters:
        yield from _ended(letter * length)
    own = letters[:_MOST_LETTERS]
    for first in own:
        for second in own:
            if first != second:
                yield from _ended((first + second) * (length // 8))
                yield first * (length // 8) + second * (length // 8)
    for beginning in _beginnings(tree):
        yield from _ended(beginning * (length // max(1, len(beginning))))
        for letter in (" ", "a", "0", beginning[-1:]):
            yield from _ended(beginning + letter * length)


def _ended(text: str) -> Iterator[str]:
    yield text
    yield text + "\x00"


def _letters(tree: Any) -> Iterator[str]:
    for kind, value in tree:
        match kind:
            case op.LITERAL:
                yield chr(value)
            case op.IN:
                yield from _of_class(value)
            case op.BRANCH:
                for way in value[1]:
                    yield from _letters(way)
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                yield from _letters(value[2])
            case op.SUBPATTERN:
                yield from _letters(value[3])
            case op.ASSERT | op.ASSERT_NOT:
                yield from _letters(value[1])
            case op.ATOMIC_GROUP:
                yield from _letters(value)


def _of_class(value: Any) -> Iterator[str]:
    for kind, what in value:
        if kind is op.LITERAL:
            yield chr(what)
        elif kind is op.RANGE:
            yield chr(what[0])
        elif kind is op.CATEGORY:
            yield {op.CATEGORY_SPACE: " ", op.CATEGORY_DIGIT: "0", op.CATEGORY_WORD: "a"}.get(what, "!")


def _beginnings(tree: Any) -> Iterator[str]:
    """What matches the first one, two, three… parts of a pattern: repeated, each place starts a search again."""
    for ways in _ways(tree):
        grown = ""
        for part in ways:
            grown += part
            if grown:
                yield grown


def _ways(tree: Any) -> Iterator[list[str]]:
    items = list(tree)
    if len(items) == 1 and items[0][0] is op.BRANCH:
        for way in items[0][1][1]:
            yield from _ways(way)
        return
    if len(items) == 1 and items[0][0] is op.SUBPATTERN:
        yield from _ways(items[0][1][3])
        return
    yield [_example(item) for item in items]


def _example(item: Any) -> str:
    """A short text for one part of a pattern; empty for what takes no characters."""
    kind, value = item
    match kind:
        case op.LITERAL:
            return chr(value)
        case op.NOT_LITERAL | op.ANY:
            return "a"
        case op.IN:
            if value[0][0] is op.NEGATE:
                return "a"
            return next(_of_class(value), "a")
        case op.BRANCH:
            return "".join(map(_example, value[1][0]))
        case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
            low, high, inner = value
            return "".join(map(_example, inner)) * max(1 if high else 0, min(int(low), 64))
        case op.SUBPATTERN:
            return "".join(map(_example, value[3]))
        case op.ATOMIC_GROUP:
            return "".join(map(_example, value))
    return ""


class TooSlow(Exception):
    """A match took longer than it was given."""


def seconds_for(found: Found, text: str, most: float) -> float:
    """Processor seconds to ask a pattern about a text; ``TooSlow`` once ``most`` are used, however long it would take.

    ``re`` looks at signals while it matches, so that a pattern that would run for hours can be stopped.
    """
    pattern = found.pattern

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    data = text if isinstance(pattern.pattern, str) else text.encode()
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    started = time.thread_time()
    try:
        if "finditer" in found.uses:
            for _ in pattern.finditer(data):
                pass
        if "match" in found.uses:
            pattern.match(data)
        if "fullmatch" in found.uses:
            pattern.fullmatch(data)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.thread_time() - started
