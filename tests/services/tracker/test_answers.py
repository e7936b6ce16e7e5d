"""What trackers answer: proposed for the action that leads to the issue, confirmed by a person, done by nobody else."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from core.document.edit import set_fact
from core.domain.tracker.answers.answer import Outcome
from core.errors import Conflict, DebriefError, NotAllowed, NotMember, WorkspaceLocked
from core.services.access import closing
from core.services.actions import action_queries, follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.inbound import taking_in
from core.services.inbound.source import Incoming
from core.services.inbound.sources import SOURCES, source_named
from core.services.inbound.working import work_waiting
from core.services.tracker import answers
from core.services.tracker.issue_links import set_link
from core.store.database.tables import inbound_delivery
from core.store.inbound import deliveries
from core.store.inbound.deliveries import Status
from tests.domain.tracker.answers import bodies
from tests.support.apps import BEGIN, Rings, Room, insider, newcomer, open_room, visitor_of
from tests.support.edits import add_row, remove_row
from tests.support.held import held

ISSUE = "https://github.com/acme/shop/issues/123"


def with_action(app: App, link: str = ISSUE, title: str = "Orders stood still") -> Room:
    room = open_room(app, title)
    document_store.edit(app, room.pm_id, add_row("actions", "a0", "Page on-call", "V0", owner="Kim", link=link), None)
    held(app, room.pm_id)
    return room


def sent(app: App, body: dict[str, Any], source: str = "github") -> None:
    """As the route takes it in, and the worker afterwards."""
    found = source_named(source)
    incoming = Incoming(found.name, json.dumps(body).encode(), {}, taking_in.now(app))
    assert taking_in.keep(app, found, incoming, found.receiver.prepare(app, incoming)) is None
    work_waiting(app)


def notes(app: App) -> list[tuple[Status, str]]:
    """Of everything that came, in its order."""
    with app.db.read() as tx:
        numbers = tx.execute(select(inbound_delivery.c.id).order_by(inbound_delivery.c.id)).scalars().all()
        found = [deliveries.delivery(tx, number) for number in numbers]
    return [(item.status, item.note) for item in found if item]


def state(app: App) -> str:
    (item,) = action_queries.list_actions(app, BEGIN, include_closed=True)
    return item.state


def test_a_closed_issue_is_proposed_and_closes_nothing(app: App, rings: Rings) -> None:
    """The action stays open until a person says so; then the issue is the evidence, under their name."""
    room = with_action(app)
    rings.clear()
    sent(app, bodies.github())
    assert state(app) == "open"
    assert ("record", room.pm_id) in rings.heard
    (row,) = answers.proposed(app, room.maker).rows
    assert (row.outcome, row.address, row.action.action_id) == (Outcome.DONE, ISSUE, "a0")
    assert row.sentence == "Its issue acme/shop#123 was closed as completed by mara on 2026-11-20."
    answers.confirm(app, room.pm_id, "a0", Outcome.DONE, room.maker)
    (item,) = action_queries.list_actions(app, BEGIN, include_closed=True)
    assert item.state == "done"
    assert item.evidence.startswith(f"{ISSUE} “Page on-call at 90 %”. Its issue")
    assert item.history[-1].by == "Ada"
    assert answers.proposed(app, room.maker).rows == ()


def test_not_planned_proposes_to_drop_it_with_the_reason(app: App) -> None:
    """What nobody did is not done."""
    room = with_action(app)
    sent(app, bodies.github(reason="not_planned"))
    (row,) = answers.proposed(app, None).rows
    assert row.outcome is Outcome.DROPPED
    answers.confirm(app, room.pm_id, "a0", Outcome.DROPPED, room.maker)
    (item,) = action_queries.list_actions(app, BEGIN, include_closed=True)
    assert (item.state, "not planned" in item.note) == ("dropped", True)


def test_opened_again_is_proposed_for_what_was_closed_only(app: App) -> None:
    """An open action is open already."""
    room = with_action(app)
    sent(app, bodies.github("reopened", None))
    assert answers.proposed(app, None).rows == ()
    follow_up.mark_done(app, room.pm_id, "a0", "It rings", room.maker)
    sent(app, bodies.github("reopened", None, updated_at="2026-11-21T10:00:00Z"))
    (row,) = answers.proposed(app, None).rows
    assert row.outcome is Outcome.REOPENED
    answers.confirm(app, room.pm_id, "a0", Outcome.REOPENED, room.maker)
    assert state(app) == "open"


@pytest.mark.parametrize(
    ("source", "body", "link"),
    [
        ("github", bodies.github(), "http://www.github.com/Acme/Shop/issues/123/?x=1#note"),
        ("gitlab", bodies.gitlab(), "https://gitlab.com/acme/team/shop/-/work_items/5"),
        ("gitlab", bodies.gitlab(kind="work_item"), "https://gitlab.com/acme/team/shop/issues/5"),
        ("jira", bodies.jira(), "https://acme.atlassian.net/jira/software/projects/OPS/boards/1?selectedIssue=OPS-12"),
        ("linear", bodies.linear(), "https://linear.app/acme/issue/OPS-9/an-older-name"),
        ("azure", bodies.azure(), "https://acme.visualstudio.com/Shop/_workItems/edit/77"),
        ("forgejo", bodies.gitea(), "https://codeberg.org/acme/shop/issues/7"),
    ],
)
def test_however_the_link_is_written_it_is_the_same_issue(
    app: App, source: str, body: dict[str, Any], link: str
) -> None:
    """Each tracker's other forms of an address, and names that an issue had before."""
    with_action(app, link)
    sent(app, body, source)
    assert [row.outcome for row in answers.proposed(app, None).rows] == [Outcome.DONE]


