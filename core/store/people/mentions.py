"""Other words in the place of a person's name, in the columns that hold what people wrote outside of documents.

What is projected from a document is not here: it is made again from the document. A test names every column with text,
so that a new one is thought of.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, Table, and_, bindparam, or_, select, update

from core.domain.people.mentions import Mentions
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
_BODIES: Final = "inbound_delivery.body"
_AT_ONCE: Final = 500
_KEPT: Final = 16  # the tables of a postmortem, for one name and what is left of the one before

Key = tuple[tuple[str, Any], ...]


class NamedRow(NamedTuple):
    """A row that belongs to no postmortem and holds the name: its table, and its key by column."""

    table: str
    key: Key


def postmortems_holding(tx: Transaction, wanted: Mentions) -> set[str]:
    """Those with a row beside the document that holds the name: each table is read once, for all of them."""
    found = set[str]()
    for table_name, columns in {**OF_A_POSTMORTEM, "dismissal": ("phrase",)}.items():
        table = tables.metadata.tables[table_name]
        values = [table.c[column] for column in columns]
        statement = select(table.c.postmortem_id, *values).where(_holds(table, columns, wanted.plain_words))
        for pm_id, *texts in tx.execute(statement.execution_options(stream_results=True, yield_per=_AT_ONCE)):
            if pm_id not in found and any(_changes(text, wanted) for text in texts):
                found.add(pm_id)
    return found


def rewrite_about(tx: Transaction, pm_id: str, wanted: Mentions, *, dry_run: bool) -> int:
    """In everything beside the document of a postmortem. Returns how many rows changed, or would.

    What was decided about hints on a phrase with the name is forgotten: its phrase is compared by a digest.
    """
    changed = 0
    for table_name, columns in OF_A_POSTMORTEM.items():
        changes = list(_changes_about(tx, pm_id, table_name, columns, wanted))
        changed += len(changes)
        for key, different in changes if not dry_run else []:
            _put(tx, tables.metadata.tables[table_name], key, different)
    d = tables.dismissal.c
    asked = _about(tables.dismissal, ("postmortem_id", "field", "phrase_hash"), ("phrase",), wanted.plain_words)
    for _, field, digest, phrase in tx.execute(asked, {"pm_id": pm_id}).all():
        if _changes(phrase, wanted):
            changed += 1
            if not dry_run:
                this = d.postmortem_id == pm_id, d.field == field, d.phrase_hash == digest
                tx.execute(tables.dismissal.delete().where(*this))
    if not dry_run:
        tx.execute(tables.insight.delete().where(tables.insight.c.postmortem_id == pm_id))
    return changed


def rows_in_workspace(tx: Transaction, wanted: Mentions) -> Iterator[NamedRow]:
    """Those of what belongs to no postmortem that hold the name."""
    for table_name, columns in OF_THE_WORKSPACE.items():
        table = tables.metadata.tables[table_name]
        which = [table.c.key.in_(SETTINGS)] if table_name == "setting" else []
        for key, _ in _changes_in(tx, table, columns, which, wanted):
            yield NamedRow(table_name, key)
    b = tables.inbound_delivery.c
    bodies = select(b.id, b.body).where(b.body.is_not(None)).execution_options(stream_results=True, yield_per=_AT_ONCE)
    for number, body in tx.execute(bodies):
        if _changed_body(bytes(body), wanted) is not None:
            yield NamedRow(_BODIES, (("id", number),))


def rewrite_row(tx: Transaction, row: NamedRow, wanted: Mentions) -> None:
    """In one of those, as it is now."""
    if row.table == _BODIES:
        _rewrite_body(tx, row, wanted)
    else:
        table = tables.metadata.tables[row.table]
        which = [table.c[column] == value for column, value in row.key]
        _rewrite(tx, table, OF_THE_WORKSPACE[row.table], which, wanted, dry_run=False)


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
    wanted: Mentions,
    *,
    dry_run: bool,
) -> int:
    found = list(_changes_in(tx, table, columns, which, wanted))
    for key, different in found if not dry_run else []:
        _put(tx, table, key, different)
    return len(found)


def _put(tx: Transaction, table: Table, key: Key, different: Mapping[str, str]) -> None:
    this = [table.c[column] == value for column, value in key]
    tx.execute(update(table).where(*this).values(**different))


def _changes_about(
    tx: Transaction, pm_id: str, table_name: str, columns: tuple[str, ...], wanted: Mentions
) -> Iterator[tuple[Key, dict[str, str]]]:
    """In the rows of one postmortem."""
    table = tables.metadata.tables[table_name]
    keys = tuple(column.name for column in table.primary_key.columns)
    statement = _about(table, keys, columns, wanted.plain_words)
    return _changed(tx.execute(statement, {"pm_id": pm_id}).all(), keys, columns, wanted)


@lru_cache(_KEPT)
def _about(table: Table, keys: tuple[str, ...], columns: tuple[str, ...], plain_words: tuple[str, ...]) -> Select[Any]:
    """For the postmortem ``pm_id``. Made once for a name: thousands are asked, and making it takes longer than that."""
    mine = table.c.postmortem_id == bindparam("pm_id")
    return select(*(table.c[name] for name in (*keys, *columns))).where(mine, _holds(table, columns, plain_words))


def _changes_in(
    tx: Transaction, table: Table, columns: tuple[str, ...], which: Sequence[ColumnElement[bool]], wanted: Mentions
) -> Iterator[tuple[Key, dict[str, str]]]:
    """The keys of the rows that hold the name, with what their columns would say."""
    keys = tuple(column.name for column in table.primary_key.columns)
    held = _holds(table, columns, wanted.plain_words)
    statement = select(*(table.c[name] for name in (*keys, *columns))).where(*which, held)
    return _changed(tx.execute(statement).all(), keys, columns, wanted)


def _changed(
    rows: Sequence[Row[Any]], keys: Sequence[str], columns: Sequence[str], wanted: Mentions
) -> Iterator[tuple[Key, dict[str, str]]]:
    for row in rows:
        old = row._mapping
        new = {column: wanted.replaced_as_json(old[column]) for column in columns if old[column]}
        different = {column: value for column, value in new.items() if value != old[column]}
        if different:
            yield tuple((name, old[name]) for name in keys), different


def _changes(text: str | None, wanted: Mentions) -> bool:
    return bool(text) and wanted.replaced_as_json(text or "") != text


def _rewrite_body(tx: Transaction, row: NamedRow, wanted: Mentions) -> None:
    b = tables.inbound_delivery.c
    this = b.id == dict(row.key)["id"]
    body = tx.execute(select(b.body).where(this)).scalar()
    new = _changed_body(bytes(body), wanted) if body is not None else None
    if new is not None:
        tx.execute(update(tables.inbound_delivery).where(this).values(body=new))


def _changed_body(body: bytes, wanted: Mentions) -> bytes | None:
    """What alerting tools sent is kept as bytes for some days. None where it does not hold the name."""
    small = body.lower()
    if not all(word.lower().encode() in small for word in wanted.plain_words):
        return None
    text = body.decode("utf-8", "replace")
    new = wanted.replaced_as_json(text)
    return None if new == text else new.encode()


def _holds(table: Table, columns: tuple[str, ...], plain_words: Sequence[str]) -> ColumnElement[bool]:
    """A coarse filter, so that few rows are read: all plain words of the name stand there, perhaps with escapes."""
    return or_(*(and_(table.c[column].is_not(None), *_words_in(table.c[column], plain_words)) for column in columns))


def _words_in(column: ColumnElement[Any], plain_words: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    for word in plain_words:
        spelled = sorted({word, json.dumps(word)[1:-1]})
        yield or_(*(column.icontains(form, autoescape=True) for form in spelled))
