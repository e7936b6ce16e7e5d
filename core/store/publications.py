"""Publications and those who opened their links: what a reader outside the meeting depends on.

A publication points at the revision that was kept for it; readers see the text of today, with what was written since
told as such (`authors` knows by whom). The link's generation stands with those of the join links, under its own name.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, update

from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.people import invites

LINK: Final = "published"
"""The role under which the generation of the published link is counted. It is no role of a member."""

_P = tables.publication.c


@dataclass(frozen=True)
class Publication:
    """``published_by`` is a visitor id, None for the operator; ``withdrawn_at`` is None while it stands."""

    postmortem_id: str
    published_at: datetime
    published_by: str | None
    revision_id: int
    withdrawn_at: datetime | None


def publish(tx: Transaction, pm_id: str, revision_id: int, by: str | None) -> Publication:
    """In place of an earlier publication, standing or withdrawn."""
    made = Publication(pm_id, tx.now(), by, revision_id, withdrawn_at=None)
    new = {name: value for name, value in vars(made).items() if name != "postmortem_id"}
    insert = tx.upsert(tables.publication).values(postmortem_id=pm_id, **new)
    tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id"], set_=new))
    return made


def withdraw(tx: Transaction, pm_id: str) -> bool:
    """Take it back. The link given out for it is dead for ever. False when nothing was published."""
    in_force = _P.postmortem_id == pm_id, _P.withdrawn_at.is_(None)
    if tx.execute(update(tables.publication).where(*in_force).values(withdrawn_at=tx.now())).rowcount != 1:
        return False
    invites.rotate(tx, pm_id, (LINK,))
    tx.execute(tables.reader.delete().where(tables.reader.c.postmortem_id == pm_id))
    return True


def publication(tx: Transaction, pm_id: str) -> Publication | None:
    """The latest one; see ``withdrawn_at``."""
    found = tx.execute(select(tables.publication).where(_P.postmortem_id == pm_id)).one_or_none()
    return None if found is None else Publication(**found._mapping)


def generation(tx: Transaction, pm_id: str) -> int:
    """Signed into the published link; higher after each withdrawal."""
    return invites.generation(tx, pm_id, LINK)


def let_read(tx: Transaction, pm_id: str, visitor_id: str) -> bool:
    """Note that this visitor opened the link of now. False when that was known already."""
    if may_read(tx, pm_id, visitor_id):
        return False
    new = {"generation": generation(tx, pm_id), "at": tx.now()}
    insert = tx.upsert(tables.reader).values(postmortem_id=pm_id, visitor_id=visitor_id, **new)
    tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id", "visitor_id"], set_=new))
    return True


def may_read(tx: Transaction, pm_id: str, visitor_id: str) -> bool:
    """Whether this visitor opened the link that is good now."""
    r = tables.reader.c
    mine = r.postmortem_id == pm_id, r.visitor_id == visitor_id
    found = tx.execute(select(r.generation).where(*mine)).scalar()
    return found is not None and found == generation(tx, pm_id)
