"""Earlier incidents like this one: found while it is typed, and by what is written of it."""

from datetime import timedelta

import pytest

from core.errors import NotFound
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.memory.similar_incidents import similar_to, similar_to_text
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
