"""Summary: the text as it reads now, what is missing, and the exports, at any moment."""

from datetime import date

from core.document import edit
from core.domain import template
from core.domain.clock import Finish, Next, Start
from core.services import access, documents, meetings, postmortems
from core.services.app import App
from tests.support.pages import Tab, assert_whole, guest_of, insider, words

WHOLE = "Everything"


def the_example(tab: Tab) -> str:
    return next(card.id for card in postmortems.home(tab.app).recent if card.example)


def test_a_finished_postmortem_at_a_glance(tab: Tab) -> None:
    """Title, severity, state, what happened, computed times, why, and what was promised: short enough to be read."""
    session = tab.open("summary", pm=the_example(tab))
    assert_whole(session)
    said = words(session)
    assert "database disk full" in said
    assert ">P1<" in said
    assert ">In review<" in said
    for label in ("To detect", "To respond", "To resolve", "Duration", "Why it happened", "Commitments"):
        assert label in said
    assert "37 min" in said
    assert "still missing" not in said
    assert "<h2>Timeline" not in said


def test_everything_is_the_whole_text(tab: Tab) -> None:
    """All sections, the time used and who took part; the address leads to it."""
    session = tab.open("summary", pm=the_example(tab), show=WHOLE)
    assert_whole(session)
    said = words(session)
    for part in template.SECTIONS:
        if part.id not in ("summary", "actions"):
            assert f"<h2>{part.title}" in said
    assert "Together" in said


def test_an_unfinished_one_says_on_top_what_is_missing(tab: Tab) -> None:
    """Each gap stands under its section, with the way back to the room."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    said = words(tab.open("summary", pm=pm_id))
    for part in template.SECTIONS:
        assert f"<h3>{part.title}" in said
    assert "Say in one sentence what happened." in said
    assert "still missing" in said
    assert "Fill it in, in the room" in said
    assert "Being written" in said
    assert ">Draft<" in said


def test_a_skipped_section_does_not_nag(tab: Tab) -> None:
    """One click in the room, and the summary is quiet about it."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    section = template.SECTIONS[3]
    documents.edit(tab.app, pm_id, edit.set_skipped(section.id, True), tab.visitor.id)
    said = words(tab.open("summary", pm=pm_id, show=WHOLE))
    assert f"<h3>{section.title}" not in said
    assert f"<h2>{section.title}" not in said


def test_a_measure_that_cannot_be_is_told_in_words(tab: Tab) -> None:
    """No number is better than a wrong one, with the reason beside it."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    assert 'class="missing"' in words(tab.open("summary", pm=pm_id))


def test_the_time_used_is_shown_once_there_is_some(tab: Tab) -> None:
    """Before the meeting only the plan is known."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    assert words(tab.open("summary", pm=pm_id, show=WHOLE)).count("–</td>") == len(template.SECTIONS) + 1
    me = access.member(tab.app, tab.visitor, pm_id)
    for command in (Start(seen=0), Next(seen=1), Finish(seen=2)):
        meetings.command(tab.app, pm_id, me, command)
    said = words(tab.open("summary", pm=pm_id))
    assert "Meeting finished" in said
    assert tab.visitor.name in said


def test_owners_lead_to_their_own_list_in_the_workspace_only(key_app: App) -> None:
    """A guest of the meeting reads who owns what, without a link that would be closed to them."""
    chief = insider(key_app)
    pm_id = postmortems.create(key_app, "Checkout was down", by=chief.again())
    row = edit.add_row("actions", "a1", "Alert at 80 %", "V", owner="Kim <b>", due=date(2030, 1, 2))
    documents.edit(key_app, pm_id, row, chief.visitor.id)
    inside = words(chief.open("summary", loopback=False, pm=pm_id))
    assert 'href="follow_up?owner=Kim%20%3Cb%3E"' in inside
    guest = words(guest_of(key_app, pm_id).open("summary", loopback=False, pm=pm_id))
    assert "Kim &lt;b&gt;" in guest
    assert "follow_up" not in guest


def test_code_in_the_text_stays_text(tab: Tab) -> None:
    """The one sanitiser stands between what people typed and the page."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    nasty = "<script>alert(1)</script> ![x](http://evil.example/t.png) [a](javascript:alert(1))"
    documents.edit(tab.app, pm_id, edit.set_text("summary.what_happened", nasty), tab.visitor.id)
    said = words(tab.open("summary", pm=pm_id))
    assert "<script" not in said
    assert 'src="http' not in said
    assert 'href="javascript' not in said
    assert "alert(1)" in said
