"""The old postmortem on Home, on SQLite and PostgreSQL."""

from datetime import datetime, timedelta

import pytest

from core.domain.postmortem import ActionRow, Postmortem
from core.services import postmortems as services
from core.services.actions import follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.documents.records import record_of
from core.services.postmortems.anniversaries import anniversary, put_away
from core.services.postmortems.creating import create_from
from core.store import postmortems, settings_kv
from core.store.database import tables
from tests.support import edits
from tests.support.apps import TestClock, newcomer
from tests.support.at_once import at_once, wait_for_each_other
from tests.support.held import held


def incident(app: App, title: str, at: datetime, *actions: str) -> str:
    """A postmortem that was made at that moment, with actions that its meeting agreed on."""
    pm_id = services.create(app, title)
    for number, text in enumerate(actions):
        document_store.edit(app, pm_id, edits.add_row("actions", f"a{number}", text, f"V{number}"), None)
    held(app, pm_id)
    with app.db.write() as tx:
        tx.execute(tables.postmortem.update().where(tables.postmortem.c.id == pm_id).values(created_at=at))
    return pm_id


def shown(app: App, zone: str = "UTC") -> tuple[str, str] | None:
    found = anniversary(app, newcomer(app, "Zoe"), zone)
    return None if found is None else (found.card.title, found.reason)


def test_nothing_to_bring_back(app: App, clock: TestClock) -> None:
    """No postmortem; a young one, whatever is open; an old one whose actions are done."""
    assert shown(app) is None
    incident(app, "Young", clock.now - timedelta(days=9), "Alert")
    old = incident(app, "Old", clock.now - timedelta(days=90), "Alert")
    assert shown(app) == ("Old", "Still open")
    follow_up.mark_done(app, old, "a0", "A test passes", None)
    assert shown(app) is None


def test_a_day_comes_before_what_is_open(app: App, clock: TestClock) -> None:
    """A year ago today, then a month ago today, then what is still open."""
    incident(app, "Open", clock.now - timedelta(days=90), "Alert")
    assert shown(app) == ("Open", "Still open")
    incident(app, "Month", clock.now.replace(month=10))
    assert shown(app) == ("Month", "A month ago today")
    incident(app, "Year", clock.now.replace(year=2025))
    assert shown(app) == ("Year", "A year ago today")
    clock.tick(days=1)
    assert shown(app) == ("Open", "Still open")


def test_the_example_and_the_trash_have_no_day(app: App, clock: TestClock) -> None:
    """Neither by their day nor by what is open in them."""
    trashed = incident(app, "Trashed", clock.now.replace(year=2025), "Alert")
    services.trash(app, trashed, None)
    with app.db.write() as tx:
        made = Postmortem(title="Example", actions=(ActionRow(id="a", text="Alert"),))
        pm_id = create_from(tx, made, example=True)
        tx.execute(
            tables.postmortem.update()
            .where(tables.postmortem.c.id == pm_id)
            .values(created_at=clock.now.replace(year=2025))
        )
    assert shown(app) is None


def test_put_away_until_tomorrow(app: App, clock: TestClock) -> None:
    """By one visitor, for that visitor."""
    incident(app, "Open", clock.now - timedelta(days=90), "Alert")
    ada, ben = newcomer(app, "Ada"), newcomer(app, "Ben")
    put_away(app, ada, "UTC")
    assert anniversary(app, ada, "UTC") is None
    assert anniversary(app, ben, "UTC") is not None
    put_away(app, ben, "Asia/Tokyo")
    assert anniversary(app, ada, "UTC") is None
    clock.tick(days=1)
    assert anniversary(app, ada, "UTC") is not None


@pytest.mark.parametrize(("zone", "title"), [("UTC", "Year"), ("Pacific/Kiritimati", "Open")])
def test_today_is_where_the_reader_is(app: App, clock: TestClock, zone: str, title: str) -> None:
    """At two in the afternoon in UTC it is tomorrow on Kiritimati."""
    incident(app, "Open", clock.now - timedelta(days=90), "Alert")
    incident(app, "Year", clock.now.replace(year=2025))
    found = shown(app, zone)
    assert found is not None
    assert found[0] == title


def test_another_one_each_day(app: App, clock: TestClock) -> None:
    """With several that are open, not always the same."""
    for number in range(8):
        incident(app, f"Open {number}", clock.now - timedelta(days=200, hours=number), "Alert")
    seen = set()
    for _ in range(20):
        clock.tick(days=1)
        found = shown(app)
        assert found is not None
        seen.add(found[0])
    assert len(seen) > 1


def test_an_idea_before_the_meeting_is_no_promise(app: App, clock: TestClock) -> None:
    """Rows of a postmortem without a meeting that ended are not open actions; blank ones neither."""
    with app.db.write() as tx:
        postmortems.create(tx, "draft", "Draft")
        made = Postmortem(title="Draft", actions=(ActionRow(id="a", text="Alert"),))
        postmortems.save_record(tx, "draft", record_of(made), 1)
        tx.execute(tables.postmortem.update().values(created_at=clock.now - timedelta(days=90)))
    blank = incident(app, "Blank", clock.now - timedelta(days=90), "  ")
    assert shown(app) is None
    assert blank


def test_two_who_put_it_away_at_once_are_both_heard(
    app: App, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not come back to one of them the same day."""
    incident(app, "Old", clock.now - timedelta(days=90), "Alert")
    people = newcomer(app, "Ada"), newcomer(app, "Ben")
    wait_for_each_other(monkeypatch, settings_kv, "get_setting")
    at_once(*(lambda who=who: put_away(app, who, "UTC") for who in people))
    monkeypatch.undo()
    assert [anniversary(app, who, "UTC") for who in people] == [None, None]
