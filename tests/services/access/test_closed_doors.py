"""Every service, asked about a closed postmortem by people who were not named: it is as if there were none.

LISTINGS answer the same, to the last sign, whether the closed one is there or not. What takes the id of a postmortem or
a membership answers as for an id that never was: these are found by their parameters, so that a new service is asked
too. All others say why they are no way in. A function that fits nowhere fails the test.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatch
from functools import partial
from typing import Any

import pytest

import core.services
from core.domain.clock.state import Finish, Pause, Start
from core.domain.insights.query import InsightQuery
from core.domain.permissions import Role
from core.domain.postmortem import ActionRow, FollowUp, Postmortem, SectionId
from core.domain.quiet_minute import Draft
from core.domain.search.filters import ArchiveFilter
from core.errors import DebriefError
from core.services import access, postmortems
from core.services.access import Visitor, closing, membership
from core.services.actions import action_queries, completion_rate, reminders
from core.services.app import App
from core.services.audit import reading
from core.services.audit.reading import AuditQuery
from core.services.exchange import calendar_feeds, exports
from core.services.exchange.formats import FORMATS
from core.services.hints import hint_rules, team_file
from core.services.inbound.alerts import waiting
from core.services.insights import facts
from core.services.insights.reports import insight_page
from core.services.labels import names, renaming
from core.services.meetings import meeting_clock, plans
from core.services.memory import comparing, left_open, links, seen_before, similar_incidents
from core.services.postmortems import anniversaries
from core.services.reviews import review_queries
from core.services.tracker import answers
from core.services.webhooks import subscriptions
from core.store import postmortems as store
from core.store.people import members
from core.store.people.members import Member
from tests.support.apps import BEGIN, insider, newcomer
from tests.support.incidents import EARLIER_TITLE, LATER_TITLE, earlier_postmortem, later_postmortem, stored

NO_ID = "no id is asked for"
SECRET = "Zanzibar certificate exfiltration"
OWNER = "Wilhelmina"
Listing = Callable[[App, Visitor], object]


def _archive(query: str = "", **chosen: Any) -> Listing:
    return lambda app, _: postmortems.archive(app, query, chosen=ArchiveFilter(**chosen))


def sorted_facts(app: App) -> object:
    """In whichever order they were read."""
    found = facts.known_facts(app).facts
    return {item.name: sorted(getattr(found, item.name), key=repr) for item in fields(found)}


LISTINGS: dict[str, list[Listing]] = {
    "actions.action_queries.actions_due": [lambda app, _: action_queries.actions_due(app, timedelta(days=999))],
    "actions.action_queries.open_actions_of": [
        lambda app, _: action_queries.open_actions_of(app, [row.card.id for row in postmortems.archive(app).rows])
    ],
    "actions.action_queries.action_counts": [lambda app, _: action_queries.action_counts(app)],
    "actions.action_queries.action_page": [
        lambda app, _: action_queries.action_page(app),
        lambda app, _: action_queries.action_page(app, action_queries.ActionQuery(owner=OWNER)),
        lambda app, _: action_queries.action_page(app, action_queries.ActionQuery(text="Zanzibar")),
        lambda app, _: action_queries.action_page(app, action_queries.ActionQuery(closed=True)),
    ],
    "actions.action_queries.list_actions": [lambda app, _: action_queries.list_actions(app, include_closed=True)],
    "actions.action_queries.most_overdue": [lambda app, _: action_queries.most_overdue(app, 10)],
    "actions.action_queries.overdue_actions": [lambda app, _: action_queries.overdue_actions(app)],
    "audit.reading.as_csv": [lambda app, who: reading.as_csv(app, AuditQuery(), who)],
    "audit.reading.page": [lambda app, who: reading.page(app, AuditQuery(), who)],
    "actions.completion_rate.completion_rate": [lambda app, _: completion_rate.completion_rate(app)],
    "actions.reminders.digest": [lambda app, _: reminders.digest(app)],
    "actions.reminders.due_soon": [lambda app, _: reminders.due_soon(app)],
    "exchange.calendar_feeds.owner_feed": [lambda app, _: calendar_feeds.owner_feed(app, OWNER)],
    "exchange.calendar_feeds.owner_version": [lambda app, _: calendar_feeds.owner_version(app, OWNER)],
    "exchange.calendar_feeds.owners": [lambda app, _: calendar_feeds.owners(app)],
    "exchange.calendar_feeds.team_feed": [
        lambda app, _: calendar_feeds.team_feed(app),
        lambda app, _: calendar_feeds.team_feed(app, todos=True),
    ],
    "exchange.calendar_feeds.team_version": [lambda app, _: calendar_feeds.team_version(app)],
    "exchange.exports.all_actions_csv_parts": [lambda app, _: list(exports.all_actions_csv_parts(app))],
    "exchange.exports.all_actions_csv": [lambda app, _: exports.all_actions_csv(app)],
    "hints.hint_rules.not_blame": [lambda app, _: hint_rules.not_blame(app)],
    "hints.hint_rules.team_rules": [lambda app, _: hint_rules.team_rules(app)],
    "hints.team_file.export_team_file": [lambda app, _: team_file.export_team_file(app)],
    "inbound.alerts.waiting.on_home": [lambda app, who: waiting.on_home(app, who)],
    "insights.facts.known_facts": [lambda app, _: sorted_facts(app)],
    "insights.reports.insight_page": [lambda app, _: insight_page(app, InsightQuery(), "UTC")],
    "labels.names.completions": [lambda app, _: names.completions(app)],
    "labels.names.names_in_use": [lambda app, _: [names.names_in_use(app, kind) for kind in names.KINDS]],
    "labels.names.proposed_doubles": [lambda app, _: names.proposed_doubles(app, "services")],
    "labels.renaming.affected": [lambda app, _: renaming.affected(app, "services", ["zanzibar-vault"], "x")],
    "meetings.plans.suggestion": [lambda app, _: plans.suggestion(app)],
    "memory.seen_before.seen_before_text": [
        lambda app, who: seen_before.seen_before_text(app, SECRET, who),
        lambda app, who: seen_before.seen_before_text(app, EARLIER_TITLE, who),
    ],
    "memory.similar_incidents.similar_to_text": [
        lambda app, _: similar_incidents.similar_to_text(app, SECRET, "a certificate was stolen", ["zanzibar-vault"]),
        lambda app, _: similar_incidents.similar_to_text(app, EARLIER_TITLE, "The token of print-gateway had ended"),
    ],
    "postmortems.anniversaries.anniversary": [lambda app, who: anniversaries.anniversary(app, who, "UTC")],
    "postmortems.archive_search.archive": [
        _archive(),
        _archive("Zanzibar"),
        _archive("Zanzibra"),
        _archive("token certificate"),
        _archive('"Zanzibar certificate"'),
        _archive("anzib"),
        _archive("-token"),
        _archive(service="zanzibar-vault"),
        _archive(owner=OWNER),
        _archive(open_actions=True),
        _archive(came_back=True),
    ],
    "postmortems.archive_search.filter_choices": [lambda app, _: postmortems.filter_choices(app)],
    "postmortems.listings.home": [lambda app, _: postmortems.home(app)],
    "reviews.review_queries.due_reviews": [lambda app, _: review_queries.due_reviews(app)],
    "tracker.answers.proposed": [lambda app, who: answers.proposed(app, who)],
    "webhooks.subscriptions.delivery_log": [lambda app, who: subscriptions.delivery_log(app, who)],
    "webhooks.subscriptions.webhook_list": [lambda app, who: subscriptions.webhook_list(app, who)],
}

# Services that are no way to a postmortem, each with the reason; a whole module with ``.*``.
NO_WAY = {
    "audit.forgetting.forget_person": "for whoever runs the server",
    "audit.made_anew.*": "a part of forget_person",
    "audit.name_places.*": "a part of forget_person",
    "tracker.team.*": "a setting",
    "audit.noting.note_export": "notes what `export` gave",
    "audit.reading.all_lines": "for whoever runs the server",
    "audit.reading.days_kept": "a setting",
    "audit.reading.drop_old": "shows nothing",
    "audit.reading.set_days_kept": "a setting",
    "audit.retention.*": "for the server, and for whoever runs it",
    "access.person.*": "about the visitor alone",
    "access.signing_in.*": "about the visitor alone",
    "inbound.alerts.severities.*": "a setting",
    "inbound.alerts.waiting.confirm*": "subscriptions of senders",
    "inbound.alerts.waiting.ignore*": "bodies that belong to no postmortem yet",
    "inbound.alerts.waiting.open_postmortem": "makes one",
    "inbound.keys.*": "keys of senders",
    "inbound.overview.*": "when each sender sent",
    "inbound.signing.*": "secrets of senders",
    "inbound.spool.*": "bodies of senders; shows nothing",
    "inbound.taking_in.*": "bodies of senders; shows nothing",
    "inbound.working.*": "bodies of senders; shows nothing",
    "access.invitations.enter_code": "a code is not an id; test_closing.py",
    "access.invitations.link_entry": "what `enter_link` does, which is asked",
    "access.together.*": "does what it is given; test_together.py",
    "access.membership.admission": "by a cookie; tests/live/http/test_closed_doors.py asks at the socket",
    "access.membership.belongs_here": "says nothing of any postmortem",
    "access.membership.in_any_meeting": "says nothing of any postmortem",
    "access.secret_links.*": "keys of the workspace",
    "access.visitors.*": "about the visitor alone",
    "access.workspace.*": "the key of the workspace",
    "actions.due_dates.day_order": "a setting",
    "actions.due_dates.day_order_choices": "reads what was typed",
    "actions.due_dates.due_days": "a setting",
    "actions.due_dates.remember_day_order": "a setting",
    "actions.due_dates.set_day_order": "a setting",
    "actions.due_dates.set_due_days": "a setting",
    "actions.reminders.has_listeners": "whether a webhook is on",
    "actions.reminders.notify_digest": "sends what `digest` found",
    "actions.reminders.notify_due_soon": "sends what `due_soon` found, as `notify_overdue` does",
    "actions.reminders.notify_overdue": "test_closing.py reads what it queues",
    "authority.*": "the checks themselves",
    "documents.document_store.*": "for rooms of who was let in, and services that asked before",
    "documents.late_edits.note_*": "for rooms of who was let in",
    "evidence.files.*": "reads a file",
    "evidence.housekeeping.*": "shows nothing",
    "exchange.exports.import_postmortem": "reads a file; test_closing.py",
    "hints.hint_rules.*": "rules of the workspace",
    "hints.hint_service.warm_up": "shows nothing",
    "hints.hint_thresholds.*": "a setting",
    "hints.team_file.import_team_file": "reads a file",
    "insights.readings.catch_up": "shows nothing",
    "labels.names.keep_apart": "a setting",
    "memory.links.require_both": "the check itself",
    "labels.renaming.rename": "edits what `affected` found",
    "labels.renaming.undo": "edits what `affected` found",
    "lifecycle.*": "opens and closes the application",
    "meetings.form_times.*": "reads what was typed",
    "meetings.overdue_opening.overdue_elsewhere": "of other incidents, and never of a closed one",
    "meetings.plans.*": "a setting",
    "meetings.room_data.board_data": "what `room_props`, which is asked, found for one member",
    "meetings.quiet_minutes.reveal_if_due": "for rooms of who was let in",
    "old_reports.bringing_in.*": "test_closing.py",
    "operations.*": "for whoever runs the server",
    "postmortems.create": "makes one",
    "postmortems.anniversaries.put_away": "about the visitor alone",
    "postmortems.example.*": "makes one",
    "postmortems.trashing.announce_deleted": "publishes ids",
    "postmortems.trashing.empty_trash": "test_closing.py",
    "mail.*": "tests/services/mail/test_telling.py reads what is queued, and what closing calls back",
    "nudges.*": "tests/services/nudges/test_closed.py reads what is queued and released",
    "webhooks.*": "the webhooks themselves; closing takes away what waits",
}

# What stands for each parameter of the other functions. ``pm_id`` and whoever asks are not here.
VALUES: dict[str, object] = {
    **dict.fromkeys(("other_id", "earlier_id", "from_id"), "EARLIER"),
    "action_id": "a1",
    "again": "no",
    "at": datetime(2027, 1, 1, tzinfo=UTC),
    "away": False,
    "base": "http://x",
    "became": "done",
    "before": "",
    "chosen": True,
    "command": Pause(seen=1),
    "data": b"x",
    "draft": Draft(id="d", author="x", field="summary.impact", text="x"),
    "delivery_id": 1,
    "due": date(2027, 1, 1),
    "events": [],
    "evidence": "done",
    "field": "summary.impact",
    "fmt": "md",
    "inside": True,
    "is_done": True,
    "mac": "x",
    "more": lambda tx, postmortem: None,
    "named": [],
    "number": 1,
    "on": True,
    "outcome": "done",
    "owner": "Eve",
    "phrase": "x",
    "picture_id": "x",
    "plan": (),
    "pm_ids": "BOTH",
    "reason": "fits",
    "revision_id": 1,
    "role": "facilitator",
    "row_id": "r",
    "rule": "should-have",
    "section": SectionId.SUMMARY,
    "seen": 1,
    "since": 1,
    "skipped": True,
    "text": "10:02 alert",
    "title": "x",
    "to_visitor_id": "x",
    "typed": "x",
    "visitor_id": "x",
    "zone": "UTC",
}


def services() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function of the services that takes the application."""
    for module in pkgutil.walk_packages(core.services.__path__, "core.services."):
        for name, found in vars(importlib.import_module(module.name)).items():
            mine = inspect.isfunction(found) and found.__module__ == module.name and not name.startswith("_")
            if mine and next(iter(inspect.signature(found).parameters), "") == "app":
                yield f"{module.name.removeprefix('core.services.')}.{name}", found


