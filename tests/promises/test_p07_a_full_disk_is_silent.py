"""P7: A full disk is said aloud and corrupts nothing."""

import sqlite3
from pathlib import Path

from sqlalchemy import text

from core.document.load import load
from core.document.read import read
from core.services.documents import document_store
from tests.support.live import House


def set_pages(house: House, pages: int) -> None:
    """As if the disk ended here. The limit is kept by the connection that writes."""
    with house.app.db.write() as tx:
        tx.execute(text(f"PRAGMA max_page_count = {pages}"))


def pages_now(database: Path) -> int:
    with sqlite3.connect(database) as other:
        count: int = other.execute("PRAGMA page_count").fetchone()[0]
    other.close()
    return count


async def test_a_full_disk_is_said_and_nothing_unsaved_is_shown(house: House, tmp_path: Path) -> None:
    """Writers are closed with 4503 and told why; with room again, saving resumes without a reload of anything."""
    pm_id = house.meeting()
    person = house.person(pm_id)
    ada, viewer = await house.peer(pm_id, person), await house.peer(pm_id, role="viewer")
    ada.type("before ")
    await ada.until_saved()
    set_pages(house, pages_now(tmp_path / "debrief.db") + 1)
    big = "x" * 60_000
    ada.type(big)
    assert await ada.until_closed() == 4503
    await viewer.until(lambda: viewer.last("trouble").get("sentence"))
    assert viewer.closed is None
    assert viewer.read() == "before ", "nobody sees what is not stored"

    # The browser tries again by itself while the disk is still full: told at once, its text is not taken for saved.
    again = await house.knock(pm_id, person, doc=ada.doc)
    await again.until(lambda: again.last("trouble").get("sentence"))
    assert await again.until_closed() == 4503
    assert again.saved == 0

    set_pages(house, 1_000_000)
    back = await house.knock(pm_id, person, doc=again.doc)
    await back.until_saved()
    await back.until(lambda: back.last("trouble") == {"type": "trouble", "sentence": None})
    await viewer.until(lambda: viewer.read() == "before " + big)
    stored = read(load(document_store.open_document(house.app, pm_id).updates)).postmortem
    assert stored.summary.what_happened == "before " + big
    with sqlite3.connect(tmp_path / "debrief.db") as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    other.close()
