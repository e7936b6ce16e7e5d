"""The Archive narrowed down and searched, by what people see: which rows, in which order, and what is said of them."""

from datetime import date, timedelta

import pytest

from core.document.edit import Change
from core.domain.postmortem import Lens, Severity
from core.domain.search.filters import ArchiveFilter
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.store import incident_links
from tests.support.apps import BEGIN
from tests.support.edits import add_row, combined, set_labels, set_text
from tests.support.held import held


def opened(app: App, title: str, *changes: Change, severity: Severity | None = None, days_ago: float = 0) -> str:
    pm_id = postmortems.create(app, title, severity, BEGIN - timedelta(days=days_ago))
    if changes:
        document_store.edit(app, pm_id, combined(*changes), None)
    return pm_id


def titles(app: App, chosen: ArchiveFilter, query: str = "", zone: str = "UTC") -> list[str]:
    return [row.card.title for row in postmortems.archive(app, query, chosen=chosen, zone=zone).rows]


@pytest.fixture
def library(app: App) -> App:
    opened(
        app,
        "Checkout down",
        set_labels("services", "Checkout", "payments"),
        set_labels("tags", "dns"),
        add_row("root_cause.monitoring", "m", "The alert was muted.", "V"),
        add_row("actions", "a", "Alert at ninety", "V", owner="Ada Lovelace"),
        severity=Severity.P1,
    )
    opened(
        app,
        "Slow search",
        set_labels("services", "search"),
        add_row("actions", "b", "Warm the cache", "V", owner="ada  lovelace"),
        add_row("actions", "c", "Second replica", "W", owner="Grace"),
        severity=Severity.P2,
        days_ago=10,
    )
    opened(app, "Mail late", set_labels("tags", "DNS", "mail"), severity=Severity.P2, days_ago=20)
    return app


def test_nothing_chosen_is_everything(library: App) -> None:
    """The newest incident first, as before."""
    assert titles(library, ArchiveFilter()) == ["Checkout down", "Slow search", "Mail late"]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (ArchiveFilter(severity=Severity.P2), ["Slow search", "Mail late"]),
        (ArchiveFilter(severity=Severity.P3), []),
        (ArchiveFilter(service="CHECKOUT"), ["Checkout down"]),
        (ArchiveFilter(service="check"), []),
        (ArchiveFilter(tag="dns"), ["Checkout down", "Mail late"]),
        (ArchiveFilter(tag="dns", severity=Severity.P2), ["Mail late"]),
        (ArchiveFilter(owner="Ada Lovelace"), ["Checkout down", "Slow search"]),
        (ArchiveFilter(owner=" grace "), ["Slow search"]),
        (ArchiveFilter(owner="Nobody here"), []),
        (ArchiveFilter(lens=Lens.MONITORING), ["Checkout down"]),
        (ArchiveFilter(lens=Lens.CULTURE), []),
    ],
)
def test_each_filter_narrows_and_all_of_them_together(library: App, chosen: ArchiveFilter, found: list[str]) -> None:
    """Names in any case and as whole names; several filters must all be met."""
    page = postmortems.archive(library, chosen=chosen)
    assert [row.card.title for row in page.rows] == found
    assert (page.total, page.whole) == (len(found), len(found))


def test_only_open_actions_that_were_promised_count(library: App) -> None:
    """Before a meeting is over nothing is promised, and so nothing is open."""
    chosen = ArchiveFilter(open_actions=True)
    assert titles(library, chosen) == []
    (pm_id,) = [row.card.id for row in postmortems.archive(library, "Slow search ").rows][:1]
    held(library, pm_id)
    assert titles(library, chosen) == ["Slow search"]


def test_recurrences_are_both_ends_of_a_link(library: App) -> None:
    """The one that came back, and the one that it came back as."""
    chosen = ArchiveFilter(came_back=True)
    assert titles(library, chosen) == []
    ids = {row.card.title: row.card.id for row in postmortems.archive(library).rows}
    with library.db.write() as tx:
        incident_links.link(tx, ids["Checkout down"], ids["Mail late"], None)
    assert titles(library, chosen) == ["Checkout down", "Mail late"]
    postmortems.trash(library, ids["Mail late"], None)
    assert titles(library, chosen) == []  # nothing says any more that it is linked
    postmortems.restore(library, ids["Mail late"], None)
    assert titles(library, chosen) == ["Checkout down", "Mail late"]


