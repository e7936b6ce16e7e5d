"""The meeting as browsers get it: everything a clock on a screen needs, in the database's time."""

import json
from datetime import UTC, datetime, timedelta

from core.domain.clock.state import Adjust, Meeting, Next, Pause, Start
from core.domain.clock.transitions import apply
from core.domain.postmortem import SectionId
from core.live.room.meeting_message import meeting_message, members_message, presence_user
from core.live.room.server_clock import milliseconds
from core.services.meetings.meeting_clock import MeetingView
from tests.support.fakes import member

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LEAD = member("lead", "facilitator")


def view(meeting: Meeting, now: datetime = NOON) -> MeetingView:
    return MeetingView("pm", "A title", "UTC", meeting, now, (LEAD, member("ada")))


def test_in_the_lobby_nothing_runs() -> None:
    """The whole plan is there, and no deadline."""
    message = meeting_message(view(Meeting()), NOON, ())
    assert (message["status"], message["section"], message["deadline"], message["version"]) == ("lobby", None, None, 0)
    assert sum(item["seconds"] for item in message["plan"]) == 20 * 60
    assert message["facilitators"] == ["lead"]


def test_a_running_section_has_a_deadline_that_stands_still() -> None:
    """Whenever it is asked, the same instant; what is left goes down."""
    started, _ = apply(Meeting(), Start(seen=0), NOON)
    early = meeting_message(view(started), NOON + timedelta(seconds=10), ())
    late = meeting_message(view(started), NOON + timedelta(seconds=40), ())
    assert early["deadline"] == late["deadline"] == milliseconds(NOON + timedelta(minutes=2))
    assert early["left"] - late["left"] == 30
    assert late["server_time"] - early["server_time"] == 30_000


def test_time_that_was_given_is_in_the_plan() -> None:
    """The strip shows what each section has now, and what closed visits used."""
    meeting, _ = apply(Meeting(), Start(seen=0), NOON)
    meeting, _ = apply(meeting, Adjust(seen=1, seconds=60), NOON)
    meeting, _ = apply(meeting, Next(seen=2), NOON + timedelta(seconds=90))
    plan = meeting_message(view(meeting), NOON + timedelta(seconds=100), ())["plan"]
    assert (plan[0]["section"], plan[0]["seconds"], plan[0]["used"]) == (SectionId.SUMMARY, 180, 90.0)
    assert plan[1]["used"] == 0.0


def test_a_pause_has_no_deadline() -> None:
    """What is left stands still for everybody."""
    meeting, _ = apply(Meeting(), Start(seen=0), NOON)
    meeting, _ = apply(meeting, Pause(seen=1), NOON + timedelta(seconds=30))
    message = meeting_message(view(meeting), NOON + timedelta(hours=1), {SectionId.FACTORS})
    assert (message["deadline"], message["left"], message["skipped"]) == (None, 90.0, ["factors"])


def test_it_is_all_json() -> None:
    """Enums and dates arrive as plain words and numbers."""
    started, _ = apply(Meeting(), Start(seen=0), NOON)
    assert json.loads(json.dumps(meeting_message(view(started), NOON, {SectionId.LESSONS})))["section"] == "summary"
    message = members_message([LEAD])
    assert message["members"] == [
        {"id": "lead", "name": "Lead", "color": "#123456", "role": "facilitator", "guest": False}
    ]
    assert presence_user(LEAD)["colorLight"] == "#12345633"
