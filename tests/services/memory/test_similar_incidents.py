"""Earlier incidents like this one: found while it is typed, and by what is written of it."""

from datetime import timedelta
from itertools import pairwise

import pytest

from core.errors import NotFound
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.memory.similar_incidents import similar_to, similar_to_text
from core.store import incident_links
from tests.support.apps import BEGIN
from tests.support.edits import set_text


def incident(app: App, title: str, what_happened: str, days: int) -> str:
    pm_id = postmortems.create(app, title, started_at=BEGIN - timedelta(days=days))
    document_store.edit(app, pm_id, set_text("summary.what_happened", what_happened), None)
    return pm_id


def test_an_earlier_incident_is_found_with_the_words_it_shares(app: App) -> None:
    """As the earlier report writes them."""
    old = incident(app, "Shop certificates expired", "Nobody renewed the Certificates of the shop.", 40)
    incident(app, "Labels are missing", "The label printer of the warehouse was offline.", 30)
    first, *_ = similar_to_text(app, "Certificate expires", "The certificate of the shop is not valid")
    assert (first.postmortem_id, first.title) == (old, "Shop certificates expired")
    assert first.happened_at == BEGIN - timedelta(days=40)
    assert {"certificates", "expired"} <= set(first.why)
    assert 0 < first.score <= 1


def test_an_incident_never_resembles_itself_or_a_later_one(app: App) -> None:
    """What is written of it is compared with what came before."""
    old = incident(app, "Shop certificates expired", "Nobody renewed the certificates of the shop.", 40)
    new = incident(app, "Certificates of the shop expired", "The certificates were not renewed.", 2)
    assert [item.postmortem_id for item in similar_to(app, new)] == [old]
    assert similar_to(app, old) == ()


def test_nothing_in_common_shows_nothing(app: App) -> None:
    """And neither does an empty text."""
    incident(app, "Shop certificates expired", "Nobody renewed the certificates of the shop.", 40)
    assert similar_to_text(app, "Xylophone", "Quokka") == similar_to_text(app, "", "") == ()


def test_a_postmortem_that_is_not_there_is_not_found(app: App) -> None:
    """With the sentence of its own."""
    with pytest.raises(NotFound):
        similar_to(app, "nothing")


def test_at_most_three_are_shown_the_surest_first(app: App) -> None:
    """Each with a strength."""
    for number in range(5):
        incident(app, f"Shop certificates expired, time {number}", "Nobody renewed the certificates of the shop.", 40)
    found = similar_to_text(app, "Certificates expired", "The certificates of the shop were not renewed")
    assert len(found) == 3
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)
    assert {item.strength for item in found} <= {"likely", "related"}


def test_the_same_incident_again_is_likely_and_a_distant_one_is_not(app: App) -> None:
    """Few are sure."""
    again = "Browsers refuse the shop because nobody renewed its certificate"
    old = incident(app, "Shop certificate expired", again, 40)
    incident(app, "Labels are missing", "The label printer of the warehouse was offline.", 30)
    first = similar_to_text(app, "Shop certificate expired again", again)[0]
    assert (first.postmortem_id, first.strength) == (old, "likely")
    distant = similar_to_text(app, "Forklift has a flat tyre", "It stands in the warehouse since this morning")
    assert all(item.strength == "related" for item in distant)


def test_what_was_answered_is_left_out(app: App) -> None:
    """Linked incidents stand elsewhere, and "not the same" is remembered."""
    linked = incident(app, "Shop certificates expired", "Nobody renewed the certificates of the shop.", 40)
    refused = incident(app, "Certificates of the shop ended", "Nobody renewed the certificates.", 30)
    other = incident(app, "Shop is not trusted", "The certificates of the shop had no chain.", 20)
    new = incident(app, "Certificates of the shop expired", "The certificates were not renewed.", 2)
    assert {item.postmortem_id for item in similar_to(app, new)} == {linked, refused, other}
    with app.db.write() as tx:
        incident_links.link(tx, new, linked, None)
        incident_links.say_not_the_same(tx, new, refused, None)
    assert [item.postmortem_id for item in similar_to(app, new)] == [other]


def test_links_bring_along_what_it_was_a_recurrence_of(app: App) -> None:
    """Somebody said that the second was the first again; whatever is like the second has to do with the first."""
    first = incident(app, "Mail relay stands still", "A poison message blocked the campaign.", 50)
    second = incident(app, "Newsletter late", "The campaign job waited for the relay at night.", 40)
    for number in range(3):
        incident(app, f"Invoice number {number} late", "A clerk of the campaign was on holiday.", 30)
    typed = ("Newsletter late again", "The campaign job waits at night")
    before = [item.postmortem_id for item in similar_to_text(app, *typed)]
    with app.db.write() as tx:
        incident_links.link(tx, second, first, None)
    after = [item.postmortem_id for item in similar_to_text(app, *typed)]
    assert first not in before
    assert after[0] == second
    assert first in after


def test_many_answers_make_it_more_or_less_sure(app: App) -> None:
    """Within bounds."""
    old = incident(app, "Shop certificates expired", "Nobody renewed the certificates of the shop.", 40)
    others = [incident(app, f"Printer number {n} offline", "It was out of paper.", 30) for n in range(6)]
    typed = ("Shop certificate", "Nobody renewed it")

    def score() -> float:
        return next(item.score for item in similar_to_text(app, *typed) if item.postmortem_id == old)

    as_it_was = score()
    with app.db.write() as tx:
        for one_end, other_end in pairwise(others):
            incident_links.say_not_the_same(tx, one_end, other_end, None)
    less = score()
    with app.db.write() as tx:
        for one_end, other_end in pairwise(others):
            incident_links.link(tx, one_end, other_end, None)
    assert less < as_it_was < score()


def test_the_trash_is_never_shown(app: App) -> None:
    """Restored, it is there again."""
    old = incident(app, "Shop certificates expired", "Nobody renewed the certificates of the shop.", 40)
    postmortems.trash(app, old, None)
    assert similar_to_text(app, "Shop certificates expired", "") == ()
    postmortems.restore(app, old, None)
    assert [item.postmortem_id for item in similar_to_text(app, "Shop certificates expired", "")] == [old]


@pytest.mark.parametrize("typed", ['" OR NEAR(', "& | ! :*", "'; DROP TABLE postmortem; --", "\x00", "\ud800", "%_"])
def test_whatever_is_typed_is_plain_text(app: App, typed: str) -> None:
    """Query languages of both databases, half signs and nothing at all."""
    incident(app, "Shop certificates expired", "Nobody renewed the certificates of the shop.", 40)
    similar_to_text(app, typed, typed, (typed,), (typed,))
