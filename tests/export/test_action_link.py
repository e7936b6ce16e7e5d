"""The link of an action item in every output: one short label that leads there, and nothing else that does."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import unquote

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from core.domain.actions.action_view import ActionView
from core.domain.content.plain_lines import plain_lines
from core.domain.postmortem import ActionRow, Postmortem
from core.domain.webhook.events import Event, Notice
from core.domain.webhook.shapes import Shape, body
from core.export.actions_csv import actions_csv
from core.export.calendar.deadlines import actions_calendar
from core.export.docx.writer import to_docx
from core.export.html import to_html
from core.export.json import from_json, to_json
from core.export.markdown.sanitise import render
from core.export.markdown.writer import to_markdown
from core.export.meta import ExportMetadata
from core.export.pdf.writer import to_pdf
from core.export.slack.message import to_slack
from core.services.documents.records import record_of
from pages.parts.frame.linkify import issue_link
from tests.support.files import words_of

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(id="pm", created_at=NOW, exported_at=NOW)
ISSUE = "https://github.com/acme/shop/issues/123"
ODD = "https://git.acme.example/a/b/issues/7?x=(1)|[2]&amp;_y_*z*#note_3"
REFUSED = (
    "javascript:alert(1)",
    "JaVaScRiPt://github.com/%0aalert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "https://mara:secret@github.com/acme/shop/issues/1",
    "https://github.com@evil.example/acme/shop/issues/1",
    "https://evil.example\\@github.com/",
    "https://github.com/\u202eacme",
    '"><img src=x onerror=alert(1)>https://github.com/',
    "[x](javascript:alert(1))",
    "<https://mara:secret@evil.example/>",
    "https://a.example/" + "x" * 3_000,
)


def of(link: str) -> Postmortem:
    return Postmortem(title="Disk full", actions=(ActionRow(id="a", text="Page on-call", owner="Mara", link=link),))


def view(link: str) -> ActionView:
    return ActionView(
        "pm", "Disk full", None, "a", "Page on-call", "Mara", due=date(2026, 3, 1), link=link, days_late=9
    )


def targets(html: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', html)


@pytest.mark.parametrize(("link", "label"), [(ISSUE, "acme/shop#123"), (ODD, "a/b#7 · git.acme.example")])
def test_it_leads_there_from_every_file(link: str, label: str) -> None:
    """Markdown, web page, paper, Word: the label, and the address behind it."""
    pm = of(link)
    page = to_html(pm, META)
    opened = [href.replace("&amp;", "&") for href in targets(page)]
    wanted = link.replace("|", "%7C")
    assert wanted in opened
    assert f">{label}</a>" in page
    assert 'rel="noopener noreferrer"' in page
    pdf = PdfReader(io.BytesIO(to_pdf(pm, META)))
    annotations = [item.get_object() for page in pdf.pages for item in page.get("/Annots", ())]
    assert wanted in [str(item["/A"]["/URI"]) for item in annotations if "/A" in item]
    with zipfile.ZipFile(io.BytesIO(to_docx(pm, META))) as archive:
        related = archive.read("word/_rels/document.xml.rels").decode()
    assert wanted in unquote(unescape(related)).replace("|", "%7C")


def test_markdown_is_a_link_for_every_reader() -> None:
    """One cell of the table, whatever stands in the address."""
    for link in (ISSUE, ODD):
        row = next(line for line in to_markdown(of(link), META).splitlines() if "Page on-call" in line)
        assert row.count(" | ") == 2
        assert "](<https://" in row
        assert render(row).count("<a ") <= 1


def test_it_is_in_chat_calendar_table_and_webhook() -> None:
    """The short forms: Slack, for a program and for a clipboard; ICS; CSV; both webhook bodies."""
    assert f"<{ISSUE}|acme/shop#123>" in to_slack(of(ISSUE), META)
    assert f"acme/shop#123 ({ISSUE})" in to_slack(of(ISSUE), META, pasted=True)
    for events in (False, True):
        calendar = Calendar.from_ical(
            actions_calendar(name="x", actions=[view(ISSUE)], reviews=[], now=NOW, as_events=events)
        )
        (entry,) = calendar.walk("VEVENT" if events else "VTODO")
        assert f"Issue: {ISSUE}" in str(entry["description"])
    header, row = csv.reader(io.StringIO(actions_csv([view(ISSUE)]).decode("utf-8-sig")))
    assert dict(zip(header, row, strict=True))["Issue"] == ISSUE
    notice = Notice(Event.OVERDUE, "1", NOW, actions=(view(ISSUE),), base_url="https://debrief.example")
    assert json.loads(body(notice, Shape.JSON))["promises"][0]["link"] == ISSUE
    for shape in Shape:
        assert ISSUE in body(notice, shape), shape
    assert f"<{ISSUE}|acme/shop#123>" in json.loads(body(notice, Shape.SLACK))["text"]


def test_it_is_searched_compared_and_comes_back_from_a_file() -> None:
    """The record's search text, the lines of the history, JSON there and back."""
    pm = of(ISSUE)
    assert ISSUE in record_of(pm).search_text
    assert any(f"issue: {ISSUE}" in line.text for line in plain_lines(pm))
    values = json.loads(to_json(pm, META))
    assert (values["postmortem"]["actions"][0]["link"], values["schema_version"]) == (ISSUE, 3)
    assert from_json(to_json(pm, META)) == pm
    plain = json.loads(to_json(of(""), META))
    assert ("link" in plain["postmortem"]["actions"][0], plain["schema_version"]) == (False, 1)


def test_a_page_opens_it_in_a_new_tab() -> None:
    """Under its label, without telling where somebody came from."""
    shown = issue_link(ISSUE)
    assert f'href="{ISSUE}"' in shown
    assert 'target="_blank" rel="noopener noreferrer nofollow"' in shown
    assert shown.endswith(">acme/shop#123</a>")


@pytest.mark.parametrize("typed", REFUSED)
def test_what_was_refused_is_a_link_nowhere(typed: str) -> None:
    """It stays as text that nobody can click, in files and on pages; chats and webhooks leave it out."""
    pm = of(typed)
    page = to_html(pm, META)
    assert targets(page.partition("<body")[2]) == []
    assert "<a " not in render(to_markdown(pm, META))
    assert "<a " not in issue_link(typed)
    assert "<img" not in issue_link(typed) + page
    pdf = PdfReader(io.BytesIO(to_pdf(pm, META)))
    assert not [item for page in pdf.pages for item in page.get("/Annots", ()) if "/URI" in str(item.get_object())]
    with zipfile.ZipFile(io.BytesIO(to_docx(pm, META))) as archive:
        related = archive.read("word/_rels/document.xml.rels").decode()
    assert "evil.example" not in related
    assert "secret" not in related
    for message in (to_slack(pm, META), to_slack(pm, META, pasted=True)):
        assert "evil.example" not in message
        assert "secret" not in message
    notice = Notice(Event.OVERDUE, "1", NOW, actions=(view(typed),))
    assert json.loads(body(notice, Shape.JSON))["promises"][0]["link"] is None
    assert not [shape for shape in Shape if "secret" in body(notice, shape) or "evil" in body(notice, shape)]
    assert from_json(to_json(pm, META)).actions[0].link == typed.replace("\ud800", "?")
    assert "Page" in words_of(to_pdf(pm, META), "pdf")
