"""What a review found, in the exports: in words for people, and beside the postmortem for tools."""

import json
from datetime import UTC, date, datetime

from core.domain.review import ReviewedAction, ReviewNote, WouldRecur
from core.export.html import to_html
from core.export.json import from_json, to_json
from core.export.markdown.writer import to_markdown
from core.export.meta import ExportMetadata
from tests.support.postmortems import example

NOW = datetime(2026, 12, 7, 13, 0, tzinfo=UTC)
DONE = ReviewedAction(
    action_id="a1",
    text="Alert | on disk use",
    owner="Kim",
    due_before=date(2026, 12, 1),
    due=date(2026, 12, 1),
    state="done",
    explanation="https://wiki.example/alert",
    in_review=True,
)
MOVED = DONE.model_copy(
    update={"action_id": "a2", "state": "moved", "due": date(2026, 12, 20), "explanation": "came late"}
)
OPEN = ReviewedAction(action_id="a3", text="Practise the failover", state="moved", due=date(2026, 12, 9))
FIRST = ReviewNote(
    at=NOW,
    by="Ada",
    again=WouldRecur.YES,
    because="the alert is muted",
    note="One line\nAnother",
    actions=(DONE, MOVED, OPEN),
)
BARE = ReviewNote(at=datetime(2027, 1, 7, 13, 0, tzinfo=UTC))


def meta(*reviews: ReviewNote) -> ExportMetadata:
    return ExportMetadata(id="secret-id", created_at=NOW, exported_at=NOW, reviews=reviews)


def test_a_review_is_told_with_its_answer_its_actions_and_its_note() -> None:
    """When and by whom, would it happen again, what became of each action, a line an item."""
    message = to_markdown(example(), meta(FIRST)).partition("## The review")[2]
    assert ", Ada" in message
    assert "Would it happen again today? **Yes.** the alert is muted" in message
    assert "| Alert \\| on disk use | Kim | 2026-12-01 | done |" in message
    assert "https://wiki.example/alert" in message
    assert "moved to 2026-12-20" in message
    assert "still open" in message
    assert "- One line\n- Another" in message


def test_several_reviews_stand_one_after_the_other() -> None:
    """One in which nobody said anything says that, and no more."""
    message = to_markdown(example(), meta(FIRST, BARE)).partition("## The review")[2]
    first, second = message.index("2026-12-07"), message.index("2027-01-07")
    assert first < second
    assert "Nobody answered." in message[second:]
    assert "| Action" not in message[second:].partition("## ")[0]


def test_without_a_review_the_exports_are_silent() -> None:
    """No heading, no key."""
    assert "## The review" not in to_markdown(example(), meta())
    assert "reviews" not in json.loads(to_json(example(), meta()))


def test_a_debrief_that_knows_no_reviews_still_reads_the_file() -> None:
    """They stand beside what it knows: the version, the keys of meta and of the postmortem are the same."""
    with_one, without = json.loads(to_json(example(), meta(FIRST))), json.loads(to_json(example(), meta()))
    (note,) = with_one.pop("reviews")
    assert with_one == without
    assert (note["again"], note["actions"][1]["due"]) == ("yes", "2026-12-20")


def test_a_file_with_reviews_is_imported_equal() -> None:
    """The reviews are the old one's history; the postmortem is the same."""
    assert from_json(to_json(example(), meta(FIRST, BARE))) == example()


def test_the_html_page_tells_it_too() -> None:
    """It is made from the same words."""
    page = to_html(example(), meta(FIRST))
    assert "The review</h2>" in page
    assert "the alert is muted" in page
