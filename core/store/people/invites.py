"""The ways into one meeting: its spoken code, and the generation that its join links are signed with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from core.store.database import tables
from core.store.database.transaction import Transaction


@dataclass(frozen=True)
class JoinCode:
    """``expires_at`` None: for as long as the meeting is not over."""

    postmortem_id: str
    code: str
    expires_at: datetime | None


def code_for(tx: Transaction, pm_id: str) -> JoinCode | None:
    found = tx.execute(select(tables.join_code).where(tables.join_code.c.postmortem_id == pm_id)).one_or_none()
    return None if found is None else JoinCode(found.postmortem_id, found.code, found.expires_at)


def new_code(tx: Transaction, pm_id: str, code: str, expires_at: datetime | None) -> None:
    """In place of the old one. Raises Conflict when another meeting has this code: draw again."""
    insert = tx.upsert(tables.join_code).values(postmortem_id=pm_id, code=code, expires_at=expires_at)
    new = {"code": code, "expires_at": expires_at}
    tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id"], set_=new))


def end_code(tx: Transaction, pm_id: str, expires_at: datetime | None) -> None:
    """Say when the code ends; it stays the same code."""
    mine = tables.join_code.c.postmortem_id == pm_id
    tx.execute(tables.join_code.update().where(mine).values(expires_at=expires_at))


def by_code(tx: Transaction, code: str, now: datetime) -> str | None:
    """The postmortem this code opens now; not one in the trash."""
    c, p = tables.join_code.c, tables.postmortem.c
    open_now = or_(c.expires_at.is_(None), c.expires_at > now)
    statement = select(c.postmortem_id).join(tables.postmortem, p.id == c.postmortem_id)
    found: str | None = tx.execute(statement.where(c.code == code, open_now, p.trashed_at.is_(None))).scalar()
    return found


def generation(tx: Transaction, pm_id: str, role: str) -> int:
    """Signed into the links of this role; 0 until they are rotated for the first time."""
    g = tables.link_generation.c
    found = tx.execute(select(g.generation).where(g.postmortem_id == pm_id, g.role == role)).scalar()
    return found or 0


def rotate(tx: Transaction, pm_id: str, roles: tuple[str, ...] = ("facilitator", "participant", "viewer")) -> None:
    """Links given out before open nothing any more."""
    for role in roles:
        insert = tx.upsert(tables.link_generation).values(postmortem_id=pm_id, role=role, generation=1)
        higher = {"generation": tables.link_generation.c.generation + 1}
        tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id", "role"], set_=higher))
