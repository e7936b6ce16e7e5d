"""A postmortem goes into a document and comes out the same, whatever is in it."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from core.document.chosen import choose, marks, put_back
from core.document.edit import apply, set_row_value
from core.document.load import load, merged
from core.document.read import read
from core.document.schema import in_order
from core.document.seed import seed
from core.domain.postmortem import ActionRow, AnswerRow, FollowUp, Postmortem, RootCause, Severity, TimelineRow
from tests.support.edits import set_aside
from tests.support.postmortems import postmortems


@given(postmortems())
@settings(max_examples=150, deadline=None)
def test_what_is_seeded_is_read_back(postmortem: Postmortem) -> None:
    """Import, the example and every new postmortem start as exactly what they were made from."""
    reading = read(load([seed(postmortem)]))
    assert reading.postmortem == postmortem
    assert reading.problems == ()


@given(postmortems())
@settings(max_examples=30, deadline=None)
def test_reading_changes_nothing(postmortem: Postmortem) -> None:
    """A projection leaves no trace in the document it reads."""
    doc = load([seed(postmortem)])
    events: list[object] = []
    subscription = doc.observe(events.append)
    state = doc.get_state()
    assert read(doc) == read(doc)
    doc.unobserve(subscription)
    assert doc.get_state() == state
    assert not events


@given(
    st.datetimes(
        datetime(1970, 1, 2),  # noqa: DTZ001 - the zone comes next
        datetime(2199, 12, 30),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(-timedelta(hours=8))]),
    )
)
@settings(deadline=None)
def test_an_instant_is_the_same_instant_whatever_zone_it_was_given_in(at: datetime) -> None:
    """To the microsecond, as a file from elsewhere may hold it."""
    postmortem = Postmortem(meeting_at=at, timeline=(TimelineRow(id="t", at=at),))
    assert read(load([seed(postmortem)])).postmortem == postmortem


def test_an_empty_document_is_an_empty_postmortem() -> None:
    """A document that nobody has written in yet can be read."""
    assert read(Doc()).postmortem == Postmortem()
    assert read(load([])).postmortem == Postmortem()


def test_an_update_that_comes_twice_says_nothing_twice() -> None:
    """Catching up with an overlap is safe."""
    update = seed(Postmortem(title="Disk full", actions=(ActionRow(id="a", text="Alert at 90 %"),)))
    assert read(load([update, update, merged([update, update])])) == read(load([update]))


def test_rows_keep_their_order() -> None:
    """Two hundred rows come back in the order in which they were given."""
    rows = tuple(AnswerRow(id=f"r{number * 7919 % 200}", text=str(number)) for number in range(200))
    postmortem = Postmortem(root_cause=RootCause(technical=rows))
    assert read(load([seed(postmortem)])).postmortem.root_cause.technical == rows


def test_lone_surrogates_become_a_mark_instead_of_a_crash() -> None:
    """Half a character, as a broken file may hold it, cannot stop an import."""
    postmortem = Postmortem(title="a\ud800b", services=("c\udfff",), actions=(ActionRow(id="x", owner="\ud83d"),))
    read_back = read(load([seed(postmortem)])).postmortem
    assert read_back.title == "a?b"
    assert read_back.services == ("c?",)
    assert read_back.actions[0].owner == "?"


def test_facts_stand_where_the_browser_looks_for_them() -> None:
    """The document's shapes are a contract with the browser: instants with a Z, days as ISO, absent means empty."""
    postmortem = Postmortem(
        title="Disk full",
        severity=Severity.P1,
        services=("db",),
        duration_minutes=37,
        meeting_at=datetime(2026, 11, 23, 14, tzinfo=UTC),
        timeline=(TimelineRow(id="t1", text="It began", at=datetime(2026, 11, 23, 2, 14, 5, tzinfo=UTC)),),
        actions=(ActionRow(id="a1", due=date(2026, 12, 1)),),
        follow_up=FollowUp(review_on=date(2026, 12, 7), meeting_needed=False),
        skipped=frozenset({"factors"}),
    )
    doc = load([seed(postmortem)])
    roots_as_maps = {name: doc.get(name, type=Map).to_py() for name in ("facts", "rows:timeline", "rows:actions")}
    assert roots_as_maps["facts"] == {
        "title": "Disk full",
        "severity": "P1",
        "zone": "UTC",
        "duration": 37,
        "meeting_at": "2026-11-23T14:00:00Z",
        "review_on": "2026-12-07",
        "meeting_needed": False,
        "skipped.factors": True,
        "tracker": "",
        "services": {"db": True},
        "tags": {},
    }
    assert roots_as_maps["rows:timeline"] == {
        "t1": {
            "rank": "V",
            "removed": False,
            "text": "It began",
            "at": "2026-11-23T02:14:05Z",
            "kind": "other",
            "who": "",
            "star": False,
        }
    }
    assert roots_as_maps["rows:actions"]["a1"]["due"] == "2026-12-01"


