"""A column as SQLite finds it by no index, for conditions that leave out few rows.

SQLite prefers any index on a column that is compared with a value. Of a state that nearly all rows have, that means a
way to the table for each of them, in the order of the index; reading the table from end to end, or in the order that
is wanted until enough is found, takes a fraction. PostgreSQL counts its rows and decides by that.
"""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.sql.functions import coalesce

from core.store.database.transaction import Transaction


def without_index(tx: Transaction, text: ColumnElement[str]) -> ColumnElement[Any]:
    """``text`` is a column that is never null."""
    return coalesce(text, "") if tx.dialect == "sqlite" else text
