"""Who is missed: a facilitator of whom nothing is heard, and nobody who reloads, idles or sits at a slow line."""

import json
from typing import Any

import pytest

from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.peer import Peer
from core.live.room.presence.attendance import Attendance
from core.live.room.presence.presence_table import PresenceTable

LIMITS = Limits()


class Wire:
    async def send_bytes(self, data: bytes) -> None:
        raise AssertionError("nothing is written in these tests")

    async def close(self, code: int, reason: str) -> None:
        raise AssertionError("nothing is closed in these tests")

    def abort(self) -> None:
        raise AssertionError("nothing is closed in these tests")


class Hall:
    """A room's attendance with a clock of its own: tabs answer when they are asked, unless they are silent."""

    def __init__(self) -> None:
        self.at = 100.0
        self.presence = PresenceTable()
        self.attendance = Attendance(self.presence, LIMITS, self.at)
        self.tabs: dict[Peer, str] = {}
        self.silent: set[Peer] = set()
        self.leading = {"lead"}
        self.status = "running"
        self.attendance.start(self.at)

    def come(self, who: str, view: str = "room", *, answers: bool = True) -> Peer:
        peer = Peer(Wire(), who)
        peer.last_frame_at = self.at
        self.tabs[peer] = who
        body = json.dumps({"view": view}).encode()
        message = protocol.Presence(((peer.number + 1000, 1, body),))
        self.presence.update(peer.number, who, {"id": who}, message)
        self.attendance.frame_received(peer, {"id": who}, self.at)
        peer.answers_pings = answers
        return peer

    def go(self, peer: Peer) -> None:
        self.attendance.peer_left(peer, self.at)
        self.presence.remove(peer.number)
        del self.tabs[peer]

    def pass_time(self, seconds: float, step: float = 0.5) -> float | None:
        """Lets time pass; the moment at which a facilitator was missed first, counted from here."""
        began, end = self.at, self.at + seconds
        while self.at < end:
            self.at += step
            for peer in self.tabs:
                if peer.last_ping_at > peer.last_frame_at and peer not in self.silent:
                    self.attendance.frame_received(peer, {"id": peer.visitor_id}, self.at)
            self.attendance.check(self.tabs, self.leading, self.at)
            if self.missed():
                return self.at - began
        return None

    def missed(self) -> bool:
        return self.attendance.facilitator_away(self.leading, self.status, self.at)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_a_facilitator_who_sits_still_is_not_missed(hall: Hall) -> None:
    """An idle tab, hidden or not, answers when it is asked."""
    hall.come("lead")
    assert hall.pass_time(120) is None


def test_a_facilitator_who_closes_the_tab_is_missed_within_five_seconds(hall: Hall) -> None:
    """And not before a reload would have been back."""
    lead = hall.come("lead")
    hall.come("ada")
    hall.pass_time(20)
    hall.go(lead)
    assert hall.pass_time(3.5) is None
    assert hall.pass_time(1.5) is not None


def test_a_silent_line_is_missed_within_five_seconds(hall: Hall) -> None:
    """A closed lid sends no close frame. What is heard again is there again."""
    lead = hall.come("lead")
    hall.pass_time(20)
    hall.silent.add(lead)
    missed = hall.pass_time(10)
    assert missed is not None
    assert 3 <= missed <= 5
    assert hall.presence.present() == set()
    hall.silent.clear()
    hall.at += 0.1
    assert hall.attendance.frame_received(lead, {"id": "lead", "name": "Mara"}, hall.at)
    assert not hall.missed()
    assert hall.presence.present() == {"lead"}


def test_a_reload_does_not_flash(hall: Hall) -> None:
    """Three seconds without a socket, then the same person again."""
    lead = hall.come("lead")
    hall.pass_time(9)
    hall.go(lead)
    assert hall.pass_time(3) is None
    hall.come("lead")
    assert hall.pass_time(30) is None


