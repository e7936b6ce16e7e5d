"""The summary of a meeting that finished while a laptop had no line."""

from datetime import UTC, datetime, timedelta

from core.domain.clock.state import Finish, Start
from core.services import access, postmortems
from core.services.documents import late_edits
from core.services.documents.late_edits import LateEdits
from core.services.meetings import meeting_clock
from core.store.people import departures
from pages.parts.summary.late_edits import late_edit_lines
from tests.support.pages import Tab, guest_of, words

AT = datetime(2026, 11, 23, 14, 27, tzinfo=UTC)


def test_each_is_said_in_a_sentence() -> None:
    """One laptop, several, and words that came, in the time zone of the postmortem."""
    assert late_edit_lines(LateEdits(), "UTC") == []
    (item,) = late_edit_lines(LateEdits(awaited=("Ben",)), "UTC")
    assert item.startswith("Ben had no connection when the meeting finished. Text may still wait in that browser")
    (several,) = late_edit_lines(LateEdits(awaited=("Ada", "Ben", "Cleo")), "UTC")
    assert several.startswith("Ada, Ben and Cleo had no connection")
    assert "their browsers" in several
    (arrived,) = late_edit_lines(LateEdits(arrived=(("Ben", AT),)), "Europe/Berlin")
    assert arrived.startswith("Ben had unsent text when the meeting finished. It arrived ")
    assert "15:27" in arrived


def test_the_summary_says_it_once_the_meeting_has_finished(tab: Tab) -> None:
    """Not before; and the name is words, whatever it holds."""
    app = tab.app
    pm_id = postmortems.create(app, "Checkout was down", by=tab.visitor)
    guest = guest_of(app, pm_id)
    access.rename(app, guest.visitor, "<b>Ben</b>")
    member = access.member(app, tab.visitor, pm_id)
    meeting_clock.run_command(app, pm_id, member, Start(seen=0))
    late_edits.note_departure(app, pm_id, guest.visitor.id)
    assert "no connection" not in words(tab.open("summary", pm=pm_id))
    meeting_clock.run_command(app, pm_id, member, Finish(seen=1))
    message = words(tab.open("summary", pm=pm_id))
    assert "&lt;b&gt;Ben&lt;/b&gt; had no connection when the meeting finished" in message
    late_edits.note_all_received(app, pm_id, guest.visitor.id, text=True)
    message = words(tab.open("summary", pm=pm_id))
    assert "had unsent text when the meeting finished. It arrived" in message
    assert "no connection" not in message


def test_nobody_is_waited_for_for_ever(tab: Tab) -> None:
    """After two weeks the line about a laptop that never came back goes."""
    app = tab.app
    pm_id = postmortems.create(app, "Checkout was down", by=tab.visitor)
    guest = guest_of(app, pm_id)
    member = access.member(app, tab.visitor, pm_id)
    meeting_clock.run_command(app, pm_id, member, Start(seen=0))
    meeting_clock.run_command(app, pm_id, member, Finish(seen=1))
    late_edits.note_departure(app, pm_id, guest.visitor.id)
    assert len(late_edits.late_edits(app, pm_id).awaited) == 1
    with app.db.write() as tx:
        old = tx.now() - late_edits.WAITED_FOR - timedelta(minutes=1)
        tx.sql("UPDATE absent SET since = :old", old=old.isoformat(timespec="microseconds"))
        assert len(departures.departed(tx, pm_id)) == 1
    assert late_edits.late_edits(app, pm_id) == LateEdits()
