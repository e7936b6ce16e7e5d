"""The team's tracker, an action as a new issue in it, and its link: who may, what is asked, what is kept."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from core.domain.tracker.kinds import Tracker, team_tracker
from core.errors import BadInput, DebriefError, NotAllowed, NotFound, NotMember, WorkspaceLocked
from core.services.actions import action_queries
from core.services.app import App
from core.services.documents import document_store
from core.services.tracker.issue_links import set_link
from core.services.tracker.new_issues import issue_for
from core.services.tracker.team import set_tracker, tracker_of_team
from core.store import settings_kv
from core.store.actions import links
from tests.support.apps import BEGIN, Opener, Rings, Room, newcomer, open_room, visitor_of
from tests.support.edits import add_row, combined, set_text
from tests.support.held import held

GITHUB = team_tracker(Tracker.GITHUB, "https://github.com/acme/shop")
ISSUE = "https://github.com/acme/shop/issues/123"


def with_action(app: App, **values: object) -> Room:
    room = open_room(app, "Orders stood still")
    row = add_row("actions", "a0", "Page on-call at 90 %", "V0", owner="Kim", **values)
    document_store.edit(app, room.pm_id, row, None)
    held(app, room.pm_id)
    return room


def test_a_team_keeps_its_tracker_and_takes_it_away(app: App) -> None:
    """For everybody, in both databases; nothing in it is secret."""
    room = open_room(app)
    assert tracker_of_team(app) is None
    set_tracker(app, GITHUB, room.maker)
    assert tracker_of_team(app) == GITHUB
    set_tracker(app, None, room.maker)
    assert tracker_of_team(app) is None


def test_what_a_newer_version_stored_stops_nothing(app: App) -> None:
    """It counts as none until somebody sets one again."""
    with app.db.write() as tx:
        settings_kv.put_setting(tx, settings_kv.TRACKER, '{"tracker": "bugzilla"}')
    assert tracker_of_team(app) is None


def test_an_action_is_an_issue_with_its_context(app: App) -> None:
    """What the record knows: the action, its test, its day, the incident."""
    room = with_action(app, due=BEGIN.date() + timedelta(days=9), kind="detect", done_when="A full volume rings.")
    set_tracker(app, GITHUB, room.maker)
    query = parse_qs(urlsplit(issue_for(app, room.pm_id, "a0", room.maker).address).query)
    assert query["title"] == ["Page on-call at 90 %"]
    (body,) = query["body"]
    for said in (
        "A full volume rings.",
        (BEGIN.date() + timedelta(days=9)).isoformat(),
        "Kim",
        "Detect",
        "Orders stood still",
    ):
        assert said in body


def test_the_way_back_is_there_when_the_server_has_an_address(database_url: str, open_test_app: Opener) -> None:
    """Without DEBRIEF_URL a link would lead to somebody's own computer."""
    for url in ("https://debrief.acme.example", ""):
        app = open_test_app(database_url, url=url) if url else open_test_app(database_url)
        room = with_action(app)
        set_tracker(app, GITHUB, None)
        said = issue_for(app, room.pm_id, "a0", None).text
        assert (f"summary?pm={room.pm_id}" in said) is bool(url)


def test_without_a_tracker_or_an_action_it_says_so(app: App) -> None:
    """A sentence that says where to go."""
    room = with_action(app)
    with pytest.raises(NotFound, match="Settings"):
        issue_for(app, room.pm_id, "a0", room.maker)
    set_tracker(app, GITHUB, room.maker)
    with pytest.raises(NotFound, match="not stored yet"):
        issue_for(app, room.pm_id, "nothing", room.maker)


def test_a_link_is_kept_in_the_document_and_shown_everywhere(app: App, rings: Rings) -> None:
    """Also taken away again; rooms and panels hear of it."""
    room = with_action(app)
    rings.clear()
    set_link(app, room.pm_id, "a0", f" {ISSUE} ", room.maker)
    assert {("doc", room.pm_id), ("record", room.pm_id)} <= set(rings.heard)
    (item,) = action_queries.list_actions(app, BEGIN)
    assert item.link == ISSUE
    with app.db.read() as tx:
        assert links(tx, room.pm_id) == {"a0": ISSUE}
    set_link(app, room.pm_id, "a0", "", room.maker)
    assert action_queries.list_actions(app, BEGIN)[0].link == ""


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "OPS-12", "https://a:b@github.com/", "https://x.example/" + "y" * 10_000]
)
def test_what_is_no_address_is_refused(app: App, typed: str) -> None:
    """With the sentence that the room shows, too; the link that was there stays."""
    room = with_action(app)
    set_link(app, room.pm_id, "a0", ISSUE, room.maker)
    with pytest.raises(BadInput):
        set_link(app, room.pm_id, "a0", typed, room.maker)
    assert action_queries.list_actions(app, BEGIN)[0].link == ISSUE


def test_an_action_that_is_gone_gets_no_link(app: App) -> None:
    """And no row is made for it."""
    room = with_action(app)
    with pytest.raises(NotFound):
        set_link(app, room.pm_id, "b0", ISSUE, room.maker)


@pytest.mark.parametrize(("role", "refusal"), [(None, NotMember), ("viewer", NotAllowed), ("participant", None)])
def test_those_who_may_write_open_issues_and_set_links(
    locked_app: App, role: str | None, refusal: type[DebriefError] | None
) -> None:
    """Behind the workspace key: members who write, and nobody else; the setting is the workspace's."""
    app, room = locked_app, with_action(locked_app)
    set_tracker(app, GITHUB, None)
    who = newcomer(app, "Dana") if role is None else visitor_of(app, getattr(room, role))
    with pytest.raises(WorkspaceLocked):
        set_tracker(app, None, who)
    for call in (lambda: issue_for(app, room.pm_id, "a0", who), lambda: set_link(app, room.pm_id, "a0", ISSUE, who)):
        if refusal is None:
            call()
        else:
            with pytest.raises(refusal):
                call()


def test_the_texts_of_the_postmortem_are_told(app: App) -> None:
    """What happened and the impact, shortened where they are long."""
    room = with_action(app)
    set_tracker(app, GITHUB, None)
    change = combined(
        set_text("summary.what_happened", "A volume filled up. " * 1_000), set_text("summary.impact", "All of them")
    )
    document_store.edit(app, room.pm_id, change, None)
    made = issue_for(app, room.pm_id, "a0", None)
    assert len(made.address) <= 8_000
    assert made.cut
    assert "What happened" in made.text
