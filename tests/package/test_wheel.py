"""A wheel is all of Debrief: installed where no checkout is, it holds a meeting from its first page to its PDF."""

import json
import re
import tarfile
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest
from playwright.sync_api import Browser, expect

from core import __version__
from core.services.operations import browser_bundle
from tests.package.conftest import Archives, Installation
from tests.support.browsers import PATIENCE, Laptop
from tests.support.server import ROOT

INFO = f"debrief-{__version__}.dist-info"
KINDS = (".toml", ".json", ".css", ".html", ".js", ".br", ".gz", ".svg", ".typ", ".mako")


def _names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as file:
        return set(file.namelist())


def _needed() -> set[str]:
    """Each file of the running program, as the checkout has it; the browser side's sources are not."""
    found = {ROOT / "app.py", ROOT / ".streamlit" / "config.toml"}
    for top in ("core", "pages"):
        found |= {path for path in (ROOT / top).rglob("*") if path.suffix in (".py", *KINDS)}
    paths = {path.relative_to(ROOT) for path in found}
    editor = Path("core/live/editor")
    kept = {path for path in paths if not path.is_relative_to(editor) or path.is_relative_to(editor / "dist")}
    return {f"debrief/{path.as_posix()}" for path in kept}


def test_the_wheel_holds_each_file_of_the_program_and_nothing_else(archives: Archives) -> None:
    """No rule file, migration or style sheet is missing; no test, secret or source of the bundle is in it."""
    inside = {name for name in _names(archives.wheel) if not name.startswith(INFO)}
    assert _needed() - inside == set()
    assert inside - _needed() == {"debrief/core/live/editor/dist/licences.txt"}


def test_it_takes_one_name_in_site_packages(archives: Archives) -> None:
    """``core``, ``pages`` and ``app`` are names that other packages have, too."""
    assert {name.split("/")[0] for name in _names(archives.wheel)} == {"debrief", INFO}


def test_the_licences_are_in_it(archives: Archives) -> None:
    """Its own, and those of what the browser bundle is made of."""
    with ZipFile(archives.wheel) as file:
        assert file.read(f"{INFO}/licenses/LICENSE").decode() == (ROOT / "LICENSE").read_text()
        assert b"MIT" in file.read("debrief/core/live/editor/dist/licences.txt")
        metadata = Parser().parsestr(file.read(f"{INFO}/METADATA").decode())
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert {"fonts", "dev"} <= set(metadata.get_all("Provides-Extra") or [])


def test_the_source_archive_is_a_whole_checkout(archives: Archives) -> None:
    """Whoever packages Debrief can build the browser bundle and run the tests from it; nothing private is in it."""
    with tarfile.open(archives.source) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    assert {"Makefile", "constraints.txt", "app.py", ".streamlit/config.toml", "LICENSE", "docs/README.md"} <= names
    assert {"core/live/editor/package.json", "core/live/editor/src/entries/room.ts", "tests/conftest.py"} <= names
    assert [name for name in names if re.search(r"secrets\.toml|node_modules|\.db$|__pycache__|\.venv", name)] == []


def test_nothing_of_the_checkout_is_in_reach(installation: Installation) -> None:
    """Else the tests below would try the checkout, and not the wheel."""
    python = installation.path("python")
    installation.call(python, "-c", "import core", expect=1)
    where = installation.call(python, "-c", "import debrief.core; print(debrief.core.__file__)")
    assert Path(where.strip()).is_relative_to(installation.folder)


def test_the_commands_answer(installation: Installation) -> None:
    """Called from any folder."""
    assert installation.debrief("--version") == f"debrief {__version__}\n"
    line = json.dumps({"text": "Bob should have been more careful.", "section": "root_cause"})
    answer = json.loads(installation.call(installation.path("debrief-hints"), given=f"{line}\n"))
    assert answer["flagged"] is True


def test_data_lies_in_the_users_own_folder_where_nobody_said_where(installation: Installation) -> None:
    """And not in whatever folder the command was called from."""
    done = installation.call(installation.path("debrief"), "new", "Where is it", env={"DEBRIEF_DATA": ""})
    assert "facilitator" in done
    assert (Path(installation.env["HOME"]) / ".local/share/debrief/debrief.db").is_file()
    assert list(installation.outside.iterdir()) == []


def test_a_meeting_is_served_without_the_repository(installation: Installation, served: str) -> None:
    """The page, the room's bundle under its hashed name, the migrated database, and a PDF with its typesetter."""
    with httpx.Client(base_url=served, timeout=30, trust_env=False) as client:
        for page in ("/", "/room"):
            assert "<title>" in client.get(page).raise_for_status().text
        ready = client.get("/live/ready").json()
        assert ready["status"] == "ready", ready
        for name in browser_bundle.scripts():
            script = client.get(f"/live/assets/{name}").raise_for_status()
            assert script.content == (browser_bundle.DIST / name).read_bytes()
        assert client.get("/live/enter").status_code == 200
    made = json.loads(installation.debrief("new", "Checkout is down", "--severity", "P1", "--json"))
    target = installation.folder / "made.pdf"
    installation.debrief("export", made["id"], "--format", "pdf", "-o", str(target))
    assert target.read_bytes().startswith(b"%PDF-")
    assert "Everything can be read." in installation.debrief("doctor")


@pytest.mark.e2e
def test_people_meet_in_a_room_of_the_wheel(installation: Installation, served: str, browser: Browser) -> None:
    """Pages run as sessions of app.py, with the theme of its configuration, and what is typed is saved."""
    made = json.loads(installation.debrief("new", "The queue stood still", "--json"))
    laptop = Laptop.open(browser, made["links"]["facilitator"].replace("http://localhost:8501", served))
    try:
        laptop.come_in("Ana")
        laptop.page.locator("[data-section-view]").wait_for(timeout=PATIENCE)
        laptop.prose("summary.what_happened").click()
        laptop.page.keyboard.type("Orders stopped.")
        laptop.saved()
        expect(laptop.page.locator(".stApp")).to_have_css("background-color", "rgb(251, 250, 247)")
    finally:
        laptop.close()
    assert "Orders stopped." in installation.debrief("export", made["id"])
