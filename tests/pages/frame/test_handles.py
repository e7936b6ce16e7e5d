"""The stable handles: what docs/handles.md promises is in the program, and nothing is left out."""

from pathlib import Path

import pytest

from core.domain import template
from core.services.operations import browser_bundle
from pages.parts.frame import page_frame

ROOT = Path(__file__).resolve().parents[3]
DOCS = (ROOT / "docs" / "handles.md").read_text(encoding="utf-8")
HANDLES = ("data-field", "data-row", "data-key", "data-seconds-left", "data-section", "data-save-state")


def bundle() -> str:
    return "".join((browser_bundle.DIST / name).read_text(encoding="utf-8") for name in browser_bundle.scripts())


@pytest.mark.parametrize("handle", HANDLES)
def test_a_handle_is_in_the_docs_and_in_the_bundle(handle: str) -> None:
    """A tool that looks for it finds it."""
    assert f"`{handle}" in DOCS
    assert handle in bundle()


def test_the_timer_has_its_role() -> None:
    """The clock is a timer to everybody, screen readers too."""
    assert 'role="timer"' in DOCS
    assert "timer" in bundle()


@pytest.mark.parametrize("state", ["saved", "saving", "offline"])
def test_the_three_save_states_are_named(state: str) -> None:
    """The badge says one of three things."""
    assert f'"{state}"' in DOCS
    assert f'"{state}"' in bundle()


def test_every_field_is_listed_with_its_kind_and_keys() -> None:
    """The list of fields is the template's, no more and no less."""
    for field in template.all_fields():
        keys = " ".join(f"`{column.key}`" for column in field.columns)
        assert f"| `{field.id}` | {field.kind.value} | {keys} |" in DOCS


def test_every_page_is_listed_and_there() -> None:
    """A page that is served stands in the docs, and the other way round."""
    for path in (page_frame.HOME[0], *(page[0] for page in (*page_frame.WORKSPACE, *page_frame.OF_ONE_POSTMORTEM))):
        assert (ROOT / path).is_file()
        name = Path(path).stem
        assert (f"`/{name}" if name != "home" else "`/`") in DOCS


def test_a_page_stays_thin() -> None:
    """A page reads, draws and calls: at most eighty lines, no SQL, no commit."""
    for path in sorted((ROOT / "pages").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 80, path.name
        assert "sqlalchemy" not in text
        assert ".commit(" not in text
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 40
