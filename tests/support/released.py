"""Databases of released versions, for the promise that old data opens: made once, by the old code itself.

``python -m tests.support.released COMMIT FILE.sql`` takes the code of a commit out of git, lets it live through a small
incident, and writes its SQLite database as text. The files stand in ``tests/store/released`` and are never made again
for a schema that is out: what people have on their disks does not change either.
"""

import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
RELEASED = ROOT / "tests" / "store" / "released"

WORDS = "Parcels stood still because a label printer queue was full."
LATER = " Typed while the clock ran: 荷物 😀."
DONE = "Alert when the label queue is half full"
TRASHED = "A rehearsal nobody needs"

# What the code of a release does. It is run with that code and not with ours, so it imports inside its own text only.
# ``tests/promises/test_p22_an_update_loses_old_data.py`` lives through it with the code of today.
LIFE = """
import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from core.domain.clock.state import Finish, Next, Pause, Start
from core.domain.permissions import Role
from core.services import access, postmortems
from core.services.actions import follow_up
from core.services.lifecycle import close, open_app
from core.services.exchange.exports import import_postmortem
from core.services.hints import hint_service
from core.services.meetings.meeting_clock import run_command
from core.settings import Settings
from core.store.people import failed_attempts, members

words, later, done, trashed = sys.argv[2:]
begun = [datetime(2026, 10, 6, 9, tzinfo=UTC)]

def clock():
    begun[0] += timedelta(seconds=10)
    return begun[0]

app = open_app(Settings(data=Path(sys.argv[1])), clock=clock)
ada, _ = access.known_or_new_visitor(app, None)
ada = access.rename(app, ada, "Ada")
ben, _ = access.known_or_new_visitor(app, None)
ben = access.rename(app, ben, "Ben")

def meeting(title, **written):
    at = "2026-10-05T06:30:00Z"
    written = {"title": title, "severity": "P2", "zone": "Europe/Berlin", **written}
    file = {"format": "debrief.postmortem", "schema_version": 1, "meta": {"created_at": at, "exported_at": at}}
    pm_id = import_postmortem(app, json.dumps({**file, "postmortem": written}).encode(), ada)
    with app.db.write() as tx:
        members.join(tx, pm_id, ben.id, Role.PARTICIPANT)
    return pm_id, access.member(app, ada, pm_id), access.member(app, ben, pm_id)

blame = "Ben broke the printer."
pm_id, lead, other = meeting(
    "Parcels stood still",
    summary={"what_happened": words},
    actions=[
        {"id": "a1", "text": done, "owner": "Ben", "due": "2026-10-19", "kind": "detect"},
        {"id": "a2", "text": "Write the runbook"},
    ],
    lessons={"went_right": "The night shift had a spare printer.", "went_wrong": blame},
    follow_up={"tracker": "Ada"},
)
run_command(app, pm_id, lead, Start(seen=0))
run_command(app, pm_id, lead, Next(seen=1))
run_command(app, pm_id, lead, Finish(seen=2))
follow_up.mark_done(app, pm_id, "a1", "https://tickets.example.org/7", ben)
follow_up.move(app, pm_id, "a2", date(2026, 11, 2), "The printer team is away", ada)
hint = hint_service.check(app, pm_id, "lessons.went_wrong", None, blame)[0]
hint_service.dismiss(app, pm_id, "lessons.went_wrong", blame[hint.start:hint.end], hint.rule, "fits", other)

open_id, lead, other = meeting("Labels came out twice", summary={"what_happened": words + later})
run_command(app, open_id, lead, Start(seen=0))
run_command(app, open_id, lead, Next(seen=1))
run_command(app, open_id, lead, Pause(seen=2))

gone, *_ = meeting(trashed)
postmortems.trash(app, gone, ada)
with app.db.write() as tx:
    failed_attempts.note_failed_attempt(tx, "addr:192.0.2.7")
close(app)
"""


def live_through(code: Path, data: Path) -> Path:
    """Let the code in a folder live through its small incident. Returns the database that it left behind."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("DEBRIEF_")}
    line = [sys.executable, "-c", LIFE, str(data), WORDS, LATER, DONE, TRASHED]
    subprocess.run(line, cwd=code, env={**env, "PYTHONPATH": "."}, check=True)
    return data / "debrief.db"


def main(commit: str, path: str) -> None:
    """Write the database that this commit makes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        code = subprocess.run(["git", "archive", commit, "core"], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=BytesIO(code)) as packed:
            packed.extractall(folder / "old", filter="data")
        with sqlite3.connect(live_through(folder / "old", folder / "data")) as database:
            Path(path).write_text("\n".join(_dump(database)) + "\n", encoding="utf8")


def _dump(database: sqlite3.Connection) -> Iterator[str]:
    """Like sqlite3's own dump, which writes a search index in a way that not every SQLite reads back."""
    made = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    virtual = [name for _, name, sql in made if sql.startswith("CREATE VIRTUAL")]
    own = [item for item in made if not any(item[1].startswith(f"{name}_") for name in virtual)]
    tables = [name for kind, name, _ in own if kind == "table" and name != "sqlite_sequence"]
    yield from (f"{sql};" for kind, name, sql in own if kind == "table" and name != "sqlite_sequence")
    for name in [*tables, "sqlite_sequence"]:
        about = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        columns = [row[1] for row in about]
        key = ["rowid"] if name in virtual else []
        # A table without row numbers is kept in the order of its key.
        without_numbers = any(name == other and sql.rstrip().endswith("WITHOUT ROWID") for _, other, sql in own)
        keys = ", ".join(f'"{row[1]}"' for row in sorted(about, key=lambda row: row[5]) if row[5])
        by = keys if without_numbers else "rowid"
        quoted = ", ".join(f'quote("{column}")' for column in [*key, *columns])
        for row in database.execute(f'SELECT {quoted} FROM "{name}" ORDER BY {by}'):  # noqa: S608
            into = ", ".join([*key, *columns])
            yield f'INSERT INTO "{name}" ({into}) VALUES ({", ".join(row)});'  # noqa: S608
    yield from (f"{sql};" for kind, _, sql in own if kind != "table")


def opened(schema: str, path: Path) -> str:
    """Put the database of a released schema at ``path``. Returns its address."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as database:
        database.executescript("BEGIN; " + (RELEASED / f"{schema}.sql").read_text(encoding="utf8") + "COMMIT;")
    database.close()
    return f"sqlite:///{path}"


if __name__ == "__main__":
    main(*sys.argv[1:])
