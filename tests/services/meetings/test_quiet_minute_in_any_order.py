"""The quiet minute under everything that happens in a meeting, in any order: people write, leave, come back, somebody
reveals twice, the group goes on, the server is killed. No line is lost, none is doubled, none is seen too early."""

import shutil
import tempfile
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.domain.clock.state import Back, Next, Pause, Resume, Start
from core.domain.permissions import Role
from core.domain.postmortem import SectionId
from core.domain.quiet_minute import Draft, QuietMinute, fields_of
from core.domain.template import FieldKind
from core.errors import Conflict, DebriefError
from core.services import access
from core.services.app import App
from core.services.documents import document_store
from core.services.lifecycle import close, open_app
from core.services.meetings import meeting_clock, quiet_minutes
from core.settings import Settings
from core.store.people.members import Member
from tests.support.apps import TestClock, insider, open_room, visitor_of

_TEMPLATE = Path(tempfile.mkdtemp(prefix="quiet-")) / "debrief.db"
_TOKENS = count(1)
_INDEX = st.integers(0, 3)
Press = type[Start] | type[Next] | type[Back] | type[Pause] | type[Resume]


def new_app(folder: Path, clock: TestClock) -> App:
    if not _TEMPLATE.exists():
        close(open_app(Settings(data=_TEMPLATE.parent), clock=clock))
    if not (folder / "debrief.db").exists():
        shutil.copy(_TEMPLATE, folder / "debrief.db")
    return open_app(Settings(data=folder), clock=clock, example=False)


