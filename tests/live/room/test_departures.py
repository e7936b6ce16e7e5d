"""Who left without a goodbye: what counts as one, and what is noted when."""

from typing import Any

import pytest

from core.errors import StorageTrouble
from core.live.limits import Limits
from core.live.room.close_codes import Close
from core.live.room.departures import DepartureTracker
from core.live.room.peer import Peer
from tests.support.fakes import FakeLog, FakeWire
from tests.support.settling import until

SOON = Limits(all_sent_seconds=0.05)


class There:
    """A room's worth of writers, and what is noted about them."""

    def __init__(self) -> None:
        self.log = FakeLog()
        self.peers: list[Peer] = []
        self.departures = DepartureTracker("pm", self.log, SOON, lambda: self.peers)

    def come(self, who: str, status: str = "running") -> Peer:
        peer = Peer(FakeWire(), who, SOON)
        self.peers.append(peer)
        self.departures.peer_joined(peer, status)
        return peer

    def go(self, peer: Peer, status: str = "running", *, goodbye: bool = False) -> None:
        peer.closed_cleanly = goodbye
        self.peers.remove(peer)
        self.departures.peer_left(peer, status)

    async def noted(self) -> list[tuple[str, str]]:
        await self.departures.shutdown()
        return self.log.absent


@pytest.fixture
def there() -> There:
    return There()


async def test_a_line_that_broke_is_noted(there: There) -> None:
    """While the meeting runs, is paused, or has finished without a word from it."""
    for who, status in (("a", "running"), ("b", "paused"), ("c", "finished")):
        there.go(there.come(who, "lobby"), status)
    assert await there.noted() == [("went", "a"), ("went", "b"), ("went", "c")]


async def test_a_goodbye_is_none(there: There) -> None:
    """A closed tab; and before the start nobody is missed."""
    there.go(there.come("a", "lobby"), goodbye=True)
    there.go(there.come("b", "lobby"), "lobby")
    assert await there.noted() == []


@pytest.mark.parametrize(
    ("code", "noted"),
    [(Close.STORAGE, True), (Close.TOO_SLOW, True), (Close.NOT_MEMBER, False), (Close.EPOCH, False)],
)
async def test_who_was_closed_from_here(there: There, code: Close, noted: bool) -> None:
    """Those who come back by themselves count as a broken line; those who may not come back are not waited for."""
    peer = there.come("a", "lobby")
    peer.close(code)
    there.go(peer)
    assert await there.noted() == ([("went", "a")] if noted else [])


async def test_another_tab_of_the_same_browser_speaks_for_it(there: There) -> None:
    """The copy of the document is the browser's, not the tab's."""
    first = there.come("a", "lobby")
    there.come("a", "lobby")
    there.go(first)
    assert await there.noted() == []


async def test_coming_back_while_the_meeting_goes_on_is_noted(there: There) -> None:
    """After the end only the browser's own word counts."""
    there.come("a", "running")
    there.come("b", "paused")
    there.come("c", "lobby")
    there.come("d", "finished")
    assert await there.noted() == [("back", "a"), ("back", "b")]


async def test_at_finish_everybody_has_a_moment_to_say_that_all_is_sent(there: There) -> None:
    """Who is silent is noted, once, whatever number of tabs."""
    honest, *_ = there.come("a", "lobby"), there.come("b", "lobby"), there.come("b", "lobby")
    there.departures.status_changed("running", "finished")
    there.departures.all_sent(honest)
    await until(lambda: ("went", "b") in there.log.absent)
    assert await there.noted() == [("nothing", "a"), ("went", "b")]


async def test_words_that_nobody_had_are_noted_with_the_word_that_all_is_here(there: There) -> None:
    """And said once only."""
    peer = there.come("a", "finished")
    there.departures.text_stored(peer, answer=True)
    there.departures.all_sent(peer)
    there.departures.all_sent(peer)
    there.go(peer, "finished")
    assert await there.noted() == [("words", "a")]


async def test_words_over_a_line_that_came_to_life_again_are_late_words(there: There) -> None:
    """Nobody noticed that it was dead but for its silence; what others type after Finish is no news."""
    dead, alive = there.come("a", "lobby"), there.come("b", "lobby")
    there.departures.status_changed("running", "finished")
    there.departures.all_sent(alive)
    await until(lambda: ("went", "a") in there.log.absent)
    there.departures.text_stored(alive, answer=False)
    there.departures.text_stored(dead, answer=False)
    there.departures.all_sent(there.come("a", "finished"))
    assert await there.noted() == [("nothing", "b"), ("went", "a"), ("words", "a")]


async def test_words_that_came_late_but_before_the_end_are_not_told(there: There) -> None:
    """They were in time; being slow at Finish makes nothing else of them."""
    peer = there.come("a", "lobby")
    there.departures.text_stored(peer, answer=True)
    there.departures.status_changed("running", "finished")
    there.departures.all_sent(peer)
    assert await there.noted() == [("nothing", "a")]


async def test_reopening_asks_anew_at_the_next_finish(there: There) -> None:
    """What was said of the first end does not hold for the second; its waiting ends."""
    peer = there.come("a", "lobby")
    there.departures.status_changed("running", "finished")
    there.departures.all_sent(peer)
    there.departures.status_changed("finished", "paused")
    there.departures.status_changed("paused", "finished")
    await until(lambda: ("went", "a") in there.log.absent)
    assert await there.noted() == [("nothing", "a"), ("went", "a")]


async def test_a_room_that_is_let_go_notes_first(there: There) -> None:
    """The server stops within the moment after Finish: nobody is forgotten for that."""
    there.come("a", "lobby")
    there.departures.status_changed("running", "finished")
    assert await there.noted() == [("went", "a")]


async def test_a_note_that_cannot_be_written_ends_nobodys_meeting(
    there: There, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It stands in the log."""
    monkeypatch.setattr(there.log, "note_departure", _failing)
    there.go(there.come("a", "lobby"))
    await there.departures.shutdown()
    assert "could not be noted" in caplog.text


async def _failing(*_: Any) -> None:
    raise StorageTrouble()
