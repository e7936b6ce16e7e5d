"""Who learns of another incident from a file or a page: the workspace of all links, others of what they were shown."""

import json

import pytest

from core.services import postmortems
from core.services.exchange import exports
from core.services.exchange.formats import FORMATS
from core.services.memory import links
from core.services.publishing import publications
from tests.support.apps import Opener
from tests.support.files import words_of
from tests.support.incidents import EARLIER_TITLE, LATER_TITLE, Pair, pair

TITLED = ("md", "html", "pdf", "docx", "json", "slack")
"""Formats that tell of the whole incident; the others are of its actions and its meeting."""


@pytest.fixture
def linked(database_url: str, open_test_app: Opener) -> Pair:
    made = pair(open_test_app(database_url, access="key"))
    links.link(made.app, made.later, made.earlier, made.people.facilitator)
    return made


def show(linked: Pair) -> None:
    links.show(linked.app, linked.member(linked.people.facilitator), linked.earlier)


def words(linked: Pair, pm_id: str, fmt: str, *, inside: bool) -> str:
    made = exports.export(linked.app, pm_id, fmt, base="https://d.example", inside=inside)
    return " ".join(words_of(made.data, fmt).split())


@pytest.mark.parametrize("fmt", TITLED)
def test_the_workspaces_file_names_both_ends(linked: Pair, fmt: str) -> None:
    """With the day on which it happened, in its own zone."""
    later = words(linked, linked.later, fmt, inside=True)
    assert EARLIER_TITLE in later
    assert "2026-08-14" in later
    earlier = words(linked, linked.earlier, fmt, inside=True)
    assert LATER_TITLE in earlier
    assert "2026-11-20" in earlier


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS if fmt != "ics"])
def test_a_guests_file_tells_of_nothing_else_until_it_is_shown(linked: Pair, fmt: str) -> None:
    """Then of the earlier one, by title and day and without its id; of a later one never."""
    assert EARLIER_TITLE not in words(linked, linked.later, fmt, inside=False)
    assert LATER_TITLE not in words(linked, linked.earlier, fmt, inside=False)
    show(linked)
    shown = words(linked, linked.later, fmt, inside=False)
    assert (EARLIER_TITLE in shown) is (fmt in TITLED)
    assert linked.earlier not in shown
    assert LATER_TITLE not in words(linked, linked.earlier, fmt, inside=False)
    links.hide(linked.app, linked.member(linked.people.facilitator), linked.earlier)
    assert EARLIER_TITLE not in words(linked, linked.later, fmt, inside=False)


def test_what_is_in_the_trash_is_in_no_file(linked: Pair) -> None:
    """At either end, until it is restored."""
    show(linked)
    postmortems.trash(linked.app, linked.earlier, None)
    for inside in (True, False):
        assert EARLIER_TITLE not in words(linked, linked.later, "md", inside=inside)
    postmortems.restore(linked.app, linked.earlier, None)
    assert EARLIER_TITLE in words(linked, linked.later, "md", inside=False)


@pytest.mark.parametrize(("who", "inside"), [("facilitator", True), ("colleague", True), ("guest", False)])
def test_the_published_page_is_no_other_door(linked: Pair, who: str, inside: bool) -> None:
    """Its readers are told what the room was shown; the workspace all of it."""
    visitor = getattr(linked.people, who)
    publications.publish(linked.app, linked.later, None)
    view, _ = publications.read(linked.app, visitor, linked.later, inside=inside)
    assert [item.title for item in view.meta.recurrence_of] == ([EARLIER_TITLE] if inside else [])
    show(linked)
    view, _ = publications.read(linked.app, visitor, linked.later, inside=inside)
    assert [item.title for item in view.meta.recurrence_of] == [EARLIER_TITLE]
    assert [bool(item.id) for item in view.meta.recurrence_of] == [inside]


def test_json_says_which_one_and_comes_back_linked(linked: Pair) -> None:
    """By id and title; an import links what is still here under both, and nothing else."""
    app = linked.app
    data = exports.export(app, linked.later, "json", inside=True).data
    file = json.loads(data)
    assert file["recurrence_of"] == [{"id": linked.earlier, "title": EARLIER_TITLE, "on": "2026-08-14"}]
    assert file["schema_version"] < 3  # an older Debrief reads it all the same
    copy = exports.import_postmortem(app, data)
    assert [item.id for item in postmortems.summary(app, copy, inside=True).meta.recurrence_of] == [linked.earlier]
    for changed in ({"title": "Another one"}, {"id": "nothing"}, {"id": ""}):
        file["recurrence_of"][0] = {"id": linked.earlier, "title": EARLIER_TITLE, "on": "2026-08-14", **changed}
        unlinked = exports.import_postmortem(app, json.dumps(file).encode())
        assert postmortems.summary(app, unlinked, inside=True).meta.recurrence_of == ()


def test_without_links_a_file_is_as_it_was(linked: Pair) -> None:
    """No empty keys, no empty rows."""
    for fmt in ("md", "json", "slack"):
        text = words(linked, linked.other, fmt, inside=True)
        assert "recurrence" not in text.lower()
        assert "came" not in text
