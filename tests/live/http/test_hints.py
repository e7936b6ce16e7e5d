"""Hints over HTTP: for who writes, about what was sent, at a bearable rate."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from core.domain.blameless import Category
from core.domain.blameless.thresholds import HIGHEST
from core.domain.guide.hint_categories import EXPLAINED
from core.live.http.hints import utf16_offsets
from core.live.limits import Limits
from core.services.hints import hint_rules, hint_thresholds
from core.services.hints import hint_service as hints
from tests.support.live import House

BLAME = "Bob should have known better."


async def ask(
    browser: httpx.AsyncClient, pm_id: str, text: object, field: str = "summary.what_happened"
) -> httpx.Response:
    return await browser.post(f"/live/hints/{pm_id}", json={"field": field, "section": "summary", "text": text})


async def test_a_writer_gets_hints_at_the_places_of_their_browser(house: House) -> None:
    """Browsers count UTF-16 units: an emoji before the words moves the hint by two."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        plain = (await ask(browser, pm_id, BLAME)).json()["hints"]
        moved = (await ask(browser, pm_id, f"🚨 {BLAME}")).json()["hints"]
    assert plain
    assert set(plain[0]) >= {"start", "end", "rule", "category", "message", "question", "suggestions"}
    assert [hint["start"] + 3 for hint in plain] == [hint["start"] for hint in moved]


def test_units_are_what_javascript_counts() -> None:
    """Each character's first unit, and the end."""
    assert utf16_offsets("ab") == [0, 1, 2]
    assert utf16_offsets("a🚨é") == [0, 1, 3, 4]


async def test_a_dismissed_hint_stays_away(house: House) -> None:
    """For good, and only these words."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        hint = (await ask(browser, pm_id, BLAME)).json()["hints"][0]
        phrase = BLAME[hint["start"] : hint["end"]]
        body = {"field": "summary.what_happened", "phrase": phrase, "rule": hint["rule"], "reason": "quote"}
        answer = await browser.post(f"/live/hints/{pm_id}/dismiss", json=body)
        assert (answer.status_code, answer.json()) == (200, {"dismissed": True})
        again = (await ask(browser, pm_id, BLAME)).json()["hints"]
    assert hint not in again


async def test_a_closer_look_is_asked_for_each_time(house: House) -> None:
    """Without asking there is nothing below the threshold; with it each hint says whether it is sure."""
    hint_thresholds.set_threshold(house.app, HIGHEST, None)
    pm_id = house.meeting()
    body = {"field": "summary.what_happened", "section": "summary", "text": BLAME}
    async with house.http(house.person(pm_id)) as browser:
        for asked in ({}, {"closer": False}):
            assert (await browser.post(f"/live/hints/{pm_id}", json={**body, **asked})).json() == {"hints": []}
        closer = (await browser.post(f"/live/hints/{pm_id}", json={**body, "closer": True})).json()["hints"]
        assert closer
        assert not any(hint["sure"] for hint in closer)
        assert all(hint["because"] for hint in closer)
        assert (await browser.post(f"/live/hints/{pm_id}", json={**body, "closer": "yes"})).status_code == 422
        hint_thresholds.set_threshold(house.app, None, None)
        assert all(hint["sure"] for hint in (await browser.post(f"/live/hints/{pm_id}", json=body)).json()["hints"])


async def test_answers_to_unsure_hints_are_counted_for_no_rule(house: House) -> None:
    """They hold like any others; a flag that is none is refused and dismisses nothing."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        hint = (await ask(browser, pm_id, BLAME)).json()["hints"][0]
        answered = {"field": "summary.what_happened", "rule": hint["rule"]}
        phrase = {"phrase": BLAME[hint["start"] : hint["end"]], "reason": "not_blame"}
        accepted = await browser.post(f"/live/hints/{pm_id}/accept", json={**answered, "unsure": True})
        assert accepted.json() == {"accepted": True}
        nonsense = await browser.post(f"/live/hints/{pm_id}/dismiss", json={**answered, **phrase, "unsure": 1})
        assert nonsense.status_code == 422
        assert (await ask(browser, pm_id, BLAME)).json()["hints"][0] == hint
        said = await browser.post(f"/live/hints/{pm_id}/dismiss", json={**answered, **phrase, "unsure": True})
        assert said.json() == {"dismissed": True}
        assert hint not in (await ask(browser, pm_id, BLAME)).json()["hints"]
    assert not any(rule.accepted or rule.dismissed for rule in hint_rules.team_rules(house.app).rules)


