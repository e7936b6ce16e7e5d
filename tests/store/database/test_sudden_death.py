"""What was said to be stored is there after the process was killed in the middle of it: the store's part."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.store import document_updates, postmortems
from core.store.database.engine import Database

ROOT = Path(__file__).parents[3]
TYPE_ON = """
import sys
from core.store import document_updates
from core.store.database.engine import Database
database = Database.open(sys.argv[1])
database.lengthen_log()
number = 0
while True:
    batch = [document_updates.NewUpdate("doc", 1, "ann", b"%d" % (number + step)) for step in range(3)]
    with database.append() if number % 2 else database.write() as tx:
        ids = document_updates.append(tx, batch)
    number += 3
    sys.stdout.write("".join(f"{item}\\n" for item in ids))
    sys.stdout.flush()
"""


@pytest.mark.parametrize("seconds", [0.05, 0.2])
def test_a_killed_process_loses_nothing_it_had_stored(database: Database, database_url: str, seconds: float) -> None:
    """Every id it named is there with its text, a batch is there whole or not at all, and writing goes on."""
    with database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
        document_updates.create_doc(tx, "doc", "pm")
    command = [sys.executable, "-c", TYPE_ON, database_url]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert writer.stdout is not None
    named = [int(writer.stdout.readline())]
    time.sleep(seconds)
    os.kill(writer.pid, signal.SIGKILL)
    # The last line may have been cut off in the middle.
    named += [int(line) for line in writer.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]

    with database.read() as tx:
        stored = document_updates.updates_since(tx, "doc", 0)
    assert {item.id for item in stored} >= set(named)
    assert [item.data for item in stored] == [b"%d" % number for number in range(len(stored))]
    assert len(stored) % 3 == 0
    with database.write() as tx:
        assert document_updates.append(tx, [document_updates.NewUpdate("doc", 1, "ann", b"on")])[0] > stored[-1].id
    if database.dialect == "sqlite":
        other = sqlite3.connect(database_url.removeprefix("sqlite:///"))
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        other.close()