def is_named(name: str, table: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in table)


DOORS = {name: found for name, found in services() if name not in LISTINGS and not is_named(name, NO_WAY)}


def stale(pm_id: str, who: Visitor) -> Member:
    """A membership as a socket or a page of before may still hold it."""
    return Member(pm_id, who.id, "facilitator", who.name, who.color, BEGIN, None)


def arguments(door: Callable[..., object], pm_id: str, who: Visitor, earlier: str) -> dict[str, object]:
    """One value for each parameter that has none of its own; another incident where two are asked for."""
    found: dict[str, object] = {}
    for name, parameter in list(inspect.signature(door).parameters.items())[1:]:
        if name in ("member", "by") and "Member" in str(parameter.annotation):
            found[name] = stale(pm_id, who)
        elif name in ("by", "visitor"):
            found[name] = who
        elif name == "pm_id":
            found[name] = pm_id
        elif name in VALUES:
            value = VALUES[name]
            found[name] = earlier if value == "EARLIER" else [pm_id, earlier] if value == "BOTH" else value
        elif parameter.default is inspect.Parameter.empty:
            pytest.fail(f"{door.__module__}.{door.__name__}: say what to give for {name}, in VALUES")
    return found


def answer(ask: Callable[[], object], pm_id: str = NO_ID) -> str:
    """What came of it, as text in which the id that was asked for does not matter."""
    try:
        return repr(ask()).replace(pm_id, "ID")
    except DebriefError as error:
        return f"{type(error).__name__}: {error.sentence}".replace(pm_id, "ID")


