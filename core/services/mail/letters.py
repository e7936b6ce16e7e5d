"""The mails as they read: plain text, a small HTML of the same, and headers that nothing typed can add to."""

import html
import json
import string
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from core.domain.webhook.events import Event, Notice
from core.domain.webhook.message import Line, Message, Span, plain, text_line
from core.domain.webhook.shapes.invisible import without_links
from core.domain.webhook.wording import message as message_of
from core.export.markdown.sanitise import render
from core.services.mail.mail_server import MailServer

LONGEST_NAME: Final = 80
_ESCAPES: Final = {ord(sign): f"\\{sign}" for sign in string.punctuation}
_LONGEST_LINE: Final = 900
_CONFIRM_SUBJECT: Final = "Confirm your address for Debrief"


@dataclass(frozen=True)
class Letter:
    """``about`` are the ids of the postmortems in it. ``stop`` is the address that ends all mail, empty for none."""

    subject: str
    text: str
    html: str
    stop: str = ""
    about: tuple[str, ...] = ()

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def of_json(text: str) -> "Letter":
        kept = json.loads(text)
        return Letter(**{**kept, "about": tuple(kept["about"])})


def confirmation(name: str, base_url: str, link: str) -> Letter:
    """The one mail that is sent before anybody agreed to mail. It holds no word of any postmortem."""
    short = plain(name)[:LONGEST_NAME]
    lines = (
        text_line(f"Somebody at {base_url} gave this address for action items of “{short}”."),
        text_line("If that is you, open the link and press the button; you are then told what is due and overdue."),
        Line((Span("Confirm this address", link),)),
        text_line("If it is not, do nothing. Nothing more is sent to this address."),
    )
    return _letter(_CONFIRM_SUBJECT, Message(text_line("Debrief asks for a confirmation."), lines), "", ())


def told(notice: Notice, name: str, stop: str) -> Letter:
    """What an owner is told, with the way to end it."""
    about = set(_about(notice))
    short = plain(name)[:LONGEST_NAME]
    why = text_line(f"You get this because this address was confirmed for action items of “{short}”.")
    return _letter(_subject(notice), message_of(notice), stop, tuple(sorted(about)), why)


def _subject(notice: Notice) -> str:
    """Without a word of what is in it: subjects are shown on locked screens."""
    count = len(notice.actions) or len(notice.incidents)
    items = "1 action item of yours is" if count == 1 else f"{count} action items of yours are"
    match notice.event:
        case Event.OVERDUE:
            return f"{items} overdue"
        case Event.DUE_SOON:
            return f"{items} due within two days"
        case Event.REVIEW_DUE:
            return "A review waits for you" if count == 1 else f"{count} reviews wait for you"
        case _:
            return "What waited for you in Debrief"


def _about(notice: Notice) -> Iterator[str]:
    yield from (action.postmortem_id for action in notice.actions)
    yield from (incident.subject.id for incident in notice.incidents)
    for part in notice.parts:
        yield from _about(part)


def _letter(subject: str, message: Message, stop: str, about: tuple[str, ...], *after: Line) -> Letter:
    last = (*after, *([Line((Span("Stop these mails", stop),))] if stop else []))
    text = "\n".join(_plain_line(line) for line in message.all_lines())
    end = "\n".join(_plain_line(line) for line in last)
    body = render("\n\n".join(_markdown(line) for line in (*message.all_lines(), *last)))
    page = f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(subject)}</title></head>'
    return Letter(
        subject, f"{text}\n\n{end}\n" if end else f"{text}\n", f"{page}<body>\n{body}\n</body></html>\n", stop, about
    )


def _plain_line(line: Line) -> str:
    """Programs make links of what looks like an address; only ours is left so."""
    return "".join(f"{without_links(s.text)}: {s.link}" if s.link else without_links(s.text) for s in line.spans)


def _markdown(line: Line) -> str:
    """Every sign that could mean something is escaped; the one renderer and its sanitiser make HTML of it."""
    return "".join(
        f"[{span.text.translate(_ESCAPES)}](<{span.link}>)" if span.link else span.text.translate(_ESCAPES)
        for span in line.spans
    )


def written(letter: Letter, server: MailServer, name: str, address: str, message_id: str, at: datetime) -> EmailMessage:
    """The mail with its headers. ``message_id`` is the same for each further try."""
    made = EmailMessage(policy=SMTP)
    made["From"] = _person(server.sender_name, server.sender)
    made["To"] = _person(name, address)
    made["Subject"] = plain(letter.subject)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{message_id}@{server.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    if letter.stop:
        made["List-Unsubscribe"] = f"<{letter.stop}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # In seven bits: not every server on the way takes eight.
    made.set_content(letter.text, cte="quoted-printable")
    made.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    made.policy = SMTP.clone(max_line_length=_LONGEST_LINE)  # not every reader of List-Unsubscribe joins its lines
    return made


def _person(name: str, address: str) -> Address:
    """The name beside the address, as it reads. The library reads ``=?…?=`` in it once more, and writes what comes out
    as it is, line ends too; so nothing that begins like that is given to it.
    """
    local, _, host = address.rpartition("@")
    return Address(plain(name).replace("=?", "= ?")[:LONGEST_NAME], local, host)