def test_lines_are_shared_texts_from_their_birth() -> None:
    """Two people who type into an owner at once type into one text: it is there before either of them."""
    doc = load([seed(Postmortem(actions=(ActionRow(id="a", owner="Kim"),), timeline=(TimelineRow(id="t"),)))])
    action, moment = doc.get("rows:actions", type=Map)["a"], doc.get("rows:timeline", type=Map)["t"]
    for line, text in ((action["owner"], "Kim"), (action["done_when"], ""), (moment["who"], "")):
        assert isinstance(line, Text)
        assert str(line) == text
    assert isinstance(doc.get("facts", type=Map)["tracker"], Text)


def test_sets_have_one_order_for_everybody() -> None:
    """Services read the same on every screen, whoever added them first."""
    assert in_order(["web", "DB", "", "api", "db", "web"]) == ("DB", "api", "db", "web")


def test_an_idea_stays_where_it_is_in_the_document() -> None:
    """It is a mark in the row: the same texts, the same place, and back again."""
    rows = tuple(ActionRow(id=f"a{number}", text=f"Action {number}", owner="Kim") for number in range(3))
    log = [seed(Postmortem(actions=rows))]
    log.append(apply(log, set_aside("a1")))
    read_now = read(load(log))
    assert read_now.problems == ()
    assert read_now.postmortem.actions == (rows[0], rows[2])
    assert read_now.postmortem.set_aside == (rows[1],)
    log.append(apply(log, set_row_value("actions", "a1", "idea", None)))
    assert read(load(log)).postmortem == Postmortem(actions=rows)


def test_the_chosen_stand_first_and_only_those_that_are_there() -> None:
    """Exactly the rows that are named; a mark that is nonsense is told and no choice."""
    rows = tuple(ActionRow(id=f"a{number}", text=f"Action {number}") for number in range(4))
    log = [seed(Postmortem(actions=rows))]
    log.append(apply(log, choose({"a3", "a1", "gone"})))
    assert [(row.id, row.chosen) for row in read(load(log)).postmortem.actions] == [
        *(("a1", True), ("a3", True)),
        *(("a0", False), ("a2", False)),
    ]
    assert apply(log, choose({"a1", "a3"})) == b""
    log.append(apply(log, choose({"a2"})))
    assert [row.id for row in read(load(log)).postmortem.actions if row.chosen] == ["a2"]
    log.append(apply(log, set_row_value("actions", "a0", "chosen", "yes")))
    assert read(load(log)).problems == ("actions.a0.chosen holds 'yes', which is not understood and was left out.",)


def test_marks_are_put_back_and_nothing_else() -> None:
    """Of rows that are still there; what was right needs no update."""
    rows = tuple(ActionRow(id=f"a{number}", text=f"Action {number}") for number in range(3))
    log = [seed(Postmortem(actions=rows))]
    log.append(apply(log, choose({"a1"})))
    doc = load(log)
    before = marks(doc)
    assert before == {"a1": True}
    assert put_back(doc, before) == b""
    log.append(apply(log, choose({"a0", "a2"})))
    changed = load(log)
    update = put_back(changed, before)
    assert marks(changed) == before == marks(load([*log, update]))
    changed.get("rows:actions", type=Map).pop("a1")
    assert put_back(changed, before) == b"", "a row that is gone stays gone"
