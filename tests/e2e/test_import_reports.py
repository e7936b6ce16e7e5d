"""A team drops its old reports, sees what was recognised, takes them, and finds them in the Archive."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.browsers import DESKTOP, PATIENCE, PHONE, Laptop, picture, show_in, themed
from tests.support.server import Server

Open = Callable[..., Laptop]
SERIOUS = ("serious", "critical")
REPORT = """# {title}

**Severity**: SEV-2

## Summary

{what}

## Timeline

- {day} 10:00 Errors began
- {day} 10:12 Alert
- {day} 10:40 Incident resolved

## Root cause

A limit that nobody knew.

## Action items

- [x] Raise the limit (@mara)
- [ ] Alert at half of it
"""
NAMES = ("Mail was late", "Search was slow", "Certificates ran out", "Disk of orders-db was full")


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One of its own: its Archive is counted."""
    running = Server(tmp_path_factory.mktemp("import-reports")).start()
    yield running
    running.stop()


@pytest.fixture
def old(tmp_path: Path) -> list[Path]:
    """A zip with reports, a README and a picture, and one file beside it."""
    archive = tmp_path / "wiki.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for number, name in enumerate(NAMES, 1):
            text = REPORT.format(title=name, what=f"{name} for forty minutes.", day=f"2024-0{number}-05")
            made.writestr(f"reports/{number}.md", text)
        made.writestr("reports/README.md", "# All reports")
        made.writestr("reports/graph.png", b"\x89PNG")
    alone = tmp_path / "lunch.md"
    alone.write_text("# What we had for lunch\n\nSoup.\n")
    return [archive, alone]


def test_from_home_to_the_archive(server: Server, laptop: Open, old: list[Path]) -> None:
    """What looks like no report is not chosen, what cannot be read has its sentence, and twice makes no double."""
    ana = laptop(server.url)
    page = ana.page
    page.get_by_role("link", name="Bring in old reports").click()
    page.get_by_role("heading", name="Bring in old reports").wait_for()
    picture(ana, "import-empty")
    page.locator("input[type=file]").set_input_files(old)
    expect(page.get_by_text("5 to bring in")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("2 not read").first).to_be_visible()
    expect(page.get_by_role("checkbox", name="Take Mail was late")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Take What we had for lunch")).not_to_be_checked()
    expect(page.get_by_text("3 rows of the timeline · root cause · 2 action items (1 done)").first).to_be_visible()
    for theme in ("light", "dark"):
        show_in(page, theme)
        picture(ana, f"import-preview-{theme}")
        serious = [rule["id"] for rule in Axe().run(page).response["violations"] if rule["impact"] in SERIOUS]
        assert serious == []
    page.get_by_role("button", name="Bring in 4 reports").click()
    expect(page.get_by_text("4 reports came in.")).to_be_visible(timeout=PATIENCE)
    picture(ana, "import-done")
    page.get_by_role("button", name="Bring in more").click()
    page.locator("input[type=file]").set_input_files(old)
    expect(page.get_by_text("4 there already").first).to_be_visible(timeout=PATIENCE)
    page.goto(f"{server.url}/archive?q=forty")
    expect(page.get_by_text(re.compile("4 postmortems with"))).to_be_visible(timeout=PATIENCE)


def test_on_a_phone(server: Server, laptop: Open, old: list[Path]) -> None:
    """A row is not wider than the screen, and its marks open."""
    ana = laptop(server.url, **themed("light", PHONE))
    page = ana.page
    page.goto(f"{server.url}/import_reports")
    page.locator("input[type=file]").set_input_files(old)
    expect(page.get_by_text("5 to bring in")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Choose none")).to_be_visible()
    page.locator("summary", has_text="to look at").first.click()
    picture(ana, "import-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert DESKTOP["width"] > PHONE["width"]
