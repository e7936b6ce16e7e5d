"""P25: what is shown as Saved is what is kept.

What somebody typed into a field stands in the record and in every file, read or not: as the value it means, or as the
words it was. The browser half of this promise is in the file beside this one.
"""

import json
from datetime import date

import pytest

from core.document.edit import set_action_due, set_fact
from core.document.load import load
from core.document.read import read
from core.document.seed import seed
from core.domain.actions.gaps import action_gaps
from core.domain.content.completeness import missing
from core.domain.content.plain_lines import plain_lines
from core.domain.postmortem import ActionRow, FollowUp, Postmortem, TimelineRow
from core.errors import BadFile
from core.export.json import TYPED_VERSION, from_json
from core.services.actions import action_queries, follow_up
from core.services.actions.action_queries import ActionQuery
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from tests.support.files import words_of
from tests.support.held import held

UNREAD = Postmortem(
    title="Orders stood still",
    duration_text="half-a-shift",
    meeting_at_text="whenever-Kim-is-back",
    timeline=(TimelineRow(id="t1", text="Disk full", at_text="around-lunch"),),
    actions=(
        ActionRow(id="a1", text="Alert at 90 %", owner="Kim", due_text="next-sprint"),
        ActionRow(id="a2", due_text="ASAP-please"),
        ActionRow(id="a3", text="Test it", owner="Bo", due=date(2027, 1, 15), due_text="mid January"),
    ),
    follow_up=FollowUp(tracker="Ann", review_on_text="after-the-freeze"),
)
ALL = ("half-a-shift", "whenever-Kim-is-back", "around-lunch", "next-sprint", "ASAP-please", "after-the-freeze")
HELD = {
    **dict.fromkeys(("md", "html", "docx", "json", "pdf"), ALL),
    "csv": ("next-sprint", "ASAP-please"),
    "slack": ("next-sprint", "ASAP-please", "after-the-freeze"),
}


def _stored(app: App) -> str:
    return exports.import_postmortem(
        app,
        json.dumps(
            {
                "format": "debrief.postmortem",
                "schema_version": TYPED_VERSION,
                "postmortem": json.loads(UNREAD.model_dump_json()),
            }
        ).encode(),
    )


def test_a_document_keeps_words_that_are_no_value() -> None:
    """In and out of the document nothing is lost, and nothing is reported: such words are no fault."""
    reading = read(load([seed(UNREAD)]))
    assert reading.postmortem == UNREAD
    assert reading.problems == ()


@pytest.mark.parametrize("fmt", sorted(HELD))
def test_every_export_says_the_words_as_they_were_typed(sqlite_app: App, fmt: str) -> None:
    """Whoever gets the file sees what the room saw."""
    data = exports.export(sqlite_app, _stored(sqlite_app), fmt).data
    found = words_of(data, fmt).replace("\u00ad", "").replace("\\-", "-")
    for text in HELD[fmt]:
        assert text in found or text in found.replace("\n", ""), text


def test_the_json_file_brings_everything_back(sqlite_app: App) -> None:
    """Words included; a file without any has the version that older Debriefs read."""
    data = exports.export(sqlite_app, _stored(sqlite_app), "json").data
    assert from_json(data).model_copy(update={"title": UNREAD.title}) == UNREAD
    assert json.loads(data)["schema_version"] == TYPED_VERSION
    assert "due_text" not in json.loads(data)["postmortem"]["actions"][0] or UNREAD.actions[0].due_text


def test_the_follow_up_board_shows_the_words(sqlite_app: App) -> None:
    """Follow-up and the wall say “next-sprint”, no date yet; a first date takes the words away."""
    pm_id = _stored(sqlite_app)
    held(sqlite_app, pm_id)
    board = action_queries.action_page(sqlite_app, ActionQuery())
    assert {row.due_text for row in board.rows} >= {"next-sprint", "mid January"}
    follow_up.set_due(sqlite_app, pm_id, "a1", date(2190, 1, 4), None)
    (moved,) = (row for row in action_queries.action_page(sqlite_app, ActionQuery()).rows if row.action_id == "a1")
    assert (moved.due, moved.due_text) == (date(2190, 1, 4), "")