@dataclass(frozen=True)
class World:
    """``secret`` is closed; ``ann`` was named, ``ben`` took part before and was not, ``dan`` is of the workspace."""

    app: App
    earlier: str
    later: str
    secret: str
    ann: Visitor
    ben: Visitor
    dan: Visitor
    eve: Visitor
    stranger: Visitor
    before: dict[str, list[str]]

    def unnamed(self) -> dict[str, Visitor]:
        return {
            "took part before": self.ben,
            "of the workspace": self.dan,
            "guest of another meeting": self.eve,
            "stranger": self.stranger,
        }


def secret_postmortem() -> Postmortem:
    return earlier_postmortem().model_copy(
        update={
            "title": SECRET,
            "services": ("print-gateway", "zanzibar-vault"),
            "tags": ("exfiltration",),
            "actions": (
                ActionRow(id="a1", text="Rotate the Zanzibar keys", owner=OWNER, due=date(2026, 8, 1)),
                ActionRow(id="a2", text="Watch the vault", owner="Sam", due=date(2026, 8, 2)),
            ),
            "follow_up": FollowUp(review_on=date(2026, 10, 1)),
        }
    )


def all_listings(app: App, who: Visitor) -> dict[str, list[str]]:
    seen_by = app.reading_for(access.audience_of(who))
    return {name: [answer(partial(ask, seen_by, who)) for ask in asks] for name, asks in LISTINGS.items()}


