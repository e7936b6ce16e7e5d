"""A thread of mails of which one lists what happened when: the heads of mails are no rows of that list."""

import pytest

from tests.domain.timeline.reading import read, shown

HEAD = (
    "From: Gwen Tate <gwen@corp.example>\nSent: Monday, November 2, 2026 10:42 AM\nTo: SRE\nSubject: RE: mail is late\n"
)
BODY = "\n10:02 queue grows\n10:10 worker restarted\n"
ROWS = ["2026-11-02T10:02:00+00:00 |  | queue grows", "2026-11-02T10:10:00+00:00 |  | worker restarted"]
HEADS = {
    "Outlook": HEAD,
    "Outlook in German": "Von: Gwen Tate\nGesendet: Montag, 2. November 2026 10:42\nAn: SRE\nBetreff: AW: Mail\n",
    "Outlook in French": "De : Gwen Tate\nEnvoyé : lundi 2 novembre 2026 10:42\nÀ : SRE\nObjet : RE: Mail\n",
    "Outlook on the web": "From: Gwen Tate\nDate: Monday, 2 November 2026 at 10:42\nTo: SRE\nCc: Ola\nSubject: late\n",
    "in bold": "**From:** Gwen Tate\n**Sent:** Monday, November 2, 2026 10:42 AM\n**To:** SRE\n**Subject:** late\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=list(HEADS))
def test_the_head_of_a_mail_with_a_timeline_is_no_row(head: str) -> None:
    """When it was sent is no moment of the incident, and "Sent" is nobody's name."""
    reading = read(head + BODY)
    assert shown(reading) == ROWS
    assert [line.text for line in reading.unparsed] == head.rstrip("\n").split("\n")


def test_the_day_is_that_of_the_incident_and_not_of_the_mail() -> None:
    """Such a mail is often written on the next day."""
    reading = read(HEAD.replace("2, 2026", "3, 2026") + BODY)
    assert shown(reading) == ROWS


def test_the_other_mails_of_the_thread_are_rows() -> None:
    """What people wrote to each other while it lasted has its moment in its head."""
    answer = "From: Ola Berg\nSent: Monday, November 2, 2026 9:58 AM\nTo: Gwen Tate\nSubject: mail is late\n"
    reading = read(f"{HEAD}{BODY}\n{answer}\nFor you too?\n")
    assert shown(reading) == [*ROWS, "2026-11-02T09:58:00+00:00 | Ola Berg | mail is late\nFor you too?"]


def test_two_named_lines_are_no_head() -> None:
    """Fields of a list are not those of a mail."""
    reading = read("From: 10:02\nTo: 10:20\n10:02 queue grows\n")
    assert shown(reading)[-1] == ROWS[0]
