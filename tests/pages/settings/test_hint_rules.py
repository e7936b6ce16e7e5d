"""The hints' part of the settings: numbers per rule, the way back for a muted one, the editor for the team's own."""

import pytest

from core.domain.guide.hint_categories import EXPLAINED
from core.services import access, postmortems
from core.services.app import App
from core.services.hints import hint_rules, hint_service
from core.store.people.members import Member
from tests.support.pages import Tab, assert_whole, errors, insider, press, toasts, words

RULE = "human-error"
HERO = """
[[rule]]
id = "no-heroes"
category = "judgement"
message = "Heroics hide the tool that was missing."
question = "Which tool would have made this night ordinary?"
patterns = ["[saved the day]"]
flag = ["Ann saved the day."]
"""


@pytest.fixture
def member(tab: Tab) -> Member:
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    access.rename(tab.app, tab.visitor, "Wilhelmina")
    return access.member(tab.app, tab.visitor, pm_id)


def wave_away(app: App, member: Member, phrase: str, reason: str) -> None:
    hint_service.dismiss(app, member.postmortem_id, "summary.impact", phrase, RULE, reason, member)


def test_every_rule_is_listed_under_its_category(tab: Tab) -> None:
    """With an example of what it notices, and whether it speaks."""
    session = tab.open("settings")
    assert_whole(session)
    message = words(session)
    for payload in EXPLAINED.values():
        assert payload.title in message
    for rule in hint_rules.team_rules(tab.app).rules:
        assert f"<td>{rule.id}" in message


def test_numbers_stand_per_rule_and_no_name_anywhere(tab: Tab, member: Member) -> None:
    """Taken and waved away, of the whole team together."""
    hint_service.accept(tab.app, member.postmortem_id, "summary.impact", RULE, member)
    wave_away(tab.app, member, "human error", "not_blame")
    message = words(tab.open("settings"))
    assert "1 taken, 1 waved away" in message
    assert "“human error”" in message
    assert "Who was impacted, and how" in message
    assert "Wilhelmina" not in message.replace('value="Wilhelmina"', "")


def test_nothing_called_not_blame_says_so(tab: Tab) -> None:
    """An empty list explains itself."""
    assert "Nothing yet" in words(tab.open("settings"))


def test_a_muted_rule_is_told_and_brought_back(tab: Tab, member: Member) -> None:
    """Three times not helpful: silent for all, one click away."""
    for phrase in ("one", "two", "three"):
        wave_away(tab.app, member, phrase, "not_helpful")
    session = tab.open("settings")
    assert "3 times it did not help" in words(session)
    press(session, "Bring it back")
    assert_whole(session)
    assert "It speaks again." in toasts(session)
    assert "did not help ·" not in words(session)
    assert not any(rule.silent for rule in hint_rules.team_rules(tab.app).rules)


def test_a_rule_is_switched_off_on_the_page(tab: Tab) -> None:
    """Chosen from those that speak."""
    session = tab.open("settings")
    session.selectbox(key="hint-rule-off").set_value(RULE)
    press(session, "Switch the rule off")
    assert_whole(session)
    assert "It is silent from now on." in toasts(session)
    assert [rule.id for rule in hint_rules.team_rules(tab.app).rules if rule.silent] == [RULE]
    assert RULE not in session.selectbox(key="hint-rule-off").options


def test_the_teams_rules_are_edited_and_used(tab: Tab) -> None:
    """The table shows them as the team's own."""
    session = tab.open("settings")
    session.text_area(key="team-rules").set_value(HERO)
    press(session, "Use these rules")
    assert_whole(session)
    assert "in use" in session.success[0].value
    assert "no-heroes" in words(session)
    assert tab.open("settings").text_area(key="team-rules").value == HERO


def test_rules_of_somebody_else_are_not_undone_unseen(tab: Tab) -> None:
    """The page was open before they saved: theirs are shown, mine stay in the editor, and a second press decides."""
    session = tab.open("settings")
    session.text_area(key="team-rules").set_value(HERO)
    theirs = 'switch_off = ["human-error"]'
    hint_rules.set_team_rules(tab.app, theirs, None)
    press(session, "Use these rules")
    assert "Somebody changed the team's rules meanwhile" in errors(session)[0]
    assert hint_rules.team_rules(tab.app).text == theirs
    assert session.text_area(key="team-rules").value == HERO
    assert theirs in [item.value for item in session.code]
    press(session, "Use mine instead")
    assert_whole(session)
    assert hint_rules.team_rules(tab.app).text == HERO


def test_a_bad_rule_text_is_refused_with_its_line_and_stays_in_the_editor(tab: Tab) -> None:
    """Nothing changes, and nothing typed is lost."""
    session = tab.open("settings")
    bad = HERO.replace("judgement", "sin")
    session.text_area(key="team-rules").set_value(bad)
    press(session, "Use these rules")
    assert not session.exception
    (sentence,) = errors(session)
    assert "line 2" in sentence
    assert "Nothing has changed." in sentence
    assert session.text_area(key="team-rules").value == bad
    assert hint_rules.team_rules(tab.app).text == ""


def test_a_file_beside_the_data_is_named_and_its_trouble_told(tab: Tab) -> None:
    """Whoever edits rules here hears what else is in play."""
    path = tab.app.settings.data / hint_rules.FILE
    path.write_text(HERO, encoding="utf-8")
    assert "hints.toml" in words(tab.open("settings"))
    path.write_text(HERO + "x =", encoding="utf-8")
    session = tab.open("settings")
    assert_whole(session)
    assert "hints" in session.warning[0].value


def test_only_the_workspace_sees_them(key_app: App) -> None:
    """The phrases come from all incidents."""
    chief = insider(key_app)
    pm_id = postmortems.create(key_app, "Checkout was down", by=chief.again())
    wave_away(key_app, access.member(key_app, chief.again(), pm_id), "a secret phrase", "not_blame")
    assert "a secret phrase" in words(chief.open("settings", loopback=False))
    assert "a secret phrase" not in words(Tab(key_app).open("settings", loopback=False))
