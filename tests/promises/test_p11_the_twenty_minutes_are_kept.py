"""P11: the twenty minutes are kept.

A facilitator, a participant and a viewer press whatever they like, in any order, with any pauses between,
perhaps with an old screen in front of them. A second bookkeeper, who knows nothing of the clock's insides,
counts seconds on paper. The two never disagree; no section is passed over and no meeting ended without an
event that says so; a pause is a true pause; and only a facilitator moves anything.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.domain.clock.readings import (
    ahead_behind,
    allotted,
    deadline,
    left,
    left_in,
    projected_end,
    propose_rebalance,
    used_in,
)
from core.domain.clock.state import (
    DEFAULT_ITEMS,
    Adjust,
    Back,
    BringBack,
    ChangePlan,
    Command,
    Event,
    Finish,
    Jump,
    Loan,
    Meeting,
    MeetingFinished,
    Next,
    Pause,
    PlanItem,
    Rebalance,
    Reopen,
    Resume,
    SectionLeft,
    SectionSkipped,
    SectionStarted,
    Skip,
    Start,
    TimeAdjusted,
)
from core.domain.clock.steps import Place
from core.domain.clock.transitions import apply
from core.domain.permissions import Role, permission_for, require
from core.domain.postmortem import SectionId
from core.domain.review import plan_for
from core.errors import Conflict, NotAllowed, StaleCommand

BEGIN = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
A_BIT = 1e-6

seconds = st.floats(0, 900, allow_nan=False, allow_infinity=False)
WALKED = ("a", "b", "c")
# A review is a meeting of other steps: the same clock, so the same promise.
REVIEW = plan_for(WALKED)
PLACES: tuple[Place, ...] = (*SectionId, *(item.section for item in REVIEW))
places = st.sampled_from(PLACES)
plans = st.just(REVIEW) | st.lists(
    st.builds(PlanItem, section=st.sampled_from(SectionId), seconds=st.integers(15, 600)),
    min_size=1,
    unique_by=lambda item: item.section,
).map(tuple)


class Paper:
    """The bookkeeper: only a stopwatch, a pencil, and who was said to be in which section."""

    def __init__(self) -> None:
        self.used: dict[Place, float] = {}
        self.here: Place | None = None
        self.running = False
        self.visited: set[Place] = set()
        self.left_out: set[Place] = set()
        self.running_total = 0.0

    def pass_time(self, amount: float) -> None:
        if self.running and self.here:
            self.used[self.here] = self.used.get(self.here, 0.0) + amount
            self.running_total += amount


class TwentyMinutes(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.m = Meeting()
        self.now = BEGIN
        self.paper = Paper()
        self.events: list[Event] = []
        self.said = 0
        self.old: list[Meeting] = []

    @initialize(plan=plans, begun=st.sampled_from([True, True, True, False]))
    def a_plan(self, plan: tuple[PlanItem, ...], begun: bool) -> None:
        self.m = Meeting(plan=plan, kind="review" if plan == REVIEW else "sync")
        if begun:
            self.start()

    # -- time passes, and nothing else happens ------------------------------------------------------------

    @rule(amount=seconds)
    def time_passes(self, amount: float) -> None:
        """Seconds alone never move the group, end the meeting or change what was used in a pause."""
        before_left = left(self.m, self.now)
        # The database counts microseconds; so does the bookkeeper.
        step = timedelta(microseconds=round(amount * 1_000_000))
        self.now += step
        self.paper.pass_time(step.total_seconds())
        expected = before_left - (step.total_seconds() if self.paper.running else 0)
        assert left(self.m, self.now) == pytest.approx(expected, abs=A_BIT)

    # -- what a facilitator does --------------------------------------------------------------------------

    @rule()
    def start(self) -> None:
        if self._accepted(Start(seen=self.m.version), when=self.m.status == "lobby"):
            self.paper.running = True
            self._arrive(next((s for s in self._order() if s not in self.paper.left_out), self._order()[0]))

    @rule()
    def pause(self) -> None:
        if self._accepted(Pause(seen=self.m.version), when=self.m.status == "running"):
            self.paper.running = False

    @rule()
    def resume(self) -> None:
        if self._accepted(Resume(seen=self.m.version), when=self.m.status == "paused"):
            self.paper.running = True

    @precondition(lambda self: self.m.status == "running")
    @rule(amount=seconds)
    def take_a_break(self, amount: float) -> None:
        """A break in the middle of a section, however long, leaves what was left."""
        before = left(self.m, self.now)
        self.pause()
        self.time_passes(amount)
        self.resume()
        assert left(self.m, self.now) == pytest.approx(before, abs=A_BIT)

    @rule()
    def go_on(self) -> None:
        self._step(Next(seen=self.m.version), +1)

    @rule()
    def go_back(self) -> None:
        self._step(Back(seen=self.m.version), -1)

    @rule(to=places)
    def jump(self, to: Place) -> None:
        fits = self._is_open() and to != self.m.section and to in self._order()
        if self._accepted(Jump(seen=self.m.version, section=to), when=fits):
            self._arrive(to)

    @rule(amount=st.integers(-300, 300), lender=st.none() | places)
    def adjust(self, amount: int, lender: Place | None) -> None:
        before = {item.section: allotted(self.m, item.section) for item in self.m.plan}
        if self._accepted(Adjust(seen=self.m.version, seconds=amount, take_from=lender), when=None):
            after = {item.section: allotted(self.m, item.section) for item in self.m.plan}
            changed = {
                section: after[section] - before[section] for section in after if after[section] != before[section]
            }
            expected = {self.m.section: amount} | ({lender: -amount} if lender else {})
            assert changed == expected
            assert self._announced(changed)

    @rule(protected=st.booleans())
    def take_what_is_proposed(self, protected: bool) -> None:
        loans = propose_rebalance(self.m, self.now, include_protected=protected)
        behind = ahead_behind(self.m, self.now)
        assert sum(loan.seconds for loan in loans) <= max(0.0, behind)
        if not protected:
            assert SectionId.ACTIONS not in {loan.section for loan in loans}
        if loans:
            over = int(max(0.0, -left(self.m, self.now)))
            assert self._accepted(Rebalance(seen=self.m.version, loans=loans), when=True)
            lent = {loan.section: -loan.seconds for loan in loans}
            gift = min(over, -sum(lent.values()))
            assert self._announced(lent | ({self.m.section: gift} if gift and self.m.section else {}))
            assert ahead_behind(self.m, self.now) == pytest.approx(behind + sum(lent.values()), abs=A_BIT)

    @rule(section=places, amount=st.integers(1, 900))
    def take_something_else(self, section: Place, amount: int) -> None:
        later = self._order()[self._order().index(self.m.section) + 1 :] if self.m.section else []
        has = allotted(self.m, section) - used_in(self.m, section, self.now)
        fits = self._is_open() and section in later and amount <= has
        self._accepted(Rebalance(seen=self.m.version, loans=(Loan(section=section, seconds=amount),)), when=fits)

    @rule(plan=plans)
    def change_the_plan(self, plan: tuple[PlanItem, ...]) -> None:
        kept = {item.section for item in plan}
        sync = self.m.kind == "sync" and plan != REVIEW  # what a review walks is not planned by hand
        fits = sync and self.m.status != "finished" and self.paper.visited <= kept
        if self._accepted(ChangePlan(seen=self.m.version, plan=plan), when=fits):
            self.paper.left_out &= kept
            assert [(item.section, item.seconds) for item in self.m.plan] == [(i.section, i.seconds) for i in plan]

    @rule(section=places)
    def skip(self, section: Place) -> None:
        """A section is left out, said so, and its rest is given on; nobody's meeting becomes later by it."""
        before = {entry: allotted(self.m, entry) for entry in self._order()}
        behind, rest = ahead_behind(self.m, self.now), left_in(self.m, section, self.now)
        open_before = self._is_open()
        fits = self._may_leave_out(section) and section not in self.paper.left_out
        if not self._accepted(Skip(seen=self.m.version, section=section), when=fits):
            return
        self.paper.left_out.add(section)
        (message,) = [entry for entry in self.events[self.said :] if isinstance(entry, SectionSkipped)]
        assert (message.section, message.freed) == (section, int(max(0.0, rest)))
        changed = {entry: allotted(self.m, entry) - was for entry, was in before.items()}
        assert changed.pop(section) == -message.freed
        takers = {entry for entry, more in changed.items() if more}
        assert takers <= set(self._to_come()) - self.paper.left_out
        assert all(changed[entry] > 0 for entry in takers)
        assert sum(changed.values()) <= message.freed
        if open_before:
            assert ahead_behind(self.m, self.now) <= max(behind, 0.0) + A_BIT
        still_to_come = [entry for entry in self._to_come() if entry not in self.paper.left_out]
        if section == self.paper.here and still_to_come:
            self._arrive(still_to_come[0])

    @rule(section=places)
    def bring_back(self, section: Place) -> None:
        """With all its planned time; the group stays where it is."""
        has = allotted(self.m, section)
        fits = self._may_leave_out(section) and section in self.paper.left_out
        if self._accepted(BringBack(seen=self.m.version, section=section), when=fits):
            self.paper.left_out.discard(section)
            wanted = next(item.seconds for item in self.m.plan if item.section == section)
            assert allotted(self.m, section) == max(has, wanted)

    @precondition(lambda self: self._is_open())
    @rule(for_good=st.sampled_from([True, False, False, False]))
    def finish(self, for_good: bool) -> None:
        unvisited = [section for section in self._order() if section not in self.paper.visited]
        assert self._accepted(Finish(seen=self.m.version), when=True)
        self.paper.running = False
        messages = [event for event in self.events[-2:] if isinstance(event, MeetingFinished)]
        assert [list(event.unvisited) for event in messages] == [unvisited]
        if not for_good:
            self.reopen()
            self.resume()

    @rule()
    def reopen(self) -> None:
        if self._accepted(Reopen(seen=self.m.version), when=self.m.status == "finished"):
            assert self.m.status == "paused"
            assert self.m.section == self.paper.here

    @rule()
    def undo_finish(self) -> None:
        """The clock runs on at once, where it was."""
        ended = self.m.finished_at
        soon = ended is not None and (self.now - ended).total_seconds() <= 600
        if self._accepted(Reopen(seen=self.m.version, undo=True), when=self.m.status == "finished" and soon):
            assert self.m.status == "running"
            assert self.m.section == self.paper.here
            self.paper.running = True

    # -- what others do -----------------------------------------------------------------------------------

    @rule(role=st.sampled_from([Role.PARTICIPANT, Role.VIEWER]), selection=st.integers(0, 11))
    def somebody_else_presses(self, role: Role, selection: int) -> None:
        """Whatever a participant or a viewer sends, the clock does not even look at it."""
        command = self._any_command(selection, self.m.version)
        before = self.m
        with pytest.raises(NotAllowed):
            self._press(role, command)
        assert self.m == before

    @precondition(lambda self: self.old)
    @rule(data=st.data(), selection=st.integers(0, 11))
    def somebody_presses_with_an_old_screen(self, data: st.DataObject, selection: int) -> None:
        """Two people press Next together: one section moves, and the second person is told."""
        seen = data.draw(st.sampled_from(self.old)).version
        before = self.m
        with pytest.raises(StaleCommand):
            self._press(Role.FACILITATOR, self._any_command(selection, seen))
        assert self.m == before

    # -- what always holds --------------------------------------------------------------------------------

    @invariant()
    def both_books_agree(self) -> None:
        for section in PLACES:
            assert used_in(self.m, section, self.now) == pytest.approx(self.paper.used.get(section, 0.0), abs=1e-3)

    @invariant()
    def no_second_is_lost(self) -> None:
        together = sum(used_in(self.m, section, self.now) for section in PLACES)
        assert together == pytest.approx(self.paper.running_total, abs=1e-3)

    @invariant()
    def used_and_left_make_the_whole(self) -> None:
        here = self.m.section
        if here:
            whole = used_in(self.m, here, self.now) + left(self.m, self.now)
            assert whole == pytest.approx(allotted(self.m, here), abs=A_BIT)

    @invariant()
    def the_deadline_is_where_the_time_is_up(self) -> None:
        end = deadline(self.m)
        assert (end is not None) == (self.m.status == "running")
        if end is not None:
            assert (end - self.now).total_seconds() == pytest.approx(left(self.m, self.now), abs=1e-3)

    @invariant()
    def the_meeting_is_where_it_was_said_to_be(self) -> None:
        assert self.m.section == self.paper.here
        assert (self.m.status == "running") == self.paper.running

    @invariant()
    def left_out_is_what_was_said_to_be(self) -> None:
        assert {item.section for item in self.m.plan if item.skipped} == self.paper.left_out

    @invariant()
    def every_visit_was_announced(self) -> None:
        assert {e.section for e in self.events if isinstance(e, SectionStarted)} == self.paper.visited

    @invariant()
    def the_end_is_never_in_the_past(self) -> None:
        end = projected_end(self.m, self.now)
        assert end is not None
        assert self.m.status == "finished" or end >= self.now

    @invariant()
    def the_state_survives_the_database(self) -> None:
        assert Meeting.model_validate_json(self.m.model_dump_json()) == self.m

    # -- hands --------------------------------------------------------------------------------------------

    def _press(self, role: Role, command: Command) -> None:
        """As the service does it: first the right, then the clock."""
        require(role, permission_for(command))
        after, events = apply(self.m, command, self.now)
        assert after.version == self.m.version + 1
        assert events
        assert all(event.at == self.now for event in events)
        self.old = [*self.old[-4:], self.m]
        self.m = after
        self.said = len(self.events)
        self.events += events

    def _accepted(self, command: Command, *, when: bool | None) -> bool:
        """Press as a facilitator. ``when`` says whether it must be accepted; None leaves that to the clock."""
        before = self.m
        refused: Conflict | None = None
        try:
            self._press(Role.FACILITATOR, command)
        except Conflict as error:
            refused = error
        if refused is not None:
            assert not isinstance(refused, StaleCommand)
            assert refused.sentence.endswith(".")
            assert self.m == before
        assert when is None or when == (refused is None), refused
        return refused is None

    def _step(self, command: Command, by: int) -> None:
        """To the neighbour on that side, past those that are left out."""
        order = self._order()
        here = order.index(self.m.section) if self.m.section else 0
        side = order[here + 1 :] if by > 0 else order[:here][::-1]
        target = next((section for section in side if section not in self.paper.left_out), None)
        if self._accepted(command, when=self._is_open() and target is not None) and target is not None:
            self._arrive(target)

    def _to_come(self) -> list[Place]:
        """After where the group is said to be, left out or not."""
        order = self._order()
        return order[order.index(self.paper.here) + 1 :] if self.paper.here else order

    def _may_leave_out(self, section: Place) -> bool:
        return self.m.status != "finished" and self.m.kind == "sync" and section in self._order()

    def _arrive(self, target: Place) -> None:
        """Where the group is now, what was said about it, and that nobody was passed over in silence."""
        order = self._order()
        came_from = self.paper.here
        between = order[order.index(came_from) + 1 : order.index(target)] if came_from else []
        started = self.events[-1]
        assert isinstance(started, SectionStarted)
        assert started.section == target
        assert list(started.passed_over) == [section for section in between if section not in self.paper.visited]
        if came_from:
            closed = self.events[-2]
            assert isinstance(closed, SectionLeft)
            assert closed.section == came_from
            assert closed.used == pytest.approx(self.paper.used.get(came_from, 0.0), abs=1e-3)
        self.paper.here = target
        self.paper.visited.add(target)

    def _announced(self, changed: dict[Place, int]) -> bool:
        message = self.events[-len(changed) :]
        return {e.section: e.seconds for e in message if isinstance(e, TimeAdjusted)} == changed

    def _is_open(self) -> bool:
        return self.m.status in ("running", "paused")

    def _order(self) -> list[Place]:
        return [item.section for item in self.m.plan]

    def _any_command(self, selection: int, seen: int) -> Command:
        commands: tuple[Command, ...] = (
            Start(seen=seen),
            Pause(seen=seen),
            Resume(seen=seen),
            Next(seen=seen),
            Back(seen=seen),
            Jump(seen=seen, section=SectionId.ACTIONS),
            Adjust(seen=seen, seconds=60),
            ChangePlan(seen=seen, plan=DEFAULT_ITEMS),
            Skip(seen=seen, section=SectionId.LESSONS),
            BringBack(seen=seen, section=SectionId.LESSONS),
            Finish(seen=seen),
            Reopen(seen=seen),
        )
        return commands[selection]


def test_the_twenty_minutes_are_kept() -> None:
    """No path skips a section in silence, loses time or ends unannounced; only facilitators act."""
    run_state_machine_as_test(TwentyMinutes, settings=settings(stateful_step_count=40, deadline=None))
