"""Several who come in at once: one transaction, and what goes wrong with one is nobody else's matter."""

from typing import Any

import pytest
from sqlalchemy import event

from core.domain.permissions import Role
from core.errors import BadCode, NotAdmitted, NotFound, StorageTrouble
from core.services import access, postmortems
from core.services.access import Entry, JoinResult, closing
from core.services.access.together import entered_together
from core.services.app import App
from core.store.database.transaction import Transaction
from tests.support.apps import newcomer


def way_in(app: App, pm_id: str, role: str = "participant") -> str:
    links = access.links(app, pm_id, "http://x")
    link = {"participant": links.participant, "facilitator": links.facilitator}[role]
    return dict(part.split("=", 1) for part in link.partition("#")[2].split("&"))["t"]


def entries(app: App, pm_id: str, count: int) -> list[Entry[JoinResult]]:
    mac = way_in(app, pm_id)
    guests = [access.known_or_new_visitor(app, None)[0] for _ in range(count)]
    return [access.link_entry(app, guest, pm_id, "participant", mac) for guest in guests]


def counted_writes(app: App, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each transaction that is written from now on."""
    found: list[int] = []
    write = app.db.write

    def counted(*given: Any, **named: Any) -> Any:
        found.append(1)
        return write(*given, **named)

    monkeypatch.setattr(app.db, "write", counted)
    return found


def here(app: App, pm_id: str) -> list[str]:
    return [member.visitor_id for member in access.people(app, pm_id)]


def test_all_come_in_by_one_transaction(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into several meetings, each with a cookie of their own, and every meeting hears of them."""
    places = [postmortems.create(app, "One"), postmortems.create(app, "Two")]
    wanted = [entry for pm_id in places for entry in entries(app, pm_id, 3)]
    writes = counted_writes(app, monkeypatch)
    told: list[tuple[str, str]] = []
    app.change_bus.subscribe(lambda topic, pm_id: told.append((topic, pm_id)))
    came = entered_together(app, wanted)
    assert writes == [1]
    assert len({result.token for result in came}) == 6
    assert [len(here(app, pm_id)) for pm_id in places] == [3, 3]
    assert set(told) == {("members", pm_id) for pm_id in places}


def test_a_wrong_link_is_refused_and_undoes_nothing(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it cost the others a transaction each: whoever guesses must not slow those who come."""
    pm_id = postmortems.create(app, "One")
    wrong = access.link_entry(app, newcomer(app), pm_id, "participant", "x" * 26)
    wanted = [*entries(app, pm_id, 2), wrong]
    writes = counted_writes(app, monkeypatch)
    first, second, refused = entered_together(app, wanted)
    assert isinstance(first, JoinResult)
    assert isinstance(second, JoinResult)
    assert isinstance(refused, BadCode)
    assert len(here(app, pm_id)) == 2
    assert writes == [1]


def test_one_that_fails_is_tried_alone_and_so_are_the_others(app: App) -> None:
    """A postmortem in the trash, and a fault of ours: neither keeps anybody else out, and nothing is half done."""
    pm_id, gone = postmortems.create(app, "One"), postmortems.create(app, "Gone")
    wanted: list[Entry[Any]] = [*entries(app, pm_id, 2), *entries(app, gone, 1), Entry(broken, lambda _: None)]
    postmortems.trash(app, gone, None)
    first, second, trashed, failed = entered_together(app, wanted)
    assert isinstance(first, JoinResult)
    assert isinstance(second, JoinResult)
    assert isinstance(trashed, NotFound)
    assert isinstance(failed, ZeroDivisionError)
    assert len(here(app, pm_id)) == 2


def broken(_tx: Transaction) -> None:
    raise ZeroDivisionError


def test_a_database_that_cannot_be_written_is_said_once(app: App) -> None:
    def locked(_tx: Transaction) -> None:
        raise StorageTrouble()

    pm_id = postmortems.create(app, "One")
    with pytest.raises(StorageTrouble):
        entered_together(app, [*entries(app, pm_id, 1), Entry(locked, lambda _: None)])
    assert here(app, pm_id) == []


def test_who_asks_to_come_into_a_closed_meeting_stays_noted(app: App) -> None:
    """Beside others who come in elsewhere."""
    shut, open_one = postmortems.create(app, "Shut"), postmortems.create(app, "Open")
    closing.close(app, shut, [], None)
    eve = newcomer(app, "Eve")
    asks = access.link_entry(app, eve, shut, "participant", way_in(app.reading_for(access.UNRESTRICTED), shut))
    refused, came = entered_together(app, [asks, *entries(app, open_one, 1)])
    assert isinstance(refused, NotAdmitted)
    assert refused.token
    assert isinstance(came, JoinResult)
    assert [person.visitor_id for person in closing.closing(app, shut, None).asking] == [eve.id]


def test_guests_of_one_batch_have_names_of_their_own(app: App) -> None:
    """The second sees the name of the first, although nothing is stored yet."""
    pm_id = postmortems.create(app, "One")
    assert all(isinstance(came, JoinResult) for came in entered_together(app, entries(app, pm_id, 12)))
    assert len({member.name for member in access.people(app, pm_id)}) == 12


def test_new_browsers_share_one_too(app: App) -> None:
    made = entered_together(app, [access.newcomer_entry() for _ in range(3)])
    assert len({token for _, token in made}) == 3
    assert all(access.visitor(app, token) == visitor for visitor, token in made)


def test_coming_in_asks_the_database_few_questions(sqlite_app: App) -> None:
    """Twenty-five, before: three times who this is, four times who is there."""
    pm_id = postmortems.create(sqlite_app, "One")
    (entry,) = entries(sqlite_app, pm_id, 1)
    statements: list[str] = []

    def note(*given: Any) -> None:
        statements.append(given[2])

    event.listen(sqlite_app.db._writer, "before_cursor_execute", note)
    entered_together(sqlite_app, [entry])
    event.remove(sqlite_app.db._writer, "before_cursor_execute", note)
    assert len(statements) <= 17, statements
    assert access.people(sqlite_app, pm_id)[0].role == Role.PARTICIPANT


def test_what_goes_wrong_once_it_is_stored_is_told_to_one(app: App) -> None:
    """Whatever it is: the others are in, and are told so."""
    pm_id = postmortems.create(app, "One")
    first, second = entries(app, pm_id, 2)

    def failing(_: Any) -> JoinResult:
        raise RuntimeError("cannot be told")

    refused, came = entered_together(app, [Entry(first.write, failing), second])
    assert isinstance(refused, RuntimeError)
    assert isinstance(came, JoinResult)
    assert len(here(app, pm_id)) == 2
