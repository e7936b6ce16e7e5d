"""Five browsers play a whole shortened meeting, from the lobby to the export.

The incident is a real one, told in our own words after GitLab's public report of 31 January 2017: a data
directory was removed from the primary database host, and the backups could not be used as expected.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Meeting
from tests.support.browsers import PATIENCE, Laptop

pytestmark = pytest.mark.alone  # five browsers type faster than the four seconds after which nobody types any more

WHAT = "summary.what_happened"
# Alphabets that no text of Debrief's own uses: what each person typed can be found again in the export.
GREEK, CYRILLIC, KANA, HEBREW = "αβγδεζηθικ", "бгджзилфцш", "かきくけこさしすせそ", "אבגדהוזחטי"


def _begin(meeting: Meeting, laptop: Callable[..., Laptop], participants: int) -> tuple[Laptop, list[Laptop]]:
    facilitator = laptop(meeting.links.facilitator)
    others = [laptop(meeting.links.participant) for _ in range(participants)]
    for item in [facilitator, *others]:
        item.prose(WHAT).wait_for()
    facilitator.press("Start the twenty minutes")
    for item in [facilitator, *others]:
        expect(item.timer()).to_have_attribute("data-section", "summary", timeout=PATIENCE)
    return facilitator, others


def _go(facilitator: Laptop, way: str) -> None:
    """One press, and the group is in another section."""
    before = facilitator.section()
    if way.startswith("Next"):
        facilitator.press(re.compile(f"^{way}"))
    else:
        facilitator.choose(re.compile(f"^{way}"))
    expect(facilitator.timer()).not_to_have_attribute("data-section", before, timeout=PATIENCE)


def _only(text: str, alphabet: str) -> str:
    return "".join(letter for letter in text if letter in alphabet)


def test_typing_survives_twenty_presses_of_next_and_back(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """Every character typed by four people, in one field and in three, is in the export once and in order."""
    facilitator, (greek, cyrillic, kana, hebrew) = _begin(meeting, laptop, 4)
    hebrew.page.get_by_role("button", name=re.compile("Lessons learned")).first.click()
    places = [(greek, WHAT, GREEK), (cyrillic, WHAT, CYRILLIC), (kana, "summary.impact", KANA)]
    places += [(hebrew, "lessons.went_right", HEBREW)]
    for person, field, _ in places:
        person.prose(field).click()

    forward = True
    for press in range(20):
        for step in range(2):
            for person, _, alphabet in places:
                person.page.keyboard.type(alphabet[(2 * press + step) % len(alphabet)])
        _go(facilitator, "Next: " if forward else "Back to ")
        forward = facilitator.section() == "summary" or (press % 5 != 4 and facilitator.section() != "follow_up")

    for person, _, _ in places:
        person.saved()
    facilitator.page.wait_for_timeout(600)  # the record follows within 250 ms
    markdown = meeting.markdown()
    for _, _, alphabet in places:
        assert _only(markdown, alphabet) == alphabet * 4


def test_one_incident_from_the_lobby_to_the_export(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """Seven sections are walked through, each by a different hand, and the summary holds all of it."""
    facilitator, (ana, bo) = _begin(meeting, laptop, 2)
    shared = laptop(meeting.links.present)

    ana.prose(WHAT).click()
    ana.page.keyboard.type("GitLab.com was down for 18 hours after the primary lost its data directory.")
    expect(shared.page.get_by_text("down for 18 hours")).to_be_visible(timeout=PATIENCE)

    _go(facilitator, "Next: Timeline")
    bo.press(re.compile("Follow$|Timeline"))
    _timeline(bo)
    expect(shared.page.get_by_text("4.5 GB of 300 GB")).to_be_visible(timeout=PATIENCE)
    expect(bo.page.get_by_text("To detect")).to_be_visible()

    facilitator.press("Next: Root cause")
    ana.press(re.compile("Follow$|Root cause"))
    _row(ana, "root_cause.monitoring", "Failed backup runs sent mails that the mail server refused.")
    facilitator.press("Next: Contributing factors")
    facilitator.press("Next: Action items")
    bo.press(re.compile("Follow$|Action items"))
    _action(bo)
    facilitator.press("Next: Lessons learned")
    facilitator.press("Next: Follow-up")
    expect(facilitator.page.get_by_role("button", name=re.compile("^Next: "))).to_have_count(0)
    facilitator.press(re.compile("^Finish"))
    facilitator.press("Finish now")
    expect(shared.page.get_by_text("Thank you, everyone")).to_be_visible(timeout=PATIENCE)

    summary = laptop(meeting.links.summary)
    summary.page.get_by_role("radio", name="Everything").click()
    body = summary.page.locator("body")
    for text in ("down for 18 hours", "4.5 GB of 300 GB", "mail server refused", "Restore a backup every night"):
        expect(body).to_contain_text(text, timeout=PATIENCE)
        assert meeting.markdown().count(text) == 1


def _timeline(person: Laptop) -> None:
    rows = person.field("timeline")
    draft = rows.locator("[data-draft]")
    draft.locator("[data-key=at]").first.click()
    for time, text in (("2327", "Removal stopped: 4.5 GB of 300 GB left."), ("2345", "Team looks for a backup.")):
        person.page.keyboard.type(time)
        person.page.keyboard.press("Enter")
        person.page.keyboard.type(text)
        person.page.keyboard.press("Enter")
    person.saved()


def _row(person: Laptop, field: str, text: str) -> None:
    person.field(field).locator("[data-draft] .cm-content").click()
    person.page.keyboard.type(text)
    person.saved()


def _action(person: Laptop) -> None:
    _row(person, "actions", "Restore a backup every night and alert when it fails")
    row = person.field("actions").locator("[data-row]").first
    expect(row).to_contain_text(re.compile("owner|who", re.IGNORECASE))
    row.locator("[data-key=owner]").first.fill("Ana")
    row.locator("[data-key=owner]").first.press("Enter")
    person.saved()
