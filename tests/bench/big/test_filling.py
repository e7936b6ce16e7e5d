"""The database for figures has what the real code would have stored, although it is filled hundreds at a time."""

import pytest
from sqlalchemy import func, select

from core.domain.insights.reading import RULES
from core.services import postmortems
from core.services.app import App
from core.store import insights
from core.store.database import tables
from core.store.database.audience import UNRESTRICTED
from core.store.similar.tables import similar_index, similar_term
from tests.bench.big import content, filling

COUNT = 140
_I, _T = similar_index.c, similar_term.c


@pytest.fixture
def full(app: App, monkeypatch: pytest.MonkeyPatch) -> App:
    """So few shapes that most of the many have the text of another one, and more than one transaction."""
    monkeypatch.setattr(content, "SHAPES", 60)
    monkeypatch.setattr(filling, "AT_ONCE", 100)
    filling.fill(app, COUNT)
    return app


def test_everything_is_there_and_found(full: App) -> None:
    """Five actions each, in the search by its own title; a closed one is not."""
    with full.db.read(UNRESTRICTED) as tx:
        assert tx.execute(select(func.count()).select_from(tables.record_action)).scalar_one() == 5 * COUNT
        titles = {row.id: row.title for row in tx.execute(select(tables.postmortem.c.id, tables.postmortem.c.title))}
        unread = insights.records_behind(tx, RULES, COUNT)
    assert not unread
    assert {row.card.id for row in postmortems.archive(full, titles["big00130"]).rows} >= {"big00130"}
    assert not postmortems.archive(full, titles["big00050"]).whole


def test_terms_that_are_shared_are_those_that_reading_gives(full: App) -> None:
    """A later one of a shape has each term of the first one, and no other."""
    with full.db.write(UNRESTRICTED) as tx:
        numbers = {row.postmortem_id: row.id for row in tx.execute(select(_I.postmortem_id, _I.id))}

        def terms(pm_id: str) -> set[str]:
            return set(tx.execute(select(_T.term).where(_T.document == numbers[pm_id])).scalars())

        assert terms("big00123") == terms("big00003")
        assert len(terms("big00003")) > 50
        assert terms("big00003") != terms("big00004")
