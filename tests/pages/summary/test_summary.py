"""Summary: the text as it reads now, what is missing, and the exports, at any moment."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from core.document import edit
from core.domain import template
from core.domain.clock.state import Finish, Next, Start
from core.domain.content.list_limits import SHOWN
from core.domain.postmortem import ActionRow, Postmortem, TimelineKind, TimelineRow
from core.export.json import ExportFile
from core.export.pdf.typeset import fonts
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.meetings import meeting_clock
from core.services.postmortems.creating import create_from
from tests.support import edits
from tests.support.files import words_of
from tests.support.pages import Tab, assert_whole, guest_of, insider, words

WHOLE = "Everything"


def the_example(tab: Tab) -> str:
    return next(card.id for card in postmortems.home(tab.app).recent if card.example)


def test_a_finished_postmortem_at_a_glance(tab: Tab) -> None:
    """Title, severity, state, what happened, computed times, why, and the action items: short enough to be read."""
    session = tab.open("summary", pm=the_example(tab))
    assert_whole(session)
    message = words(session)
    assert "database disk full" in message
    assert ">P1<" in message
    assert ">Meeting held<" in message
    for label in ("To detect", "To respond", "To resolve", "Duration", "Why it happened", "Commitments"):
        assert label in message
    assert "37 min" in message
    assert "still missing" not in message
    assert "<h2>Timeline" not in message


def test_everything_is_the_whole_text(tab: Tab) -> None:
    """All sections, the time used and who took part; the address leads to it."""
    session = tab.open("summary", pm=the_example(tab), show=WHOLE)
    assert_whole(session)
    message = words(session)
    for part in template.SECTIONS:
        if part.id not in ("summary", "actions"):
            assert f"<h2>{part.title}" in message
    assert "Together" in message


def test_a_very_long_list_of_gaps_is_counted_whole_and_listed_in_part(tab: Tab) -> None:
    """A page of thousands of links takes a browser seconds."""
    rows = tuple(ActionRow(id=f"a{number}", text=f"Action {number}") for number in range(SHOWN + 40))
    with tab.app.db.write() as tx:
        pm_id = create_from(tx, Postmortem(title="Long", actions=rows), tab.visitor)
    message = words(tab.open("summary", pm=pm_id))
    assert f"“Action {SHOWN - 1}” still needs" in message
    assert f"“Action {SHOWN}” still needs" not in message
    assert "<li>… and 40 more</li>" in message
    assert re.search(r"2\d\d things are still missing", message)


def test_an_unfinished_one_says_on_top_what_is_missing(tab: Tab) -> None:
    """Each gap stands under its section, with the way back to the room."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    message = words(tab.open("summary", pm=pm_id))
    for part in template.SECTIONS:
        assert f"<h3>{part.title}" in message
    assert "Say in one sentence what happened." in message
    assert "still missing" in message
    assert "Fill it in, in the room" in message
    assert "Being written" in message
    assert ">Draft<" in message


