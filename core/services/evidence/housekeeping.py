"""Pictures that no row names any more: kept for a while, because removing is taken back with one key, then deleted.

A picture counts as used while the record names it. What an earlier version names is not asked: such a version says
that its picture is no longer kept.
"""

from datetime import timedelta
from typing import Final

from core.domain.content.evidence import picture_ids
from core.services.app import App
from core.services.documents.records import postmortem_of
from core.store import evidence, postmortems
from core.store.database.transaction import Transaction

GRACE: Final = timedelta(days=7)
"""How long a picture is kept that nobody uses."""
GRACE_WHEN_FULL: Final = timedelta(minutes=10)
"""The same, where another one needs its room: longer than an upload takes, and than anybody waits with undo."""


def tidy(app: App) -> int:
    """Note which pictures are used, and delete those that were not for GRACE. Returns how many.

    A postmortem whose record is behind its document is left for the next time: the document may name more.
    """
    with app.db.read() as tx:
        behind = set(postmortems.behind(tx))
        owners = [pm_id for pm_id in evidence.owners(tx) if pm_id not in behind]
    gone = 0
    for pm_id in owners:
        with app.db.write() as tx:
            gone += _tidied(tx, pm_id, GRACE)
    return gone


def make_room(tx: Transaction, pm_id: str) -> None:
    """Delete what was unused for GRACE_WHEN_FULL."""
    _tidied(tx, pm_id, GRACE_WHEN_FULL)


def _tidied(tx: Transaction, pm_id: str, grace: timedelta) -> int:
    record = postmortems.record(tx, pm_id)
    if record is None:  # it is made again from the document; until then nothing is known
        return 0
    evidence.note_use(tx, pm_id, picture_ids(postmortem_of(record)))
    return evidence.remove_unused(tx, pm_id, tx.now() - grace)
