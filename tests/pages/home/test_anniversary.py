"""Home brings back one old postmortem, quietly."""

from datetime import timedelta

from core.services import postmortems
from core.store.database import tables
from tests.support.insight_data import fill
from tests.support.pages import Tab, assert_whole, press, words


def test_nothing_is_brought_back_to_a_new_team(tab: Tab) -> None:
    """Not the example either."""
    session = tab.open()
    assert_whole(session)
    assert "Not today" not in words(session)


def test_a_year_ago_today_and_not_today(tab: Tab) -> None:
    """One card with its title, why today, and what is open; put away, it is gone until tomorrow."""
    pm_id = postmortems.create(tab.app, "<b>Queue</b> stood still", by=tab.again())
    with tab.app.db.write() as tx:
        now = tx.now()
        # 29 February has no year before.
        year_ago = now.replace(year=now.year - 1, day=28 if (now.month, now.day) == (2, 29) else now.day)
        row = tables.postmortem
        tx.execute(row.update().where(row.c.id == pm_id).values(created_at=year_ago))
    session = tab.open()
    assert_whole(session)
    text = words(session)
    assert "year" in text
    assert "&lt;b&gt;Queue&lt;/b&gt; stood still" in text
    press(session, "Not today")
    assert_whole(session)
    assert "Not today" not in words(session)
    assert "Not today" not in words(tab.open())
    assert "Not today" in words(Tab(tab.app).open())


def test_what_is_still_open(tab: Tab) -> None:
    """The number of its action items stands on the card."""
    fill(tab.app, 5, days=1500)
    with tab.app.db.write() as tx:
        at = tx.now() - timedelta(days=70)
        tx.execute(tables.postmortem.update().values(created_at=at, started_at=at))
    text = words(tab.open())
    assert "Still open" in text
    assert "still open</span>" in text
