"""The sanitiser's HTML as data: the same words, in the same order, and nothing that the sanitiser took out."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.markdown.blocks import Node, Run, blocks
from core.export.markdown.sanitise import render
from tests.support.payloads import HUGE, PAYLOADS
from tests.support.postmortems import SAMPLES


def said(part: Node | Run | list[Node] | list[Run]) -> str:
    """All words of a block, a run, or many, in their order, without white space."""
    if isinstance(part, str):
        return "".join(part.split())
    if isinstance(part, list):
        return "".join(said(item) for item in part)
    inner = (part.get(key, []) for key in ("runs", "text", "blocks", "items", "head", "rows"))
    return "".join(said(item) for item in inner)


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append("".join(data.split()))


def words_of(html: str) -> str:
    reader = Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.found)


def read(markdown: str) -> list[Node]:
    return blocks(render(markdown))


def test_headings_and_paragraphs() -> None:
    """The skeleton of a document."""
    assert read("## Title\n\nSome *words* and **more**.") == [
        {"is": "h", "level": 2, "runs": ["Title"]},
        {
            "is": "p",
            "runs": ["Some ", {"is": "i", "runs": ["words"]}, " and ", {"is": "b", "runs": ["more"]}, "."],
        },
    ]


def test_lists_inside_lists() -> None:
    """Depth stays, and so do numbers."""
    (outer,) = read("- one\n- two\n\n    1. three\n    2. four\n")
    assert (outer["is"], outer["start"], len(outer["items"])) == ("list", 0, 2)
    inner = outer["items"][1][1]
    assert (inner["is"], inner["start"]) == ("list", 1)
    assert [said(item) for item in inner["items"]] == ["three", "four"]


@pytest.mark.parametrize(
    ("typed", "ordered", "start", "tight"),
    [
        ("- a\n- b", False, 0, True),
        ("1) a\n2) b", True, 1, True),
        ("0. a\n1. b", True, 0, True),
        ("7. a\n\n8. b", True, 7, False),
        ("- a\n\n  more of a\n- b", False, 0, False),
        ("- a\n  - deeper\n- b", False, 0, True),
    ],
)
def test_a_list_knows_its_kind_its_first_number_and_its_room(
    typed: str, ordered: bool, start: int, tight: bool
) -> None:
    """What is drawn before an item, and how far it stands from the next, is the list's word."""
    (found,) = read(typed)
    assert (found["ordered"], found["start"], found["tight"]) == (ordered, start, tight)


def test_what_is_struck_through() -> None:
    """Words that no longer hold stay readable."""
    assert read("~~no~~ yes")[0]["runs"] == [{"is": "s", "runs": ["no"]}, " yes"]


def test_an_address_is_whole() -> None:
    """Where a link leads is what was typed, whatever stands in it."""
    address = "https://x.example/a_(b)[c]{d}|e*f'g\"h\"!~i#/?_a=(q:!('*'))&z=%7B"
    for typed in (address, f"<{address}>", f"[words](<{address}>)"):
        assert addresses(read(f"see {typed}.")) == [address]


def test_code_keeps_its_spaces_and_lines() -> None:
    """A command is read letter by letter."""
    assert read("```\nif a:\n    b <c>\n```")[0] == {"is": "code", "text": "if a:\n    b <c>\n"}
    assert read("run `df  -h`")[0]["runs"][1] == {"is": "code", "runs": ["df -h"]}


def test_tables_have_a_head_and_rows() -> None:
    """Empty cells are cells."""
    (table,) = read("| a | b |\n| --- | --- |\n| 1 | |\n| 2 | [x](https://x.example/?a=1&b=2) |")
    assert table["head"] == [["a"], ["b"]]
    assert table["rows"][0] == [["1"], []]
    assert table["rows"][1][1] == [{"is": "link", "runs": ["x"], "to": "https://x.example/?a=1&b=2"}]


def test_quotes_and_breaks() -> None:
    """What is set apart stays apart."""
    (quote,) = read("> one  \n> two")
    assert quote["is"] == "quote"
    assert quote["blocks"][0]["runs"] == ["one", {"is": "br"}, "two"]


def test_what_is_nested_too_deep_moves_outwards_and_stays() -> None:
    """Fifty quotes in each other are shown as six, with all words, and what follows stands outside again."""
    deep, after = read("> " * 50 + "the words\n\nafter")
    assert said(deep) == "thewords"
    depth = 0
    while deep["is"] == "quote":
        deep = deep["blocks"][0]
        depth += 1
    assert depth == 6
    assert after["runs"] == ["after"]


@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE])
def test_hostile_texts_lose_no_word_and_gain_no_power(payload: str) -> None:
    """All words of the page are in the data, and every link leads where links may lead."""
    html = render(payload)
    made = blocks(html)
    assert said(made) == words_of(html)
    assert json.loads(json.dumps(made)) == made
    for to in addresses(made):
        assert to.startswith(("http://", "https://", "mailto:"))


def addresses(part: object) -> list[str]:
    if isinstance(part, list):
        return [to for item in part for to in addresses(item)]
    if isinstance(part, dict):
        own = [str(part["to"])] if "to" in part else []
        return own + [to for item in part.values() for to in addresses(item)]
    return []


pieces = st.sampled_from(
    [*SAMPLES, "## h", "- a", "> q", "1. n", "`c`", "**b**", "[l](https://a.example)", "| a |", "---", ""]
)


@given(st.lists(pieces, max_size=8), st.sampled_from(["\n", "\n\n", "\n    "]))
def test_any_mixture_keeps_all_words_in_their_order(parts: list[str], between: str) -> None:
    """However Markdown is put together."""
    html = render(between.join(parts))
    assert said(blocks(html)) == words_of(html)
