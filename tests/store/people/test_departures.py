"""Laptops that went away: noted once, taken back before the end, kept with what came of it afterwards."""

from core.store import postmortems
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.people import departures, members, visitors


def meeting(tx: Transaction) -> None:
    postmortems.create(tx, "pm", "Orders stood still")
    for name in ("Ada", "Ben"):
        visitors.create_visitor(tx, f"token {name}", name, "#336699", name.lower())
        members.join(tx, "pm", name.lower(), "participant")


def said(tx: Transaction) -> list[tuple[str, bool, bool]]:
    """Name, back, with words."""
    return [(item.name, item.back_at is not None, item.words_at is not None) for item in departures.departed(tx, "pm")]


def test_who_went_is_awaited_until_all_is_here(database: Database) -> None:
    """With words it stays on the page, without it is over."""
    with database.write() as tx:
        meeting(tx)
        departures.note_departure(tx, "pm", "ada")
        departures.note_departure(tx, "pm", "ben")
        assert said(tx) == [("Ada", False, False), ("Ben", False, False)]
        departures.note_all_received(tx, "pm", "ada", text=True)
        departures.note_all_received(tx, "pm", "ben", text=False)
        assert said(tx) == [("Ada", True, True)]
        assert not departures.is_awaited(tx, "pm", "ada")


def test_back_before_the_end_is_as_if_nothing_had_been(database: Database) -> None:
    """The row goes."""
    with database.write() as tx:
        meeting(tx)
        departures.note_departure(tx, "pm", "ada")
        departures.note_return(tx, "pm", "ada")
        departures.note_return(tx, "pm", "ben")
        assert said(tx) == []


def test_gone_a_second_time_words_that_came_stay_told(database: Database) -> None:
    """Both are true: something came late, and something may still come."""
    with database.write() as tx:
        meeting(tx)
        departures.note_departure(tx, "pm", "ada")
        departures.note_all_received(tx, "pm", "ada", text=True)
        departures.note_departure(tx, "pm", "ada")
        assert said(tx) == [("Ada", False, True)]
        departures.note_all_received(tx, "pm", "ada", text=False)
        assert said(tx) == [("Ada", True, True)]


def test_saying_that_all_is_here_without_having_been_away_changes_nothing(database: Database) -> None:
    """Every browser says it after Finish."""
    with database.write() as tx:
        meeting(tx)
        departures.note_all_received(tx, "pm", "ada", text=True)
        assert said(tx) == []


def test_who_was_removed_is_not_waited_for(database: Database) -> None:
    """They cannot come back with words."""
    with database.write() as tx:
        meeting(tx)
        departures.note_departure(tx, "pm", "ada")
        members.remove(tx, "pm", "ada")
        assert said(tx) == []
