"""Services, tags and lenses of each record as rows, so that the archive can be narrowed down by them."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has it already.
    if sa.inspect(op.get_bind()).has_table("record_label"):
        return
    label = op.create_table(
        "record_label",
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("postmortem_id", "kind", "key", name="pk_record_label"),
        sa.ForeignKeyConstraint(
            ["postmortem_id"], ["postmortem.id"], ondelete="CASCADE", name="fk_record_label_postmortem_id"
        ),
    )
    op.create_index("ix_record_label_kind_key", "record_label", ["kind", "key"])
    bind = op.get_bind()
    for pm_id in list(bind.execute(sa.text("SELECT postmortem_id FROM record ORDER BY postmortem_id")).scalars()):
        query = sa.text("SELECT postmortem_json FROM record WHERE postmortem_id = :id")
        rows = list(_labels(pm_id, bind.execute(query, {"id": pm_id}).scalar_one()))
        if rows:
            bind.execute(label.insert(), rows)


def _labels(pm_id: str, stored: str) -> Iterator[dict[str, str]]:
    try:
        record = json.loads(stored)
    except ValueError:
        return  # it is made again when the document is next read
    found = [(kind, value) for kind in ("service", "tag") for value in record.get(f"{kind}s") or ()]
    lenses = record.get("root_cause") or {}
    found += [("lens", lens) for lens, rows in lenses.items() if any(row.get("text", "").strip() for row in rows)]
    given = set()
    for kind, value in found:
        key = " ".join(value.split()).casefold()
        if key and (kind, key) not in given:
            given.add((kind, key))
            yield {"postmortem_id": pm_id, "kind": kind, "key": key, "value": value}
