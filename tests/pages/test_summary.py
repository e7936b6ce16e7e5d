"""Summary: the text as it reads now, what is missing, and the exports, at any moment."""

from core.document import edit
from core.domain import template
from core.domain.clock import Finish, Next, Start
from core.services import access, documents, meetings, postmortems
from tests.support.pages import Tab, assert_whole, words


def the_example(tab: Tab) -> str:
    return next(card.id for card in postmortems.home(tab.app).recent if card.example)


def test_a_finished_postmortem_reads_whole(tab: Tab) -> None:
    """Title, severity, computed times, the text, the time used."""
    session = tab.open("summary", pm=the_example(tab))
    assert_whole(session)
    said = words(session)
    assert "database disk full" in said
    assert ">P1<" in said
    for label in ("To detect", "To respond", "To resolve", "Duration"):
        assert label in said
    assert "37 min" in said
    assert "Nothing. Every section says what it needs to say." in said
    assert "Together" in said


def test_an_unfinished_one_says_what_is_missing_by_section(tab: Tab) -> None:
    """Each gap stands under its section, with the way back to the room."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    said = words(tab.open("summary", pm=pm_id))
    for part in template.SECTIONS:
        assert f"<summary>{part.title}" in said
    assert "Say in one sentence what happened." in said
    assert "Fill it in, in the room" in said
    assert "Being written" in said


def test_a_skipped_section_does_not_nag(tab: Tab) -> None:
    """One click in the room, and the summary is quiet about it."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    section = template.SECTIONS[3]
    documents.edit(tab.app, pm_id, edit.set_skipped(section.id, True), tab.visitor.id)
    assert f"<summary>{section.title}" not in words(tab.open("summary", pm=pm_id))


def test_a_measure_that_cannot_be_is_told_in_words(tab: Tab) -> None:
    """No number is better than a wrong one, with the reason beside it."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    assert 'class="missing"' in words(tab.open("summary", pm=pm_id))


def test_the_time_used_is_shown_once_there_is_some(tab: Tab) -> None:
    """Before the meeting only the plan is known."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    assert words(tab.open("summary", pm=pm_id)).count("–</td>") == len(template.SECTIONS) + 1
    me = access.member(tab.app, tab.visitor, pm_id)
    for command in (Start(seen=0), Next(seen=1), Finish(seen=2)):
        meetings.command(tab.app, pm_id, me, command)
    said = words(tab.open("summary", pm=pm_id))
    assert "Meeting finished" in said
    assert tab.visitor.name in said


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
