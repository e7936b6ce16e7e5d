"""What was told of every kind of event, hours of webhooks, notices that wait for them, and mail to owners."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from core.store.database.column_types import Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # A database whose stamp was set back for a repair has some of it already.
    there = sa.inspect(op.get_bind())
    if not there.has_table("told"):
        _tables()
    if not any(column["name"] == "quiet_from" for column in there.get_columns("webhook")):
        with op.batch_alter_table("webhook") as webhook:
            webhook.add_column(sa.Column("quiet_from", sa.Text, nullable=False, server_default=""))
            webhook.add_column(sa.Column("quiet_until", sa.Text, nullable=False, server_default=""))
            webhook.add_column(sa.Column("weekends", sa.Boolean, nullable=False, server_default=sa.true()))
            webhook.add_column(sa.Column("daily", sa.Boolean, nullable=False, server_default=sa.false()))
    if there.has_table("reminder"):
        day = "due" if op.get_bind().dialect.name == "sqlite" else "CAST(due AS TEXT)"
        op.execute(
            "INSERT INTO told (event, channel, postmortem_id, item, day, at) "  # noqa: S608 - one of two texts of ours
            f"SELECT 'overdue', '', postmortem_id, action_id, {day}, at FROM reminder"
        )
        op.drop_table("reminder")


def _tables() -> None:
    op.create_table(
        "told",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("event", "channel", "postmortem_id", "item", "day")),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("event", "channel", "postmortem_id", "item", "day", name="pk_told"),
        sa.ForeignKeyConstraint(["postmortem_id"], ["postmortem.id"], ondelete="CASCADE", name="fk_told_postmortem_id"),
    )
    op.create_index("ix_told_postmortem_id", "told", ["postmortem_id"])
    op.create_table(
        "mail_recipient",
        _id(),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "name_key", "address", "events")),
        sa.Column("daily", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("code", "state")),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mail_recipient"),
        sa.UniqueConstraint("name_key", name="uq_mail_recipient_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mail_delivery",
        _id(),
        sa.Column("recipient_id", _NUMBER, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("event", "body", "status")),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", Instant),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("done_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_mail_delivery"),
        _reference("mail_delivery", "recipient_id", "mail_recipient"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mail_delivery_status_next_at", "mail_delivery", ["status", "next_at"])
    op.create_index("ix_mail_delivery_recipient_id_id", "mail_delivery", ["recipient_id", "id"])
    op.create_table(
        "held_notice",
        _id(),
        sa.Column("webhook_id", _NUMBER),
        sa.Column("recipient_id", _NUMBER),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("event", "content")),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_held_notice"),
        _reference("held_notice", "webhook_id", "webhook"),
        _reference("held_notice", "recipient_id", "mail_recipient"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_held_notice_webhook_id", "held_notice", ["webhook_id"])
    op.create_index("ix_held_notice_recipient_id", "held_notice", ["recipient_id"])


def _id() -> sa.Column[Any]:
    return sa.Column("id", _NUMBER, nullable=False, autoincrement=True)


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], ondelete="CASCADE", name=f"fk_{table}_{column}")