@pytest.fixture
def world(app: App) -> World:
    earlier, later = stored(app, earlier_postmortem()), stored(app, later_postmortem())
    ann, ben, dan = insider(app, "Ann"), insider(app, "Ben"), insider(app, "Dan")
    eve, stranger = newcomer(app, "Eve"), newcomer(app, "Stan")
    links.link(app, later, earlier, ann)
    with app.db.write() as tx:
        members.join(tx, later, eve.id, Role.PARTICIPANT)
    before = all_listings(app, dan)
    secret = stored(app, secret_postmortem(), ann)
    lead = access.member(app, ann, secret)
    membership.join_from_workspace(app, ben, secret)
    meeting_clock.run_command(app, secret, lead, Start(seen=0))
    meeting_clock.run_command(app, secret, lead, Finish(seen=1))
    links.link(app, secret, earlier, ann)
    links.link(app, later, secret, ann)
    postmortems.archive(app, SECRET)  # whatever is remembered was read while it was open
    insight_page(app, InsightQuery(), "UTC")
    closing.close(app, secret, [], ann)
    return World(app, earlier, later, secret, ann, ben, dan, eve, stranger, before)


def test_every_service_is_in_a_table() -> None:
    """`DOORS` are all that are left: a new service is asked there by itself, as far as its parameters are known."""
    known = {name for name, _ in services()}
    assert set(LISTINGS) <= known, "these are gone"
    assert [name for name in NO_WAY if not any(fnmatch(item, name) for item in known)] == []
    without = [
        name
        for name, door in DOORS.items()
        if not {"pm_id", "pm_ids", "member"} & set(inspect.signature(door).parameters)
        and not any("Member" in str(item.annotation) for item in inspect.signature(door).parameters.values())
    ]
    assert without == [], "say in LISTINGS how these are asked, or in NO_WAY why they are no way"


