"""Closed postmortems in the store: who finds one, and that no query was forgotten."""

import ast
from functools import cache
from pathlib import Path

import pytest

from core.store import closed, postmortems
from core.store.database.audience import EVERYBODY, UNRESTRICTED, Audience
from core.store.database.transaction import Transaction
from core.store.people import members, visitors
from core.store.people.visitors import Visitor
from core.store.search import full_text

ROOT = Path(__file__).parents[2] / "core" / "store"
SHARED = ("postmortem", "record", "record_action", "record_label", "search_text", "publication", "review", "evidence")
ABOUT = (
    "insight",
    "incident_link",
    "not_the_same",
    "carried_action",
    "meeting",
    "meeting_event",
    "action_progress",
    "issue_answer",
)
PEOPLE = ("audit", "dismissal", "member", "author", "absent", "reader", "reminder")
INDEXES = ("similar_index", "similar_term", "inbound_opening", "inbound_group", "inbound_row")
TABLES = (*SHARED, *ABOUT, *PEOPLE, *INDEXES)
DECIDES = (
    *("_readable", "_wanted", "visible_to", "listed", "conditions", "is_open", "is_not_closed", "_is_let_in"),
    *("closed_ids", "_both_open", "_candidates"),
)

# Functions that read over several postmortems and ask nobody, each with the reason. All others take one of DECIDES.
OF_NOBODY = {
    "action_items.conditions._holds": "a condition, put into a query that asks",
    "action_items.conditions._not_agreed": "a condition, put into a query that asks",
    "action_items.conditions._published": "a condition, put into a query that asks",
    "action_items.conditions._tracker_differs": "a condition, put into a query that asks",
    "action_items.conditions.day_is_over": "a condition, put into a query that asks",
    "action_items.conditions.is_agreed": "a condition, put into a query that asks",
    "action_items.figures._grouped": "of conditions that ask",
    "action_items.figures._grouped_of": "of conditions that ask",
    "action_log.histories": "of actions that the caller found",
    "action_progress.action_state.fold_again": "keeps words as they are searched, shows nothing",
    "actions._columns": "a part of queries that ask",
    "actions._joined": "a part of queries that ask",
    "actions._of_keys": "of actions that a query found which asks",
    "actions._with_postmortem": "a part of queries that ask",
    "actions.issues": "of actions that the caller found; nobody is shown them",
    "actions.latest_progress": "a part of queries that ask",
    "actions.same_action": "a part of queries that ask",
    "archive_filter._has_open_actions": "a condition, put into a query that asks",
    "audit.forget": "drops old lines",
    "audit.lines_of": "for the operator, who takes out a name",
    "audit.names_of_everybody": "for the operator, who takes out a name",
    "audit.rename": "changes names, for the operator",
    "evidence.owners": "for housekeeping, which shows nothing",
    "inbound.groups.add_opening": "notes one",
    "inbound.groups.find": "where the next alert of a group goes; the sender knows the id",
    "inbound.groups.forget": "deletes what is old",
    "inbound.groups.openings": "ids only, which the caller looks up",
    "inbound.groups.openings_since": "a bound on senders; nobody is shown it",
    "inbound.groups.put": "changes one group",
    "inbound.groups.told": "which lines of a sender were told before",
    "inbound.groups.told_where": "where lines of a sender were told before",
    "inbound.groups.usual_zone": "a zone",
    "incident_links._between": "a condition, put into a query of one link",
    "incident_links.linked_with": "whose rooms draw again; nobody is shown them",
    "insights._is_current": "a condition, put into a query that asks",
    "insights.keep": "keeps readings, shows nothing",
    "insights.records_behind": "keeps readings, shows nothing",
    "insights.stamp": "only whether a figure may have changed",
    "issue_answers.keep": "of one action that the caller found",
    "issue_answers.waiting": "of actions that the caller found",
    "labels.has_label": "a condition, put into a query that asks",
    "meetings.load_meetings": "of postmortems that a query found which asks",
    "nudges.subjects._happened": "a column of a query that asks",
    "nudges.subjects._waits": "a condition, put into a query that asks",
    "nudges.subjects.linked_since": "pairs of ids; who tells of them asks for each",
    "people.invites.by_code": "of one code; `invitations` asks whoever has it",
    "people.members._select": "a part of queries of one postmortem",
    "people.mentions.postmortems_of": "for the operator, who takes out a name",
    "people.named_documents.records": "for the operator, who takes out a name",
    "postmortems.count_own": "by `count`, which asks",
    "postmortems.written_at": "of postmortems that the caller found",
    "postmortems._finished": "a condition, put into a query that asks",
    "postmortems._in_trash": "a condition, put into a query that asks",
    "postmortems._select": "a part of queries that ask",
    "postmortems.behind": "brings records up to date, shows nothing",
    "postmortems.finished": "list_ asks",
    "postmortems.unfinished": "list_ asks",
    "postmortems.unsupported_days": "brings records up to date, shows nothing",
    "search.filling.rebuild_index": "fills the index; hide_closed follows",
    "search.full_text._ids": "of numbers that a query found which asks",
    "search.full_text.snippets": "of ids that the caller found",
    "search.ranking._newest_first": "an order",
    "search.ranking._weighed": "of the index, which holds nothing closed",
    "search.sought.has_signs": "a condition, put into a query that asks",
    "search.spelling._word_of": "of the index, which holds nothing closed",
    "similar.candidates._best": "of the index; _in_order asks",
    "similar.candidates._candidates": "of numbers from the index, which holds nothing closed",
    "similar.candidates._found_in": "of the index, which holds nothing closed",
    "similar.candidates.having": "of pairs of which none is closed",
    "similar.index._fill": "fills the index",
    "similar.vocabulary.terms_like": "of the index, which holds nothing closed",
}


