"""Many people write while it is revealed: each line is in the document once, or its author was told that it is not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from core.domain.clock.state import Next, Start
from core.domain.quiet_minute import Draft
from core.errors import Conflict
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock, quiet_minutes
from tests.support.apps import open_room

LINES = 12


def test_no_line_falls_between_a_write_and_a_reveal(app: App) -> None:
    """Two facilitators press at once, and a room besides them; on both databases."""
    room = open_room(app)
    for command in (Start, Next, Next):
        seen = meeting_clock.view(app, room.pm_id).meeting.version
        meeting_clock.run_command(app, room.pm_id, room.facilitator, command(seen=seen))
    begun = Event()

    def write(member: str, lane: int) -> set[str]:
        stored: set[str] = set()
        author = room.participant if member == "ben" else room.facilitator
        for number in range(LINES):
            text = f"{member}-{lane}-{number}"
            draft = Draft(id=f"{text}x", author=author.visitor_id, field="root_cause.process", text=text)
            try:
                quiet_minutes.write(app, author, 1, draft)
            except Conflict:
                break
            stored.add(text)
            if number == 2:
                begun.set()
        return stored

    def reveal() -> None:
        begun.wait(20)
        quiet_minutes.reveal(app, room.facilitator, 1)

    with ThreadPoolExecutor(6) as pool:
        writing = [pool.submit(write, "ben", 0), pool.submit(write, "ada", 1)]
        revealing = [pool.submit(reveal) for _ in range(3)]
        for task in revealing:
            task.result()
        stored = set().union(*(task.result() for task in writing))
    rows = [row.text for row in document_store.reproject(app, room.pm_id).postmortem.root_cause.process]
    assert sorted(rows) == sorted(stored)
    assert len(stored) >= 3
    assert quiet_minutes.drafts_of(app, room.participant) == []
