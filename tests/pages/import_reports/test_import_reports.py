"""Bring in old reports: a preview, a choice, and what came in. The uploader is a stand-in: AppTest has none."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
import streamlit

from core.services import postmortems
from core.services.old_reports import LIMITS
from pages.parts.import_reports import choose_files, preview_list
from tests.support.pages import Tab, assert_whole, words

TEXT = """# Mail late on 2024-02-0{day}

**Severity**: SEV-1

## Timeline

- 10:00 Queue grows
- 11:00 Resolved

## Action items

- [x] Larger queue <b>now</b>
"""


@dataclass
class Upload:
    """A file as Streamlit gives it."""

    name: str
    data: bytes

    @property
    def file_id(self) -> str:
        return self.name

    def getvalue(self) -> bytes:
        return self.data


def report(day: int = 1) -> Upload:
    return Upload(f"mail-{day}.md", TEXT.format(day=day).encode())


@pytest.fixture
def dropped(monkeypatch: pytest.MonkeyPatch) -> list[Upload]:
    """What is in the uploader; the test puts files into it. Another round has an empty one."""
    files: list[Upload] = []

    def uploader(*_given: object, key: str, **_more: object) -> list[Upload]:
        return files if key.endswith("-0") else []

    monkeypatch.setattr(streamlit, "file_uploader", uploader)
    return files


def button(session: Any, key: str) -> Any:
    return next(item for item in session.button if item.key == key)


def titles(tab: Tab) -> list[str]:
    return sorted(row.card.title for row in postmortems.archive(tab.app).rows if not row.card.example)


def test_an_empty_page_says_what_can_be_dropped(tab: Tab, dropped: list[Upload]) -> None:
    """And where larger things go."""
    session = tab.open("import_reports")
    assert_whole(session)
    assert "Not a word is lost" in words(session)
    assert "debrief import FOLDER" in words(session)
    assert [item.key for item in session.button if item.key == "import-take"] == []


def test_home_and_archive_lead_here(tab: Tab) -> None:
    """Where somebody looks for what is not there."""
    for page in ("home", "archive"):
        assert '<a href="import_reports">Bring in old reports</a>' in words(tab.open(page))


def test_the_preview_shows_what_was_recognised_and_stores_nothing(tab: Tab, dropped: list[Upload]) -> None:
    """Title, day, severity, counts and marks, all of it escaped."""
    dropped += [report(), Upload("<b>.pdf", b"%PDF")]
    session = tab.open("import_reports")
    assert_whole(session)
    text = words(session)
    assert "Mail late on 2024-02-01" in text
    assert '<span class="chip P1">P1</span>' in text
    assert "1 Feb 2024" in text
    assert "2 rows of the timeline · 1 action item (1 done)" in text
    assert "&lt;b&gt;.pdf" in text
    assert "Export this document as one of them first." in text
    assert titles(tab) == []


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=x>'])
def test_names_and_titles_are_shown_as_text(tab: Tab, dropped: list[Upload], payload: str) -> None:
    """In the preview, among what was not read, and in the result."""
    dropped += [
        Upload(f"{payload}.md", f"# {payload}\n\n## Root cause\n\nx\n".encode()),
        Upload(f"{payload}.pdf", b"x"),
    ]
    session = tab.open("import_reports")
    assert payload not in words(session)
    button(session, "import-take").click().run()
    assert_whole(session)
    assert payload not in words(session)
    assert "came in" in words(session)


def test_the_chosen_ones_come_in_with_a_link_each(tab: Tab, dropped: list[Upload]) -> None:
    """Those that were not chosen do not, and afterwards the uploader is empty."""
    dropped += [report(1), report(2), report(3)]
    session = tab.open("import_reports")
    session.checkbox(key="import-take-1-False").uncheck().run()
    assert button(session, "import-take").label == "Bring in 2 reports"
    button(session, "import-take").click().run()
    assert_whole(session)
    assert session.success[0].value == "2 reports came in. They stand in the Archive, each on the day of its incident."
    assert titles(tab) == ["Mail late on 2024-02-01", "Mail late on 2024-02-03"]
    ids = [row.card.id for row in postmortems.archive(tab.app).rows if not row.card.example]
    assert all(f'href="summary?pm={pm_id}"' in words(session) for pm_id in ids)
    button(session, "import-more").click().run()
    assert_whole(session)
    assert "Mail late" not in words(session)


def test_what_is_there_already_is_told_with_its_link(tab: Tab, dropped: list[Upload]) -> None:
    """And cannot be chosen."""
    dropped += [report()]
    session = tab.open("import_reports")
    button(session, "import-take").click().run()
    session = tab.open("import_reports")
    assert "1</b> there already" in words(session)
    assert button(session, "import-take").disabled


def test_what_looks_like_no_report_is_not_chosen_at_first(tab: Tab, dropped: list[Upload]) -> None:
    """All and none choose at once."""
    dropped += [report(), Upload("lunch.md", b"# Lunch\n\nSoup.\n")]
    session = tab.open("import_reports")
    assert button(session, "import-take").label == "Bring in 1 report"
    button(session, "import-all").click().run()
    assert button(session, "import-take").label == "Bring in 2 reports"
    button(session, "import-none").click().run()
    assert button(session, "import-take").disabled


def test_many_reports_stand_on_several_pages_and_come_in_together(
    tab: Tab, dropped: list[Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zip of them; the page draws a part."""
    monkeypatch.setattr(preview_list, "ON_A_PAGE", 2)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for day in range(1, 6):
            archive.writestr(f"{day}.md", TEXT.format(day=day))
    dropped += [Upload("old.zip", made.getvalue())]
    session = tab.open("import_reports")
    assert len(session.checkbox) == 2
    button(session, "import-take").click().run()
    assert len(titles(tab)) == 5


def test_more_files_than_the_limit_are_told(tab: Tab, dropped: list[Upload], monkeypatch: pytest.MonkeyPatch) -> None:
    """The first ones can be taken."""
    monkeypatch.setattr(choose_files, "MOST_FILES", 2)
    assert LIMITS.files == 2_000
    dropped += [report(1), report(2), report(3)]
    session = tab.open("import_reports")
    assert "More than 2 files at once." in words(session)
    assert len(session.checkbox) == 2


def test_two_files_of_one_name_are_chosen_each_by_itself(tab: Tab, dropped: list[Upload]) -> None:
    """Every folder of a repository may hold a postmortem.md: leaving one out leaves the other in."""
    dropped += [Upload("postmortem.md", report(day).data) for day in (1, 2)]
    session = tab.open("import_reports")
    session.checkbox[0].uncheck().run()
    assert [box.value for box in session.checkbox] == [False, True]
    session.button(key="import-take").click().run()
    assert_whole(session)
    assert [row.card.title for row in postmortems.archive(tab.app, "mail").rows] == ["Mail late on 2024-02-02"]
