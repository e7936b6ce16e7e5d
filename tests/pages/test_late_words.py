"""The summary of a meeting that finished while a laptop had no line."""

from datetime import UTC, datetime, timedelta

from core.domain.clock import Finish, Start
from core.services import access, late_words, meetings, postmortems
from core.services.late_words import LateWords
from core.store import absent
from pages.parts.late_words import in_words
from tests.support.pages import Tab, guest_of, words

AT = datetime(2026, 11, 23, 14, 27, tzinfo=UTC)


def test_each_is_said_in_a_sentence() -> None:
    """One laptop, several, and words that came, in the time zone of the postmortem."""
    assert in_words(LateWords(), "UTC") == []
    (one,) = in_words(LateWords(awaited=("Ben",)), "UTC")
    assert one.startswith("Ben had no connection when the meeting finished. Text may still wait in that browser")
    (several,) = in_words(LateWords(awaited=("Ada", "Ben", "Cleo")), "UTC")
    assert several.startswith("Ada, Ben and Cleo had no connection")
    assert "their browsers" in several
    (arrived,) = in_words(LateWords(arrived=(("Ben", AT),)), "Europe/Berlin")
    assert arrived.startswith("Ben had unsent text when the meeting finished. It arrived ")
    assert "15:27" in arrived


def test_the_summary_says_it_once_the_meeting_has_finished(tab: Tab) -> None:
    """Not before; and the name is words, whatever it holds."""
    app = tab.app
    pm_id = postmortems.create(app, "Checkout was down", by=tab.visitor)
    guest = guest_of(app, pm_id)
    access.rename(app, guest.visitor, "<b>Ben</b>")
    member = access.member(app, tab.visitor, pm_id)
    meetings.command(app, pm_id, member, Start(seen=0))
    late_words.went_away(app, pm_id, guest.visitor.id)
    assert "no connection" not in words(tab.open("summary", pm=pm_id))
    meetings.command(app, pm_id, member, Finish(seen=1))
    said = words(tab.open("summary", pm=pm_id))
    assert "&lt;b&gt;Ben&lt;/b&gt; had no connection when the meeting finished" in said
    late_words.all_is_here(app, pm_id, guest.visitor.id, words=True)
    said = words(tab.open("summary", pm=pm_id))
    assert "had unsent text when the meeting finished. It arrived" in said
    assert "no connection" not in said


def test_nobody_is_waited_for_for_ever(tab: Tab) -> None:
    """After two weeks the line about a laptop that never came back goes."""
    app = tab.app
    pm_id = postmortems.create(app, "Checkout was down", by=tab.visitor)
    guest = guest_of(app, pm_id)
    member = access.member(app, tab.visitor, pm_id)
    meetings.command(app, pm_id, member, Start(seen=0))
    meetings.command(app, pm_id, member, Finish(seen=1))
    late_words.went_away(app, pm_id, guest.visitor.id)
    assert len(late_words.late_words(app, pm_id).awaited) == 1
    with app.db.write() as tx:
        old = tx.now() - late_words.WAITED_FOR - timedelta(minutes=1)
        tx.sql("UPDATE absent SET since = :old", old=old.isoformat(timespec="microseconds"))
        assert len(absent.absent(tx, pm_id)) == 1
    assert late_words.late_words(app, pm_id) == LateWords()
