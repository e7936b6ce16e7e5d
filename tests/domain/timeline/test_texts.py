"""Texts of many kinds, with the rows that they are: instants, people, words, and lines that are none."""

import re

import pytest

from core.domain.timeline import read_timeline
from tests.domain.timeline.reading import TextCase, text_cases

CASES = tuple(text_cases())


def squeezed(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_text_becomes_its_rows(case: TextCase) -> None:
    """Each row has its instant, its end, its person and its words; all other lines are told."""
    reading = read_timeline(case.text, case.context)
    rows = [(event.at, event.until, event.who, squeezed(event.text)) for event in reading.events]
    assert rows == [(at, until, who, squeezed(text)) for at, until, who, text in case.rows]
    assert tuple(line.text for line in reading.unparsed) == case.unparsed


# Lines of HTML are not those that its reader sees: there, rows are counted.
@pytest.mark.parametrize("case", [case for case in CASES if case.text[:1] != "<"], ids=lambda case: case.name)
def test_every_row_knows_its_line(case: TextCase) -> None:
    """Counted from 1, in the text as it was pasted, and not beyond its end."""
    reading = read_timeline(case.text, case.context)
    numbers = [event.line for event in reading.events] + [line.line for line in reading.unparsed]
    assert all(1 <= number <= case.text.count("\n") + 1 for number in numbers)
    lines = case.text.split("\n")
    for unparsed in reading.unparsed:
        assert unparsed.text in lines[unparsed.line - 1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_word_of_a_row_is_invented(case: TextCase) -> None:
    """Who and text are made of words that stand in the text."""
    reading = read_timeline(case.text, case.context)
    there = set(re.findall(r"\w+", re.sub(r"&[a-z]+;", " ", case.text)))
    for event in reading.events:
        assert set(re.findall(r"\w+", f"{event.who} {event.text}")) <= there


def test_there_are_enough_kinds() -> None:
    """A text for each family of tools that people paste from."""
    assert len(CASES) >= 120
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    "line",
    [
        "\x1b[31m10:02 ERROR\x1b[0m pool \x1b[1;33mexhausted\x1b[m",
        "\u241b[31m10:02 ERROR\u241b[0m pool exhausted",
        "\x9b31m10:02 ERROR\x9b0m pool exhausted",
        "10:02 ERROR \x1b]8;;https://ci.example/1\x07pool\x1b]8;;\x07 exhausted",
        "10:02 ERROR \x1b]8;;https://ci.example/1\x1b\\pool\x1b]8;;\x1b\\ exhausted",
        "\x1b[2K\x1b[1G10:02 ERROR pool \x1b(Bexhausted",
    ],
    ids=["escape", "picture of the escape", "one character", "link", "link with its other end", "moved caret"],
)
def test_what_a_terminal_draws_with_is_no_text(line: str) -> None:
    """Colours, links and movements go; the moment behind them is found."""
    (event,) = read_timeline(line, CASES[0].context).events
    assert (event.at.strftime("%H:%M"), event.text) == ("10:02", "ERROR pool exhausted")
