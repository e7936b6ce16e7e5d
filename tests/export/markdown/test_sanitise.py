"""The one renderer: it shows what Markdown means, shows as text what it does not know, and loses nothing."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.export.markdown.inline_text import visible
from core.export.markdown.prose import prose
from core.export.markdown.sanitise import render
from tests.support.postmortems import texts


def text_of(html: str) -> str:
    """The words of a page, without any space."""
    parts: list[str] = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_data = parts.append  # type: ignore[method-assign,assignment]  # the shortest reader there is
    parser.feed(html)
    parser.close()
    return "".join("".join(parts).split())


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("one\n\ntwo", '<p dir="auto">one</p>\n<p dir="auto">two</p>'),
        ("one  \ntwo", '<p dir="auto">one<br>\ntwo</p>'),
        ("*a* **b** _c_ `d`", '<p dir="auto"><em>a</em> <strong>b</strong> <em>c</em> <code>d</code></p>'),
        ("***a***", '<p dir="auto"><em><strong>a</strong></em></p>'),
        (r"2\*3\*4 and a_b_c", '<p dir="auto">2*3*4 and a_b_c</p>'),
        ("~~a~~ b", '<p dir="auto"><del>a</del> b</p>'),
        (r"5\~10 and 20\~30", '<p dir="auto">5~10 and 20~30</p>'),
        ("**a\nb**", '<p dir="auto"><strong>a\nb</strong></p>'),
        ("# a", '<h1 dir="auto">a</h1>'),
        ("- a\n- b", '<ul>\n<li dir="auto">a</li>\n<li dir="auto">b</li>\n</ul>'),
        ("- [x] a\n- [ ] b", '<ul>\n<li dir="auto">☑ a</li>\n<li dir="auto">☐ b</li>\n</ul>'),
        ("```\na <b>\n```", "<pre><code>a &lt;b&gt;\n</code></pre>"),
        ("a<br>b", '<p dir="auto">a<br>\nb</p>'),
        ("a  <br>b", '<p dir="auto">a<br>\nb</p>'),
        ("*a* &amp; <br> <br>b", '<p dir="auto"><em>a</em> &amp;<br>\n<br>\nb</p>'),
        (r"\<br>", '<p dir="auto">&lt;br&gt;</p>'),
        ("<b>x</b>", '<p dir="auto">&lt;b&gt;x&lt;/b&gt;</p>'),
        (r"&lt; &amp; &copy; \&copy;", '<p dir="auto">&lt; &amp; © &amp;copy;</p>'),
        (r"\&lt; & `&lt;`", '<p dir="auto">&amp;lt; &amp; <code>&amp;lt;</code></p>'),
        ("```\n&lt;\n```", "<pre><code>&amp;lt;\n</code></pre>"),
    ],
)
def test_markdown_becomes_what_it_means(markdown: str, html: str) -> None:
    """What people know of Markdown works; HTML is text."""
    assert render(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "address"),
    [
        ("[a](https://example.org/x?a=1&b=2)", "https://example.org/x?a=1&amp;b=2"),
        ("https://example.org/a_b_c.", "https://example.org/a_b_c"),
        ("[a](mailto:x@example.org)", "mailto:x@example.org"),
        ("**[a](http://example.org)**", "http://example.org"),
    ],
)
def test_links_open_elsewhere_and_tell_nothing(markdown: str, address: str) -> None:
    """A link never leaves the meeting's page and never hands it over."""
    html = render(markdown)
    assert f'<a href="{address}" target="_blank" rel="noopener noreferrer">' in html


@pytest.mark.parametrize(
    "markdown",
    ["[a](javascript:x)", "[a](//x.y)", "[a](/room)", "[a](file:///x)", "[a][b]\n\n[b]: http://x.y", "<http://x.y>"],
)
def test_other_links_stay_text(markdown: str) -> None:
    """What is not clearly a link to a page is shown as it was typed."""
    assert "<a " not in render(markdown).replace('<a href="http://x.y"', "")


@given(st.one_of(texts(), st.text(st.sampled_from("`[]()<>#|~\\-=+&.12 \n\tax:/;"), max_size=60)))
def test_prose_loses_no_character_on_its_way_to_the_page(text: str) -> None:
    """Everything but the marks of emphasis, code, quotes and lists is on the page."""
    ignored = str.maketrans("", "", "*_`-+>\\[]()~0123456789. \t\n")
    shown = text_of(render(prose(text)))
    typed = "".join(visible(text).split())
    assert shown.translate(ignored) == typed.translate(ignored) or "](http" in text or "```" in text


@pytest.mark.parametrize(
    "text",
    ["***b _a* m__ x *(c: T)*", "***b _a* m__ xyz w *cc*", "_a *b_ c* d", "**a *b** c*", "_*_*_*x", "*__*a_ b*__"],
)
def test_unpaired_marks_swallow_no_letters(text: str) -> None:
    """Marks that do not pair up are shown; the library's own reading of them loses letters."""
    letters = str.maketrans("", "", "*_ ")
    assert text_of(render(text)).translate(letters) == text.translate(letters)


@given(st.text(st.sampled_from("*_ab `[]()"), max_size=40))
@example("```a")
@example("[a](b)")
def test_no_mixture_of_marks_swallows_letters(text: str) -> None:
    """The same for any mixture, as fields have it: in Markdown proper the word behind three ticks is shown nowhere."""
    letters = str.maketrans("", "", "*_`[]() ")
    assert text_of(render(prose(text))).translate(letters) == "".join(text.split()).translate(letters)


def test_arabic_reads_from_the_right_beside_english() -> None:
    """Each paragraph, row and cell decides its own direction."""
    html = render("القرص ممتلئ\n\n| a | b |\n|---|---|\n| القرص | x |")
    assert html.count('dir="auto"') == 5


def test_a_paragraph_full_of_marks_is_shown_as_it_was_typed() -> None:
    """It costs nobody else their time, and no character."""
    text = "*a* [b " * 2_000
    html = render(prose(text))
    assert "<em>" not in html
    assert text_of(html) == "".join(text.split())


def test_nesting_without_end_is_shown_as_text() -> None:
    """However deep somebody nests, the page comes."""
    assert "deep" in render("> " * 3_000 + "deep")
    assert "deep" in render("\n".join(" " * (4 * n) + "- deep" for n in range(300)))


def test_renders_of_different_threads_do_not_meet() -> None:
    """Nothing of one text is left when the next one is rendered."""
    render("[a]: http://x.y\n\n*[HTML]: abbreviation")
    assert render("[a] HTML") == '<p dir="auto">[a] HTML</p>'
