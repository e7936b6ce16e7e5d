"""Text that people typed stays text, in HTML and in Streamlit's labels."""

import pytest

from pages.parts.frame import html

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "![x](http://evil.example/t.png)",
    "[a](javascript:alert(1))",
    ":red[loud] :material/bolt: :smile:",
    "$$\\href{javascript:alert(1)}{x}$$",
    "`</code><script>`",
    "# heading\n> quote",
    "**bold** _thin_ ~~gone~~",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_holds_no_tag_of_the_text(payload: str) -> None:
    """No text that is escaped can open a tag or leave an attribute."""
    assert not set('<>"') & set(html.esc(payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_label_holds_no_markdown_of_the_text(payload: str) -> None:
    """Every sign that Markdown, a directive or a formula begins with is escaped, and a label is one line."""
    label = html.plain(payload)
    assert "\n" not in label
    for place, sign in enumerate(label):
        if sign in "*_[]()!#<>`$~|":
            assert label[place - 1] == "\\", label
        if sign == ":":
            assert label[place + 1] == "\u2060", label


def test_a_plain_word_stays_as_it_is() -> None:
    """Escaping costs nothing where nothing needs it."""
    assert html.plain("Guest Heron") == "Guest Heron"
    assert html.esc("Checkout was down") == "Checkout was down"


def test_only_the_marking_signs_become_a_highlight() -> None:
    """A snippet shows what was found, and its own tags as text."""
    assert html.highlighted("a \x02disk\x03 <b>") == "a <mark>disk</mark> &lt;b&gt;"


def test_an_avatar_takes_a_colour_and_nothing_else() -> None:
    """A colour that is none cannot carry styles into the page."""
    assert "url(" not in html.avatar("Ada", "red;background:url(//evil.example)")
    assert "AL" in html.avatar("Ada Lovelace", "#112233")
    assert ">A<" in html.avatar("A", "#112233")


def test_a_severity_that_is_not_known_yet_has_no_chip() -> None:
    """Nothing is shown where nothing was chosen."""
    assert html.severity_chip(None) == ""
    assert "P1" in html.severity_chip("P1")


def test_every_table_of_a_text_scrolls_by_itself() -> None:
    """On a phone a wide one moved the whole page, and its last columns could not be reached by keyboard."""
    found = html.scrollable_tables("<p>a</p><table><tr><td>b</td></tr></table><table></table>")
    assert found.count('tabindex="0"') == found.count("<table>") == found.count("</table></div>") == 2


def test_a_table_that_somebody_typed_stays_text() -> None:
    """What is escaped is no table."""
    assert html.scrollable_tables(html.esc("<table>")) == "&lt;table&gt;"


def test_a_line_of_a_checklist_has_its_box_and_no_bullet() -> None:
    """A point and a box before one line are one too many; what people type stays text."""
    found = html.checkbox_items("<ul><li>☐ told</li><li>☑ done</li><li>plain ☐</li></ul>")
    assert found == '<ul><li class="box">☐ told</li><li class="box">☑ done</li><li>plain ☐</li></ul>'
    assert html.checkbox_items(html.esc("<li>☐")) == "&lt;li&gt;☐"