def test_days_are_those_of_whoever_looks(app: App) -> None:
    """Both ends are included, and an evening in one place is a morning in another."""
    began = BEGIN.replace(hour=23, minute=30)
    postmortems.create(app, "Late", None, began)
    day = began.date()
    assert titles(app, ArchiveFilter(since=day, until=day)) == ["Late"]
    assert titles(app, ArchiveFilter(since=day + timedelta(days=1))) == []
    assert titles(app, ArchiveFilter(until=day - timedelta(days=1))) == []
    assert titles(app, ArchiveFilter(since=day + timedelta(days=1)), zone="Asia/Tokyo") == ["Late"]
    assert titles(app, ArchiveFilter(until=day), zone="Asia/Tokyo") == []


def test_the_first_and_the_last_day_there_is_are_no_error(app: App) -> None:
    """A day at the end of the calendar has no next one."""
    postmortems.create(app, "Now", None, BEGIN)
    assert titles(app, ArchiveFilter(since=date.min, until=date.max), zone="Pacific/Kiritimati") == ["Now"]
    assert titles(app, ArchiveFilter(since=date.max), zone="America/New_York") == []
    assert titles(app, ArchiveFilter(until=date.min), zone="Asia/Tokyo") == []


def test_a_search_is_narrowed_down_too(library: App) -> None:
    """Also among the closest, and the words of the page say how many have all."""
    assert titles(library, ArchiveFilter(tag="dns"), "down ") == ["Checkout down"]
    page = postmortems.archive(library, "mail zebra", chosen=ArchiveFilter(severity=Severity.P2))
    assert ([row.card.title for row in page.rows], page.whole, page.total) == (["Mail late"], 0, 1)
    assert not page.rows[0].whole
    assert titles(library, ArchiveFilter(severity=Severity.P1), "mail zebra") == []


def test_what_has_some_of_the_words_follows(library: App) -> None:
    """Each row says whether it has all of them."""
    page = postmortems.archive(library, "slow search late")
    assert [(row.card.title, row.whole) for row in page.rows] == [("Slow search", False), ("Mail late", False)]
    page = postmortems.archive(library, "slow search ")
    assert [(row.card.title, row.whole) for row in page.rows] == [("Slow search", True)]


def test_a_mistyped_word_is_read_as_another_and_said(library: App) -> None:
    """Nobody is shown something else in silence."""
    page = postmortems.archive(library, "chekout ")
    assert [row.card.title for row in page.rows] == ["Checkout down"]
    assert page.respelled == (("chekout", "checkout"),)


def test_the_choices_are_what_is_there(library: App) -> None:
    """Each once, however it was written, with how many have it; nothing of what is in the trash."""
    choices = postmortems.filter_choices(library)
    assert choices.services == (("Checkout", 1), ("payments", 1), ("search", 1))
    assert [(name.lower(), count) for name, count in choices.tags] == [("dns", 2), ("mail", 1)]
    assert sorted((name.lower(), count) for name, count in choices.owners) == [("ada lovelace", 2), ("grace", 1)]
    for row in postmortems.archive(library, chosen=ArchiveFilter(owner="Grace")).rows:
        postmortems.trash(library, row.card.id, None)
    assert [name for name, _ in postmortems.filter_choices(library).services] == ["Checkout", "payments"]


def test_a_service_that_is_typed_now_is_found_at_once(app: App) -> None:
    """The index is in step with the record."""
    pm_id = opened(app, "Fresh", set_text("summary.impact", "Orders stood still"))
    assert titles(app, ArchiveFilter(service="billing")) == []
    document_store.edit(app, pm_id, set_labels("services", "Billing"), None)
    assert titles(app, ArchiveFilter(service="billing")) == ["Fresh"]
    assert titles(app, ArchiveFilter(service="billing"), "orders ") == ["Fresh"]
