"""Addresses as people paste them: found whole, ended where the sentence goes on, and the same in every output."""

import io
from datetime import UTC, datetime
from html import unescape
from urllib.parse import unquote

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from core.domain.content.web_addresses import addresses, is_followed
from core.domain.postmortem import ActionRow, AnswerRow, Postmortem, RootCause, Summary, TimelineRow
from core.export.docx.writer import to_docx
from core.export.html import to_html
from core.export.markdown.writer import to_markdown
from core.export.meta import ExportMetadata
from core.export.pdf.writer import to_pdf
from core.export.slack.message import to_slack
from tests.support.github import Reading, on_github

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(id="secret-id", created_at=NOW, exported_at=NOW)

WHOLE = (
    "https://en.wikipedia.org/wiki/Murphy's_law_(disambiguation)",
    "https://de.wikipedia.org/wiki/Straße_(Begriffsklärung)",
    "https://kibana.example/app/discover#/?_g=(time:(from:now-1h,to:now))&_a=(columns:!('*'),query:(query:'a:%22b%22'))",
    'https://grafana.example/explore?left={"datasource":"x","queries":[{"expr":"sum(rate(a{b=~\'c|d\'}[5m]))"}]}',
    "https://x.example/a_b_/c~~d~e*f*g|h",
    "https://x.example/?a=1&lt;=2&copy;=3&b=%7B%7D",
    "https://x.example:8443/a;b,c/d!e",
    "http://localhost:3000/d/abc?orgId=1&var-x=$__all",
    "https://x.example/a[0](b)",
)


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in addresses(text)]


@pytest.mark.parametrize("address", WHOLE)
@pytest.mark.parametrize(
    "around", ["{}", "see {}.", "({})", "see {}, then", "{}?", "[{}]", "„{}“", "«{}»", "**{}**", "{}\nmore", "见{}。"]
)
def test_an_address_is_found_whole_wherever_it_stands(address: str, around: str) -> None:
    """Its own brackets, quotes and stars are its own; those of the sentence are not."""
    assert found(around.format(address)) == [address]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"url":"https://x.example/a","b":1}', ["https://x.example/a"]),
        ("<https://x.example/a>", ["https://x.example/a"]),
        ("`https://x.example/a`", ["https://x.example/a"]),
        ("https://a.example and https://b.example", ["https://a.example", "https://b.example"]),
        ("https://web.example/2020/https://x.example/a", ["https://web.example/2020/https://x.example/a"]),
        ("https:// http://. ftp://x xhttps://y", []),
        ("https://a.example/\u202egnp.exe", []),
        ("javascript:alert(1) data:text/html,x //x.example", []),
    ],
)
def test_what_is_an_address_and_what_is_not(text: str, expected: list[str]) -> None:
    """Only the two schemes of pages; what only looks like one is text."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "to",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "//x.y", "/a", "https:", "file:///x", ""],
)
@pytest.mark.parametrize("around", ["{}", " {}", "{} x", "{}\nhttps:"])
def test_other_links_are_not_followed(to: str, around: str) -> None:
    """Whatever leads elsewhere than to a page or a mailbox."""
    assert not is_followed(around.format(to))


@pytest.mark.parametrize("to", ["https://a b", "https://a\u202eb", "java\nscript:x", "mailto:"])
def test_no_link_is_followed_that_hides_something(to: str) -> None:
    """White space and signs that nobody sees."""
    assert not is_followed(to)


@pytest.mark.parametrize("to", ["https://x.example", "http://x.example/a", "mailto:a@x.example", "HTTPS://X.EXAMPLE"])
def test_pages_and_mailboxes_are_followed(to: str) -> None:
    """Spelled out, in whatever case."""
    assert is_followed(to)


@given(st.text(st.sampled_from("https://a.b()[]{}'\"|*_~<>&; \n"), max_size=60))
def test_addresses_stand_apart_and_hold_no_space(text: str) -> None:
    """Any mixture: in their order, without white space, beginning as addresses do."""
    last = 0
    for start, end in addresses(text):
        assert last <= start < end
        assert text[start:end].startswith(("http://", "https://"))
        assert not set(text[start:end]) & set(" \n<>")
        last = end


def everywhere(address: str) -> Postmortem:
    """The address by itself and as a link, in paragraphs, rows, cells and names."""
    link = f"[words](<{address}>)"
    return Postmortem(
        title=f"Down: {address}",
        summary=Summary(what_happened=f"See {address}. And {link}.", impact=f"- {address}\n- {link}"),
        timeline=(TimelineRow(id="t", at=NOW, text=f"{address} {link}", who=address),),
        root_cause=RootCause(technical=(AnswerRow(id="r", text=f"({address})"),)),
        actions=(ActionRow(id="a", text=f"Look at {address}", owner=address, done_when=address),),
    )


def links_in(parts: Reading) -> list[str]:
    return [
        to
        for part in parts
        if isinstance(part, tuple)
        for to in ([part[1]] if part[0] == "a" else []) + links_in(part[2])
    ]


@pytest.mark.parametrize("address", WHOLE)
def test_every_output_leads_to_the_whole_address(address: str) -> None:
    """HTML, Word, PDF, chat, and the Markdown file as GitHub reads it; never to a piece of it."""
    pm = everywhere(address)
    whole = {unquote(address)}
    html = to_html(pm, META)
    assert {unquote(unescape(rel.split('"')[0])) for rel in html.split('<a href="')[1:]} == whole
    on_git = links_in(on_github(to_markdown(pm, META)))
    assert (set(on_git), len(on_git)) == (whole, html.count("<a href"))
    word = Document(io.BytesIO(to_docx(pm, META)))
    assert {unquote(rel.target_ref) for rel in word.part.rels.values() if rel.is_external} == whole
    sent = to_slack(pm, META)
    as_sent = address.replace("&", "&amp;").replace("|", "%7C")
    assert f"<{as_sent}|words>" in sent
    assert sent.count(f"<{as_sent}") == sent.count("<http") > 3


def test_a_pdf_leads_to_the_whole_address() -> None:
    """One file for all of them: setting pages takes its time."""
    texts = "\n\n".join(f"{address} [words](<{address}>)" for address in WHOLE)
    pages = PdfReader(io.BytesIO(to_pdf(Postmortem(summary=Summary(what_happened=texts)), META))).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    assert {unquote(note["/A"]["/URI"]) for note in notes} == {unquote(address) for address in WHOLE}
