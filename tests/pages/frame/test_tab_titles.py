"""What the browser's tab is called, and by whom an incident is not named."""

import pytest
import streamlit as st

from core.domain.postmortem import Severity
from core.services import postmortems
from core.services.app import App
from pages.parts.frame import page_frame
from tests.support.pages import Tab, insider

SECRET = "Payments stood still on a Sunday"


@pytest.fixture
def titles(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every title that is given to the tab, in its order."""
    given: list[str] = []
    set_page_config = st.set_page_config

    def note(page_title: str | None = None, **more: object) -> None:
        given.append(page_title or "")
        set_page_config(page_title=page_title, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(st, "set_page_config", note)
    return given


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("Archive",), "Archive – Debrief"),
        (("Two\n lines ", "Summary"), "Two lines – Summary – Debrief"),
        (("", "Summary"), "Summary – Debrief"),
        (("x" * 200,), f"{'x' * 80} – Debrief"),
    ],
)
def test_a_title_is_one_short_line(titles: list[str], names: tuple[str, ...], title: str) -> None:
    """With the most telling name first."""
    page_frame.name_tab(*names)
    assert titles == [title]


@pytest.mark.parametrize(
    ("page", "last"),
    [
        ("home", "Debrief"),
        ("follow_up", "Follow-up – Debrief"),
        ("room", f"{SECRET} – Debrief"),
        ("present", f"{SECRET} – Present – Debrief"),
        ("summary", f"{SECRET} – Summary – Debrief"),
    ],
)
def test_a_page_names_itself_and_its_incident(key_app: App, titles: list[str], page: str, last: str) -> None:
    """After its access check."""
    tab = insider(key_app)
    pm_id = postmortems.create(key_app, SECRET, Severity.P1, by=tab.again())
    tab.open(page, loopback=False, pm=pm_id)
    assert titles[-1] == last


@pytest.mark.parametrize("page", ["room", "present", "summary", "published", "compare"])
def test_a_stranger_reads_no_title_of_an_incident(key_app: App, titles: list[str], page: str) -> None:
    """Whoever may not open the page learns nothing from its tab."""
    pm_id = postmortems.create(key_app, SECRET, Severity.P1, by=insider(key_app).again())
    Tab(key_app).open(page, loopback=False, pm=pm_id)
    assert not any(SECRET in title for title in titles)