@cache
def functions() -> dict[str, ast.FunctionDef]:
    """By dotted name. Read once: each exemption asks for all of them."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        inside = path.relative_to(ROOT)
        if inside.parts[0] in ("migrations", "database"):
            continue
        for node in ast.parse(path.read_text(encoding="utf8")).body:
            if isinstance(node, ast.FunctionDef):
                found[".".join(inside.with_suffix("").parts) + f".{node.name}"] = node
    return found


@cache
def aliases(path: Path) -> dict[str, str]:
    """The short names of a module for columns: ``_P`` is ``postmortem``."""
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Assign):
            names = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            for name, value in zip(names, values, strict=False):
                text = ast.unparse(value)
                for table in TABLES:
                    if isinstance(name, ast.Name) and text in (f"tables.{table}.c", f"{table}.c"):
                        found[name.id] = table
    return found


def reads_over_several(name: str, node: ast.FunctionDef) -> bool:
    """Whether it names a table of several postmortems and is not about a single one."""
    text = ast.unparse(node)
    path = ROOT.joinpath(*name.split(".")[:-1]).with_suffix(".py")
    short = aliases(path)
    used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    named = any(f"tables.{table}" in text for table in TABLES) or bool(used & set(short))
    about_one = {"pm_id", "review_id", "doc_id"} & {arg.arg for arg in node.args.args}
    return named and not about_one


@pytest.mark.parametrize("name", sorted(OF_NOBODY))
def test_no_exemption_is_left_over(name: str) -> None:
    found = functions().get(name)
    assert found is not None, "this function is gone"
    assert reads_over_several(name, found), "this function does not need it"


def test_every_query_over_postmortems_asks_for_whom_it_is() -> None:
    """Add `closed.visible_to` to a new query (or `is_open`, where everybody gets the same), or give a reason above."""
    forgotten = [
        name
        for name, node in functions().items()
        if reads_over_several(name, node)
        and name not in OF_NOBODY
        and not any(f"{word}(" in ast.unparse(node) for word in (*DECIDES, "_among", "_counted", "_allowed"))
    ]
    assert forgotten == []


@pytest.fixture
def eve(tx: Transaction) -> Visitor:
    return visitors.create_visitor(tx, "token-of-eve", "Eve", "#2a6f97", "eve")


@pytest.fixture
def secret(tx: Transaction, pm: str, ann: Visitor) -> str:
    """A closed postmortem in which Ann was named."""
    full_text.index(tx, pm, "Orders stood still", "exfiltration by a stolen certificate")
    members.join(tx, pm, ann.id, "facilitator")
    assert closed.close(tx, pm)
    closed.name(tx, pm, ann.id, "facilitator", None)
    full_text.hide(tx, pm)
    return pm


def test_it_exists_for_who_was_named(tx: Transaction, secret: str, ann: Visitor, eve: Visitor) -> None:
    for audience, there in (
        (EVERYBODY, False),
        (Audience(eve.id), False),
        (Audience("nobody"), False),
        (Audience(ann.id), True),
        (UNRESTRICTED, True),
    ):
        tx.audience = audience
        assert (postmortems.get(tx, secret) is not None) is there
        assert closed.is_visible(tx, secret) is there
        assert [row.id for row in postmortems.list_(tx)] == [secret] * there
        assert [row.id for row in postmortems.list_(tx, limit=5)] == [secret] * there
        assert postmortems.count(tx) == int(there)
        assert [hit.postmortem_id for hit in full_text.search(tx, "stolen certificate")] == [secret] * there
        assert full_text.search(tx, "-nothing")[:1] == full_text.search(tx, "-nothing")[: int(there)]


def test_its_words_are_no_spelling(tx: Transaction, secret: str, ann: Visitor) -> None:
    """A word that stands only there is not offered for one that is nearly the same."""
    tx.audience = EVERYBODY
    assert full_text.search(tx, "exfiltratoin") == []
    closed.open_again(tx, secret)
    full_text.show(tx, secret)
    assert [hit.postmortem_id for hit in full_text.search(tx, "exfiltration")] == [secret]


def test_typing_in_it_leaves_it_out_of_the_index(tx: Transaction, secret: str) -> None:
    full_text.index(tx, secret, "Orders stood still", "exfiltration, now with more text")
    full_text.update_index(tx)
    tx.audience = EVERYBODY
    assert full_text.search(tx, "exfiltration") == []
    assert tx.sql("SELECT count(*) FROM search_index").scalar() == 0


def test_opened_again_it_is_everybodys_and_who_was_named_is_forgotten(tx: Transaction, secret: str) -> None:
    assert closed.open_again(tx, secret)
    assert not closed.open_again(tx, secret)
    assert postmortems.get(tx, secret) is not None
    assert closed.named(tx, secret) == []


def test_closing_twice_is_said(tx: Transaction, secret: str) -> None:
    assert not closed.close(tx, secret)


def test_who_asks_is_not_named(tx: Transaction, secret: str, ann: Visitor, eve: Visitor) -> None:
    assert closed.ask(tx, secret, eve.id, "viewer")
    assert closed.ask(tx, secret, eve.id, "participant")
    assert [(person.name, person.role) for person in closed.asking(tx, secret)] == [("Eve", "participant")]
    assert not closed.is_visible(tx, secret, Audience(eve.id))
    assert [person.name for person in closed.named(tx, secret)] == ["Ann"]
    closed.ask(tx, secret, ann.id, "viewer")
    assert closed.role_of(tx, secret, ann.id) == "facilitator", "who was named does not ask"


def test_only_so_many_may_ask(tx: Transaction, secret: str, monkeypatch: pytest.MonkeyPatch, eve: Visitor) -> None:
    monkeypatch.setattr(closed, "MOST_ASKING", 1)
    bob = visitors.create_visitor(tx, "token-of-bob", "Bob", "#2a6f97", "bob")
    assert closed.ask(tx, secret, eve.id, "viewer")
    assert not closed.ask(tx, secret, bob.id, "viewer")
    assert closed.ask(tx, secret, eve.id, "viewer"), "again is not one more"


def test_members_of_a_closed_one_are_those_who_were_named(
    tx: Transaction, secret: str, ann: Visitor, eve: Visitor
) -> None:
    members.join(tx, secret, eve.id, "participant")
    assert [item.name for item in members.members(tx, secret)] == ["Ann"]
    assert members.member(tx, secret, eve.id) is None
    assert members.meetings_of(tx, eve.id) == []
    assert {item.name for item in members.ever_members(tx, secret)} == {"Ann", "Eve"}
    closed.open_again(tx, secret)
    assert members.meetings_of(tx, eve.id) == [secret]


def test_how_many_were_named_is_for_those_inside(tx: Transaction, secret: str, ann: Visitor) -> None:
    tx.audience = Audience(ann.id)
    assert closed.named_counts(tx, [secret]) == {secret: 1}
    tx.audience = EVERYBODY
    assert closed.named_counts(tx, [secret]) == {}
    assert closed.closed_ids(tx) == [secret]
