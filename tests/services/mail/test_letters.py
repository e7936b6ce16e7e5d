"""The mails as they read: plain text and HTML say the same, and nothing typed is a header, a link or markup."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.domain.webhook.events import Event, Incident, Notice, Subject
from core.services.mail.letters import Letter, confirmation, told, written
from core.services.mail.mail_server import MailServer
from tests.support.payloads import HUGE, PAYLOADS

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
BASE = "https://d.example"
STOP = f"{BASE}/live/mail/stop/7.abc"
SERVER = MailServer("mail.example.org", 587, "starttls", "debrief@example.org")
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "MIME-Version",
    "Content-Type",
]


def overdue(text: str = "Watch the disk", title: str = "Disk full", owner: str = "Mira") -> Notice:
    action = ActionView("abc", title, Severity.P1, "a1", text, owner, date(2026, 11, 20), days_late=3)
    return Notice(Event.OVERDUE, "e1", AT, actions=(action,), base_url=BASE)


def test_an_owner_reads_what_is_overdue_and_how_to_stop() -> None:
    """In plain text, line by line."""
    letter = told(overdue(), "Mira", STOP)
    assert letter.subject == "1 action item of yours is overdue"
    assert letter.text.splitlines() == [
        "1 action item is overdue:",
        f"• Watch the disk · Mira · due Fri 20 Nov, 3 days late · Disk full: {BASE}/summary?pm=abc",
        f"All action items: {BASE}/follow_up",
        "",
        "You get this because this address was confirmed for action items of “Mira”.",
        f"Stop these mails: {STOP}",
    ]
    assert letter.about == ("abc",)
    assert Letter.of_json(letter.as_json()) == letter


def test_the_html_says_the_same() -> None:
    """Through the one renderer: paragraphs and links, and nothing that loads or runs."""
    page = told(overdue(), "Mira", STOP).html
    assert "Watch the disk · Mira · due Fri 20 Nov, 3 days late" in page
    assert set(re.findall(r'href="([^"]*)"', page)) == {f"{BASE}/summary?pm=abc", f"{BASE}/follow_up", STOP}
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= TAGS


TWICE = overdue().actions * 2
TAGS = {"html", "head", "meta", "title", "body", "p", "a", "br"}


@pytest.mark.parametrize(
    ("notice", "subject"),
    [
        (
            Notice(Event.DUE_SOON, "e", AT, actions=overdue().actions * 2),
            "2 action items of yours are due within two days",
        ),
        (Notice(Event.REVIEW_DUE, "e", AT, incidents=(Incident(Subject("a", "Secret")),)), "A review waits for you"),
        (Notice(Event.COLLECTED, "e", AT, parts=(overdue(), overdue())), "What waited for you in Debrief"),
    ],
)
def test_a_subject_says_how_many_and_nothing_of_what(notice: Notice, subject: str) -> None:
    """It is shown on locked screens."""
    assert told(notice, "Mira", STOP).subject == subject


def test_a_confirmation_has_no_word_of_any_incident() -> None:
    """It goes to an address that nobody has confirmed: whoever reads it may be a stranger."""
    letter = confirmation("Mira", BASE, f"{BASE}/live/mail/confirm/7.abc")
    assert f"Confirm this address: {BASE}/live/mail/confirm/7.abc" in letter.text
    assert "“Mira”" in letter.text
    assert letter.stop == ""
    assert letter.about == ()


def test_the_headers_of_a_mail() -> None:
    """One click stops it (RFC 8058), and no machine answers it (RFC 3834)."""
    made = written(told(overdue(), "Mira", STOP), SERVER, "Mira Müller", "mira@example.org", "debrief.7.x", AT)
    assert sorted(made.keys()) == sorted(HEADERS)
    assert made["From"] == "Debrief <debrief@example.org>"
    assert made["To"] == "Mira Müller <mira@example.org>"
    assert made["Message-ID"] == "<debrief.7.x@example.org>"
    assert made["List-Unsubscribe"] == f"<{STOP}>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made.as_bytes().isascii()


INJECTIONS = [
    "x\r\nBcc: evil@example.org",
    "x\nBcc: evil@example.org\n\nbody",
    "x\rSubject: y",
    "x\x0bBcc: z",
    "x\u2028Bcc: z",
    "x\x85Bcc: z",
    "=?utf-8?q?x=0d=0aBcc:_evil?=",
    "==??utf-8?q?x=0d=0aBcc:_evil?=",
    "x =?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=?= y",
    '"x" <evil@example.org>,',
    "x\x00y",
    "\ud800",
]


@pytest.mark.parametrize(
    "typed", [*INJECTIONS, *PAYLOADS, *HUGE], ids=lambda payload: f"{payload[:8]!r}-{len(payload)}"
)
def test_no_text_becomes_a_header(typed: str) -> None:
    """In a name, an owner, an action and a title: the same headers, one recipient, one empty line before the body."""
    letter = told(overdue(typed, typed, typed), typed, STOP)
    made = written(letter, SERVER, typed, "mira@example.org", "debrief.7.x", AT)
    assert sorted(made.keys()) == sorted(HEADERS)
    assert [address.addr_spec for address in made["To"].addresses] == ["mira@example.org"]
    head = made.as_bytes().partition(b"\r\n\r\n")[0]
    names = re.findall(rb"^([A-Za-z-]+):", head, re.MULTILINE)
    assert sorted(names) == sorted(name.encode() for name in HEADERS)
    assert made["Subject"] == "1 action item of yours is overdue"


@given(st.text(max_size=100))
def test_no_text_at_all_becomes_a_header(typed: str) -> None:
    """Whatever signs, in whatever order."""
    made = written(told(overdue(typed, typed, typed), typed, STOP), SERVER, typed, "mira@example.org", "m", AT)
    assert sorted(made.keys()) == sorted(HEADERS)
    assert [address.addr_spec for address in made["To"].addresses] == ["mira@example.org"]
    assert b"\nBcc:" not in made.as_bytes()


@given(st.text('=?utf-8bq_0daABCc: \r\n@.<>",', max_size=60).map(lambda rest: f"=?utf-8?q?{rest}?="))
def test_no_encoded_name_becomes_a_header(typed: str) -> None:
    """What looks encoded already is not decoded on the way."""
    made = written(told(overdue(), typed, STOP), SERVER, typed, "mira@example.org", "m", AT)
    head = made.as_bytes().partition(b"\r\n\r\n")[0]
    assert sorted(re.findall(rb"^([A-Za-z-]+):", head, re.MULTILINE)) == sorted(name.encode() for name in HEADERS)
    assert all(line.startswith((b" ", b"\t")) or b":" in line for line in head.split(b"\r\n"))


@pytest.mark.parametrize("typed", [*PAYLOADS, *HUGE], ids=lambda payload: f"{payload[:8]!r}-{len(payload)}")
def test_what_people_type_is_never_code(typed: str) -> None:
    """P13: in the HTML no tag, no link, no script of it; in the text no address that a program would open."""
    for letter in (told(overdue(typed, typed, typed), typed, STOP), confirmation(typed, BASE, STOP)):
        assert set(re.findall(r"<([a-z0-9]+)", letter.html)) <= {
            "html",
            "head",
            "meta",
            "title",
            "body",
            "p",
            "a",
            "br",
        }
        assert all(link.startswith(BASE) for link in re.findall(r'href="([^"]*)"', letter.html))
        assert all(link.startswith(BASE) for link in re.findall(r"\bhttps?://\S+", letter.text))
        assert not re.search(r"\bwww\.", letter.text, re.IGNORECASE)


@given(st.text("[]()<>*_`#-+.!|~\\&;:/@ hxtps\n", max_size=60))
def test_markdown_is_text(typed: str) -> None:
    """Signs that Markdown obeys, close together."""
    page = told(overdue(typed, typed), "Mira", STOP).html
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= TAGS
    assert {link for link in re.findall(r'href="([^"]*)"', page)} == {
        f"{BASE}/summary?pm=abc",
        f"{BASE}/follow_up",
        STOP,
    }
