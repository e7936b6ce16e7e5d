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

# What the old code does. It is run with that code and not with ours, so it imports inside its own text only.
LIFE = """
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from core.document.edit import add_row, set_action_due, set_action_owner, set_fact, set_text
from core.domain.clock import Finish, Next, Pause, Start
from core.domain.postmortem import Severity
from core.domain.rank import between
from core.domain.roles import Role
from core.services import access, documents, follow_up, hints, meetings, postmortems
from core.services.app import close, open_app
from core.settings import Settings
from core.store import attempts, members

words, later, done, trashed = sys.argv[2:]
begun = [datetime(2026, 10, 6, 9, tzinfo=UTC)]

def clock():
    begun[0] += timedelta(seconds=10)
    return begun[0]

app = open_app(Settings(data=Path(sys.argv[1])), clock=clock)
ada, _ = access.welcome(app, None)
ada = access.rename(app, ada, "Ada")
ben, _ = access.welcome(app, None)
ben = access.rename(app, ben, "Ben")

def meeting(title):
    pm_id = postmortems.create(app, title, Severity.P2, datetime(2026, 10, 5, 6, 30, tzinfo=UTC), "Europe/Berlin", ada)
    with app.db.write() as tx:
        members.join(tx, pm_id, ben.id, Role.PARTICIPANT)
    return pm_id, access.member(app, ada, pm_id), access.member(app, ben, pm_id)

pm_id, lead, other = meeting("Parcels stood still")
documents.edit(app, pm_id, set_text("summary.what_happened", words), ben.id)
documents.edit(app, pm_id, add_row("actions", "a1", done, between(None, None), kind="detect"), ben.id)
documents.edit(app, pm_id, add_row("actions", "a2", "Write the runbook", between(between(None, None), None)), ada.id)
documents.edit(app, pm_id, set_action_owner("a1", "Ben"), ada.id)
documents.edit(app, pm_id, set_action_due("a1", date(2026, 10, 19)), ada.id)
documents.edit(app, pm_id, set_fact("tracker", "Ada"), ada.id)
meetings.command(app, pm_id, lead, Start(seen=0))
documents.edit(app, pm_id, set_text("lessons.went_right", "The night shift had a spare printer."), ben.id)
meetings.command(app, pm_id, lead, Next(seen=1))
meetings.command(app, pm_id, lead, Finish(seen=2))
documents.compact_and_revise(app, pm_id, "finish", ada.id)
follow_up.mark_done(app, pm_id, "a1", "https://tickets.example.org/7", ben)
follow_up.move(app, pm_id, "a2", date(2026, 11, 2), "The printer team is away", ada)
if "rule" in hints.dismiss.__code__.co_varnames[: hints.dismiss.__code__.co_argcount]:
    text = "Ben broke the printer."
    documents.edit(app, pm_id, set_text("lessons.went_wrong", text), ben.id)
    hint = hints.check(app, pm_id, "lessons.went_wrong", None, text)[0]
    hints.dismiss(app, pm_id, "lessons.went_wrong", text[hint.start:hint.end], hint.rule, "fits", other)
else:
    hints.dismiss(app, pm_id, "lessons.went_wrong", "broke the printer", "not_helpful", other)

open_id, lead, other = meeting("Labels came out twice")
documents.edit(app, open_id, set_text("summary.what_happened", words), ada.id)
meetings.command(app, open_id, lead, Start(seen=0))
meetings.command(app, open_id, lead, Next(seen=1))
documents.edit(app, open_id, set_text("summary.what_happened", words + later), ben.id)
meetings.command(app, open_id, lead, Pause(seen=2))

gone, *_ = meeting(trashed)
postmortems.trash(app, gone, ada)
with app.db.write() as tx:
    attempts.note_wrong(tx, "addr:192.0.2.7")
close(app)
"""


def main(commit: str, path: str) -> None:
    """Write the database that this commit makes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        code = subprocess.run(["git", "archive", commit, "core"], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=BytesIO(code)) as packed:
            packed.extractall(folder / "old", filter="data")
        env = {key: value for key, value in os.environ.items() if not key.startswith("DEBRIEF_")}
        line = [sys.executable, "-c", LIFE, str(folder / "data"), WORDS, LATER, DONE, TRASHED]
        subprocess.run(line, cwd=folder / "old", env={**env, "PYTHONPATH": "."}, check=True)
        with sqlite3.connect(folder / "data" / "debrief.db") as database:
            Path(path).write_text("\n".join(_dump(database)) + "\n", encoding="utf8")


def _dump(database: sqlite3.Connection) -> Iterator[str]:
    """Like sqlite3's own dump, which writes a search index in a way that not every SQLite reads back."""
    made = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    virtual = [name for _, name, sql in made if sql.startswith("CREATE VIRTUAL")]
    own = [each for each in made if not any(each[1].startswith(f"{name}_") for name in virtual)]
    tables = [name for kind, name, _ in own if kind == "table" and name != "sqlite_sequence"]
    yield from (f"{sql};" for kind, name, sql in own if kind == "table" and name != "sqlite_sequence")
    for name in [*tables, "sqlite_sequence"]:
        columns = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
        key = ["rowid"] if name in virtual else []
        quoted = ", ".join(f'quote("{column}")' for column in [*key, *columns])
        for row in database.execute(f'SELECT {quoted} FROM "{name}" ORDER BY rowid'):  # noqa: S608
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