def test_a_skipped_section_does_not_nag(tab: Tab) -> None:
    """One click in the room, and the summary is quiet about it."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    section = template.SECTIONS[3]
    document_store.edit(tab.app, pm_id, edit.set_skipped(section.id, True), tab.visitor.id)
    message = words(tab.open("summary", pm=pm_id, show=WHOLE))
    assert f"<h3>{section.title}" not in message
    assert f"<h2>{section.title}" not in message


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
        meeting_clock.run_command(tab.app, pm_id, me, command)
    message = words(tab.open("summary", pm=pm_id))
    assert "Meeting finished" in message
    assert tab.visitor.name not in message, "a made-up name stands in no record"
    assert "a guest" in message


def test_owners_lead_to_their_own_list_in_the_workspace_only(key_app: App) -> None:
    """A guest of the meeting reads who owns what, without a link that would be closed to them."""
    chief = insider(key_app)
    pm_id = postmortems.create(key_app, "Checkout was down", by=chief.again())
    row = edits.add_row("actions", "a1", "Alert at 80 %", "V", owner="Kim <b>", due=date(2030, 1, 2))
    document_store.edit(key_app, pm_id, row, chief.visitor.id)
    inside = words(chief.open("summary", loopback=False, pm=pm_id))
    assert 'href="follow_up?owner=Kim%20%3Cb%3E"' in inside
    guest = words(guest_of(key_app, pm_id).open("summary", loopback=False, pm=pm_id))
    assert "Kim &lt;b&gt;" in guest
    assert 'href="follow_up?' not in guest


def test_a_duration_reads_the_same_on_the_page_and_in_every_file(tab: Tab) -> None:
    """A day and a quarter: never 30 h here and 1 d 6 h there, and the times beside it are the same moments."""
    begin = datetime(2026, 3, 10, 2, 14, tzinfo=UTC)
    kinds = {
        TimelineKind.STARTED: 0,
        TimelineKind.DETECTED: 65,
        TimelineKind.RESPONDED: 155,
        TimelineKind.RESOLVED: 1805,
    }
    rows = tuple(
        TimelineRow(id=kind.value, at=begin + timedelta(minutes=late), kind=kind, text="x")
        for kind, late in kinds.items()
    )
    file = ExportFile(postmortem=Postmortem(title="Long", zone="Europe/Berlin", timeline=rows))
    pm_id = exports.import_postmortem(tab.app, file.model_dump_json().encode())
    page = words(tab.open("summary", pm=pm_id, show=WHOLE))
    files = {
        fmt: words_of(exports.export(tab.app, pm_id, fmt).data, fmt) for fmt in ("md", "html", "pdf", "docx", "slack")
    }
    for name, message in {"page": page, **files}.items():
        for duration in ("1 h 5 min", "1 h 30 min", "1 d 6 h 5 min"):
            assert "".join(duration.split()) in "".join(message.split()), (name, duration)
    for name in ("page", "md", "html", "docx", "pdf"):
        message = page if name == "page" else files[name]
        assert "03:14" in message, name


def test_a_script_without_a_font_is_named_beside_the_pdf(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a file full of boxes goes round, with what shows the words instead; silent when all can be drawn."""
    pm_id = postmortems.create(tab.app, "ข้อมูลหาย", None, None, "UTC")
    monkeypatch.setattr(fonts, "_known", {"Thai": False})
    message = words(tab.open("summary", pm=pm_id))
    assert "No font on this server has Thai" in message
    assert "Word and the web page show what was typed" in message
    monkeypatch.setattr(fonts, "_known", {"Thai": True})
    assert "No font" not in words(tab.open("summary", pm=pm_id))


def test_code_in_the_text_stays_text(tab: Tab) -> None:
    """The one sanitiser stands between what people typed and the page."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    nasty = "<script>alert(1)</script> ![x](http://evil.example/t.png) [a](javascript:alert(1))"
    document_store.edit(tab.app, pm_id, edits.set_text("summary.what_happened", nasty), tab.visitor.id)
    message = words(tab.open("summary", pm=pm_id))
    assert "<script" not in message
    assert 'src="http' not in message
    assert 'href="javascript' not in message
    assert "alert(1)" in message


@pytest.mark.parametrize(
    ("query", "shown"),
    [("full", "full"), ("Everything", "full"), ("history", "history"), ("History", "history"), ("nonsense", "glance")],
)
def test_a_link_leads_to_what_it_names(tab: Tab, query: str, shown: str) -> None:
    """By the short word and by the one on the screen; the address says the short one from then on."""
    session = tab.open("summary", pm=the_example(tab), show=query)
    assert_whole(session)
    assert session.segmented_control(key="show").value == shown
    assert session.query_params.get("show", ["glance"]) in ([shown], shown)


def test_the_chosen_stand_first_and_ideas_are_no_commitments(tab: Tab) -> None:
    """With a star that a screen reader says, and the ideas with their owners under them."""
    pm = Postmortem(
        title="Disk full",
        actions=(
            ActionRow(id="a", text="Alert <b>early</b>", owner="Kim", due=date(2027, 12, 2), chosen=True),
            ActionRow(id="b", text="Rotate logs", owner="Bo", due=date(2027, 1, 1)),
        ),
        set_aside=(ActionRow(id="c", text="A <i>second</i> disk", owner="Ada"),),
    )
    with tab.app.db.write() as tx:
        pm_id = create_from(tx, pm, tab.again())
    session = tab.open("summary", pm=pm_id)
    assert_whole(session)
    shown = words(session)
    assert shown.index("Alert &lt;b&gt;") < shown.index("Rotate logs")
    assert 'aria-label="Chosen">★</span> <b>Alert' in shown
    assert "<h3>Ideas, not promised</h3>" in shown
    assert "A &lt;i&gt;second&lt;/i&gt; disk (Ada)" in shown
    commitments = shown[shown.index("<h2>Commitments") : shown.index("<h3>Ideas")]
    assert "second" not in commitments
    assert "of the 2 actions" in commitments
