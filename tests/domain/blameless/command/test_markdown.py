"""A Markdown file as passages: what is read, in which section, and where every character of it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.blameless.command.markdown import MarkdownPassage, passages_of
from core.domain.postmortem import SectionId
from tests.support.timing import assert_growth

WORD = "QUOLL"  # stands for what is looked for


def texts(source: str) -> list[str]:
    return [passage.text for passage in passages_of(source)]


def places(source: str, word: str = WORD) -> list[tuple[int, int]]:
    """Line and column of each time a word is read, checked against the source."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = []
    for passage in passages_of(source):
        at = passage.text.find(word)
        while at >= 0:
            line, column = passage.place(at)
            assert lines[line - 1][column - 1 :].startswith(word), (line, column, lines[line - 1])
            found.append((line, column))
            at = passage.text.find(word, at + 1)
    return found


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("QUOLL", [(1, 1)]),
        ("a QUOLL\nb QUOLL", [(1, 3), (2, 3)]),
        ("one\n   two QUOLL", [(2, 8)]),
        ("# QUOLL", [(1, 3)]),
        ("###   The QUOLL ##", [(1, 11)]),
        ("- # QUOLL", [(1, 5)]),
        ("a QUOLL\n===", [(1, 3)]),
        ("- QUOLL", [(1, 3)]),
        ("- [ ] QUOLL", [(1, 7)]),
        ("12. a\n    - QUOLL\n      QUOLL", [(2, 7), (3, 7)]),
        ("> > a QUOLL\nlazy QUOLL", [(1, 7), (2, 6)]),
        ("> - QUOLL\n>   QUOLL", [(1, 5), (2, 5)]),
        ("-\tQUOLL\n\n\tQUOLL", [(1, 3), (3, 2)]),
        ("| a | QUOLL |\n|---|---|\n| QUOLL | b QUOLL |", [(3, 3), (3, 13)]),
        ("| a | b |\n|---|---|\n| x \\| QUOLL | QUOLL |", [(3, 8), (3, 16)]),
        ("| a | b |\n|---|---|\n| QUOLL | QUOLL |", [(3, 3), (3, 11)]),
        ("a | b\n-|-\n  |QUOLL", [(3, 4)]),
        ("[the QUOLL](http://a.b/QUOLL 'QUOLL') QUOLL", [(1, 6), (1, 39)]),
        ("[QUOLL][1] QUOLL\n\n[1]: http://a.b/QUOLL", [(1, 2), (1, 12)]),
        ("**[a QUOLL](x) b** QUOLL", [(1, 6), (1, 20)]),
        ("[a [QUOLL] b](x) QUOLL", [(1, 5), (1, 18)]),
        ("![QUOLL](QUOLL.png) QUOLL", [(1, 21)]),
        ("[![QUOLL](a.png) QUOLL](b) QUOLL", [(1, 18), (1, 28)]),
        ("<b title='QUOLL'>QUOLL</b> <!-- QUOLL --> QUOLL", [(1, 18), (1, 43)]),
        ("a \\* QUOLL \\\nQUOLL", [(1, 6), (2, 1)]),
        ("&amp; QUOLL &#39;", [(1, 7)]),
        ("a  \nQUOLL", [(2, 1)]),
        ("``a ` b`` QUOLL", [(1, 11)]),
        ("😀 日本 QUOLL", [(1, 6)]),
        ("x[^1] QUOLL\n\n[^1]: note QUOLL", [(1, 7), (3, 12)]),
        ("a\r\nb QUOLL\r\n", [(2, 3)]),
        ("a\rb QUOLL\r", [(2, 3)]),
        ("| a |\n|---|\n| \0 QUOLL |", [(3, 5)]),
        ("---\nt: QUOLL\n---\nQUOLL", [(4, 1)]),
        ("+++\nt = 'QUOLL'\n+++\n\nQUOLL", [(5, 1)]),
        ("---\nt: QUOLL\n...\nQUOLL", [(4, 1)]),
        ("---\nQUOLL", [(2, 1)]),
        ("<details>\n<summary>QUOLL</summary>\n\nQUOLL\n\n</details>", [(4, 1)]),
        ("\ufeffQUOLL", [(1, 2)]),
        ("a\x0bb QUOLL\u2028QUOLL", [(1, 5), (1, 11)]),
    ],
)
def test_a_word_is_found_at_its_line_and_column(source: str, where: list[tuple[int, int]]) -> None:
    """In every kind of block, behind every kind of mark, and never in what is not prose."""
    assert places(source) == where


