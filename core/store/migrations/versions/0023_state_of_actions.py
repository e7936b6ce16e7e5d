"""The state of an action beside its words, whether a meeting was held, and indexes for lists of thousands."""

import sqlalchemy as sa
from alembic import op

from core.store.database.column_types import Instant, Number
from core.store.search.folding import composed, fold

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ACTION = "record_action"
_AT_ONCE = 1000
_BLANK = " \t\n\r\x0b\x0c\u00a0\u2003\u3000"
_PARTS = (
    ("trashed", "trashed_at IS NOT NULL", "trashed_at IS NOT NULL"),
    ("closed", "closed_at IS NOT NULL", "closed_at IS NOT NULL"),
    ("example", "example IS 1", "example IS true"),
    ("unagreed", "promised IS 0 AND held IS 0", "promised IS false AND held IS false"),
)


def upgrade() -> None:
    # A database whose stamp was set back for a repair has them already.
    if "held" not in _columns("postmortem"):
        op.add_column("postmortem", sa.Column("held", sa.Boolean, nullable=False, server_default=sa.false()))
    _fill_held()
    there = _columns("postmortem")
    if "began_at" not in there:
        op.add_column("postmortem", sa.Column("began_at", Instant))
    op.execute("UPDATE postmortem SET began_at = coalesce(started_at, created_at)")
    if "title_folded" not in there:
        op.add_column("postmortem", sa.Column("title_folded", sa.Text, nullable=False, server_default=""))
    _fold_titles()
    if "review_on" not in _columns("postmortem"):
        op.add_column("postmortem", sa.Column("review_on", sa.Text))
    _fill_review_days()
    there = _columns(ACTION)
    for column in (
        sa.Column("state", sa.Text, nullable=False, server_default="open"),
        sa.Column("step", Number),
        sa.Column("taken_up", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("blank", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("folded", sa.Text, nullable=False, server_default=""),
    ):
        if column.name not in there:
            op.add_column(ACTION, column)
    _fill_actions()
    _index("postmortem", "ix_postmortem_began_at_id", ["began_at", "id"])
    _index("postmortem", "ix_postmortem_zone", ["zone"])
    for name, on_sqlite, on_postgresql in _PARTS:
        where = {"sqlite_where": sa.text(on_sqlite), "postgresql_where": sa.text(on_postgresql)}
        _index("postmortem", f"ix_postmortem_{name}", ["id"], **where)
    _index(ACTION, "ix_record_action_state", ["state", "owner", "postmortem_id", "due", "blank", "taken_up"])
    _index(ACTION, "ix_record_action_step", ["step"])
    _index(ACTION, "ix_record_action_owner_postmortem_id", ["owner", "postmortem_id"])
    _index("meeting", "ix_meeting_kind_status_postmortem_id", ["kind", "status", "postmortem_id"])
    if "ix_record_label_kind_key" in _indexes("record_label"):
        op.drop_index("ix_record_label_kind_key", "record_label")
    columns = ["kind", "key", "postmortem_id", "value"]
    _index("record_label", "ix_record_label_kind_key_postmortem_id_value", columns)


def _columns(table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}


def _index(table: str, name: str, columns: list[str], **where: sa.TextClause) -> None:
    if name not in _indexes(table):
        op.create_index(name, table, columns, **where)  # type: ignore[arg-type]


def _indexes(table: str) -> set[str | None]:
    return {index["name"] for index in sa.inspect(op.get_bind()).get_indexes(table)}


def _fill_held() -> None:
    found = (
        "SELECT postmortem_id FROM meeting WHERE kind = 'sync' AND status = 'finished' "
        'AND state LIKE \'%"started_at":"%\''
    )
    op.execute(f"UPDATE postmortem SET held = {_true()} WHERE id IN ({found})")  # noqa: S608 - the line above


def _fold_titles() -> None:
    bind = op.get_bind()
    keep = sa.text("UPDATE postmortem SET title_folded = :folded WHERE id = :pm_id")
    rows = bind.execute(sa.text("SELECT id, title FROM postmortem")).all()
    for first in range(0, len(rows), _AT_ONCE):
        batch = rows[first : first + _AT_ONCE]
        bind.execute(keep, [{"pm_id": row.id, "folded": fold(composed(row.title))} for row in batch])


def _fill_review_days() -> None:
    """The value of the key in compact JSON; words that people typed cannot match it, as their quotes are escaped."""
    key = '"review_on":"'
    place = "instr" if op.get_bind().dialect.name == "sqlite" else "strpos"
    at = f"{place}(postmortem_json, '{key}')"
    day = f"CASE WHEN {at} > 0 THEN substr(postmortem_json, {at} + {len(key)}, 10) END"
    op.execute(
        "UPDATE postmortem SET review_on = "  # noqa: S608 - the lines above
        f"(SELECT {day} FROM record WHERE record.postmortem_id = postmortem.id)"
    )


def _true() -> str:
    return "1" if op.get_bind().dialect.name == "sqlite" else "true"


def _fill_actions() -> None:
    mine = "l.postmortem_id = record_action.postmortem_id AND l.action_id = record_action.id"
    states = "l.state IN ('open', 'moved', 'done', 'dropped')"
    op.execute(
        f"UPDATE record_action SET taken_up = EXISTS (SELECT 1 FROM action_progress l WHERE {mine}), "  # noqa: S608
        f"step = (SELECT max(l.id) FROM action_progress l WHERE {mine} AND {states})"
    )
    op.execute(
        "UPDATE record_action SET state = (SELECT l.state FROM action_progress l WHERE l.id = step) "
        "WHERE step IS NOT NULL"
    )
    bind = op.get_bind()
    read = sa.text(
        "SELECT postmortem_id, id, text, owner, done_when FROM record_action "
        "WHERE postmortem_id > :after OR (postmortem_id = :after AND id > :last) ORDER BY postmortem_id, id LIMIT :most"
    )
    keep = sa.text(
        "UPDATE record_action SET folded = :folded, blank = :blank WHERE postmortem_id = :pm_id AND id = :action_id"
    )
    after = last = ""
    while rows := bind.execute(read, {"after": after, "last": last, "most": _AT_ONCE}).all():
        bind.execute(
            keep,
            [
                {
                    "pm_id": row.postmortem_id,
                    "action_id": row.id,
                    "folded": fold(composed(f"{row.text}\n{row.owner}\n{row.done_when}")),
                    "blank": not (row.text.strip(_BLANK) or row.owner.strip(_BLANK)),
                }
                for row in rows
            ],
        )
        after, last = rows[-1].postmortem_id, rows[-1].id