def test_an_issue_that_nobody_linked_is_ignored(app: App) -> None:
    """Also one of another repository, another host, or of a row that was removed."""
    room = with_action(app, "https://github.com/acme/other/issues/123")
    sent(app, bodies.github())
    sent(app, bodies.github(html_url="https://github.com.evil.example/acme/other/issues/123"))
    document_store.edit(app, room.pm_id, remove_row("actions", "a0"), None)
    sent(app, bodies.github(html_url="https://github.com/acme/other/issues/123"))
    assert answers.proposed(app, None).rows == ()
    assert {status for status, _ in notes(app)} == {Status.IGNORED}


def test_a_repeat_and_what_is_older_change_nothing(app: App) -> None:
    """A message comes twice, or late; a “no” stays a “no”."""
    room = with_action(app)
    sent(app, bodies.github(updated_at="2026-11-22T10:00:00Z"))
    answers.dismiss(app, room.pm_id, "a0", room.maker)
    sent(app, bodies.github(updated_at="2026-11-22T10:00:00Z"))
    sent(app, bodies.github(updated_at="2026-11-20T10:00:00Z"))
    assert answers.proposed(app, None).rows == ()
    assert [note for _, note in notes(app)][1:] == ["It was known already."] * 2
    sent(app, bodies.github(updated_at="2026-11-23T10:00:00Z"))
    assert len(answers.proposed(app, None).rows) == 1


def test_closed_and_opened_again_before_anybody_looked_leaves_nothing(app: App) -> None:
    """The latest word counts."""
    with_action(app)
    sent(app, bodies.github())
    sent(app, bodies.github("reopened", None, updated_at="2026-11-21T10:00:00Z"))
    assert answers.proposed(app, None).rows == ()


def test_what_is_not_so_any_more_cannot_be_confirmed(app: App) -> None:
    """The action was closed meanwhile, has another link, or the tracker says something else."""
    room = with_action(app)
    sent(app, bodies.github())
    with pytest.raises(Conflict):
        answers.confirm(app, room.pm_id, "a0", Outcome.DROPPED, room.maker)
    set_link(app, room.pm_id, "a0", "https://github.com/acme/shop/issues/9", room.maker)
    assert answers.proposed(app, None).rows == ()
    with pytest.raises(Conflict):
        answers.confirm(app, room.pm_id, "a0", Outcome.DONE, room.maker)
    assert state(app) == "open"


def test_two_actions_of_one_issue_are_both_asked_about(app: App) -> None:
    """A carried-over action keeps its link."""
    with_action(app)
    with_action(app, title="Again")
    sent(app, bodies.github())
    assert len(answers.proposed(app, None).rows) == 2


