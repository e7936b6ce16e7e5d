"""Other words in the place of a person's name, in the columns that hold what people wrote outside of documents.

What is projected from a document is not here: it is made again from the document. A test names every column with text,
so that a new one is thought of.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, or_, select, update

from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search.folding import name_key
from core.store.settings_kv import LABELS_APART, TEAM_RULES, TRACKER

OF_A_POSTMORTEM: Final[Mapping[str, tuple[str, ...]]] = {
    "action_progress": ("note", "evidence", "owner"),
    "issue_answer": ("title", "reason", "said_by"),
    "meeting_event": ("data",),
    "quiet_draft": ("text",),
    "quiet_minute": ("state",),
    "review": ("because", "note", "walk"),
}
OF_THE_WORKSPACE: Final[Mapping[str, tuple[str, ...]]] = {
    "held_notice": ("content",),
    "inbound_delivery": ("title", "note", "headers"),
    "mail_delivery": ("body",),
    "setting": ("value",),
    "webhook_delivery": ("body",),
}
SETTINGS: Final = (LABELS_APART, TEAM_RULES, TRACKER)
"""Those settings in which people write; the others are numbers and keys."""

Rewrite = Callable[[str], str]


def rewrite_about(tx: Transaction, pm_id: str, name: str, rewrite: Rewrite, *, dry_run: bool) -> int:
    """In everything beside the document of a postmortem. Returns how many rows changed, or would.

    What was decided about hints on a phrase with the name is forgotten: its phrase is compared by a digest.
    """
    changed = 0
    for table_name, columns in OF_A_POSTMORTEM.items():
        table = tables.metadata.tables[table_name]
        changed += _rewrite(tx, table, columns, [table.c.postmortem_id == pm_id], name, rewrite, dry_run=dry_run)
    d = tables.dismissal.c
    mine = [d.postmortem_id == pm_id, _holds(tables.dismissal, ("phrase",), name)]
    phrases = tx.execute(select(d.field, d.phrase_hash, d.phrase).where(*mine)).all()
    for field, digest, phrase in phrases:
        if rewrite(phrase) != phrase:
            changed += 1
            if not dry_run:
                this = d.postmortem_id == pm_id, d.field == field, d.phrase_hash == digest
                tx.execute(tables.dismissal.delete().where(*this))
    if not dry_run:
        tx.execute(tables.insight.delete().where(tables.insight.c.postmortem_id == pm_id))
    return changed


def rewrite_in_workspace(tx: Transaction, name: str, rewrite: Rewrite, *, dry_run: bool) -> int:
    """In what belongs to no postmortem. Returns how many rows changed, or would."""
    changed = 0
    for table_name, columns in OF_THE_WORKSPACE.items():
        table = tables.metadata.tables[table_name]
        which = [table.c.key.in_(SETTINGS)] if table_name == "setting" else []
        changed += _rewrite(tx, table, columns, which, name, rewrite, dry_run=dry_run)
    return changed + _bodies(tx, name, rewrite, dry_run=dry_run)


def visitors_called(tx: Transaction, is_name: Callable[[str], bool]) -> list[str]:
    """The ids of all visitors who go by the name now."""
    v = tables.visitor.c
    return [visitor_id for visitor_id, name in tx.execute(select(v.id, v.name).order_by(v.id)) if is_name(name)]


def postmortems_of(tx: Transaction, visitor_ids: list[str]) -> set[str]:
    """Those that these visitors were in, or wrote in."""
    found = set[str]()
    for table in (tables.member, tables.author):
        found |= set(tx.execute(select(table.c.postmortem_id).where(table.c.visitor_id.in_(visitor_ids))).scalars())
    return found


def forget_accounts(tx: Transaction, visitor_ids: list[str], name: str, *, dry_run: bool) -> tuple[int, int, int]:
    """Identities of single sign-on, mail addresses under the name, and keys of calendars. Returns how many of each.

    The addresses are only counted: the mail's own services delete them, with what was to be sent.
    """
    identities = tables.identity.c.visitor_id.in_(visitor_ids)
    recipients = tables.mail_recipient.c.name_key == name_key(name)
    calendars = tables.secret_link.c.subject == name_key(name)
    counts = []
    for table, which in (
        (tables.identity, identities),
        (tables.mail_recipient, recipients),
        (tables.secret_link, calendars),
    ):
        counts.append(len(tx.execute(select(*table.primary_key.columns).where(which)).all()))
        if not dry_run and table is not tables.mail_recipient:
            tx.execute(table.delete().where(which))
    return counts[0], counts[1], counts[2]


def _rewrite(
    tx: Transaction,
    table: Table,
    columns: tuple[str, ...],
    which: Sequence[ColumnElement[bool]],
    name: str,
    rewrite: Rewrite,
    *,
    dry_run: bool,
) -> int:
    keys = list(table.primary_key.columns)
    statement = select(*keys, *(table.c[column] for column in columns)).where(*which, _holds(table, columns, name))
    changed = 0
    for row in tx.execute(statement).all():
        old = row._mapping
        new = {column: rewrite(old[column]) for column in columns if old[column]}
        different = {column: value for column, value in new.items() if value != old[column]}
        if different:
            changed += 1
            if not dry_run:
                this = [key == old[key.name] for key in keys]
                tx.execute(update(table).where(*this).values(**different))
    return changed


def _bodies(tx: Transaction, name: str, rewrite: Rewrite, *, dry_run: bool) -> int:
    """What alerting tools sent is kept as bytes for some days."""
    b = tables.inbound_delivery.c
    changed = 0
    for number, body in tx.execute(select(b.id, b.body).where(b.body.is_not(None))).all():
        text = bytes(body).decode("utf-8", "replace")
        new = rewrite(text)
        if new != text:
            changed += 1
            if not dry_run:
                tx.execute(update(tables.inbound_delivery).where(b.id == number).values(body=new.encode()))
    return changed


def _holds(table: Table, columns: tuple[str, ...], name: str) -> ColumnElement[bool]:
    """A coarse filter, so that few rows are read: the first word of the name stands there, perhaps with escapes."""
    word = name.split()[0]
    spelled = {word, json.dumps(word)[1:-1]} if word.isascii() else set()
    found: list[ColumnElement[Any]] = [
        table.c[column].icontains(form, autoescape=True) for column in columns for form in sorted(spelled)
    ]
    return or_(*found) if found else or_(*(table.c[column].is_not(None) for column in columns))