def test_whoever_asked_for_the_page_is_given_longer(hall: Hall) -> None:
    """A slow computer takes seconds from the page to its socket; if it never comes, that is said too."""
    lead = hall.come("lead")
    hall.pass_time(9)
    hall.go(lead)
    hall.attendance.expect("lead", hall.at)
    assert hall.pass_time(7) is None
    assert hall.attendance.silences({"lead"}, hall.at) == {"lead": 0.0}
    assert hall.pass_time(2) is not None


def test_a_second_facilitator_is_enough(hall: Hall) -> None:
    """The meeting is led as long as one of them is there."""
    hall.leading = {"lead", "second"}
    lead = hall.come("lead")
    second = hall.come("second")
    hall.go(lead)
    assert hall.pass_time(30) is None
    hall.go(second)
    assert hall.pass_time(6) is not None


def test_a_shared_screen_leads_nothing(hall: Hall) -> None:
    """Whoever left only Present open has no controls."""
    lead = hall.come("lead")
    hall.come("lead", view="present")
    hall.pass_time(5)
    hall.go(lead)
    assert hall.pass_time(6) is not None


def test_an_older_page_is_believed_while_its_socket_is_open(hall: Hall) -> None:
    """It does not know the question, so its silence means nothing."""
    lead = hall.come("lead", answers=False)
    hall.silent.add(lead)
    assert hall.pass_time(120) is None
    hall.go(lead)
    assert hall.pass_time(6) is not None


def test_nobody_is_missed_before_they_came_nor_after_the_end(hall: Hall) -> None:
    """In the lobby people wait; a meeting that is over needs nobody."""
    hall.status = "lobby"
    hall.come("ada")
    assert hall.pass_time(60) is None
    lead = hall.come("lead")
    hall.pass_time(2)
    hall.go(lead)
    assert hall.pass_time(6) is not None
    hall.status = "finished"
    assert not hall.missed()
    hall.leading = set()
    hall.status = "running"
    assert not hall.missed()


def test_a_facilitator_who_does_not_come_back_after_a_restart_is_missed(hall: Hall) -> None:
    """The server knows from the clock that a meeting runs, and gives everybody the time of a reload."""
    hall.come("ada")
    missed = hall.pass_time(10)
    assert missed is not None
    assert 4 <= missed <= 5


def test_participants_who_are_gone_are_not_counted(hall: Hall) -> None:
    """Not at once: a phone that looks away for a moment is still there."""
    ada = hall.come("ada")
    hall.come("lead")
    hall.silent.add(ada)
    hall.pass_time(8)
    assert "ada" in hall.presence.present()
    hall.pass_time(8)
    assert hall.presence.present() == {"lead"}


def test_a_server_that_was_held_up_blames_nobody(hall: Hall) -> None:
    """If nobody could be heard, nobody was silent."""
    hall.come("lead")
    hall.pass_time(5)
    hall.at += 30
    hall.attendance.check(hall.tabs, hall.leading, hall.at)
    assert not hall.missed()
    assert hall.pass_time(10) is None


def test_what_another_server_hears_counts_until_it_falls_silent(hall: Hall) -> None:
    """Silences travel, not clocks; nonsense of another version is left alone."""
    strange: dict[str, Any] = {"lead": 0.4, "x": "y", "z": float("inf"), "w": None}
    for _ in range(5):
        hall.attendance.silences_reported(strange, hall.at)
        assert hall.pass_time(1) is None
    assert set(hall.attendance.silences({"lead", "z", "w"}, hall.at)) == {"lead"}
    missed = hall.pass_time(10)
    assert missed is not None
    assert missed <= 5


def test_a_tab_that_comes_back_on_another_socket_is_not_shown_twice(hall: Hall) -> None:
    """The old socket is still half open when the same tab speaks on a new one; its end takes nobody away."""
    hall.leading = set()
    old = hall.come("ada")
    hall.silent.add(old)
    hall.pass_time(14)
    message = protocol.Presence(((old.number + 1000, 9, json.dumps({"view": "room"}).encode()),))
    new = Peer(Wire(), "ada")
    assert hall.presence.update(new.number, "ada", {"id": "ada"}, message) is not None
    assert hall.presence.present() == {"ada"}
    assert not hall.presence.resume(old.number, {"id": "ada"})
    hall.go(old)
    assert hall.presence.present() == {"ada"}
