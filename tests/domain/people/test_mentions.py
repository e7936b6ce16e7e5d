"""Where a person's name stands in a text, and where it only seems to."""

import json

import pytest

from core.domain.people.mentions import INSTEAD, Mentions
from core.errors import BadInput
from tests.support.timing import assert_growth

MARA = Mentions("Mara Okafor")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Mara Okafor restarted it", f"{INSTEAD} restarted it"),
        ("mara okafor", INSTEAD),
        ("  Mara   Okafor ", INSTEAD),
        ("MARA OKAFOR saw it", f"{INSTEAD} saw it"),
        ("Mara Okafor's laptop", f"{INSTEAD}'s laptop"),
        ("asked Mara\nOkafor.", f"asked {INSTEAD}."),
        ("(Mara Okafor), Ben", f"({INSTEAD}), Ben"),
        ("Mara alone", "Mara alone"),
        ("Tamara Okafor", "Tamara Okafor"),
        ("Mara Okaforson", "Mara Okaforson"),
        ("Mara Okafor2", "Mara Okafor2"),
        ("", ""),
    ],
)
def test_a_name_of_two_words(text: str, after: str) -> None:
    assert MARA.replaced(text) == after
    assert MARA.are_in(text) is (after != text)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Will restarted it", "X restarted it"),
        ("it will restart", "it will restart"),
        ("will", "X"),
        ("WILL", "X"),
        ("Will-power", "X-power"),
        ("GoodWill", "GoodWill"),
        ("Will\u0301", "Will\u0301"),
    ],
)
def test_a_name_of_one_word_is_found_as_it_is_spelled(text: str, after: str) -> None:
    assert Mentions("Will", "X").replaced(text) == after


def test_accents_in_either_form() -> None:
    for written in ("Zoë", "Zoe\u0308"):
        assert Mentions("Zoë", "X").replaced(f"{written} did") == "X did"
        assert Mentions(written, "X").is_name("zoë")


def test_other_scripts() -> None:
    assert Mentions("陳大文", "X").replaced("陳大文 看到了") == "X 看到了"
    assert Mentions("陳大文", "X").replaced("昨天陳大文看到了") == "昨天X看到了"
    assert Mentions("Ольга", "X").replaced("Ольга сказала") == "X сказала"


def test_what_is_put_in_its_place_is_text() -> None:
    """A backslash or a group number in the given words means nothing."""
    assert Mentions("Mara", r"\1 \g<0>").replaced("Mara did") == r"\1 \g<0> did"


def test_values_keep_their_ids() -> None:
    value = {"id": "Mara Okafor", "rows": [{"id": "a", "owner": "Mara Okafor", "n": 3, "due": None}]}
    after = {"id": "Mara Okafor", "rows": [{"id": "a", "owner": INSTEAD, "n": 3, "due": None}]}
    assert MARA.replaced_in(value) == after


def test_json_with_escapes() -> None:
    zoe = Mentions("Zoë Ax", "X")
    assert zoe.replaced_as_json('{"by": "Zo\\u00eb Ax", "n": 1}') == '{"by":"X","n":1}'
    assert zoe.replaced_as_json('{"by": "Ben"}') == '{"by": "Ben"}', "what does not change stays as it was written"
    assert zoe.replaced_as_json("{Zoë Ax") == "{X"
    assert zoe.replaced_as_json("[Zoë Ax] said") == "[X] said"


@pytest.mark.parametrize("name", ["", "  ", "\u202eMara", "x" * 41, "\x00"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        Mentions(name)
    with pytest.raises(BadInput):
        Mentions("Mara", name)


def test_a_long_text_is_read_in_a_moment() -> None:
    """Each letter once, whatever it is made of."""

    def texts(count: int) -> list[str]:
        return ["Mara " * count, "Mara Okafo" * (count // 2), " " * (5 * count), "Mara" + " " * (5 * count)]

    assert_growth(8, lambda made: [MARA.replaced(text) for text in made], texts, 25_000)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mara Okafor", "Mara Okafor restarted it"),
        ("Mara Okafor", "asked MARA\nokafor"),
        ("Mara Okafor", "Mara asked Ada Okafor"),
        ("Mara Okafor", "Tamara Okafor"),
        ("Mark", "mark it"),
        ("Mark", "MARK"),
        ("Zoë Ax", "Zoe\u0308 Ax said"),
        ("Strauss", "strauß"),
        ("Kim", "\u212aim"),
        ('O"Neil \\', 'ask O"Neil \\ again'),
        ("陳大文", "請陳大文看"),
    ],
)
def test_json_is_looked_through_as_its_texts_are(name: str, text: str) -> None:
    """The quick look at all words of a name leaves out nothing that would be replaced."""
    wanted = Mentions(name)
    held = wanted.replaced(text) != text
    assert wanted.are_in_json(json.dumps({"rows": [{"id": "Mark", "text": text}]}, ensure_ascii=False)) is held
    assert not wanted.are_in_json('{"rows":[]}')
