"""Anyone in a meeting can put anything into the document. The projection lives on and says what it left out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from core.document.load import load
from core.document.read import MOST_PROBLEMS, read
from core.document.schema import FACT_KEYS, PROSE, ROW_FIELDS, rows_root, text_root
from core.document.seed import seed
from core.domain.postmortem import ActionRow, FollowUp, Postmortem, Severity
from tests.support.postmortems import texts

plain: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats()
    | texts()
    | st.sampled_from(
        ["P9", "2026-13-45", "2026-11-23T14:00:00", "25:61", "started", "Europe/Nowhere", "../etc/passwd"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
    max_leaves=4,
)
shared: st.SearchStrategy[Any] = st.one_of(
    plain,
    texts().map(Text),
    st.lists(plain, max_size=3).map(Array),
    st.dictionaries(texts(), plain, max_size=3).map(Map),
)
WRONG: list[Callable[[], Any]] = [lambda: Text("words"), lambda: Map({"a": 1}), lambda: Array([1])]
row_keys = st.sampled_from(
    [
        "rank",
        "removed",
        "text",
        "at",
        "kind",
        "who",
        "star",
        "owner",
        "due",
        "done",
        "from",
        "zz",
        "evidence.a",
        "evidence.../x",
        "caption.a",
        "caption.",
    ]
)
junk_row: st.SearchStrategy[Any] = shared | st.dictionaries(row_keys | texts(), shared, max_size=6).map(Map)


@given(
    facts=st.dictionaries(st.sampled_from(sorted(FACT_KEYS)) | texts(), shared, max_size=8),
    rows=st.dictionaries(
        st.sampled_from(sorted(ROW_FIELDS)), st.dictionaries(texts(), junk_row, max_size=4), max_size=4
    ),
)
@settings(max_examples=200, deadline=None)
def test_junk_in_the_maps_never_raises(facts: dict[str, Any], rows: dict[str, dict[str, Any]]) -> None:
    """Whatever stands in facts and rows, there is a postmortem, and it can be seeded and read again as itself."""
    doc: Doc[Any] = Doc()
    with doc.transaction():
        doc.get("facts", type=Map).update(facts)
        for field, content in rows.items():
            doc.get(rows_root(field), type=Map).update(content)
    reading = read(doc)
    assert all(problem.endswith(".") for problem in reading.problems)
    assert read(load([seed(reading.postmortem)])).postmortem == reading.postmortem


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_roots_of_the_wrong_type_never_raise(data: st.DataObject) -> None:
    """A text where a map should be, and the other way round, read as empty."""
    doc: Doc[Any] = Doc()
    for root in ["facts", *map(rows_root, ROW_FIELDS), *(text_root(field.id) for field in PROSE)]:
        doc[root] = data.draw(st.sampled_from(WRONG))()
    assert read(load([doc.get_update()])).postmortem.actions == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("severity", "P4"),
        ("severity", 1),
        ("zone", "Mars/Olympus"),
        ("zone", "/etc/passwd"),
        ("zone", "Europe"),
        ("zone", "a\x00b"),
        ("duration", -1),
        ("duration", 1.5),
        ("duration", float("nan")),
        ("duration", float("inf")),
        ("duration", True),
        ("duration", 1e300),
        ("meeting_at", 1763906400000),
        ("meeting_needed", "yes"),
        ("services", ["db"]),
        ("skipped.factors", "true"),
        ("colour", "red"),
    ],
)
def test_a_bad_fact_is_left_out_and_reported(key: str, value: Any) -> None:
    """The doctor can say which value was not understood; everything else is there."""
    doc = load([seed(Postmortem(title="Kept"))])
    doc.get("facts", type=Map)[key] = value
    reading = read(doc)
    assert reading.postmortem == Postmortem(title="Kept")
    (problem,) = reading.problems
    assert problem.startswith(f"facts.{key} holds ")


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("duration", "37", Postmortem(duration_text="37")),
        ("meeting_at", "2026-11-23T14:00:00", Postmortem(meeting_at_text="2026-11-23T14:00:00")),
        ("meeting_at", "0001-01-01T00:00:00+14:00", Postmortem(meeting_at_text="0001-01-01T00:00:00+14:00")),
        ("meeting_at", "soon", Postmortem(meeting_at_text="soon")),
        ("review_on", "2026-02-30", Postmortem(follow_up=FollowUp(review_on_text="2026-02-30"))),
        ("review_on", "20261204", Postmortem(follow_up=FollowUp(review_on_text="20261204"))),
    ],
)
def test_words_in_the_place_of_a_value_are_kept_as_words(key: str, value: str, kept: Postmortem) -> None:
    """What cannot be read is reported, and stands in the record as it was typed."""
    doc: Doc[Any] = Doc()
    doc.get("facts", type=Map)[key] = value
    reading = read(doc)
    assert reading.postmortem == kept
    assert len(reading.problems) == 1


@pytest.mark.parametrize("due", ["2026-12-04", ""])
def test_words_stand_beside_their_value_or_alone(due: str) -> None:
    """“by Friday” beside the day it was read as; “next sprint” with no day at all."""
    doc: Doc[Any] = Doc()
    doc.get("rows:actions", type=Map)["a"] = Map({"rank": "V", "text": Text("x"), "due": due, "due_text": "by Friday"})
    reading = read(doc)
    (action,) = reading.postmortem.actions
    assert (action.due, action.due_text) == (date(2026, 12, 4) if due else None, "by Friday")
    assert reading.problems == ()


def test_numbers_from_a_browser_are_whole_again() -> None:
    """JavaScript knows no integers: 37 arrives as 37.0."""
    doc: Doc[Any] = Doc()
    doc.get("facts", type=Map)["duration"] = 37.0
    assert read(doc).postmortem.duration_minutes == 37


def test_removed_rows_are_not_part_of_the_postmortem() -> None:
    """Removing marks the row; its words stay in the document for undo."""
    doc = load([seed(Postmortem(actions=(ActionRow(id="a", text="one"), ActionRow(id="b", text="two"))))])
    doc.get("rows:actions", type=Map)["a"]["removed"] = True
    assert [row.id for row in read(doc).postmortem.actions] == ["b"]


def test_rows_with_the_same_rank_sort_by_id_and_a_missing_rank_comes_first() -> None:
    """Two people adding at the same place at the same moment see the same order."""
    doc: Doc[Any] = Doc()
    rows = doc.get("rows:actions", type=Map)
    for row_id, rank in (("b", "V"), ("a", "V"), ("B", "V"), ("z", "8")):
        rows[row_id] = Map({"rank": rank, "text": Text(row_id)})
    rows["q"] = Map({"text": Text("q")})
    assert [row.id for row in read(doc).postmortem.actions] == ["q", "z", "B", "a", "b"]


@pytest.mark.parametrize("row_id", ["", "a b", "ä", "x" * 65, "../x", "a\n", "²"])
def test_rows_with_a_bad_id_are_left_out(row_id: str) -> None:
    """An id ends up in pages and exports, so only plain ones are read."""
    doc: Doc[Any] = Doc()
    doc.get("rows:factors", type=Map)[row_id] = Map({"rank": "V", "text": Text("words")})
    reading = read(doc)
    assert reading.postmortem.factors == ()
    assert len(reading.problems) == 1


def test_a_row_with_bad_values_keeps_its_words() -> None:
    """One wrong value costs that value, never the sentence somebody typed."""
    doc: Doc[Any] = Doc()
    doc.get("rows:actions", type=Map)["a"] = Map(
        {"rank": 5, "text": Text("Alert at 90 %"), "due": "someday", "owner": "Kim", "kind": ["prevent"], "priority": 1}
    )
    reading = read(doc)
    assert reading.postmortem.actions == (ActionRow(id="a", text="Alert at 90 %", owner="Kim", due_text="someday"),)
    assert len(reading.problems) == 4


def test_what_an_idea_became_is_known_and_not_reported() -> None:
    """The board notes which action an idea became; that is no problem and no part of the words."""
    doc: Doc[Any] = Doc()
    doc.get("rows:ideas", type=Map)["i"] = Map({"rank": "V", "text": Text("x"), "from": "timeline", "became": "a1"})
    assert read(doc).problems == ()


def test_problems_are_bounded() -> None:
    """A thousand bad rows do not make a megabyte of report."""
    doc = load([seed(Postmortem(severity=Severity.P2))])
    rows = doc.get("rows:parking", type=Map)
    with doc.transaction():
        for number in range(200):
            rows[f"bad id {number}" * 50] = "x" * 5000
    problems = read(doc).problems
    assert len(problems) == MOST_PROBLEMS
    assert all(len(problem) < 250 for problem in problems)


def test_deeply_nested_types_are_not_walked_into() -> None:
    """A tower of maps within maps costs nothing: reading stays at the top."""
    doc: Doc[Any] = Doc()
    here = doc.get("rows:actions", type=Map)
    with doc.transaction():
        for _ in range(5000):
            here["a"] = Map()
            here = here["a"]
    assert [row.id for row in read(doc).postmortem.actions] == ["a"]


def test_embedded_things_and_formats_in_prose_are_not_words() -> None:
    """Only the words of a text are read."""
    doc: Doc[Any] = Doc()
    text = doc.get("text:summary.impact", type=Text)
    text += "checkout down"
    text.insert_embed(3, {"image": "http://evil.example/x.png"})
    text.format(0, 3, {"bold": True})
    assert read(doc).postmortem.summary.impact == "checkout down"
