"""Looking for a name in thousands of postmortems: what is the same for all of them is made once."""

from core.domain.people.mentions import Mentions
from core.services import postmortems
from core.services.app import App
from core.store.database.audience import UNRESTRICTED
from core.store.people import mentions


def test_the_statements_for_a_name_are_made_once_for_all_postmortems(app: App) -> None:
    """One for each table beside the document; making them takes longer than asking."""
    ids = [postmortems.create(app, f"Queue {number} stood still") for number in range(4)]
    wanted = Mentions("Mara Okafor")
    before = mentions._about.cache_info().misses
    with app.db.read(UNRESTRICTED) as tx:
        assert [mentions.rewrite_about(tx, pm_id, wanted, dry_run=True) for pm_id in ids] == [0, 0, 0, 0]
    assert mentions._about.cache_info().misses - before <= len(mentions.OF_A_POSTMORTEM) + 1