@pytest.mark.parametrize(
    "source",
    [
        "```\nQUOLL\n```",
        "~~~py\nQUOLL",
        "    QUOLL",
        "- a\n\n      QUOLL",
        "<div>\nQUOLL\n</div>",
        "<!--\nQUOLL\n-->",
        "[a]: http://b.c 'QUOLL'",
        "| QUOLL |\n|---|\n| b |",
        "---\nQUOLL: 1\n---",
        "",
        "\n\n",
    ],
)
def test_what_is_not_prose_is_not_read(source: str) -> None:
    """Code, tags, comments, addresses, the heads of tables, front matter."""
    assert not any(WORD in text for text in texts(source))


def test_a_wrapped_line_goes_on_and_a_break_does_not() -> None:
    """The rules end a sentence at a line end: only one that somebody meant is left."""
    assert texts("We did\nnot check.") == ["We did not check."]
    assert texts("> We did\n> not check.") == ["We did not check."]
    assert texts("First.  \nSecond\\\nthird<br>fourth") == ["First.\nSecond\nthird\nfourth"] or texts(
        "First.  \nSecond\\\nthird<br>fourth"
    ) == ["First.  \nSecond\nthird\nfourth"]


def test_code_and_addresses_are_there_for_the_rules_but_not_as_words() -> None:
    """They tell that an action item has something checkable in it, as they do in the room."""
    assert texts("See `a b` and ``c ` d``.") == ["See `a b` and `c d`."]
    assert texts("[Improve](https://x.y/z?a=1 'T') it") == ["Improve](#) it"]
    assert texts("<https://x.y> `open") == ["<https://x.y> `open"]


@pytest.mark.parametrize(
    ("source", "sections"),
    [
        ("a", [None]),
        ("# Root cause\na", ["root_cause", "root_cause"]),
        ("# Checkout\n## 3. Action items\na\n### Soon\nb\n## Glossary\nc", [None, *["actions"] * 4, None, None]),
        ("Lessons learned\n---\na", ["lessons", "lessons"]),
        ("# Timeline\n- a\n\n| x |\n|---|\n| b |", ["timeline"] * 3),
        ("> ## Summary\n\na", ["summary", "summary"]),
    ],
)
def test_a_heading_says_which_section_it_is(source: str, sections: list[str | None]) -> None:
    """A heading below one that is known belongs to it; the next one as high ends it."""
    assert [passage.section for passage in passages_of(source)] == sections
    assert all(passage.section is None or isinstance(passage.section, SectionId) for passage in passages_of(source))


@pytest.mark.parametrize("source", ["- " * 3_000 + "a", "> " * 3_000 + "a", "[" * 5_000, "*a " * 5_000])
def test_a_hostile_nesting_is_survived(source: str) -> None:
    """What stands too deep is not read; nothing is raised."""
    passages_of(source)


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "](",
        "`",
        "``a",
        "*",
        "_a",
        "<",
        "<!--",
        "&",
        "\\",
        "![",
        "[a](",
        "| ",
        "a\n",
        "> a\n",
        "- a\n",
        "[^a",
        "[^",
    ],
)
def test_a_file_takes_time_in_proportion_to_its_length(unit: str) -> None:
    """Four times as long takes about four times as long; markdown-it and what is added to it."""
    assert_growth(9, passages_of, lambda size: unit * (size // len(unit)), 4_000)


def test_every_character_of_a_passage_has_a_place() -> None:
    """Also those that stand for something else: code, an entity, a link."""
    source = "a `b` &amp; [c](d) **e** \\* f<br>g\nh | x \\| y"
    for passage in passages_of(source):
        before: tuple[int, ...] = (0, 0)
        for at in range(len(passage.text)):
            place = tuple(passage.place(at))
            assert before <= place, passage.text[at]
            before = place


PIECES = [
    *(
        "Kim broke it",
        " ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "```\n",
        "[",
        "](",
        "x)",
        "![",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "|",
    ),
    *("\n|-|-|\n", "# ", "- ", "> ", "1. ", "\\", "\t", "    ", "~~", "[^1]", "[a]: b\n", "---\n", "<div>\n", "<br>"),
    *("😀", "é", "\r\n", "\0", "\ufeff", "]"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_letter_of_any_file_stands_where_it_is_said_to(source: str) -> None:
    """Whatever marks are around it: the line and the column lead to that very letter. Code is shown as one word."""
    lines = source.replace("\r\n", "\n").split("\n")
    for passage in passages_of(source):
        for at, letter in enumerate(passage.text):
            line, column = passage.place(at)
            if letter.isascii() and letter.isalpha() and "`" not in passage.text:
                assert lines[line - 1][column - 1] == letter, (passage.text, at)


def test_a_passage_is_what_it_says() -> None:
    """The text is the prose's."""
    (passage,) = passages_of("a")
    assert isinstance(passage, MarkdownPassage)
    assert passage.text == passage.prose.text == "a"
