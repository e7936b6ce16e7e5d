"""What a page says when something breaks: a kind sentence, and the details in the log only."""

import logging

import pytest

from core.services import postmortems
from core.services.meetings import meeting_clock
from pages.parts.frame import error_boundary, state
from tests.support.pages import Tab, errors, first_request, words


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
        (meeting_clock, "view"),
    ):
        monkeypatch.setattr(module, service, broken)
    monkeypatch.setattr("core.services.actions.action_queries.action_page", broken)
    with caplog.at_level(logging.ERROR, logger="debrief.pages"):
        session = tab.open(name, pm=pm_id)
    assert not session.exception
    sentence = errors(session)[-1]
    assert "Something went wrong" in sentence
    assert "secret detail" not in words(session)
    number = sentence.rpartition("**")[0].rpartition("**")[2]
    assert any(number in record.message and record.exc_info for record in caplog.records)


def test_what_a_sentence_quotes_cannot_draw(tab: Tab) -> None:
    """An error's sentence is text, whatever it repeats of what was typed."""
    state.use_visitor_token(tab.token, loopback=True)
    assert error_boundary.report.__doc__
    session = first_request("room", pm="![x](http://evil.example/t.png)")
    assert all("![x](" not in item.value for item in session.error)
