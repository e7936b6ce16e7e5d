"""What a test changes for the whole team is taken back before the next test on the same server.

One server serves every browser test of a worker, in an order that ``--dist worksteal`` decides. A setting that one
test leaves behind, such as how the team writes 4/12, changes what the next ones see, and only on some runs.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.store import settings_kv as names

TEAM = frozenset(
    {
        names.TEAM_RULES,
        names.TEAM_PLAN,
        names.DUE_DAYS,
        names.HINT_THRESHOLD,
        names.ALERT_SEVERITIES,
        names.DAY_ORDER,
        names.TRACKER,
        *(names.AUDIT_DAYS, names.TRASH_DAYS),
        *(names.LABELS_APART, names.PUT_AWAY),
        *(names.TEAM_ZONE, names.NO_MEETING_DAYS, names.MAIL_HOURS),
        names.HINT_RULES_STAMP,  # a stamp that is gone differs from the one a server has, so it reads the rules again
    }
)
# Kept: they belong to the running server and to its data, not to what a team has chosen.
SERVER = frozenset(
    {
        *(names.INSTANCE_SECRET, names.WORKSPACE_KEY, names.WORKSPACE_GENERATION),
        *(names.SERVER_ADDRESS, names.SERVER_ACCESS, names.SERVER_FILES),
        *(names.TRASH_SINCE, names.READY_AT, names.BACKUP_AT, names.SEARCH_FOLDING, names.SIMILAR_FORM),
    }
)
_TABLES = ("hint_rule", "held_notice", "webhook_delivery", "webhook", "mail_delivery", "mail_recipient")


def forget_team_settings(database: Path) -> None:
    """Delete the team's settings, hint tallies and webhooks from a SQLite file that a server may be using."""
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        marks = ", ".join("?" * len(TEAM))
        connection.execute(f"DELETE FROM setting WHERE key IN ({marks})", sorted(TEAM))  # noqa: S608 - only marks
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names above


@pytest.fixture(autouse=True)
def _team_settings(request: pytest.FixtureRequest) -> Iterator[None]:
    # Asked for before the test: at its end a fixture that only another one needed may be gone.
    database = request.getfixturevalue("server").data / "debrief.db" if "server" in request.fixturenames else None
    yield
    if database is not None:
        forget_team_settings(database)
