"""P6: A locked database slows, and never loses."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.document.load import load
from core.document.read import read
from core.services.documents import document_store
from tests.support.live import House

SECONDS = 10


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Somebody else holds the database for writing: a backup tool, a curious colleague with a shell."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_typing_goes_on_while_the_database_is_locked(house: House, tmp_path: Path) -> None:
    """Nothing is shown as saved, nobody is closed; afterwards everything is stored, in order."""
    pm_id = house.meeting()
    ada, bo = await house.peer(pm_id), await house.peer(pm_id)
    ada.type("before ")
    await bo.until(lambda: bo.read() == "before ")
    await ada.until_saved()
    saved = ada.saved
    texts = [f"w{number} " for number in range(SECONDS * 4)]
    with locked(tmp_path / "debrief.db"):
        for word in texts:
            ada.type(word)
            await asyncio.sleep(0.25)
        assert ada.saved == saved, "the badge would tell a lie"
        assert bo.read() == "before ", "nobody sees what is not stored"
        assert ada.closed is None
        ada.say({"type": "probe", "t0": 1})
        await ada.until(lambda: ada.last("probe"))
    await ada.until_saved(patience=20)
    await bo.until(lambda: bo.read() == ada.read(), patience=20)
    stored = read(load(document_store.open_document(house.app, pm_id).updates)).postmortem
    assert stored.summary.what_happened == "before " + "".join(texts)
    assert ada.closed is None
