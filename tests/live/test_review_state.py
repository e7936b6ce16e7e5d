"""A review as browsers get it: words for the shared screen, and news of every word that is said."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

from core.domain.clock import Meeting, Start, apply
from core.domain.review import Again, Answer, Walked, new_review
from core.domain.steps import AGAIN, NOTE, REST, step_of
from core.live.meeting_state import meeting_message
from core.live.peer import Peer
from core.live.review_state import QUESTION, review_message, review_step
from core.live.room import Room
from core.live.rooms import Rooms
from core.services.meetings import MeetingView
from core.services.reviewing import Looked
from tests.support.fakes import FakeLog, FakeWire, member

NOON = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)
ALERT = Walked(
    action_id="a1", text="Alert on disk use at 80 %, with a runbook link", owner="Kim", promised=date(2026, 12, 1),
    due=date(2026, 12, 1), done_when="A test volume pages the owner",
)  # fmt: skip
BARE = Walked(action_id="a2", text="Practise the failover")


def looked(*walk: Walked, answer: Answer | None = None) -> Looked:
    return Looked(1, walk or (ALERT, BARE), answer or Answer(), "")


def view(review: Looked) -> MeetingView:
    meeting, _ = apply(new_review([each.action_id for each in review.walk], 3), Start(seen=3), NOON)
    return MeetingView("pm", "A title", "UTC", meeting, NOON, (member("lead", "facilitator"),), review)


def test_the_message_brings_the_steps_with_their_words() -> None:
    """Browsers know the sections by themselves, and nothing of the actions."""
    said = meeting_message(view(looked()), NOON, ())
    assert (said["kind"], said["section"]) == ("review", "action.a1")
    first, *_ = said["plan"]
    assert first["title"] == "Alert on disk use at 80 %, with a runbo…"
    assert (first["kicker"], first["question"]) == ("Did we do it?", ALERT.text)
    assert first["prompt"] == "Kim · promised for Tue 1 Dec 2026 · Done when: A test volume pages the owner"
    assert [item["section"] for item in said["plan"][2:]] == [AGAIN, NOTE]
    assert [each["step"] for each in said["review"]["walk"]] == ["action.a1", "action.a2"]


def test_a_sync_says_nothing_of_a_review() -> None:
    """Its message is what it was before there were reviews."""
    sync = MeetingView("pm", "A title", "UTC", Meeting(), NOON, ())
    said = meeting_message(sync, NOON, ())
    assert "review" not in said
    assert set(said["plan"][0]) == {"section", "title", "seconds", "used"}


def test_every_step_has_a_headline() -> None:
    """Also one whose action is gone from the page."""
    for place in (REST, AGAIN, NOTE, step_of("a1"), step_of("gone")):
        step = review_step(looked(), place)
        assert step["kicker"]
        assert step["question"]
    assert review_step(looked(), AGAIN)["question"] == QUESTION
    assert review_step(looked(), step_of("a2"))["prompt"] == "Nobody owns it yet · no date was promised"


def test_what_became_of_an_action_is_one_line() -> None:
    """Done with its evidence, moved with its day, dropped with its because; silence says nothing."""
    said = {"in_review": True, "said": "because of x"}
    walk = (
        ALERT.model_copy(update={**said, "state": "done"}),
        ALERT.model_copy(update={**said, "state": "moved", "due": date(2026, 12, 20)}),
        ALERT.model_copy(update={**said, "state": "dropped"}),
        ALERT.model_copy(update={"state": "moved"}),
        ALERT,
    )
    told = review_message(looked(*walk))["walk"]
    assert [each["became"] for each in told] == [
        "Done: because of x",
        "Moved to Sun 20 Dec 2026: because of x",
        "Dropped: because of x",
        "",
        "",
    ]
    assert [each["state"] for each in told] == ["done", "moved", "dropped", "open", "open"]


def test_the_answer_is_a_sentence() -> None:
    """Empty until somebody answers."""
    assert review_message(looked())["again"] == ""
    answered = looked(answer=Answer(again=Again.YES, because="the alert is muted"))
    assert review_message(answered)["again"] == f"{QUESTION} Yes. the alert is muted"
    assert review_message(looked(answer=Answer(again=Again.NO)))["again"] == f"{QUESTION} No."


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
    room: Room = await rooms.enter("pm", peer, member("ada"), 1)
    assert room.in_review
    await asyncio.sleep(0.05)
    before = len([frame for frame in wire.frames if b'"became"' in frame])
    log.looked_at = looked(ALERT.model_copy(update={"state": "done", "said": "seen on Tuesday", "in_review": True}))
    rooms.ring("record", "pm")
    await asyncio.sleep(0.05)
    told = [frame for frame in wire.frames if b'"became"' in frame]
    assert len(told) == before + 1
    assert b"seen on Tuesday" in told[-1]
    await rooms.close()
