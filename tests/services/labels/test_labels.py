"""Services and tags over a real database, on SQLite and PostgreSQL."""

import pytest

from core.document.labels import add_labels
from core.domain.label_doubles import Doubles
from core.domain.postmortem import Postmortem
from core.errors import BadInput, WorkspaceLocked
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.labels import names, renaming
from core.services.postmortems import summary_view
from core.services.postmortems.creating import create_from
from core.services.publishing import publications
from core.store import settings_kv
from tests.support import edits
from tests.support.apps import Rings, insider, newcomer, open_room, visitor_of
from tests.support.at_once import at_once, wait_for_each_other


def incident(app: App, *services: str, tags: tuple[str, ...] = ()) -> str:
    pm_id = postmortems.create(app, "Incident")
    change = edits.combined(add_labels("services", services), add_labels("tags", tags))
    document_store.edit(app, pm_id, change, None)
    return pm_id


def services_of(app: App, pm_id: str) -> tuple[str, ...]:
    return summary_view.recorded(app, pm_id)[0].services


def test_names_in_use_are_counted(app: App) -> None:
    """The most used first; nothing of the example, nothing from the trash."""
    for _ in range(2):
        incident(app, "orders-db", "mail", tags=("disk",))
    incident(app, "mail")
    postmortems.trash(app, incident(app, "secret"), None)
    with app.db.write() as tx:
        create_from(tx, Postmortem(services=("example",)), example=True)
    assert names.names_in_use(app, "services") == {"mail": 3, "orders-db": 2}
    assert names.completions(app) == {"services": ["mail", "orders-db"], "tags": ["disk"]}


def test_merging_changes_every_document(app: App, rings: Rings) -> None:
    """The count beforehand is the count afterwards; rooms hear of it; the next projection says the same."""
    ids = [incident(app, "orders db"), incident(app, "Orders DB", "orders-db"), incident(app, "mail")]
    postmortems.trash(app, ids[0], None)
    old = ("orders db", "Orders DB")
    found = renaming.affected(app, "services", old, "orders-db")
    assert (found.postmortems, found.trashed) == (2, 1)
    rings.clear()
    seen: list[tuple[int, int]] = []
    done = renaming.rename(app, "services", old, "orders-db", None, lambda at, every: seen.append((at, every)))
    assert len(done.changed) == 2
    assert seen == [(1, 2), (2, 2)]
    assert {topic for topic, pm_id in rings.heard if pm_id == ids[1]} == {"doc", "record"}
    postmortems.restore(app, ids[0], None)
    for pm_id in ids:
        document_store.reproject(app, pm_id)
    assert [services_of(app, pm_id) for pm_id in ids] == [("orders-db",), ("orders-db",), ("mail",)]
    assert names.names_in_use(app, "services") == {"orders-db": 2, "mail": 1}


def test_undo_puts_every_name_back(app: App) -> None:
    """Where it was, and only there."""
    ids = [incident(app, "a1", "b"), incident(app, "a2"), incident(app, "a")]
    done = renaming.rename(app, "services", ("a1", "a2"), "a", None)
    assert renaming.undo(app, done, None) == 2
    assert [services_of(app, pm_id) for pm_id in ids] == [("a1", "b"), ("a2",), ("a",)]


def test_a_postmortem_that_is_deleted_meanwhile_stops_nothing(app: App) -> None:
    """The others are changed back."""
    ids = [incident(app, "a1"), incident(app, "a1")]
    done = renaming.rename(app, "services", ("a1",), "a", None)
    postmortems.trash(app, ids[0], None)
    postmortems.empty_trash(app, None)
    assert renaming.undo(app, done, None) == 1
    assert services_of(app, ids[1]) == ("a1",)


def test_tags_and_services_are_two_things(app: App) -> None:
    """A tag of the same name keeps it."""
    pm_id = incident(app, "disk", tags=("disk",))
    renaming.rename(app, "tags", ("disk",), "storage", None)
    assert services_of(app, pm_id) == ("disk",)
    assert summary_view.recorded(app, pm_id)[0].tags == ("storage",)


@pytest.mark.parametrize(("old", "new"), [((), "a"), (("a",), "a"), (("a",), " a "), (("a",), ""), (("a",), "b,c")])
def test_what_cannot_be_done_says_why(app: App, old: tuple[str, ...], new: str) -> None:
    """Nothing is changed."""
    pm_id = incident(app, "a")
    with pytest.raises(BadInput):
        renaming.rename(app, "services", old, new, None)
    assert services_of(app, pm_id) == ("a",)


def test_near_doubles_are_proposed_until_somebody_says_no(app: App) -> None:
    """And stay decided."""
    incident(app, "orders-db")
    incident(app, "orders-db", "Orders DB")
    assert names.proposed_doubles(app, "services") == (Doubles("orders-db", ("Orders DB",)),)
    names.keep_apart(app, "orders-db", "Orders DB", None)
    names.keep_apart(app, "Orders DB", "orders-db", None)
    assert names.proposed_doubles(app, "services") == ()
    with pytest.raises(BadInput):
        names.keep_apart(app, "a", "a", None)


def test_only_the_workspace_renames(locked_app: App) -> None:
    """Neither a guest of a meeting nor a stranger, whatever they ask for."""
    room = open_room(locked_app)
    change = edits.combined(add_labels("services", ["a1"]))
    document_store.edit(locked_app, room.pm_id, change, None)
    for visitor in (newcomer(locked_app, "Zoe"), visitor_of(locked_app, room.participant)):
        with pytest.raises(WorkspaceLocked):
            renaming.rename(locked_app, "services", ("a1",), "a", visitor)
        with pytest.raises(WorkspaceLocked):
            names.keep_apart(locked_app, "a1", "a", visitor)
    done = renaming.rename(locked_app, "services", ("a1",), "a", insider(locked_app, "Ida"))
    assert len(done.changed) == 1
    with pytest.raises(WorkspaceLocked):
        renaming.undo(locked_app, done, newcomer(locked_app, "Zoe"))


def test_a_published_version_stays_as_it_was(app: App) -> None:
    """It is a revision of that day; the postmortem goes on."""
    room = open_room(app)
    document_store.edit(app, room.pm_id, add_labels("services", ["a1"]), None)
    publications.publish(app, room.pm_id, room.maker)
    renaming.rename(app, "services", ("a1",), "a", room.maker)
    assert services_of(app, room.pm_id) == ("a",)


def test_two_who_keep_names_apart_at_once_are_both_heard(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither answer takes the other's place."""
    incident(app, "orders-db", "ordersdb", "mail-out", "mailout")
    wait_for_each_other(monkeypatch, settings_kv, "get_setting")
    at_once(
        lambda: names.keep_apart(app, "orders-db", "ordersdb", None),
        lambda: names.keep_apart(app, "mail-out", "mailout", None),
    )
    monkeypatch.undo()
    assert names.proposed_doubles(app, "services") == ()


def test_an_old_name_that_is_typed_while_the_others_are_renamed_is_renamed_too(app: App) -> None:
    """A run over hundreds of postmortems takes a while, and rooms are open meanwhile."""
    incident(app, "db")
    typed: list[str] = []

    def meanwhile(done: int, all_: int) -> None:
        assert done <= all_
        if not typed:
            typed.append(incident(app, "db", "mail"))

    assert len(renaming.rename(app, "services", ["db"], "orders-db", None, meanwhile).changed) == 2
    assert services_of(app, typed[0]) == ("mail", "orders-db")
