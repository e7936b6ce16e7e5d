"""Pictures in the document: two keys each in their row, whatever strangers put under such keys."""

from typing import Any

import pytest
from pycrdt import Doc, Map, Text

from core.document.edit import add_rows, apply
from core.document.load import load
from core.document.read import read
from core.document.seed import seed
from core.domain.content.evidence import MOST_NAMED, MOST_PICTURES
from core.domain.postmortem import LONGEST_CAPTION, Evidence, Postmortem, TimelineRow

NAMED = (Evidence(id="a1", caption="Free disk"), Evidence(id="b2"))


def document(**values: object) -> Doc[Any]:
    doc = load([seed(Postmortem(timeline=(TimelineRow(id="r", text="CPU"),)))])
    row: Any = doc.get("rows:timeline", type=Map)["r"]
    for key, value in values.items():
        row[key] = value
    return doc


def pictures(doc: Doc[Any]) -> list[tuple[str, str]]:
    (row,) = read(doc).postmortem.timeline
    assert row.text == "CPU"
    return [(item.id, item.caption) for item in row.evidence]


def test_what_is_seeded_and_what_is_added_is_read_back() -> None:
    before = seed(Postmortem(timeline=(TimelineRow(id="r", evidence=NAMED),)))
    others = (Evidence(id="c3"), Evidence(id="d4", caption="Requests"))
    added = apply([before], add_rows("timeline", [TimelineRow(id="s", evidence=others)]))
    rows = read(load([before, added])).postmortem.timeline
    assert [row.evidence for row in rows] == [NAMED, others]


def test_two_people_who_add_one_at_the_same_moment_keep_both() -> None:
    """Each key is its own: neither replaces what the other did not know of."""
    start = seed(Postmortem(timeline=(TimelineRow(id="r", text="CPU"),)))
    ada, ben = load([start]), load([start])
    for doc, key in ((ada, "evidence.a"), (ben, "evidence.b")):
        row: Any = doc.get("rows:timeline", type=Map)["r"]
        row[key] = True
    assert pictures(load([start, ada.get_update(), ben.get_update()])) == [("a", ""), ("b", "")]


def test_a_caption_is_shared_text_or_what_an_importer_wrote() -> None:
    doc = document(**{"evidence.a": True, "caption.a": Text("typed"), "evidence.b": True, "caption.b": "plain"})
    assert pictures(doc) == [("a", "typed"), ("b", "plain")]


@pytest.mark.parametrize("value", [False, "true", 1.0, None])
def test_only_true_names_a_picture(value: object) -> None:
    assert pictures(document(**{"evidence.a": value})) == []


@pytest.mark.parametrize("name", ["", "../../x", "a b", "ü", "x" * 65, "a/b", "<img>"])
def test_a_name_that_is_none_is_left_out_and_said(name: str) -> None:
    doc = document(**{f"evidence.{name}": True})
    assert pictures(doc) == []
    assert any("evidence." in problem for problem in read(doc).problems)


def test_a_caption_without_its_picture_says_nothing_and_is_no_problem() -> None:
    """The picture was removed; undo brings it back with its words."""
    doc = document(**{"caption.a": Text("left")})
    assert pictures(doc) == []
    assert read(doc).problems == ()


def test_a_picture_that_many_rows_name_belongs_to_the_first() -> None:
    """Four hundred rows that name one picture of 0.7 MB would make a page of 378 MB. The order is the timeline's."""
    doc: Doc[Any] = Doc()
    rows: Map[Any] = doc.get("rows:timeline", type=Map)
    for place in reversed(range(50)):
        rows[f"r{place:02}"] = Map({"rank": f"V{place:02}", "text": Text("x"), "evidence.a": True})
    found = read(doc)
    assert [row.id for row in found.postmortem.timeline if row.evidence] == ["r00"]
    assert len(found.postmortem.timeline) == 50
    assert any("another row" in problem for problem in found.problems)


def test_rows_name_a_bounded_number_of_pictures_together() -> None:
    doc: Doc[Any] = Doc()
    rows: Map[Any] = doc.get("rows:timeline", type=Map)
    for place in range(20):
        names = {f"evidence.p{place}x{number}": True for number in range(MOST_PICTURES)}
        rows[f"r{place:02}"] = Map({"rank": f"V{place:02}", "text": Text("x"), **names})
    assert sum(len(row.evidence) for row in read(doc).postmortem.timeline) == MOST_NAMED


def test_endless_captions_and_endless_pictures_are_cut() -> None:
    many = {f"evidence.{place:03}": True for place in range(MOST_PICTURES + 5)}
    doc = document(**many, **{"caption.000": Text("x" * 100_000)})
    found = pictures(doc)
    assert len(found) == MOST_PICTURES
    assert len(found[0][1]) == LONGEST_CAPTION


def test_in_any_other_list_such_a_key_is_nothing() -> None:
    doc = Doc[Any]()
    doc.get("rows:factors", type=Map)["r"] = Map({"rank": "V", "text": Text("x"), "evidence.a": True})
    (problem,) = read(doc).problems
    assert "evidence.a" in problem
