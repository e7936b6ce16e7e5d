"""Whatever people press in whatever order, no dot is lost, doubled or seen before the reveal, and nobody has four."""

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.document.edit import set_row_value
from core.domain.actions.vote import DOTS, PLACES
from core.domain.permissions import Role
from core.errors import Conflict, NotFound, NotMember
from core.live.room.vote_message import vote_message
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.lifecycle import close, open_app
from core.services.meetings import meeting_clock, silent_vote
from core.services.meetings.vote_state import VoteState
from core.settings import Settings
from core.store.people import members
from core.store.people.members import Member
from tests.support.apps import newcomer, open_room
from tests.support.edits import add_row, remove_row

ROWS = tuple("abcdef")
PEOPLE = 4


class Vote(RuleBasedStateMachine):
    """The services on a database, beside a model that is a dict of sets."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.app: App = open_app(Settings(data=Path(self._folder.name)), example=False)
        self.number = 0
        self.status = "none"
        self.given: dict[str, set[str]] = {}
        self.removed: set[str] = set()
        self.people: list[Member] = []

    def teardown(self) -> None:
        close(self.app)
        self._folder.cleanup()

    @initialize()
    def begin(self) -> None:
        self.room = open_room(self.app)
        self.lead = self.room.facilitator
        for place, row in enumerate(ROWS):
            document_store.edit(self.app, self.room.pm_id, add_row("actions", row, row, f"V{place}"), None)
        for _ in range(2):
            self.join()

    @property
    def state(self) -> VoteState | None:
        return meeting_clock.view(self.app, self.room.pm_id).vote

    def alive(self) -> list[str]:
        return [row for row in ROWS if row not in self.removed]

    @precondition(lambda self: len(self.people) < PEOPLE)
    @rule()
    def join(self) -> None:
        visitor = newcomer(self.app, f"Guest {len(self.people)}")
        with self.app.db.write() as tx:
            self.people.append(members.join(tx, self.room.pm_id, visitor.id, Role.PARTICIPANT))

    @rule(who=st.integers(0, PEOPLE - 1))
    def leave_and_come_back(self, who: int) -> None:
        """Their dots do not count meanwhile, and are theirs again."""
        if who >= len(self.people):
            return
        person = self.people[who]
        with self.app.db.write() as tx:
            members.remove(tx, self.room.pm_id, person.visitor_id)
        assert self.state is None or person.visitor_id not in self.state.dots
        try:
            silent_vote.take_dot(self.app, person, self.number, "a")
            raise AssertionError("somebody who was removed took a dot")
        except NotMember:
            pass
        with self.app.db.write() as tx:
            members.readmit(tx, self.room.pm_id, person.visitor_id)

    @rule()
    def start(self) -> None:
        if self.status == "open" or not self.alive():
            try:
                silent_vote.start(self.app, self.lead, self.number)
                raise AssertionError("a vote was opened over another one")
            except Conflict:
                return
        self.number = silent_vote.start(self.app, self.lead, self.number)
        self.status, self.given = "open", {}

    @rule()
    def start_once_more(self) -> None:
        """The answer got lost, and the same press comes again."""
        if self.status == "open":
            assert silent_vote.start(self.app, self.lead, self.number - 1) == self.number

    @rule(who=st.integers(0, PEOPLE - 1), row=st.sampled_from(ROWS), times=st.integers(1, 2))
    def give(self, who: int, row: str, times: int) -> None:
        person = self.people[who % len(self.people)]
        mine = self.given.setdefault(person.visitor_id, set())
        for _ in range(times):
            try:
                answer = silent_vote.give_dot(self.app, person, self.number, row)
            except (Conflict, NotFound):
                on_rows = mine - self.removed
                assert self.status != "open" or row in self.removed or (len(on_rows) >= DOTS and row not in mine)
                continue
            assert self.status == "open"
            if row not in mine and len(mine) >= DOTS:
                mine &= set(self.alive())
            mine.add(row)
            assert answer == mine

    @rule(who=st.integers(0, PEOPLE - 1), row=st.sampled_from(ROWS))
    def take(self, who: int, row: str) -> None:
        person = self.people[who % len(self.people)]
        try:
            answer = silent_vote.take_dot(self.app, person, self.number, row)
        except Conflict:
            assert self.status != "open"
            return
        self.given.setdefault(person.visitor_id, set()).discard(row)
        assert answer == self.given[person.visitor_id]

    @rule(row=st.sampled_from(ROWS))
    def remove_or_bring_back(self, row: str) -> None:
        if row in self.removed:
            document_store.edit(self.app, self.room.pm_id, set_row_value("actions", row, "removed", False), None)
            self.removed.discard(row)
        else:
            document_store.edit(self.app, self.room.pm_id, remove_row("actions", row), None)
            self.removed.add(row)

    @rule(again=st.booleans())
    def reveal(self, again: bool) -> None:
        try:
            found = silent_vote.reveal(self.app, self.lead, self.number)
        except Conflict:
            assert self.status not in ("open", "revealed")
            return
        if self.status == "open":
            expected = Counter(row for rows in self.given.values() for row in rows - self.removed)
            assert {item.action_id: item.dots for item in found.counts} == {row: expected[row] for row in self.alive()}
            assert len(found.chosen) + found.places <= PLACES
            if found.people:
                assert self.chosen() == set(found.chosen)
        self.status, self.given = "revealed", {}
        if again:
            before = self.chosen()
            assert silent_vote.reveal(self.app, self.lead, self.number) == found
            assert self.chosen() == before

    @rule()
    def call_off(self) -> None:
        try:
            silent_vote.close(self.app, self.lead, self.number)
        except Conflict:
            assert self.number == 0
            return
        self.status, self.given = "none", {}

    def chosen(self) -> set[str]:
        rows = postmortems.summary(self.app, self.room.pm_id).postmortem.actions
        return {row.id for row in rows if row.chosen}

    @invariant()
    def the_database_has_exactly_these_dots(self) -> None:
        if not hasattr(self, "room"):
            return
        state = self.state
        assert (state.status if state else "none") == self.status
        if state is not None and state.status == "open":
            assert {who: set(rows) for who, rows in state.dots.items()} == {
                who: rows for who, rows in self.given.items() if rows
            }

    @invariant()
    def nobody_sees_anothers_dots(self) -> None:
        """What is sent to a person names no row but their own, before the reveal; no person, ever."""
        if not hasattr(self, "room"):
            return
        state = self.state
        for person in (self.lead, *self.people):
            sent = vote_message(state, person.visitor_id, votes=True)["vote"] or {}
            if self.status == "open":
                assert set(sent) == {"number", "status", "people", "mine"}
                assert set(sent["mine"]) == self.given.get(person.visitor_id, set())
            assert not [other.visitor_id for other in self.people if other.visitor_id in str(sent)]


TestVoteInAnyOrder = Vote.TestCase
TestVoteInAnyOrder.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=timedelta(seconds=60),
    suppress_health_check=list(HealthCheck),
)
