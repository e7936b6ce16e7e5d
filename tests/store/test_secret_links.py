"""How often a secret address was renewed, and the days of review: small questions, asked of both databases."""

from datetime import date

import pytest

from core.domain.postmortem import FollowUp, Postmortem
from core.services.app import App
from core.services.postmortems.creating import create_from
from core.store import postmortems, secret_links
from core.store.database.transaction import Transaction
from core.store.review_days import review_days


def test_an_address_was_never_renewed_until_it_is(tx: Transaction) -> None:
    """Nothing is stored for an address that nobody ever renewed."""
    assert secret_links.generation(tx, "feed_team", "") == 0
    secret_links.renew(tx, "feed_team", "")
    secret_links.renew(tx, "feed_team", "")
    assert secret_links.generation(tx, "feed_team", "") == 2


def test_each_purpose_and_each_subject_counts_for_itself(tx: Transaction) -> None:
    """One person's new calendar leaves everybody else's alone."""
    secret_links.renew(tx, "feed_owner", "ada")
    assert secret_links.generation(tx, "feed_owner", "ada") == 1
    assert secret_links.generation(tx, "feed_owner", "ben") == 0
    assert secret_links.generation(tx, "feed_team", "ada") == 0


@pytest.mark.parametrize("subject", ["'; DROP TABLE secret_link; --", "\x00", "\ud800", "名前", "x" * 10_000])
def test_any_name_can_be_asked_for(tx: Transaction, subject: str) -> None:
    """A name out of an address may be anything."""
    assert secret_links.generation(tx, "feed_owner", subject) == 0


def planned(app: App, title: str, on: date | None, example: bool = False) -> str:
    with app.db.write() as tx:
        return create_from(tx, Postmortem(title=title, follow_up=FollowUp(review_on=on)), example=example)


def days(app: App, since: date) -> list[tuple[str, date]]:
    with app.db.read() as tx:
        return [(review_day.postmortem_title, review_day.on) for review_day in review_days(tx, since)]


def test_days_of_review_come_in_their_order(app: App) -> None:
    """From a day on, the earliest first; a postmortem without one has none."""
    planned(app, "Later", date(2026, 12, 24))
    planned(app, "Sooner", date(2026, 12, 1))
    planned(app, "Long ago", date(2025, 1, 1))
    planned(app, "Never", None)
    assert days(app, date(2026, 12, 1)) == [("Sooner", date(2026, 12, 1)), ("Later", date(2026, 12, 24))]


def test_an_example_and_what_is_in_the_trash_have_no_day(app: App) -> None:
    """Nobody is asked to review what never happened."""
    planned(app, "Example", date(2026, 12, 1), example=True)
    gone = planned(app, "Gone", date(2026, 12, 1))
    with app.db.write() as tx:
        postmortems.trash(tx, gone)
    assert days(app, date(2026, 1, 1)) == []


@pytest.mark.parametrize("text", ["\x00", '"', "\\u0000", "\\", "名前 🎉", "}\n{"])
def test_no_text_hides_a_day(app: App, text: str) -> None:
    """The day is found beside anything that somebody typed."""
    with app.db.write() as tx:
        create_from(
            tx, Postmortem(title="Disk", tags=(text,), follow_up=FollowUp(tracker=text, review_on=date(2026, 12, 1)))
        )
    assert days(app, date(2026, 12, 1)) == [("Disk", date(2026, 12, 1))]
