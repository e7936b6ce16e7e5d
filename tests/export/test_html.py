"""The HTML export: one file that needs nothing else, in light and in dark."""

import re
from datetime import UTC, datetime

from hypothesis import given

from core.domain.postmortem import Postmortem
from core.export.html import to_html
from core.export.markdown.writer import UNTITLED
from core.export.meta import ExportMetadata
from tests.support.postmortems import example, postmortems

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(id="secret-id", created_at=NOW, exported_at=NOW, people=("Mara",))


def test_it_is_one_whole_page() -> None:
    """A browser opens it as it is, in standards mode and with the right letters."""
    html = to_html(example(), META)
    assert html.startswith("<!doctype html>\n")
    assert '<meta charset="utf-8">' in html[:200]
    assert html.endswith("</html>\n")


def test_it_needs_nothing_else() -> None:
    """No script, no font, no picture, no style from elsewhere: the file works on a plane."""
    html = to_html(example(), META)
    assert not re.search(r"<script|<link|<img|@import|url\(|src=", html)
    assert "default-src 'none'" in html


def test_it_is_light_and_dark() -> None:
    """The file follows the reader's own setting."""
    html = to_html(example(), META)
    assert "color-scheme: light dark" in html
    assert "@media (prefers-color-scheme: dark)" in html


def test_it_can_be_printed() -> None:
    """Paper is white, and no row is torn apart."""
    assert "@media print" in to_html(example(), META)


def test_the_tab_shows_the_title() -> None:
    """Ten open postmortems can be told apart."""
    assert "<title>Shop could not take orders: database disk full</title>" in to_html(example(), META)
    assert f"<title>{UNTITLED}</title>" in to_html(Postmortem(title="  "), META)
    assert "<title>a &lt;b&gt; &amp; c</title>" in to_html(Postmortem(title="a <b>\n& c"), META)


def test_it_says_what_the_markdown_says() -> None:
    """Two exports of one postmortem never disagree."""
    html = to_html(example(), META)
    for text in ("37 min", "rings the on-call phone", "☑ Every action has an owner", "<code>df -h</code>"):
        assert text in html


def test_it_has_one_first_heading_and_a_main_part() -> None:
    """Somebody who listens to the page finds their way."""
    html = to_html(example(), META)
    assert html.count("<h1") == 1
    assert html.count("<main>") == 1
    assert '<html lang="en">' in html


@given(postmortems())
def test_any_postmortem_becomes_a_page(pm: Postmortem) -> None:
    """An export works at any moment, with whatever is there, and carries no id."""
    html = to_html(pm, META)
    assert html.count("</main>") == 1
    assert "secret-id" not in html
    assert html.encode().decode() == html