class QuietMeeting(RuleBasedStateMachine):
    """``drafts`` are the lines that nobody has seen yet, by author and id; ``revealed`` what everybody sees."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = TestClock()
        self.folder = Path(tempfile.mkdtemp(prefix="quiet-"))
        self.app = new_app(self.folder, self.clock)
        self.drafts: dict[tuple[str, str], tuple[str, str]] = {}
        self.revealed: Counter[tuple[str, str]] = Counter()

    @initialize()
    def a_meeting_in_its_root_cause(self) -> None:
        room = open_room(self.app)
        self.pm_id, self.lead = room.pm_id, room.facilitator
        self.writers = [room.facilitator, room.participant, self._joined("Di"), self._joined("Eve")]
        for command in (Start, Next, Next):
            self._command(command)
        assert self.minute.is_open

    def teardown(self) -> None:
        close(self.app)
        shutil.rmtree(self.folder)

    def _joined(self, name: str) -> Member:
        visitor = insider(self.app, name)
        links = access.links(self.app, self.pm_id, "http://x")
        mac = links.participant.split("&t=")[1].split("&")[0]
        member = access.enter_link(self.app, visitor, self.pm_id, Role.PARTICIPANT, mac).member
        assert member is not None
        return member

    @property
    def minute(self) -> QuietMinute:
        return meeting_clock.view(self.app, self.pm_id).quiet.minute

    def _command(self, make: Press) -> None:
        before = self.minute
        seen = meeting_clock.view(self.app, self.pm_id).meeting.version
        try:
            meeting_clock.run_command(self.app, self.pm_id, self.lead, make(seen=seen))
        except DebriefError:
            return
        if before.is_open and make in (Next, Back):
            self._all_revealed()

    def _all_revealed(self) -> None:
        self.revealed.update(self.drafts.values())
        self.drafts.clear()

    # What people do

    @rule(who=_INDEX, number=st.integers(0, 4), field=st.integers(0, 9), again=st.booleans())
    def write(self, who: int, number: int, field: int, again: bool) -> None:
        minute, member = self.minute, self.writers[who]
        fields = list(fields_of(minute.section))
        key = (member.visitor_id, f"{minute.number}-{who}-{number}")
        name = self.drafts[key][0] if key in self.drafts else fields[field % len(fields)]
        draft = Draft(id=key[1], author=key[0], field=name, text=f"token{next(_TOKENS)}.")
        for _ in range(1 + again):  # an answer got lost, and the browser sends it again
            try:
                quiet_minutes.write(self.app, member, minute.number, draft)
            except Conflict:
                assert not minute.is_open
                return
        self.drafts[key] = (draft.field, draft.text)

    @rule(who=_INDEX, data=st.data())
    def take_away(self, who: int, data: st.DataObject) -> None:
        mine = sorted(key for key in self.drafts if key[0] == self.writers[who].visitor_id)
        if not mine:
            return
        key = data.draw(st.sampled_from(mine))
        draft = Draft(id=key[1], author=key[0], field=self.drafts.pop(key)[0], text=" ")
        quiet_minutes.write(self.app, self.writers[who], self.minute.number, draft)

    @rule(who=st.integers(1, 3))
    def leave_and_come_back(self, who: int) -> None:
        """Removed from the meeting, and let in again: what they wrote stays and is revealed."""
        member = self.writers[who]
        access.remove(self.app, self.lead, self.pm_id, member.visitor_id)
        visitor = visitor_of(self.app, member)
        mac = access.links(self.app, self.pm_id, "http://x").participant.split("&t=")[1].split("&")[0]
        back = access.enter_link(self.app, visitor, self.pm_id, Role.PARTICIPANT, mac).member
        assert back is not None
        self.writers[who] = back

    @rule(who=st.integers(1, 3), is_done=st.booleans(), connected=st.sets(st.integers(1, 3)))
    def done(self, who: int, is_done: bool, connected: set[int]) -> None:
        minute = self.minute
        if not minute.is_open:
            return
        quiet_minutes.done(self.app, self.writers[who], minute.number, is_done=is_done)
        present = [self.writers[index].visitor_id for index in connected]
        if quiet_minutes.reveal_if_due(self.app, self.pm_id, minute.number, present):
            self._all_revealed()

    @rule(times=st.integers(1, 3), late=st.integers(0, 2))
    def reveal(self, times: int, late: int) -> None:
        """Also of a round that was revealed long ago: that is no press on the one that is open."""
        minute = self.minute
        number = max(0, minute.number - late)
        for _ in range(times):
            quiet_minutes.reveal(self.app, self.lead, number)
        if late == 0:
            self._all_revealed()

    @rule()
    def start(self) -> None:
        minute = self.minute
        try:
            quiet_minutes.start(self.app, self.lead, minute.number)
        except Conflict:
            return
        assert not minute.is_open

    @rule(seconds=st.integers(1, 90), on=st.booleans())
    def time_passes(self, seconds: int, on: bool) -> None:
        self.clock.tick(seconds=seconds)
        minute = self.minute
        if minute.is_open:
            quiet_minutes.reveal_at_end(self.app, self.lead, minute.number, on=on)
            if quiet_minutes.reveal_if_due(self.app, self.pm_id, minute.number, []):
                self._all_revealed()

    @precondition(lambda self: meeting_clock.view(self.app, self.pm_id).meeting.section != SectionId.FOLLOW_UP)
    @rule(command=st.sampled_from([Next, Back, Pause, Resume]))
    def clock_is_pressed(self, command: Press) -> None:
        self._command(command)

    @rule()
    def killed(self) -> None:
        """Nothing is held in memory, so a new process is all that a kill -9 leaves."""
        close(self.app)
        self.app = new_app(self.folder, self.clock)

    # What holds after each of it

    @invariant()
    def everything_is_there_once(self) -> None:
        found = texts_written(self.app, self.pm_id)
        assert found == self.revealed, "each revealed line once in its field, and no other"

    @invariant()
    def everybody_has_their_own_lines_and_no_others(self) -> None:
        if self.minute.is_open:
            for member in self.writers:
                mine = {draft.id: (draft.field, draft.text) for draft in quiet_minutes.drafts_of(self.app, member)}
                assert mine == {key[1]: line for key, line in self.drafts.items() if key[0] == member.visitor_id}
        else:
            assert self.drafts == {}

    @invariant()
    def nothing_of_a_draft_is_in_the_document(self) -> None:
        updates = b"".join(document_store.open_document(self.app, self.pm_id).updates)
        assert not [text for _, text in self.drafts.values() if text.encode() in updates]
        told = repr(meeting_clock.view(self.app, self.pm_id))
        assert not [text for _, text in self.drafts.values() if text in told]


def texts_written(app: App, pm_id: str) -> Counter[tuple[str, str]]:
    """Field and text of every row and point of the sections that can have a quiet minute."""
    written = document_store.reproject(app, pm_id).postmortem
    found: Counter[tuple[str, str]] = Counter()
    for section in SectionId:
        for field, kind in fields_of(section).items():
            value: Any = written
            for part in field.split("."):
                value = getattr(value, part)
            if kind is FieldKind.ROWS:
                found.update((field, row.text) for row in value)
            else:
                found.update((field, line.removeprefix("- ")) for line in str(value).splitlines() if line)
    return found


QuietMeeting.TestCase.settings = settings(
    max_examples=30, stateful_step_count=30, deadline=None, database=None, phases=[Phase.generate]
)
TestQuietMeeting = QuietMeeting.TestCase