def test_messages_that_say_nothing_are_kept_with_the_reason(app: App) -> None:
    """For whoever wonders why nothing happened."""
    with_action(app)
    sent(app, {"zen": "Keep it logically awesome.", "hook_id": 1})
    sent(app, bodies.github("transferred", None))
    sent(app, bodies.gitlab(moved_to_id=9), "gitlab")
    assert [status for status, _ in notes(app)] == [Status.IGNORED] * 3
    assert "moved" in notes(app)[1][1]
    assert answers.proposed(app, None).rows == ()


@pytest.mark.parametrize(("role", "refusal"), [(None, NotMember), ("viewer", NotAllowed), ("participant", None)])
def test_who_may_answer(locked_app: App, role: str | None, refusal: type[DebriefError] | None) -> None:
    """Those who may report on the action; the list is the workspace's."""
    app, room = locked_app, with_action(locked_app)
    sent(app, bodies.github())
    who = newcomer(app, "Dana") if role is None else visitor_of(app, getattr(room, role))
    with pytest.raises(WorkspaceLocked):
        answers.proposed(app, who)
    calls: list[Callable[[], None]] = [
        lambda: answers.dismiss(app, room.pm_id, "a0", who),
        lambda: answers.confirm(app, room.pm_id, "a0", Outcome.DONE, who),
    ]
    for call in calls if refusal else calls[1:]:
        if refusal is None:
            call()
        else:
            with pytest.raises(refusal):
                call()
    assert state(app) == ("open" if refusal else "done")


def test_many_answers_are_bounded(app: App) -> None:
    """The first twenty, and how many more."""
    room = open_room(app)
    for number in range(answers.SHOWN + 3):
        row = add_row("actions", f"a{number}", f"Action {number}", f"V{number:03}", link=ISSUE)
        document_store.edit(app, room.pm_id, row, None)
    held(app, room.pm_id)
    sent(app, bodies.github())
    found = answers.proposed(app, None)
    assert (len(found.rows), found.more) == (answers.SHOWN, 3)


def test_every_tracker_is_a_source_that_can_be_named() -> None:
    """Also by the names that people write."""
    assert {"github", "gitlab", "jira", "linear", "azure-devops", "gitea", "redmine"} <= set(SOURCES)
    assert source_named("forgejo").name == "gitea"
    assert source_named("azure").name == "azure-devops"


def test_a_time_that_nobody_said_is_when_it_came(app: App) -> None:
    """So that the next message is newer."""
    room = with_action(app)
    sent(app, bodies.github(updated_at=None, closed_at=None))
    assert f"on {BEGIN.date().isoformat()}" in answers.proposed(app, room.maker).rows[0].sentence


def test_a_closed_postmortem_is_asked_about_among_its_people_only(app: App) -> None:
    """For others inside it does not exist; the sender hears nothing either way."""
    room = with_action(app)
    other = insider(app, "Dana")
    closing.close(app, room.pm_id, [], room.maker)
    sent(app, bodies.github())
    assert answers.proposed(app, other).rows == ()
    assert [row.outcome for row in answers.proposed(app, room.maker).rows] == [Outcome.DONE]
    with pytest.raises(DebriefError):
        answers.confirm(app, room.pm_id, "a0", Outcome.DONE, other)


@pytest.mark.parametrize(("zone", "day"), [("Pacific/Kiritimati", "2026-11-21"), ("Pacific/Pago_Pago", "2026-11-19")])
def test_the_day_of_an_answer_is_that_of_the_incident(app: App, zone: str, day: str) -> None:
    """What is evening in one place is another day elsewhere: in the sentence, and in the evidence."""
    room = with_action(app)
    document_store.edit(app, room.pm_id, set_fact("zone", zone), None)
    closed_at = f"2026-11-20T{'23' if day > '2026-11-20' else '02'}:30:00Z"
    sent(app, bodies.github(closed_at=closed_at))
    (row,) = answers.proposed(app, room.maker).rows
    assert row.sentence.endswith(f"on {day}.")
    answers.confirm(app, room.pm_id, "a0", Outcome.DONE, room.maker)
    (item,) = action_queries.list_actions(app, BEGIN, include_closed=True)
    assert f"on {day}." in item.evidence
