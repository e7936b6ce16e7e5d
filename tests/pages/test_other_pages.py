"""Present, Guide, Settings, and what a page says when something breaks."""

import logging
from pathlib import Path

import pytest

from core.domain import template
from core.domain.ground_rules import GROUND_RULES
from core.services import access, meetings, postmortems
from core.services.app import App
from core.settings import Settings
from pages.parts import boundary, state
from tests.support.pages import Tab, assert_whole, errors, first_request, insider, press, words


def test_present_is_one_component_with_the_code_and_nothing_private(tab: Tab) -> None:
    """The shared screen shows the meeting: no link with a token, no control, no menu."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    session = tab.open("present", pm=pm_id)
    assert_whole(session)
    mounted = {each.proto.component_name: each.proto for each in session.get("bidi_component")}
    assert set(mounted) == {"debrief_present", "debrief_signal"}, "the second one draws nothing"
    data = mounted["debrief_present"].json or mounted["debrief_present"].mixed.json
    links = access.links(tab.app, pm_id, "http://localhost:8501")
    assert links.code_shown
    assert links.code_shown in data
    assert "&t=" not in data
    assert not session.button
    assert words(session).strip() == ""


def test_the_guide_holds_what_the_room_asks(tab: Tab) -> None:
    """Ground rules, every section with good next to bad, and the severities."""
    said = words(tab.open("guide"))
    for rule in GROUND_RULES:
        assert rule.title in said
    for part in template.SECTIONS:
        assert part.question.replace("'", "&#x27;") in said
    assert "Does not help yet" in said
    assert "Take the higher one" in said


def test_settings_name_every_setting_and_no_value(tab: Tab, tmp_path: Path) -> None:
    """What can be set is told; what is set may be secret."""
    session = tab.open("settings")
    assert_whole(session)
    said = words(session)
    for name in Settings.model_fields:
        assert f"DEBRIEF_{name.upper()}" in said
    assert str(tmp_path) not in said


def test_settings_change_my_name(tab: Tab) -> None:
    """The name goes with the browser, into every meeting."""
    session = tab.open("settings")
    session.text_input[0].set_value("Ada")
    press(session, "Save")
    assert tab.again().name == "Ada"
    session.text_input[0].set_value(" ")
    press(session, "Save")
    assert "name" in errors(session)[0]


def test_a_new_key_locks_the_others_out(key_app: App) -> None:
    """The link of yesterday opens nothing; whoever made the new one stays inside."""
    one, other = insider(key_app), insider(key_app)
    session = one.open("settings", loopback=False)
    press(session, "Yes, make a new key")
    assert_whole(session)
    assert_whole(one.open("settings", loopback=False))
    assert "workspace key" in errors(other.open("settings", loopback=False))[0]


@pytest.mark.parametrize("name", ["home", "room", "summary", "archive", "follow_up"])
def test_an_error_is_kind_on_the_page_and_whole_in_the_log(
    tab: Tab, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A sentence and a number for the person, the traceback under the same number in the log."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("a secret detail")

    for module, service in (
        (postmortems, "home"),
        (postmortems, "summary"),
        (postmortems, "archive"),
        (meetings, "view"),
    ):
        monkeypatch.setattr(module, service, broken)
    monkeypatch.setattr("core.services.follow_up.board", broken)
    with caplog.at_level(logging.ERROR, logger="debrief.pages"):
        session = tab.open(name, pm=pm_id)
    assert not session.exception
    sentence = errors(session)[-1]
    assert "Something went wrong" in sentence
    assert "secret detail" not in words(session)
    number = sentence.rpartition("**")[0].rpartition("**")[2]
    assert any(number in each.message and each.exc_info for each in caplog.records)


def test_what_a_sentence_quotes_cannot_draw(tab: Tab) -> None:
    """An error's sentence is text, whatever it repeats of what was typed."""
    state.use_visitor_token(tab.token, loopback=True)
    assert boundary.report.__doc__
    session = first_request("room", pm="![x](http://evil.example/t.png)")
    assert all("![x](" not in each.value for each in session.error)
