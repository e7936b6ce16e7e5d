"""A review as browsers get it: words for the shared screen, and news of every word that is said."""

from dataclasses import replace
from datetime import UTC, date, datetime

from core.domain.clock.state import Meeting, Start
from core.domain.clock.steps import AGAIN, NOTE, REST, step_of
from core.domain.clock.transitions import apply
from core.domain.review import Answer, ReviewedAction, WouldRecur, new_review
from core.live.room.meeting_message import meeting_message
from core.live.room.peer import Peer
from core.live.room.review_message import QUESTION, review_message, review_step
from core.live.room.room import Room
from core.live.room.rooms import Rooms
from core.services.meetings.meeting_clock import MeetingView
from core.services.reviews.review_state import ReviewState
from tests.support.fakes import FakeLog, FakeWire, member
from tests.support.settling import settled

NOON = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)
ALERT = ReviewedAction(
    action_id="a1", text="Alert on disk use at 80 %, with a runbook link", owner="Kim", due_before=date(2026, 12, 1),
    due=date(2026, 12, 1), done_when="A test volume pages the owner",
)  # fmt: skip
BARE = ReviewedAction(action_id="a2", text="Practise the failover")


def looked(*walk: ReviewedAction, answer: Answer | None = None) -> ReviewState:
    return ReviewState(1, walk or (ALERT, BARE), answer or Answer(), "")


def view(review: ReviewState) -> MeetingView:
    meeting, _ = apply(new_review([item.action_id for item in review.actions], 3), Start(seen=3), NOON)
    return MeetingView("pm", "A title", "UTC", meeting, NOON, (member("lead", "facilitator"),), review)


def test_the_message_brings_the_steps_with_their_words() -> None:
    """Browsers know the sections by themselves, and nothing of the actions."""
    message = meeting_message(view(looked()), NOON, ())
    assert (message["kind"], message["section"]) == ("review", "action.a1")
    first, *_ = message["plan"]
    assert first["title"] == "Alert on disk use at 80 %, with a runbo…"
    assert (first["kicker"], first["question"]) == ("Did we do it?", ALERT.text)
    assert first["prompt"] == "Kim · due Tue 1 Dec 2026 · Done when: A test volume pages the owner"
    assert [item["section"] for item in message["plan"][2:]] == [AGAIN, NOTE]
    assert [entry["step"] for entry in message["review"]["walk"]] == ["action.a1", "action.a2"]


def test_a_sync_says_nothing_of_a_review() -> None:
    """Its message is what it was before there were reviews."""
    sync = MeetingView("pm", "A title", "UTC", Meeting(), NOON, ())
    message = meeting_message(sync, NOON, ())
    assert "review" not in message
    assert set(message["plan"][0]) == {"section", "title", "seconds", "planned", "used", "skipped"}


def test_every_step_has_a_headline() -> None:
    """Also one whose action is gone from the page."""
    for place in (REST, AGAIN, NOTE, step_of("a1"), step_of("gone")):
        step = review_step(looked(), place)
        assert step["kicker"]
        assert step["question"]
    assert review_step(looked(), AGAIN)["question"] == QUESTION
    assert review_step(looked(), step_of("a2"))["prompt"] == "Nobody owns it yet · no date was set"


def test_what_became_of_an_action_is_one_line() -> None:
    """Done with its evidence, moved with its day, dropped with its because; silence says nothing."""
    messages = {"in_review": True, "explanation": "because of x"}
    walk = (
        ALERT.model_copy(update={**messages, "state": "done"}),
        ALERT.model_copy(update={**messages, "state": "moved", "due": date(2026, 12, 20)}),
        ALERT.model_copy(update={**messages, "state": "dropped"}),
        ALERT.model_copy(update={"state": "moved"}),
        ALERT,
    )
    message = review_message(looked(*walk))["walk"]
    assert [item["became"] for item in message] == [
        "Done: because of x",
        "Not yet, now due Sun 20 Dec 2026: because of x",
        "Dropped: because of x",
        "",
        "",
    ]
    assert [item["state"] for item in message] == ["done", "moved", "dropped", "open", "open"]


def test_the_answer_is_a_sentence() -> None:
    """Empty until somebody answers."""
    assert review_message(looked())["again"] == ""
    answered = looked(answer=Answer(again=WouldRecur.YES, because="the alert is muted"))
    assert review_message(answered)["again"] == f"{QUESTION} Yes. the alert is muted"
    assert review_message(looked(answer=Answer(again=WouldRecur.LESS)))["again"] == f"{QUESTION} It would hurt less."


def test_the_message_brings_what_a_page_needs_to_change_it() -> None:
    """The answer as it is stored and its sentence, the note, and of each action what was said and until when."""
    message = review_message(looked(ALERT, answer=Answer(again=WouldRecur.LESS, because="paged earlier")))
    assert (message["answer"], message["because"], message["note"]) == ("less", "paged earlier", "")
    assert {key: message["walk"][0][key] for key in ("due", "done_when", "said", "state")} == {
        "due": "Tue 1 Dec 2026",
        "done_when": "A test volume pages the owner",
        "said": "",
        "state": "open",
    }


class ReviewLog(FakeLog):
    """A backend whose meeting is a review."""

    looked_at = looked()

    async def view(self, pm_id: str) -> MeetingView:
        return replace(await super().view(pm_id), review=self.looked_at)


async def test_a_word_about_an_action_reaches_every_screen_at_once() -> None:
    """It is no part of the document and moves no clock; the shared screen shows it all the same."""
    log = ReviewLog(member("ada"))
    log.meeting = view(looked()).meeting
    rooms = Rooms(log)
    wire = FakeWire()
    peer = Peer(wire, "ada")
    peer.start()
    room: Room = await rooms.join("pm", peer, member("ada"), 1)
    assert room.meeting.in_review
    await settled()
    before = len([frame for frame in wire.frames if b'"became"' in frame])
    said = {"state": "done", "explanation": "seen on Tuesday", "in_review": True}
    log.looked_at = looked(ALERT.model_copy(update=said))
    rooms.on_change("record", "pm")
    await settled()
    messages = [frame for frame in wire.frames if b'"became"' in frame]
    assert len(messages) == before + 1
    assert b"seen on Tuesday" in messages[-1]
    await rooms.close()