async def test_a_hint_leads_to_its_category_in_the_guide(house: House) -> None:
    """An address as the meeting's pages see it."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        hints = (await ask(browser, pm_id, BLAME)).json()["hints"]
    topics = {f"hint-{hint['category'].replace('_', '-')}" for hint in hints}
    assert {hint["guide"] for hint in hints} == {f"guide?topic={topic}" for topic in topics}
    assert {hint["about"] for hint in hints} == {EXPLAINED[Category(hint["category"])].title for hint in hints}


async def test_a_hint_shows_the_clause_that_was_read(house: House) -> None:
    """Made from the text that was asked about, for whoever asked."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        hints = (await ask(browser, pm_id, "All was green; Kim broke the build.")).json()["hints"]
    assert [hint["because"] for hint in hints] == ["because “Kim broke the build”"]


async def test_a_rewrite_that_was_taken_is_counted_without_a_name(house: House) -> None:
    """Per rule; the answer says no more than that."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        (hint, *_) = (await ask(browser, pm_id, BLAME)).json()["hints"]
        body = {"field": "summary.what_happened", "rule": hint["rule"]}
        answer = await browser.post(f"/live/hints/{pm_id}/accept", json=body)
        assert (answer.status_code, answer.json()) == (200, {"accepted": True})
        unknown = await browser.post(f"/live/hints/{pm_id}/accept", json={**body, "rule": "no-such-rule"})
        assert (unknown.status_code, set(unknown.json())) == (404, {"sentence"})
    counted = {rule.id: rule.accepted for rule in hint_rules.team_rules(house.app).rules if rule.accepted}
    assert counted == {hint["rule"]: 1}


async def test_the_third_time_not_helpful_is_said(house: House) -> None:
    """The room is told that the rule is silent for everybody now."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        (hint, *_) = (await ask(browser, pm_id, BLAME)).json()["hints"]
        messages = []
        for field in ("summary.what_happened", "summary.impact", "lessons.went_wrong"):
            body = {"field": field, "phrase": "should have", "rule": hint["rule"], "reason": "not_helpful"}
            messages.append((await browser.post(f"/live/hints/{pm_id}/dismiss", json=body)).json().get("sentence"))
        assert messages == [None, None, hints.MUTED]
        left = (await ask(browser, pm_id, BLAME, "factors")).json()["hints"]
    assert hint["rule"] not in {item["rule"] for item in left}


async def test_a_viewer_and_a_stranger_get_none(house: House) -> None:
    """Hints are for the person who typed."""
    pm_id, other = house.meeting(), house.meeting()
    for person in (house.person(pm_id, "viewer"), house.person(other), house.person(), None):
        async with house.http(person) as browser:
            assert (await ask(browser, pm_id, BLAME)).status_code == 403
            for deed in ("dismiss", "accept"):
                assert (await browser.post(f"/live/hints/{pm_id}/{deed}", json={})).status_code == 403


async def test_hints_have_a_rate_and_a_size(house: House) -> None:
    """Five a second with a little patience; twenty thousand characters."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        assert (await ask(browser, pm_id, "x" * 20_000)).status_code == 200
        assert (await ask(browser, pm_id, "x" * 20_001)).status_code == 413
    async with house.http(house.person(pm_id)) as browser:
        answers = await asyncio.gather(*(ask(browser, pm_id, "") for _ in range(40)))
    assert {answer.status_code for answer in answers} == {200, 429}


async def test_a_slow_reading_holds_up_no_other_request(
    open_house: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hints have a thread of their own; who asks while too many wait gets none, and the log says so."""
    house: House = await open_house(limits=Limits(hints_seconds=0.2, hints_waiting=3))
    pm_id = house.meeting()
    go_on = threading.Event()
    monkeypatch.setattr(hints, "check", lambda *_, **__: go_on.wait(20) and [])
    try:
        async with house.http(house.person(pm_id)) as browser:
            slow = [asyncio.create_task(ask(browser, pm_id, f"text {number}")) for number in range(3)]
            await asyncio.sleep(0.05)
            assert (await ask(browser, pm_id, "one too many")).json() == {"hints": []}
            assert (await browser.get(f"/live/export/{pm_id}.md")).status_code == 200
            assert [(await task).json() for task in slow] == [{"hints": []}] * 3
    finally:
        go_on.set()


async def test_nonsense_gets_a_sentence(house: House) -> None:
    """Wrong types, another section, a field of a kilometre."""
    pm_id = house.meeting()
    nonsense: list[object] = [
        {"text": 5},
        {"field": "x" * 100, "text": ""},
        {"field": "f", "section": "moon", "text": ""},
        [],
    ]
    async with house.http(house.person(pm_id)) as browser:
        for body in nonsense:
            answer = await browser.post(f"/live/hints/{pm_id}", json=body)
            assert answer.status_code in (404, 422)
            assert "sentence" in answer.json()


async def test_something_unforeseen_is_a_number_on_the_page_and_a_trace_in_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No traceback reaches a browser."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(hints, "check", broken)
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        answer = await ask(browser, pm_id, "x")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    number = answer.json()["sentence"].split("error ")[1].rstrip(")")
    assert number in caplog.text
    assert "the secret of the house" in caplog.text
