"""Names and titles: every script is welcome, nothing invisible gets in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.people.names import NAME_AT_MOST, TITLE_AT_MOST, clean_name, clean_title, file_stem
from core.errors import BadInput


@pytest.mark.parametrize(
    "name",
    [
        "Mara",
        "Guest Heron",
        "李小龍",
        "ゆき",
        "مريم",
        "דניאל",
        "José-María O’Neil",
        "🦩",
        "👩🏽‍🚒 Kim",
        "Nguyễn Thị",
        "नमस्ते",
    ],
)
def test_names_of_every_script_stay_as_they_are(name: str) -> None:
    """Nobody has to rename themselves for our sake."""
    assert clean_name(name) == unicodedata.normalize("NFC", name)


def test_spaces_are_tidied_and_accents_composed() -> None:
    """The same name typed on two keyboards is the same name."""
    assert clean_name("  Zoe\u0308 \t\n  K. ") == "Zoë K."


@pytest.mark.parametrize(
    "name",
    [
        "Mara\u202elive",
        "\u2066Mara\u2069",
        "Mara\u0000",
        "Ma\u0007ra",
        "\u200bMara",
        "Mara\ufeff",
        "Mara\ud800",
        "Ma\u200fra",
        "tag\U000e0041",
    ],
)
def test_a_name_cannot_lie_about_the_line_it_stands_in(name: str) -> None:
    """Direction overrides and control characters are refused, with a sentence."""
    with pytest.raises(BadInput) as refused:
        clean_name(name)
    assert "invisible" in refused.value.sentence


@pytest.mark.parametrize("name", ["", "   ", "\n", "\u0301", "\u200d"])
def test_a_name_that_nobody_can_see_is_no_name(name: str) -> None:
    """Everybody in the room can be addressed."""
    with pytest.raises(BadInput) as refused:
        clean_name(name)
    assert "empty" in refused.value.sentence


def test_forty_characters_fit_and_forty_one_do_not() -> None:
    """The limit holds on both sides."""
    assert clean_name("x" * NAME_AT_MOST) == "x" * 40
    with pytest.raises(BadInput, match="40 characters"):
        clean_name("x" * (NAME_AT_MOST + 1))


def test_a_title_has_one_hundred_and_twenty() -> None:
    """The limit holds on both sides."""
    assert clean_title("é" * TITLE_AT_MOST) == "é" * 120
    with pytest.raises(BadInput, match="120 characters"):
        clean_title("x" * (TITLE_AT_MOST + 1))


def test_a_huge_name_is_refused_before_it_is_read() -> None:
    """A megabyte for a name costs nothing."""
    with pytest.raises(BadInput, match="too long"):
        clean_name("a\u0301" * 500_000)


@given(st.text(max_size=200))
def test_a_cleaned_name_is_already_clean(text: str) -> None:
    """Cleaning twice changes nothing."""
    try:
        name = clean_name(text)
    except BadInput:
        return
    assert clean_name(name) == name
    assert 1 <= len(name) <= NAME_AT_MOST
    assert all(unicodedata.category(symbol) not in ("Cc", "Cs") for symbol in name)


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Shop could not take orders", "postmortem-shop-could-not-take-orders"),
        ("../../etc/passwd", "postmortem-etc-passwd"),
        ("CON", "postmortem-con"),
        ("Überlauf: 100 %", "postmortem-uberlauf-100"),
        ("数据库 down", "postmortem-数据库-down"),
        ("データベース障害", "postmortem-データベース障害"),
        ("결제 장애", "postmortem-결제-장애"),
        ("Отказ базы: ёлка", "postmortem-Отказ-базы-ёлка"),
        ("ระบบล่ม", "postmortem-ระบบล่ม"),
        ("🔥", "postmortem"),
        ("漢" * 100, "postmortem-" + "漢" * 60),
        ("𠮷" * 100, "postmortem-" + "𠮷" * 45),
        ("a\u202egpj.exe", "postmortem-a-gpj-exe"),
        ("", "postmortem"),
        ("a" * 255, "postmortem-" + "a" * 60),
    ],
)
def test_a_file_name_is_safe_on_every_system(title: str, stem: str) -> None:
    """A title never becomes a path, a device or a name that is too long."""
    assert file_stem(title) == stem


@given(st.text(max_size=300))
def test_any_title_makes_a_plain_file_name(title: str) -> None:
    """Letters, digits and dashes, whatever was typed."""
    stem = file_stem(title)
    assert all(sign == "-" or unicodedata.category(sign)[0] in "LNM" for sign in stem)
    assert not any(sign.isascii() and sign.isupper() for sign in stem)
    assert not stem.endswith("-")
    assert len(stem) <= 80
    assert len(stem.encode()) <= 200
