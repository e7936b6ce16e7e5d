"""Blocks made ready for paper: nothing lost, columns that fit, and words that can be broken."""

from core.export.blocks import Node, Run, blocks
from core.export.paper import on_paper, paged, spaced
from core.export.sanitise import render

GAP = {"is": "gap"}


def made(markdown: str) -> list[Node]:
    return on_paper(blocks(render(markdown)))


def pieces(runs: list[Run]) -> list[str]:
    return [run for run in runs if isinstance(run, str)]


def test_usual_words_stay_as_they_are() -> None:
    """Nobody finds a strange sign when they search a file for a usual word."""
    assert spaced("The database refuses writes; see runbook") == ["The database refuses writes; see runbook"]
    assert spaced("") == [""]


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
