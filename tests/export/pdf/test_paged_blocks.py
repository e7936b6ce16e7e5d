"""Blocks made ready for paper: nothing lost, columns that fit, and words that can be broken."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.markdown.blocks import Node, Run, blocks
from core.export.markdown.sanitise import render
from core.export.pdf import paged_blocks
from core.export.pdf.paged_blocks import CELL, PROSE, blocks_for_paper, paged, spaced

GAP = {"is": "gap"}


def made(markdown: str) -> list[Node]:
    return blocks_for_paper(blocks(render(markdown)))


def pieces(runs: list[Run]) -> list[str]:
    return [run for run in runs if isinstance(run, str)]


def test_usual_words_stay_as_they_are() -> None:
    """Nobody finds a strange sign when they search a file for a usual word."""
    assert spaced("The database refuses writes; see runbook") == ["The database refuses writes; see runbook"]
    assert spaced("") == [""]


@given(
    st.lists(
        st.sampled_from(["a", "word", " ", "\u00a0", "-", "/", "…", "!", "日本語", "x" * 21, "x" * 22, "é", "1"])
    ).map("".join),
    st.sampled_from([PROSE, CELL]),
)
def test_words_that_fit_take_a_short_way_to_the_same(text: str, room: int) -> None:
    short = spaced(text, room)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(paged_blocks, "_TEARING", re.compile(""))
        assert spaced(text, room) == short


def test_endless_words_get_places_to_break() -> None:
    """A token of 64 letters does not run out of its column, and no letter is put into it."""
    broken = spaced("before " + "x" * 64 + " after")
    assert "".join(pieces(broken)) == "before " + "x" * 64 + " after"
    assert broken[0] == "before " + "x" * 10
    assert broken[1] == GAP
    assert max(len(part) for part in pieces(broken)[1:-1]) <= 10


def test_accents_stay_with_their_letters() -> None:
    """A break never stands between a letter and what belongs to it."""
    text = "a" + "\u0301" * 50 + "e\u0301" * 20
    parts = pieces(spaced(text))
    assert "".join(parts) == text
    assert not any(part.startswith("\u0301") for part in parts)


def test_signs_that_turn_a_line_around_are_shown_instead() -> None:
    """“gnp.exe” reads as it was typed, and the words behind it too."""
    assert spaced("\u202egnp.exe, then") == ["\ufffdgnp.exe, then"]


def test_scripts_without_blanks_are_left_alone() -> None:
    """Chinese and Japanese break anywhere by themselves."""
    text = "数据库磁盘已满写入失败" * 10
    assert spaced(text) == [text]


def test_short_columns_are_as_narrow_as_their_words() -> None:
    """Dates never wrap; sentences share what is left."""
    (table,) = made("| Time | What |\n| --- | --- |\n| 2026-03-10 02:14 | " + "word " * 40 + "|")
    time, what = table["columns"]
    assert time == 0
    assert what > 0


def test_many_short_columns_do_not_fill_the_page() -> None:
    """Some of them have to give way."""
    (table,) = made("|" + " a |" * 6 + "\n|" + " --- |" * 6 + "\n|" + " eighteen letters x |" * 6)
    assert 0 in table["columns"]
    assert any(table["columns"])


def test_long_code_flows_and_short_code_stays_in_one_piece() -> None:
    """A command is not torn apart; a stack trace has to be."""
    (short,) = made("`df -h`")
    (long,) = made("`" + "java.lang.Exception at " * 5 + "`")
    (token,) = made("```\n  a\n" + "f" * 40 + "\n```")
    assert short["runs"][0]["is"] == "code"
    assert long["runs"][0]["is"] == "raw"
    assert token["lines"] == []
    (token,) = made("```\n  a\n" + "f" * 80 + "\n```")
    assert token["lines"][0] == [{"is": "raw", "text": "\u00a0\u00a0a"}]
    assert GAP in token["lines"][1]


def test_lists_know_whether_they_are_tight() -> None:
    """One line an item stands close; paragraphs have air."""
    tight, loose = made("- a\n- b")[0], made("- a\n\n    more\n\n- b")[0]
    assert tight["tight"]
    assert not loose["tight"]


def test_sections_of_a_long_document_begin_on_a_new_page() -> None:
    """Only after some pages, so that a usual postmortem stays as short as it is."""
    long = "word " * 8_000
    turns = [block["turn"] for block in paged(made(f"## a\n\n{long}\n\n## b\n\nshort\n\n## c")) if block["is"] == "h"]
    assert turns == [False, True, False]


def test_a_list_is_parted_where_it_is_read_from_the_other_side() -> None:
    """Each item's number stays its own."""
    (mixed,) = made("1. one\n2. שתיים\n3. three\n4. four")
    assert [(group["rtl"], group["start"], len(group["items"])) for group in mixed["groups"]] == [
        (False, 1, 1),
        (True, 2, 1),
        (False, 3, 2),
    ]


def test_a_word_with_a_hyphen_stays_whole_and_a_blank_is_a_place_to_break() -> None:
    """Unless it is longer than a line, and then no piece ends in the hyphen."""
    assert spaced("on 2026-12-01 at prod-1, then") == [
        "on ",
        {"is": "keep", "text": "2026-12-01"},
        " at ",
        {"is": "keep", "text": "prod-1,"},
        " then",
    ]
    parts = [piece if isinstance(piece, str) else piece.get("text", "") for piece in spaced("abc-defgh-" * 12)]
    assert "".join(parts) == "abc-defgh-" * 12
    assert not any(part.endswith("-") for part in parts[:-1])


def test_boxes_of_a_checklist_are_drawn() -> None:
    """They need no letter."""
    (ticked,) = made("- [x] told\n- [ ] moved")
    runs = [item["blocks"][0]["runs"][0] for item in ticked["groups"][0]["items"]]
    assert runs == [{"is": "tick", "done": True}, {"is": "tick", "done": False}]
