"""A team's own file joins in, or is refused with the line and the reason."""

import pytest

from core.domain.blameless import check, default_rules, with_team
from core.domain.postmortem import SectionId
from core.errors import BadFile

GOOD = """
switch_off = ["human-error"]

[words.role]
nouns = ["wizard"]

[phrases]
hero = "saved|rescued the day|night"

[[rule]]
id = "no-heroes"
category = "judgement"
message = "Heroics hide what was missing before."
question = "What would have made the hero unnecessary?"
patterns = ["[{hero}]"]
unless = ["daylight saving"]
suggestions = ["had to step in"]
flag = ["Ana saved the day."]
pass = ["Daylight saving moved the night by an hour."]
"""


def test_a_team_adds_rules_and_words_and_switches_others_off() -> None:
    """Its own rule speaks, the one switched off is silent, its words stand in the built-in classes."""
    rules = with_team(GOOD)
    (hint,) = check("Ana saved the day.", None, (), rules)
    assert (hint.rule, hint.suggestions) == ("no-heroes", ("had to step in",))
    assert "human-error" not in rules.ready
    assert [hint.category for hint in check("The wizard forgot to escalate.", None, (), rules)] == [
        "counterfactual_person"
    ]


def test_the_built_in_rules_stay_as_they_are() -> None:
    """A team's set is a set of its own."""
    with_team(GOOD)
    assert "no-heroes" not in default_rules().ready
    assert check("Ana saved the day.", None) == []


def test_an_empty_file_changes_nothing() -> None:
    """Nor does a comment."""
    assert with_team("# nothing yet\n").rules == default_rules().rules


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("[[rule]]", "[[rule]", 10, "expected"),
        ('id = "no-heroes"', 'id = "No Heroes"', 10, "id"),
        ('category = "judgement"', 'category = "sarcasm"', 10, "category"),
        ('question = "What would have made the hero unnecessary?"\n', "", 10, "question"),
        ("patterns =", "pattern =", 10, "pattern"),
        ("[{hero}]", "[{hero}", 10, "not closed"),
        ("[{hero}]", "[{heroine}]", 11, "heroine"),
        ('"no-heroes"', '"fat-fingers"', 10, "already a rule"),
        ('["human-error"]', '["humane-error"]', 2, "humane-error"),
        ("saved|rescued the day|night", "saved the (day", 8, "hero"),
        ('hero = "saved', 'role = "saved', 8, "already taken"),
        ("Ana saved the day.", "Ana went home.", 10, "not flagged"),
        ("Daylight saving moved the night by an hour.", "Kim rescued the night.", 10, "should pass"),
        ('"had to step in"', "7", 10, "suggestions"),
        ("[words.role]", "[words.START]", 4, "already taken"),
    ],
)
def test_a_bad_file_is_refused_with_line_and_reason(old: str, new: str, line: int, reason: str) -> None:
    """Whatever is wrong with it, and before any of it is used."""
    assert old in GOOD
    with pytest.raises(BadFile) as refused:
        with_team(GOOD.replace(old, new))
    assert f"line {line}:" in refused.value.sentence
    assert reason in refused.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "switch_off = 3",
        "rule = 3",
        "[[rule]]",
        "[words]\nrole = 3",
        "x" * 300_000,
        "a = " + "[" * 3000,
        "rule = [3]",
        '[phrases]\na1 = "{b1} x"\nb1 = "{a1} x"\n'
        + GOOD.replace("{hero}", "{a1}").replace('[phrases]\nhero = "saved|rescued the day|night"\n', ""),
        "\x00",
    ],
)
def test_strange_files_are_refused_kindly(text: str) -> None:
    """Wrong types, endless nesting, phrases that go round in a circle: a sentence, never a traceback."""
    with pytest.raises(BadFile, match="line"):
        with_team(text)


def test_the_section_of_an_example_may_be_said() -> None:
    """A plain sentence stands where the rule works; a table names another section."""
    text = GOOD.replace("patterns =", 'only_in = ["lessons"]\npatterns =').replace(
        'pass = ["Daylight', 'pass = [{ text = "Ana saved the day.", section = "timeline" }, "Daylight'
    )
    rules = with_team(text)
    assert check("Ana saved the day.", SectionId.LESSONS, (), rules)
    assert not check("Ana saved the day.", SectionId.TIMELINE, (), rules)


def test_kinds_of_clauses_are_not_for_a_teams_file() -> None:
    """They mean something only with weights, which a team's rules have not."""
    text = GOOD.replace('patterns = ["[{hero}]"]', 'clauses = ["not-done"]')
    with pytest.raises(BadFile, match=r"line 1[0-9]: “clauses” is for Debrief's own rules"):
        with_team(text)
