"""P23: Nothing is lost at the end: words of a laptop that was offline at Finish still arrive; the summary says so."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from core.domain.clock.state import Command, Finish, Reopen, Start
from core.live.limits import Limits
from core.services import postmortems
from core.services.documents.late_edits import LateEdits, late_edits
from core.services.meetings import meeting_clock
from core.store.people.members import Member
from tests.support.live import House, Person
from tests.support.peers import AsgiSocket, Peer

SOON = Limits(all_sent_seconds=0.4)


@dataclass
class Sync:
    """A meeting that runs, with a facilitator and two who write."""

    house: House
    pm_id: str
    lead: Member
    people: dict[str, Person]
    peers: dict[str, Peer]

    def command(self, command: Callable[..., Command]) -> None:
        version = meeting_clock.view(self.house.app, self.pm_id).meeting.version
        meeting_clock.run_command(self.house.app, self.pm_id, self.lead, command(seen=version))

    async def finish(self) -> None:
        """Everybody whose line is open hears of it, and those who are honest say that they sent everything."""
        self.command(Finish)
        for peer in self.open():
            await peer.until(lambda peer=peer: peer.last("meeting").get("status") == "finished")  # type: ignore[misc]

    def open(self) -> list[Peer]:
        return [peer for peer in self.peers.values() if peer.closed is None]

    def all_sent(self, *names: str) -> None:
        for name in names:
            self.peers[name].say({"type": "all_sent"})

    async def vanish(self, name: str) -> None:
        """The line breaks; the laptop keeps its copy of the document."""
        peer = self.peers.pop(name)
        assert isinstance(peer.transport, AsgiSocket)
        await peer.until(peer.has_said_everything)
        peer.transport.vanish()
        await peer.leave()
        self.gone = peer

    async def back(self, name: str) -> Peer:
        self.peers[name] = await self.house.peer(self.pm_id, self.people[name], doc=self.gone.doc)
        return self.peers[name]

    async def says(self, *, awaited: set[str], arrived: set[str] = frozenset()) -> LateEdits:  # type: ignore[assignment]
        """Waits until the summary says this of these people."""
        names = {name: person.visitor.name for name, person in self.people.items()}

        def right() -> bool:
            late = late_edits(self.house.app, self.pm_id)
            came = {name for name, _ in late.arrived}
            return set(late.awaited) == {names[item] for item in awaited} and came == {names[item] for item in arrived}

        try:
            await self.peers["lead"].until(right)
        except AssertionError:
            raise AssertionError(f"{late_edits(self.house.app, self.pm_id)}, people: {names}") from None
        return late_edits(self.house.app, self.pm_id)


@pytest.fixture
async def sync(open_house: Callable[..., Any]) -> Sync:
    house: House = await open_house(SOON)
    pm_id = house.meeting("The queue stood still")
    people = {"lead": house.person(pm_id, "facilitator"), "ana": house.person(pm_id), "bo": house.person(pm_id)}
    peers = {name: await house.peer(pm_id, person) for name, person in people.items()}
    made = Sync(house, pm_id, house.member(people["lead"], pm_id), people, peers)
    made.command(Start)
    for peer in peers.values():
        await peer.until(lambda peer=peer: peer.last("meeting").get("status") == "running")  # type: ignore[misc]
    return made


async def test_words_typed_offline_arrive_after_the_end_and_the_summary_says_so(sync: Sync) -> None:
    """Ana's line breaks, she goes on writing, the meeting ends without her: awaited, then arrived, and in the text."""
    sync.peers["ana"].type("Before. ")
    await sync.peers["ana"].until_saved()
    await sync.vanish("ana")
    sync.gone.type("Typed in the tunnel.")
    await sync.finish()
    sync.all_sent("lead", "bo")
    await sync.says(awaited={"ana"})

    ana = await sync.back("ana")
    await ana.until_saved()
    sync.all_sent("ana")
    late = await sync.says(awaited=set(), arrived={"ana"})
    text = "Before. Typed in the tunnel."
    await ana.until(lambda: postmortems.summary(sync.house.app, sync.pm_id).postmortem.summary.what_happened == text)
    finished = postmortems.summary(sync.house.app, sync.pm_id).meta.finished_at
    assert finished is not None
    assert late.arrived[0][1] > finished


async def test_a_line_that_is_dead_without_anybody_knowing_is_noticed_at_the_end(sync: Sync) -> None:
    """Its socket looks open. It does not say that all is sent, so the summary does not say so either."""
    bo = sync.peers["bo"]
    await sync.finish()
    sync.all_sent("lead", "ana")
    await sync.says(awaited={"bo"})
    bo.say({"type": "all_sent"})
    await sync.says(awaited=set())


async def test_who_said_goodbye_or_sent_everything_is_not_missed(sync: Sync) -> None:
    """A tab that was closed is no accident; neither is a line that breaks after everything was sent."""
    await sync.peers.pop("bo").leave()
    await sync.finish()
    sync.all_sent("lead", "ana")
    await sync.vanish("ana")
    await asyncio.sleep(2 * SOON.all_sent_seconds)
    await sync.says(awaited=set())


async def test_who_is_back_before_the_end_is_not_missed(sync: Sync) -> None:
    """The tunnel ended in time: nothing to say, whatever came late."""
    await sync.vanish("ana")
    sync.gone.type("Typed in the tunnel.")
    ana = await sync.back("ana")
    await ana.until_saved()
    await sync.finish()
    sync.all_sent("lead", "ana", "bo")
    await sync.says(awaited=set())


async def test_a_laptop_that_comes_back_with_nothing_is_not_told_of(sync: Sync) -> None:
    """It was away, and nothing had been typed there: the line about it goes."""
    await sync.vanish("ana")
    await sync.finish()
    sync.all_sent("lead", "bo")
    await sync.says(awaited={"ana"})
    await (await sync.back("ana")).until_saved()
    sync.all_sent("ana")
    await sync.says(awaited=set())


async def test_a_meeting_that_goes_on_says_nothing_of_it(sync: Sync) -> None:
    """Reopened, everybody is asked anew at the next Finish."""
    await sync.vanish("ana")
    await sync.finish()
    sync.all_sent("lead", "bo")
    await sync.says(awaited={"ana"})
    sync.command(Reopen)
    assert late_edits(sync.house.app, sync.pm_id) == LateEdits()
    await sync.peers["bo"].until(lambda: sync.peers["bo"].last("meeting").get("status") == "paused")
    await sync.back("ana")
    await sync.finish()
    sync.all_sent("lead", "ana")
    await sync.says(awaited={"bo"})


async def test_somebody_who_only_reads_is_never_missed(sync: Sync) -> None:
    """There can be no words in a browser that may not write."""
    viewer = await sync.house.peer(sync.pm_id, role="viewer")
    assert isinstance(viewer.transport, AsgiSocket)
    await sync.finish()
    sync.all_sent("lead", "ana", "bo")
    viewer.transport.vanish()
    await asyncio.sleep(2 * SOON.all_sent_seconds)
    await sync.says(awaited=set())


async def test_the_note_survives_the_room(sync: Sync) -> None:
    """Everybody leaves, the room is let go, and the next day the laptop comes back with its words."""
    await sync.vanish("ana")
    sync.gone.type("A day late.")
    await sync.finish()
    sync.all_sent("lead", "bo")
    await sync.says(awaited={"ana"})
    sync.command(lambda seen: Reopen(seen=seen))
    sync.command(lambda seen: Finish(seen=seen))
    ana = await sync.back("ana")
    await ana.until_saved()
    sync.all_sent("ana")
    await sync.says(awaited=set(), arrived={"ana"})
