"""Settings: how sure a hint must be, rules that must be surer, and the tuning as a file."""

import json
from typing import Any

import pytest
import streamlit

from core.domain.blameless.thresholds import DEFAULT
from core.services import access, postmortems
from core.services.hints import hint_rules, hint_service, hint_thresholds, team_file
from core.store.people.members import Member
from pages.parts.frame.html import plain
from tests.support.pages import Tab, assert_whole, errors, press, toasts, words

RULE = "human-error"


@pytest.fixture
def member(tab: Tab) -> Member:
    return access.member(tab.app, tab.visitor, postmortems.create(tab.app, "Checkout was down", by=tab.visitor))


def test_the_threshold_is_moved_and_put_back(tab: Tab) -> None:
    """With its meaning beside it; the way back is there only when there is one."""
    session = tab.open("settings")
    assert_whole(session)
    assert "Debrief is not equally sure of each hint" in words(session)
    assert session.slider(key="hint-threshold").value == round(100 * DEFAULT)
    assert "Back to 60%" not in [button.label for button in session.button]
    session.slider(key="hint-threshold").set_value(80).run()
    assert_whole(session)
    assert "Kept, for the whole team." in toasts(session)
    assert hint_rules.team_rules(tab.app).threshold == 0.8
    press(session, "Back to 60%")
    assert hint_rules.team_rules(tab.app).threshold == DEFAULT
    assert session.slider(key="hint-threshold").value == 60


@pytest.mark.parametrize(("stored", "shown"), [(0.99, 95), (0.3, 30), (0.62, 60)])
def test_a_threshold_between_the_notches_is_shown(tab: Tab, stored: float, shown: int) -> None:
    """As a file may bring it; looking at it changes nothing."""
    hint_thresholds.set_threshold(tab.app, stored, None)
    session = tab.open("settings")
    assert_whole(session)
    assert session.slider(key="hint-threshold").value == shown
    assert hint_rules.team_rules(tab.app).threshold == stored


def test_a_rule_that_must_be_surer_is_listed_and_reset(tab: Tab, member: Member) -> None:
    """With its threshold and the reason."""
    for n in range(5):
        hint_service.dismiss(tab.app, member.postmortem_id, "summary.impact", f"p{n}", RULE, "not_blame", member)
    session = tab.open("settings")
    assert_whole(session)
    assert "from 90%" in words(session)
    assert "often called “not blame”" in words(session)
    press(session, "As before")
    assert_whole(session)
    assert "It needs to be as sure as every other again." in toasts(session)
    assert "from 90%" not in words(session)
    assert all(rule.threshold is None for rule in hint_rules.team_rules(tab.app).rules)


def test_a_file_is_exported(tab: Tab) -> None:
    """The button is there, and what it gives is the team's tuning."""
    session = tab.open("settings")
    (button,) = [item for item in session.get("download_button") if item.proto.label == "Export"]
    assert button is not None
    assert json.loads(team_file.export_team_file(tab.app))["debrief_hints"] == 1


def use(tab: Tab, monkeypatch: pytest.MonkeyPatch, data: bytes) -> Any:
    """Press “Use this file” with a file chosen; AppTest cannot upload one."""

    class Chosen:
        def getvalue(self) -> bytes:
            return data

    monkeypatch.setattr(streamlit, "file_uploader", lambda *_args, **_more: Chosen())
    session = tab.open("settings")
    press(session, "Use this file")
    return session


def test_a_file_is_imported_and_the_page_shows_it_at_once(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mutes, the threshold and the text of the rules."""
    text = 'switch_off = ["obviously"]'
    file = {"debrief_hints": 1, "rules": text, "threshold": 0.8, "tuning": {RULE: {"silent": "off"}}}
    session = use(tab, monkeypatch, json.dumps(file).encode())
    assert_whole(session)
    assert session.success[0].value == plain("In use now: 0 rules of your own, 1 silent rules, 1 thresholds.")
    assert session.slider(key="hint-threshold").value == 80
    assert session.text_area(key="team-rules").value == text
    assert [rule.id for rule in hint_rules.team_rules(tab.app).rules if rule.silent] == [RULE]


def test_a_bad_file_is_refused_with_a_sentence(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown as text, and nothing has changed."""
    session = use(tab, monkeypatch, b'{"debrief_hints": 1, "<b>x": 1}')
    assert not session.exception
    (sentence,) = errors(session)
    assert "Nothing has changed." in sentence
    assert session.error[0].value == plain(sentence)
    assert hint_rules.team_rules(tab.app).threshold == DEFAULT
