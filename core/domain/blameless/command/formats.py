"""What was found in files, written for people, for programs, and for the checks of a pull request on GitHub."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from core.domain.blameless.command.files import FileResult, PlacedHint
from core.domain.blameless.hint import Hint

VERSION: Final = 1
"""Of the JSON format; it counts on when a key changes its meaning or goes."""


def as_text(results: Sequence[FileResult]) -> Iterator[str]:
    """One hint on two lines: where, which words, why, what to ask; and the clause that was read."""
    for result in results:
        for found in result.hints:
            hint = found.hint
            place = f"{_shown(result.path)}:{found.start.line}:{found.start.column}"
            yield f"{place}: “{found.phrase}”{unsure(hint)}: {hint.message} {hint.question} [{hint.rule}]"
            rewrite = f"; perhaps “{hint.suggestions[0]}”" if hint.suggestions else ""
            yield f"    {found.because}{rewrite}"


def as_json(results: Sequence[FileResult]) -> Iterator[str]:
    """One object, with every file and every hint."""
    files = [
        {"path": result.path, "error": result.error or None, "hints": [_message(found) for found in result.hints]}
        for result in results
    ]
    yield json.dumps({"version": VERSION, "files": files}, ensure_ascii=False, indent=2)


def as_github(results: Sequence[FileResult]) -> Iterator[str]:
    """A workflow command a hint, which GitHub shows at the line of a pull request: a warning, or a notice if unsure."""
    for result in results:
        for found in result.hints:
            hint = found.hint
            where = {
                "file": result.path,
                "line": found.start.line,
                "endLine": found.end.line,
                "col": found.start.column,
                **({"endColumn": found.end.column} if found.end.line == found.start.line else {}),
                "title": f"Blameless: {hint.rule}",
            }
            properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
            message = f"“{found.phrase}”{unsure(hint)}: {hint.message} {hint.question}\n{found.because}"
            yield f"::{'warning' if hint.sure else 'notice'} {properties}::{_data(message)}"


FORMATS: Final[Mapping[str, Callable[[Sequence[FileResult]], Iterator[str]]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def unsure(hint: Hint) -> str:
    """What is written behind the words of a hint that came only because a closer look was asked for."""
    return "" if hint.sure else " (unsure)"


def _message(found: PlacedHint) -> dict[str, Any]:
    hint = found.hint.model_dump(mode="json", exclude={"start", "end"})
    return {
        "line": found.start.line,
        "column": found.start.column,
        "end_line": found.end.line,
        "end_column": found.end.column,
        "section": found.section,
        "words": found.phrase,
        "because": found.because,
        **hint,
    }


def _shown(path: str) -> str:
    """A file's name may hold anything; on a terminal it is one line without commands."""
    return "".join(letter if letter.isprintable() else "?" for letter in path)


def _data(value: object) -> str:
    return str(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