def test_no_listing_is_another_one_because_of_it(world: World) -> None:
    """Not by a hit, a count, a choice, a spelling, an order or a learned weight."""
    for who in (world.dan, world.ben):
        for name, now in all_listings(world.app, who).items():
            assert now == world.before[name], name


def test_each_listing_says_it_to_nobody_by_default(world: World) -> None:
    """A service that nobody told for whom it reads knows of nothing closed."""
    for name, asks in LISTINGS.items():
        for ask in asks:
            said = answer(partial(ask, world.app, world.dan))
            for asked_for in (f"owner='{OWNER}'", "service='zanzibar-vault'", f"Debrief: {OWNER}"):
                said = said.replace(asked_for, "")
            assert not any(word in said for word in (SECRET, world.secret, OWNER, "zanzibar-vault")), name


def test_every_door_answers_as_for_an_id_that_never_was(world: World) -> None:
    for role, who in world.unnamed().items():
        seen_by = world.app.reading_for(access.audience_of(who))
        for app in (seen_by, world.app):
            for name, door in DOORS.items():

                def ask(pm_id: str, door: Callable[..., object] = door, app: App = app, who: Visitor = who) -> object:
                    return door(app, **arguments(door, pm_id, who, world.earlier))

                about_it = answer(partial(ask, world.secret), world.secret)
                about_nothing = answer(partial(ask, "nothing-like-it"), "nothing-like-it")
                assert about_it == about_nothing, f"{role} at {name}"
    with world.app.db.read(access.UNRESTRICTED) as tx:
        row = store.get(tx, world.secret)
    assert row is not None
    assert row.trashed_at is None, "nobody changed it"


def test_who_was_named_finds_it_as_before(world: World) -> None:
    app = world.app.reading_for(access.audience_of(world.ann))
    assert SECRET in [row.card.title for row in postmortems.archive(app).rows]
    assert [row.card.title for row in postmortems.archive(app, "zanzibar").rows] == [SECRET]
    assert [card.named for card in postmortems.home(app).recent if card.title == SECRET] == [1]
    assert OWNER in {row.owner for row in action_queries.list_actions(app)}
    assert postmortems.summary(app, world.secret, inside=True).postmortem.title == SECRET
    assert SECRET in exports.export(app, world.secret, "md").data.decode()
    assert comparing.compare(app, world.secret, world.earlier, world.ann).later.title in (SECRET, EARLIER_TITLE)
    linked = postmortems.summary(app, world.earlier, inside=True).meta.came_back_as
    assert SECRET in [item.title for item in linked]
    found = seen_before.seen_before(app, world.secret, world.ann)
    assert [item.id for item in found.incidents][:1] == [world.earlier]


def test_the_other_end_of_a_link_does_not_tell(world: World) -> None:
    """Its summary, its files and its card say only what they said before."""
    app = world.app.reading_for(access.audience_of(world.dan))
    told = postmortems.summary(app, world.earlier, inside=True).meta
    assert [item.title for item in told.came_back_as] == [LATER_TITLE]
    for fmt in FORMATS:
        if fmt not in ("ics", "pdf", "docx"):
            assert b"Zanzibar" not in exports.export(app, world.earlier, fmt, inside=True).data, fmt
            assert b"Zanzibar" not in exports.export(app, world.later, fmt, inside=True).data, fmt
    assert world.secret not in repr(seen_before.seen_before(app, world.later, world.dan))
    assert world.secret not in repr(seen_before.seen_before(app, world.earlier, world.dan))
    assert "Zanzibar" not in repr(left_open.earlier_incidents(app, world.later, world.dan))


def test_opened_again_it_is_as_if_it_had_never_been_closed(world: World) -> None:
    closing.open_again(world.app, world.secret, world.ann)
    app = world.app.reading_for(access.audience_of(world.dan))
    assert [row.card.title for row in postmortems.archive(app, "Zanzibar").rows] == [SECRET]
    assert "zanzibar-vault" in [name for name, _ in postmortems.filter_choices(app).services]
    found = similar_incidents.similar_to_text(app, SECRET, "The token of print-gateway had ended")
    assert world.secret in {item.postmortem_id for item in found}
    assert access.member(app, world.ben, world.secret).role == Role.PARTICIPANT
