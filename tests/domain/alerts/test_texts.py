"""Texts of a body made fit to be shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.alerts.texts import (
    LONGEST_KEY,
    MOST_SERVICES,
    clean_line,
    clean_services,
    clean_text,
    clean_title,
    key_text,
)
from core.domain.people import names

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=400)


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("plain", "plain"),
        ("  two\tlines\r\nof it  \n", "two lines\nof it"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("left\u202eright\u2066", "leftright"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half\ud83d", "half"),
        ("next\u2028line", "next\nline"),
        ("🙋🏽‍♀️ नमस्ते", "🙋🏽‍♀️ नमस्ते"),
        ("no\u00a0break", "no break"),
    ],
)
def test_a_text_is_cleaned(given_text: str, shown: str) -> None:
    """What turns or hides is taken out; every script and emoji stays."""
    assert clean_text(given_text) == shown


def test_a_long_text_is_cut_with_a_mark() -> None:
    """Also one of a hundred thousand marks on one letter."""
    assert clean_text("a" * 5_000, 10) == "aaaaaaaaa…"
    assert len(clean_text("e" + "\u0301" * 100_000)) == 2_000
    assert clean_line("a\n" * 9_000, 9) == "a a a a…"


@pytest.mark.parametrize("title", ["\u202e", "\u0301", "\ue000", "\U000e0001", " \n ", "\x00", ""])
def test_a_title_without_a_visible_letter_is_empty(title: str) -> None:
    """Its reader then chooses another."""
    assert clean_title(title) == ""


@given(ANY)
def test_every_title_is_one_that_debrief_takes(text: str) -> None:
    """Or empty: what comes from outside never fails when the postmortem is made."""
    title = clean_title(text)
    assert title == "" or names.clean_title(title) == title


@given(ANY)
def test_no_text_holds_what_was_taken_out(text: str) -> None:
    """Line breaks are all that is left of control characters."""
    for shown in (clean_text(text), clean_line(text), *clean_services([text])):
        kinds = {unicodedata.category(sign) for sign in shown.replace("\n", "") if sign not in "\u200c\u200d"}
        assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        shown.encode()


def test_services_are_names() -> None:
    """Once each, without what would make two of one."""
    assert clean_services(["mail", "", "web, mobile", "mail", "a;b"]) == ("mail", "web mobile", "a b")
    assert len(clean_services(map(str, range(500)))) == MOST_SERVICES


def test_a_key_is_kept_as_it_is_up_to_a_length() -> None:
    """Two long ones that differ at their end stay two."""
    group = '{}/{team="a"}:{alertname="x"}'
    assert key_text(group) == group
    one, two = key_text("k" * 9_000 + "1"), key_text("k" * 9_000 + "2")
    assert one != two
    assert len(one) == LONGEST_KEY


@given(ANY)
def test_a_key_can_be_stored(text: str) -> None:
    """Without zeros and halves of pairs, which PostgreSQL refuses."""
    key = key_text(text)
    key.encode()
    assert "\x00" not in key
