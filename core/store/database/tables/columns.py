"""The metadata of all tables, with the naming of their constraints, and columns that many of them have."""

from sqlalchemy import Column, ForeignKey, MetaData

from core.store.database.column_types import Number, StorableText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def postmortem_id_column(*, key: bool = True) -> Column[str]:
    """A reference to the postmortem; purging it deletes the row. ``key``: part of the primary key."""
    return Column(
        "postmortem_id", StorableText, ForeignKey("postmortem.id", ondelete="CASCADE"), primary_key=key, nullable=False
    )


def row_id_column() -> Column[int]:
    return Column("id", Number, primary_key=True, autoincrement=True)
