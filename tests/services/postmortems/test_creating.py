"""Making a postmortem: it can be filled at once, and says nothing nobody said."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core.domain.permissions import Role
from core.domain.postmortem import SectionId, Severity, TimelineKind
from core.domain.template import CHECKLIST
from core.errors import BadInput, NotAllowed, NotFound, NotMember
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from tests.support.apps import BEGIN, Rings, insider, newcomer, open_room, visitor_of


def test_a_new_postmortem_has_a_document_a_record_a_clock_and_a_code(app: App) -> None:
    """Everything is there from the first second, for anybody with the link."""
    ada = insider(app, "Ada")
    pm_id = postmortems.create(app, "  Disk   full ", Severity.P1, zone="Europe/Berlin", by=ada)
    seen = postmortems.summary(app, pm_id)
    assert (seen.postmortem.title, seen.postmortem.severity) == ("Disk full", Severity.P1)
    assert seen.postmortem.zone == "Europe/Berlin"
    assert seen.postmortem.timeline == ()
    assert document_store.open_document(app, pm_id).epoch == 1
    view = meeting_clock.view(app, pm_id)
    assert view.meeting.status == "lobby"
    assert sum(item.seconds for item in view.meeting.plan) == 20 * 60
    assert [(member.name, member.role) for member in view.facilitators] == [("Ada", Role.FACILITATOR)]
    assert access.links(app, pm_id, "http://x").code


def test_a_new_postmortem_brings_the_checklist_and_a_review_in_two_weeks(app: App) -> None:
    """The defaults are in the document, where everybody can change them."""
    follow_up = postmortems.summary(app, postmortems.create(app, "Disk full")).postmortem.follow_up
    assert follow_up.review_on == (BEGIN + timedelta(days=14)).date() == date(2026, 12, 7)
    assert [(row.id, row.text, row.done) for row in follow_up.checklist] == [(*item, False) for item in CHECKLIST]


def test_a_known_start_is_the_first_row_of_the_timeline(app: App) -> None:
    """What the alert knew is not typed again."""
    began = datetime(2026, 11, 23, 3, 14, tzinfo=timezone(timedelta(hours=1)))
    pm_id = postmortems.create(app, "Disk full", started_at=began)
    (row,) = postmortems.summary(app, pm_id).postmortem.timeline
    assert (row.at, row.kind, row.text) == (began, TimelineKind.STARTED, "The incident started.")
    (card,) = postmortems.home(app).waiting
    assert card.started_at == began


@pytest.mark.parametrize("title", ["", "  ", "x" * 121, "a\u202eb", "a\x00b"])
def test_a_title_that_cannot_be_one_is_refused(sqlite_app: App, title: str) -> None:
    """With a sentence, and nothing is made."""
    with pytest.raises(BadInput) as refusal:
        postmortems.create(sqlite_app, title)
    assert refusal.value.sentence.endswith(".")
    assert postmortems.home(sqlite_app).waiting == ()


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "x" * 500, "\x00"])
def test_an_unknown_zone_is_refused(sqlite_app: App, zone: str) -> None:
    """Times without a zone that is known would be shown wrong."""
    with pytest.raises(BadInput, match="Europe/Berlin"):
        postmortems.create(sqlite_app, "Disk full", zone=zone)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 23, 3, 14),  # noqa: DTZ001 - this is what is refused
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_a_start_without_a_zone_or_out_of_time_is_refused(sqlite_app: App, moment: datetime) -> None:
    """A sentence, not an overflow."""
    with pytest.raises(BadInput):
        postmortems.create(sqlite_app, "Disk full", started_at=moment)


def test_a_meeting_time_is_written_into_the_document_and_onto_home(app: App, rings: Rings) -> None:
    """One truth for the board, the card and the invite."""
    room = open_room(app)
    when = BEGIN + timedelta(hours=20)
    rings.clear()
    postmortems.set_meeting_at(app, room.pm_id, when, visitor_of(app, room.participant))
    assert rings.topics() == {"doc", "record"}
    assert postmortems.summary(app, room.pm_id).postmortem.meeting_at == when
    assert postmortems.home(app).upcoming[0].meeting_at == when
    rings.clear()
    postmortems.set_meeting_at(app, room.pm_id, when, room.maker)
    assert not rings.heard
    postmortems.set_meeting_at(app, room.pm_id, None, room.maker)
    assert postmortems.home(app).upcoming == ()


def test_who_may_not_write_may_not_set_the_time(locked_app: App) -> None:
    """Viewers read; strangers do not even that."""
    room = open_room(locked_app)
    when = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with pytest.raises(NotAllowed):
        postmortems.set_meeting_at(locked_app, room.pm_id, when, visitor_of(locked_app, room.viewer))
    with pytest.raises(NotMember):
        postmortems.set_meeting_at(locked_app, room.pm_id, when, newcomer(locked_app))
    postmortems.set_meeting_at(locked_app, room.pm_id, when, visitor_of(locked_app, room.participant))


def test_preparation_says_how_little_is_needed(app: App) -> None:
    """What is filled counts up from the first sentence."""
    from tests.support.edits import set_text

    pm_id = postmortems.create(app, "Disk full", Severity.P2)
    before = postmortems.preparation(app, pm_id)
    document_store.edit(app, pm_id, set_text("summary.what_happened", "The disk was full"), None)
    after = postmortems.preparation(app, pm_id)
    assert before.done == 0, "what came with it is no beginning"
    assert after.done == 2, "the sentence, and now the severity counts too"
    assert after.needed - after.done == before.needed - before.done - 1
    assert not after.per_section[SectionId.SUMMARY].filled


def test_what_does_not_exist_is_not_found(app: App) -> None:
    """Every door says the same kind sentence."""
    for act in (
        lambda: postmortems.summary(app, "nothing"),
        lambda: postmortems.preparation(app, "nothing"),
        lambda: postmortems.set_meeting_at(app, "nothing", None, None),
        lambda: postmortems.trash(app, "nothing", None),
        lambda: postmortems.restore(app, "nothing", None),
        lambda: meeting_clock.view(app, "nothing"),
        lambda: document_store.open_document(app, "nothing"),
        lambda: access.links(app, "nothing", "http://x"),
    ):
        with pytest.raises(NotFound):
            act()
