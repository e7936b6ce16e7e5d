"""The reader of blocks takes the short way only where the long one comes to the same, and no spaces break it."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.export.markdown import block_parser, inline_text, parser
from core.export.markdown.inline_text import cell, escaped_words, inline
from core.export.markdown.parser import html_of
from core.export.markdown.prose import prose
from core.export.markdown.sanitise import render

NBSP, WIDE = "\u00a0", "\u3000"
PIECES = (
    *(
        "a",
        "word ",
        "The end. ",
        "é",
        "日",
        "ع",
        "1",
        "1. ",
        "12) ",
        "- ",
        "* ",
        "+ ",
        "> ",
        "# ",
        "```",
        "~~~",
        "`",
        "*",
    ),
    *(
        "**",
        "_",
        "__",
        "~~",
        "[",
        "](https://x.example)",
        "<https://x.example>",
        "https://x.example/a_b",
        "://",
        "&amp;",
    ),
    *(
        "&",
        "\\",
        "| a | b |\n|---|---|\n| c | d |",
        "---",
        "===",
        "***",
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        "\n\t",
        "  \n",
    ),
    *(NBSP, WIDE, "\u2028", "\u202e", "<br>", "<b>", "[ ] ", "- [x] ", "!", "x" * 70, ":"),
)
typed = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def _said(tokens: list[Token]) -> list[tuple[object, ...]]:
    return [(item.type, item.level, item.content, item.hidden, item.info, item.attrs, item.map) for item in tokens]


def _reader(*, structure: bool, letters: bool) -> MarkdownIt:
    reader = block_parser.reader_of_blocks(structure=structure)
    reader.core.ruler.enableOnly(["normalize", "block"])
    if not letters:
        reader.block.ruler.disable("letters")
    return reader


@given(typed, st.booleans())
@example("- a\nlazy\n\n  b\nc", False)
@example("> a\nlazy\n> b", True)
@example("a\n| - |", True)
@example("a | b\n--|--\nc | d", True)
@example("a\nb\n===", True)
def test_lines_that_begin_with_letters_are_read_as_by_all_rules(text: str, structure: bool) -> None:
    short, long = (_reader(structure=structure, letters=letters) for letters in (True, False))
    assert _said(short.parse(text)) == _said(long.parse(text))


@given(typed)
@example("plain words")
@example("http:// and : alone")
def test_words_without_marks_are_read_as_by_all_rules(text: str) -> None:
    short = html_of(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parser, "_TELLING", re.compile(""))
        patched.setattr(parser, "short_inline", lambda _: None)
        assert html_of(text) == short


@given(typed)
def test_words_without_marks_are_written_as_by_all_rules(text: str) -> None:
    short = escaped_words(text), inline(text), cell(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inline_text, "_TELLING", re.compile(""))
        patched.setattr(inline_text, "is_written_as_typed", lambda _: False)
        assert (escaped_words(text), inline(text), cell(text)) == short


@pytest.mark.parametrize("space", [NBSP, WIDE, "\u2028", "\u2003"])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n{}", "<p>a</p>"),
        ("{}\na", "<p>a</p>"),
        ("{0}\n{0}\na\n{0}\n{0}", "<p>a</p>"),
        ("{0}\n{0}", ""),
        ("- a\n  {}", "<ul><li>a</li></ul>"),
        ("- {}\n  a", "<ul><li>a</li></ul>"),
        ("> a\n> {}", "<blockquote><p>a</p></blockquote>"),
        ("> {}\n> a", "<blockquote><p>a</p></blockquote>"),
        ("1. {}\n2. a", "<ol><li></li><li>a</li></ol>"),
        ("a\n\n{}\n\nb", "<p>a</p><p>b</p>"),
    ],
)
def test_a_line_of_spaces_that_do_not_break_is_an_empty_line(text: str, shown: str, space: str) -> None:
    """They come with words from a web page; the document is made all the same."""
    made = render(prose(text.format(space)))
    assert made.replace(' dir="auto"', "").replace("\n", "") == shown


@given(typed)
def test_whatever_is_typed_can_be_written(text: str) -> None:
    assert isinstance(prose(text), str)


def test_the_words_of_a_paragraph_know_their_lines() -> None:
    tokens = _reader(structure=False, letters=True).parse(f"{NBSP}\n{NBSP}\none\ntwo\n{NBSP}")
    assert [(item.type, item.map) for item in tokens[:2]] == [("paragraph_open", [0, 5]), ("inline", [2, 4])]
