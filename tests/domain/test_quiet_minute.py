"""When a quiet minute begins, runs out and ends, as values: any order of presses leaves it whole."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.domain import quiet_minute as rules
from core.domain.postmortem import SectionId
from core.domain.quiet_minute import Draft, QuietMinute
from core.domain.template import FieldKind
from core.errors import BadInput, Conflict

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
PEOPLE = ("ana", "bo", "cy")


def opened(**more: object) -> QuietMinute:
    return rules.start(QuietMinute(**more), SectionId.FACTORS, 60, NOW)


def test_it_is_on_where_thoughts_are_collected_and_nowhere_else() -> None:
    """Actions may have one; the summary, the timeline and the follow-up cannot."""
    assert set(rules.SWITCHED_ON) < set(rules.WRITABLE)
    assert set(rules.WRITABLE) - set(rules.SWITCHED_ON) == {SectionId.ACTIONS}
    for place in (SectionId.SUMMARY, SectionId.TIMELINE, SectionId.FOLLOW_UP, None):
        assert rules.fields_of(place) == {}
    assert set(rules.fields_of(SectionId.ROOT_CAUSE).values()) == {FieldKind.ROWS}
    assert set(rules.fields_of(SectionId.LESSONS).values()) == {FieldKind.PROSE}


@pytest.mark.parametrize(("allotted", "seconds"), [(300, 60), (120, 60), (60, 30), (30, 20), (0, 20)])
def test_a_short_section_has_half_of_it_for_silence(allotted: float, seconds: int) -> None:
    """A minute where there are two."""
    assert rules.seconds_for(allotted) == seconds


def test_it_starts_by_itself_once_for_at_least_two() -> None:
    """And never while one is open."""
    assert rules.starts_by_itself(QuietMinute(), SectionId.FACTORS, 2)
    assert not rules.starts_by_itself(QuietMinute(), SectionId.FACTORS, 1)
    assert not rules.starts_by_itself(QuietMinute(), SectionId.ACTIONS, 2)
    assert not rules.starts_by_itself(QuietMinute(), "review.note", 2)
    assert not rules.starts_by_itself(opened(), SectionId.LESSONS, 2)
    assert not rules.starts_by_itself(rules.reveal(opened(), []), SectionId.FACTORS, 2)
    switched = rules.switched(rules.switched(QuietMinute(), SectionId.ACTIONS, True), SectionId.FACTORS, False)
    assert rules.starts_by_itself(switched, SectionId.ACTIONS, 2)
    assert not rules.starts_by_itself(switched, SectionId.FACTORS, 2)


def test_what_makes_no_sense_is_refused_with_a_sentence() -> None:
    """The sentence names what can be done."""
    with pytest.raises(Conflict, match="Reveal it first"):
        rules.start(opened(), SectionId.LESSONS, 60, NOW)
    with pytest.raises(Conflict, match="can have one"):
        rules.start(QuietMinute(), SectionId.TIMELINE, 60, NOW)
    with pytest.raises(BadInput, match="can have one"):
        rules.switched(QuietMinute(), SectionId.TIMELINE, True)


def test_more_time_is_from_now_on_once_it_is_over_and_has_an_end() -> None:
    """Half a minute more after the end is half a minute."""
    late = NOW + timedelta(seconds=90)
    assert rules.more_time(opened(), late).ends_at == late + timedelta(seconds=30)
    assert rules.more_time(opened(), NOW).ends_at == NOW + timedelta(seconds=90)
    minute = rules.pause(opened(), NOW)
    for _ in range(100):
        minute = rules.more_time(minute, NOW)
    assert minute.left == rules.LONGEST
    assert rules.pause(minute, late) is minute
    assert rules.resume(opened(), late).left is None


def test_a_round_that_starts_in_a_pause_waits() -> None:
    """Its minute begins when the meeting goes on."""
    minute = rules.start(QuietMinute(), SectionId.FACTORS, 60, NOW, paused=True)
    assert (minute.ends_at, minute.left) == (None, 60.0)
    assert rules.resume(minute, NOW).ends_at == NOW + timedelta(seconds=60)


def test_nobody_connected_is_not_everybody() -> None:
    """A room that everybody left waits for its facilitator, or for those who come back."""
    minute = rules.with_done(opened(), "ana", True)
    assert rules.everybody_done(minute, ["ana"])
    assert not rules.everybody_done(minute, ["ana", "bo"])
    assert not rules.everybody_done(minute, [])
    assert not rules.everybody_done(rules.reveal(minute, []), ["ana"])


def test_what_may_be_stored_is_bounded() -> None:
    """For one line, one person and all together; a line that is there may be changed."""
    mine = [Draft(id=str(number), author="ana", field="factors", text="x") for number in range(rules.DRAFTS_A_PERSON)]
    rules.require_room(mine, mine[0], 0)
    with pytest.raises(Conflict, match="Twenty"):
        rules.require_room(mine, Draft(id="more", author="ana", field="factors", text="x"), 0)
    with pytest.raises(Conflict, match="no more text"):
        rules.require_room([], mine[0], rules.CHARACTERS_TOGETHER)
    with pytest.raises(BadInput, match="1,000"):
        rules.require_room([], mine[0].model_copy(update={"text": "x" * 1001}), 0)


class AnyOrder(RuleBasedStateMachine):
    """Presses of everybody, in any order, with a clock that only moves on."""

    def __init__(self) -> None:
        super().__init__()
        self.minute = QuietMinute()
        self.now = NOW
        self.rounds: list[int] = []

    @rule(place=st.sampled_from(SectionId), paused=st.booleans())
    def start(self, place: SectionId, paused: bool) -> None:
        try:
            self.minute = rules.start(self.minute, place, 60, self.now, paused=paused)
            self.rounds.append(self.minute.number)
        except Conflict:
            assert self.minute.is_open or place not in rules.WRITABLE

    @rule(seconds=st.integers(0, 90))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(who=st.sampled_from(PEOPLE), done=st.booleans())
    def say_done(self, who: str, done: bool) -> None:
        if self.minute.is_open:
            self.minute = rules.with_done(self.minute, who, done)
            assert (who in self.minute.done) is done

    @rule()
    def pause(self) -> None:
        self.minute = rules.pause(self.minute, self.now)

    @rule()
    def resume(self) -> None:
        self.minute = rules.resume(self.minute, self.now)

    @precondition(lambda self: self.minute.is_open)
    @rule()
    def more(self) -> None:
        self.minute = rules.more_time(self.minute, self.now)

    @rule(on=st.booleans())
    def at_end(self, on: bool) -> None:
        self.minute = self.minute.model_copy(update={"at_end": on})

    @rule(place=st.sampled_from(rules.WRITABLE), on=st.booleans())
    def switch(self, place: SectionId, on: bool) -> None:
        self.minute = rules.switched(self.minute, place, on)
        assert (place in self.minute.switched_on) is on

    @precondition(lambda self: self.minute.is_open)
    @rule(ids=st.lists(st.text("abc", min_size=1, max_size=3), unique=True))
    def reveal(self, ids: list[str]) -> None:
        self.minute = rules.reveal(self.minute, ids)
        assert self.minute.shown == tuple(ids)

    @rule()
    def killed(self) -> None:
        """What is stored says everything: a server that starts again goes on with it."""
        stored = self.minute.model_dump_json()
        assert QuietMinute.model_validate_json(stored) == self.minute
        self.minute = QuietMinute.model_validate_json(stored)

    @invariant()
    def whole(self) -> None:
        minute = self.minute
        assert self.rounds == list(range(1, minute.number + 1)), "each round has a number of its own"
        assert len(set(minute.done)) == len(minute.done)
        assert minute.is_open == ((minute.ends_at is None) is not (minute.left is None))
        assert minute.is_open or not (minute.done or rules.is_over(minute, self.now))
        assert not minute.is_open or minute.shown == ()
        assert minute.left is None or 0 <= minute.left <= rules.LONGEST
        assert (minute.section is None) == (minute.number == 0)


TestAnyOrder = AnyOrder.TestCase
