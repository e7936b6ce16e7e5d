"""The two-week review: five minutes, shared honestly, and an answer that says why."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from core.domain.clock.readings import allotted, left, projected_end, used_in
from core.domain.clock.state import (
    Adjust,
    Back,
    ChangePlan,
    Finish,
    Meeting,
    MeetingFinished,
    Next,
    Pause,
    PlanItem,
    Resume,
    Start,
)
from core.domain.clock.steps import AGAIN, NOTE, REST, action_of, step_of
from core.domain.clock.transitions import apply
from core.domain.postmortem import SectionId
from core.domain.review import (
    ANSWERS,
    LONGEST,
    MOST_STEPS,
    OFFERED,
    SHORT,
    ReviewedAction,
    ReviewNote,
    WouldRecur,
    answer_text,
    counts,
    is_due,
    new_review,
    outcome_text,
    plan_for,
    replanned,
    title_in,
)
from core.errors import BadInput, Conflict, StaleCommand

NOON = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)
ids = st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), unique=True, max_size=40)


def walked(state: str = "open", in_review: bool = True, **more: object) -> ReviewedAction:
    return ReviewedAction.model_validate(
        {"action_id": "a", "text": "Alert", "state": state, "in_review": in_review, **more}
    )


# The plan


def planned_actions(meeting: Meeting) -> tuple[str, ...]:
    """The actions with a step of their own, in the order of the plan."""
    return tuple(found for item in meeting.plan if (found := action_of(item.section)) is not None)


@given(ids)
def test_a_review_takes_five_minutes_however_many_actions_there_are(actions: list[str]) -> None:
    """Three minutes for all actions together; none to walk, none to spend."""
    plan = plan_for(actions)
    assert sum(item.seconds for item in plan) == (300 if actions else 120)
    assert [item.section for item in plan[-2:]] == [AGAIN, NOTE]


@given(ids)
def test_every_action_has_its_turn(actions: list[str]) -> None:
    """In the order given; those that would have less than a quarter of a minute share the last step."""
    plan = plan_for(actions)
    alone = planned_actions(Meeting(kind="review", plan=plan))
    assert list(alone) == actions[: len(alone)]
    shared = [item for item in plan if item.section == REST]
    assert bool(shared) == (len(actions) > MOST_STEPS)
    assert len(alone) + len(shared) <= MOST_STEPS
    assert shared or len(alone) == len(actions)


@given(ids)
def test_the_actions_share_their_minutes_evenly(actions: list[str]) -> None:
    """Nobody's action gets more than a second more than another's."""
    seconds = [item.seconds for item in plan_for(actions)[:-2]]
    assert not seconds or max(seconds) - min(seconds) <= 1


def test_the_plan_follows_the_actions_until_the_review_starts() -> None:
    """Whatever was closed or added while people came in is seen at the start, and not after it."""
    review = new_review(["a"], version=4)
    assert planned_actions(replanned(review, ["a", "b"])) == ("a", "b")
    started, _ = apply(review, Start(seen=4), NOON)
    assert replanned(started, ["a", "b"]) == started


# The clock


@given(ids.filter(bool), st.lists(st.floats(0, 200), min_size=42, max_size=42))
def test_walking_through_a_review_loses_no_second(actions: list[str], pauses: list[float]) -> None:
    """From the first action to the note: all time is on the steps it was spent at."""
    m, now, spent = new_review(actions, version=7), NOON, 0.0
    m, _ = apply(m, Start(seen=m.version), now)
    for item, lapse in zip(m.plan, pauses, strict=False):
        assert m.section == item.section
        assert left(m, now) == item.seconds
        step = timedelta(microseconds=round(lapse * 1_000_000))
        now, spent = now + step, spent + step.total_seconds()
        if item.section != NOTE:
            m, _ = apply(m, Next(seen=m.version), now)
    m, events = apply(m, Finish(seen=m.version), now)
    assert sum(used_in(m, item.section, now) for item in m.plan) == pytest.approx(spent, abs=1e-3)
    assert isinstance(events[-1], MeetingFinished)
    assert events[-1].unvisited == ()


def test_a_review_pauses_goes_back_and_gives_more_time_like_any_meeting() -> None:
    """It is the same clock."""
    m, _ = apply(new_review(["a", "b"], version=1), Start(seen=1), NOON)
    m, _ = apply(m, Next(seen=m.version), NOON + timedelta(seconds=30))
    m, _ = apply(m, Back(seen=m.version), NOON + timedelta(seconds=40))
    assert left(m, NOON + timedelta(seconds=40)) == 60
    m, _ = apply(m, Pause(seen=m.version), NOON + timedelta(seconds=50))
    m, _ = apply(m, Adjust(seconds=60, seen=m.version), NOON + timedelta(seconds=99))
    m, _ = apply(m, Resume(seen=m.version), NOON + timedelta(seconds=110))
    assert left(m, NOON + timedelta(seconds=110)) == 110
    assert allotted(m, step_of("a")) == 150
    assert projected_end(m, NOON) is not None


def test_two_people_who_press_next_move_one_step() -> None:
    """The second one is told."""
    m, _ = apply(new_review(["a", "b"], version=1), Start(seen=1), NOON)
    moved, _ = apply(m, Next(seen=m.version), NOON)
    with pytest.raises(StaleCommand):
        apply(moved, Next(seen=m.version), NOON)
    assert moved.section == step_of("b")


def test_a_button_of_the_meeting_before_is_not_obeyed_by_the_review() -> None:
    """Its version goes on from theirs, so what was drawn for one is stale for the other."""
    with pytest.raises(StaleCommand):
        apply(new_review(["a"], version=10), Start(seen=9), NOON)


def test_the_steps_of_a_review_are_not_planned_by_hand() -> None:
    """And no step of a review stands in the plan of a meeting."""
    plan = (PlanItem(section=SectionId.SUMMARY, seconds=60),)
    with pytest.raises(Conflict, match="follows its actions"):
        apply(new_review(["a"], version=0), ChangePlan(seen=0, plan=plan), NOON)
    with pytest.raises(Conflict, match="through sections"):
        apply(Meeting(), ChangePlan(seen=0, plan=plan_for(["a"])), NOON)


def test_refusals_speak_of_steps_and_of_the_review() -> None:
    """People are told about what they are in."""
    m, _ = apply(new_review([], version=0), Start(seen=0), NOON)
    with pytest.raises(Conflict, match="first step"):
        apply(m, Back(seen=1), NOON)
    m, _ = apply(m, Next(seen=1), NOON)
    with pytest.raises(Conflict, match=r"last step\. Finish the review"):
        apply(m, Next(seen=2), NOON)


def test_a_meeting_stored_before_there_were_reviews_still_loads() -> None:
    """Byte for byte what version 0.1 wrote."""
    old = (
        '{"kind":"sync","status":"running","plan":[{"section":"summary","seconds":120}],"section":"summary",'
        '"started_at":"2026-11-23T14:00:00Z","section_started_at":"2026-11-23T14:00:00Z","paused_at":null,'
        '"paused_total":0.0,"used":{},"adjustments":{"summary":60},"finished_at":null,"version":2}'
    )
    m = Meeting.model_validate_json(old)
    assert m.section is SectionId.SUMMARY
    assert allotted(m, SectionId.SUMMARY) == 180
    assert Meeting.model_validate_json(m.model_dump_json()) == m


# Answers and words


def test_three_answers_are_offered_and_an_older_one_is_still_known() -> None:
    """ "Not sure" stands where it was said; it helped nobody to decide anything."""
    assert [ANSWERS[item] for item in OFFERED] == ["No", "It would hurt less", "Yes"]
    assert ANSWERS[WouldRecur("unsure")] == "Not sure"


def test_words_have_a_length_that_can_be_read() -> None:
    """Just inside and just outside."""
    assert answer_text("x" * LONGEST) == "x" * LONGEST
    with pytest.raises(BadInput, match="too long"):
        answer_text("x" * (LONGEST + 1))


def test_what_became_of_the_actions_is_counted_in_words() -> None:
    """A move of long ago is no word of this review."""
    found = [walked("done"), walked("done"), walked("moved"), walked("moved", in_review=False), walked("dropped")]
    assert counts(found) == {"done": 2, "moved": 1, "dropped": 1, "open": 1}
    assert outcome_text(found) == "2 done, 1 moved to a new date, 1 dropped, 1 still open"
    assert outcome_text([]) == ""


def test_an_action_is_called_by_its_first_words() -> None:
    """Short enough for a button; without words it is still called something."""
    long = walked(text="Move the write-ahead log\nto a volume of its own, with an alert")
    assert title_in(step_of("a"), [long]) == "Move the write-ahead log to a volume of…"
    assert len(title_in(step_of("a"), [long])) <= SHORT
    assert title_in(step_of("a"), [walked(text=" ")]) == "This action"
    assert title_in(step_of("b"), [long]) == "This action"
    assert title_in(SectionId.TIMELINE, [long]) == "Timeline"


# When it is due

MET, TODAY = date(2026, 11, 23), date(2026, 12, 7)


@pytest.mark.parametrize(
    ("review_on", "reviewed_on", "due"),
    [
        (None, None, True),
        (date(2026, 12, 7), None, True),
        (date(2026, 12, 8), None, False),
        (None, date(2026, 12, 1), False),
        (date(2026, 12, 7), date(2026, 12, 1), True),
        (date(2026, 12, 1), date(2026, 12, 1), False),
        (date(2027, 1, 7), date(2026, 12, 7), False),
    ],
)
def test_a_review_waits_from_its_day_on_until_somebody_looked_back(
    review_on: date | None, reviewed_on: date | None, due: bool
) -> None:
    """Two weeks after the meeting if no day was set; one review is enough unless a later day is set for another."""
    assert is_due(review_on, MET, reviewed_on, TODAY) is due


def test_without_a_day_nothing_waits_before_two_weeks_are_over() -> None:
    """The day before is too early."""
    assert not is_due(None, MET, None, TODAY - timedelta(days=1))


def test_a_stored_review_keeps_its_keys() -> None:
    """Reviews of earlier versions are read, and what is stored now has the same keys in the same order."""
    stored = (
        '[{"action_id":"a1","text":"Alert","owner":"Kim","promised":"2026-12-01","due":"2026-12-09",'
        '"done_when":"It rings","state":"moved","said":"The part came late","in_review":true}]'
    )
    snapshot = TypeAdapter(tuple[ReviewedAction, ...])
    read = snapshot.validate_json(stored)
    assert (read[0].due_before, read[0].explanation) == (date(2026, 12, 1), "The part came late")
    assert snapshot.dump_json(read).decode() == stored
    note = ReviewNote(at=datetime(2026, 12, 9, tzinfo=UTC), actions=read)
    assert note.model_dump(mode="json")["actions"] == json.loads(stored)