def test_what_cannot_be_read_is_still_missing_and_says_its_words() -> None:
    """A date that nobody can read is none; the sentence names it."""
    message = "\n".join(gap.sentence for gap in missing(UNREAD))
    for text in ("next-sprint", "ASAP-please", "around-lunch", "half-a-shift", "after-the-freeze"):
        assert f"“{text}”" in message, text
    assert action_gaps(UNREAD.actions[2]) == ("how we know it is done",)


def test_reading_aloud_says_the_words_too() -> None:
    """Two versions are compared by their lines: words that changed are a difference."""
    message = "\n".join(line.text for line in plain_lines(UNREAD))
    for text in ("half-a-shift", "around-lunch", "next-sprint", "ASAP-please", "after-the-freeze"):
        assert text in message, text


def test_a_value_from_elsewhere_takes_the_place_of_the_words(sqlite_app: App) -> None:
    """A date set on Follow-up or by an import leaves no words of another date beside it."""
    pm_id = _stored(sqlite_app)
    document_store.edit(sqlite_app, pm_id, set_action_due("a1", date(2027, 1, 4)), None)
    document_store.edit(sqlite_app, pm_id, set_fact("duration", 90), None)
    written = read(load(document_store.open_document(sqlite_app, pm_id).updates)).postmortem
    assert (written.actions[0].due, written.actions[0].due_text) == (date(2027, 1, 4), "")
    assert (written.duration_minutes, written.duration_text) == (90, "")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"actions": [{"id": "a", "due": 0}]}, "actions.0.due"),
        ({"actions": [{"id": "a", "due": "0"}]}, "actions.0.due"),
        ({"actions": [{"id": "a", "due": True}]}, "actions.0.due"),
        ({"actions": [{"id": "a", "due": 1764000000}]}, "actions.0.due"),
        ({"actions": [{"id": "a", "due": "2026-11-31"}]}, "actions.0.due"),
        ({"actions": [{"id": "a", "due": "20261204"}]}, "actions.0.due"),
        ({"actions": [{"id": "a", "due": "1066-10-14"}]}, "1066"),
        ({"timeline": [{"id": "a", "at": 0}]}, "timeline.0.at"),
        ({"timeline": [{"id": "a", "at": "1764000000"}]}, "timeline.0.at"),
        ({"timeline": [{"id": "a", "at": "2026-11-31T02:58:00Z"}]}, "timeline.0.at"),
        ({"timeline": [{"id": "a", "at": "2026-11-23T02:58:00"}]}, "timeline.0.at"),
        ({"timeline": [{"id": "a", "star": 1}]}, "timeline.0.star"),
        ({"timeline": [{"id": "a", "star": "yes"}]}, "timeline.0.star"),
        ({"meeting_at": 5.5}, "meeting_at"),
        ({"duration_minutes": "90"}, "duration_minutes"),
        ({"duration_minutes": True}, "duration_minutes"),
        ({"follow_up": {"review_on": 0}}, "follow_up.review_on"),
        ({"follow_up": {"meeting_needed": "no"}}, "follow_up.meeting_needed"),
        ({"title": 5}, "title"),
        ({"services": [5]}, "services.0"),
    ],
)
def test_an_import_takes_texts_for_dates_and_nothing_like_them(change: dict[str, object], place: str) -> None:
    """``"due": 0`` is no day in 1970: it is refused, with its place."""
    file = {"format": "debrief.postmortem", "schema_version": 1, "postmortem": change}
    with pytest.raises(BadFile) as refused:
        from_json(json.dumps(file).encode())
    assert place in refused.value.sentence
    assert refused.value.sentence.endswith(".")
