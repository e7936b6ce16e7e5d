"""Text that people typed stays text, in HTML and in Streamlit's labels."""

import pytest

from pages.parts import look

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
    assert not set('<>"') & set(look.esc(payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_label_holds_no_markdown_of_the_text(payload: str) -> None:
    """Every sign that Markdown, a directive or a formula begins with is escaped, and a label is one line."""
    label = look.plain(payload)
    assert "\n" not in label
    for place, sign in enumerate(label):
        if sign in "*_[]()!#<>`$~|":
            assert label[place - 1] == "\\", label
        if sign == ":":
            assert label[place + 1] == "\u2060", label


def test_a_plain_word_stays_as_it_is() -> None:
    """Escaping costs nothing where nothing needs it."""
    assert look.plain("Guest Heron") == "Guest Heron"
    assert look.esc("Checkout was down") == "Checkout was down"


def test_only_the_marking_signs_become_a_highlight() -> None:
    """A snippet shows what was found, and its own tags as text."""
    assert look.marked("a \x02disk\x03 <b>") == "a <mark>disk</mark> &lt;b&gt;"


def test_an_avatar_takes_a_colour_and_nothing_else() -> None:
    """A colour that is none cannot carry styles into the page."""
    assert "url(" not in look.avatar("Ada", "red;background:url(//evil.example)")
    assert "AL" in look.avatar("Ada Lovelace", "#112233")
    assert ">A<" in look.avatar("A", "#112233")


def test_a_severity_that_is_not_known_yet_has_no_chip() -> None:
    """Nothing is shown where nothing was chosen."""
    assert look.severity_chip(None) == ""
    assert "P1" in look.severity_chip("P1")
