"""The JSON export: what goes out comes back equal, and what cannot be read says where."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.postmortem import ActionRow, Postmortem
from core.errors import BadFile
from core.export.json import FORMAT, PLAIN_VERSION, SCHEMA_VERSION, from_json, to_json
from core.export.meta import ExportMetadata, SectionTime
from tests.support.postmortems import example, postmortems

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(
    id="secret-id",
    created_at=NOW,
    exported_at=NOW,
    finished_at=NOW,
    people=("Mara",),
    sections=(SectionTime(section="summary", planned_s=120, used_s=99.5),),
)


def file_with(**changes: object) -> bytes:
    values = json.loads(to_json(example(), META))
    values["postmortem"] |= changes
    return json.dumps(values).encode()


def sentence(data: bytes) -> str:
    with pytest.raises(BadFile) as refused:
        from_json(data)
    return refused.value.sentence


@given(postmortems())
def test_what_is_exported_is_imported_equal(pm: Postmortem) -> None:
    """A postmortem survives the way out and back, whatever is in it."""
    assert from_json(to_json(pm, META)) == pm


@given(postmortems())
def test_the_same_postmortem_is_the_same_file(pm: Postmortem) -> None:
    """A file kept under version control changes only when the postmortem does."""
    assert to_json(pm, META) == to_json(from_json(to_json(pm, META)), META)


def test_the_file_says_what_it_is() -> None:
    """A tool knows what it reads before it reads it."""
    values = json.loads(to_json(example(), META))
    assert list(values) == ["format", "schema_version", "meta", "postmortem"]
    assert (values["format"], values["schema_version"]) == (FORMAT, PLAIN_VERSION)
    assert values["meta"]["sections"] == [{"section": "summary", "planned_s": 120, "used_s": 99.5}]


def test_the_file_is_meant_for_eyes_too() -> None:
    """Letters of all scripts stand in it as they are, one value a line."""
    text = to_json(Postmortem(title="数据库 🎉"), META).decode()
    assert '\n    "title": "数据库 🎉",\n' in text
    assert text.endswith("}\n")


def test_no_id_of_the_meeting_leaves_the_house() -> None:
    """A file says nothing about where it came from."""
    assert b"secret-id" not in to_json(example(), META)


def test_a_file_without_the_meetings_times_can_be_read() -> None:
    """Somebody who writes a file by hand needs the postmortem only."""
    data = json.dumps({"format": FORMAT, "schema_version": 1, "postmortem": {"title": "By hand"}}).encode()
    assert from_json(data) == Postmortem(title="By hand")


def test_notes_of_a_team_beside_ours_do_no_harm() -> None:
    """A key of somebody's own next to ours is left alone."""
    values = json.loads(to_json(example(), META)) | {"exported_by": "our nightly job"}
    assert from_json(json.dumps(values).encode()) == example()


def test_a_byte_order_mark_is_no_obstacle() -> None:
    """A file that was saved by an editor on Windows can be read."""
    assert from_json(b"\xef\xbb\xbf" + to_json(example(), META)) == example()


def test_sets_written_by_hand_are_put_in_order() -> None:
    """What is imported equals what a document gives back."""
    pm = from_json(file_with(services=["b", "a", "b"], tags=["z", "y"]))
    assert (pm.services, pm.tags) == (("a", "b"), ("y", "z"))


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe\x00", b"NaN", b'{"a": NaN}', b"[" * 100_000, b"{" + b'"a":{' * 50_000, b"9" * 5_000],
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    """A broken file says that it is broken, however it is broken."""
    assert "JSON" in sentence(data)


@pytest.mark.parametrize("data", [b"null", b"[]", b"1", b'"x"', b"{}", b'{"format":"other","postmortem":{}}'])
def test_json_of_somebody_else_is_refused(data: bytes) -> None:
    """Any other JSON is not taken for a postmortem."""
    assert "no postmortem of Debrief" in sentence(data)


def test_a_newer_file_says_that_it_is_newer() -> None:
    """Nothing is guessed from a file of the future."""
    values = json.loads(to_json(example(), META)) | {"schema_version": SCHEMA_VERSION + 1}
    assert "newer Debrief" in sentence(json.dumps(values).encode())


@pytest.mark.parametrize("version", [0, -1, "1", None, False, 1.5, []])
def test_a_version_that_never_was_is_refused(version: object) -> None:
    """Only versions that exist are read."""
    values = json.loads(to_json(example(), META)) | {"schema_version": version}
    assert "schema_version" in sentence(json.dumps(values).encode())


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"severity": "P9"}, "postmortem.severity"),
        ({"title": 7}, "postmortem.title"),
        ({"unknown": 1}, "postmortem.unknown"),
        ({"duration_minutes": -1}, "postmortem.duration_minutes"),
        ({"meeting_at": "2026-03-10T14:00:00"}, "postmortem.meeting_at"),
        ({"timeline": [{"id": "a b"}]}, "postmortem.timeline.0.id"),
        ({"actions": [{"id": "a", "due": "soon"}]}, "postmortem.actions.0.due"),
        ({"skipped": ["nothing"]}, "postmortem.skipped"),
        ({"timeline": {}}, "postmortem.timeline"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(changes: dict[str, object], place: str) -> None:
    """Somebody who edits a file by hand is led to the line that is wrong."""
    assert place in sentence(file_with(**changes))


def test_two_rows_with_one_id_are_refused() -> None:
    """They would become one row, and one person's words would be gone."""
    rows = [{"id": "x", "text": "one"}, {"id": "x", "text": "two"}]
    assert "two rows have the id “x”" in sentence(file_with(parking=rows))
    lenses = {"technical": rows}
    assert "root_cause.technical" in sentence(file_with(root_cause=lenses))


def test_one_id_in_two_lists_is_fine() -> None:
    """Ids are unique in their list, and need not be unique beyond it."""
    pm = from_json(file_with(parking=[{"id": "x"}], ideas=[{"id": "x"}]))
    assert pm.parking[0].id == pm.ideas[0].id == "x"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_postmortem_or_a_sentence(data: bytes) -> None:
    """No file breaks the import."""
    with pytest.raises(BadFile):
        from_json(data)


@given(st.integers(0, 5_000), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(place: int, byte: int) -> None:
    """A flipped byte never leads to anything but a postmortem or a sentence."""
    data = bytearray(to_json(example(), META))
    data[place % len(data)] = byte
    try:
        from_json(bytes(data))
    except BadFile as refused:
        shown = refused.sentence
        if not shown.endswith("."):
            raise


def test_the_document_of_the_format_names_every_key() -> None:
    """docs/export-json.md describes the whole file, and nothing less."""
    described = (Path(__file__).parents[2] / "docs" / "export-json.md").read_text(encoding="utf-8")

    def keys(value: object) -> set[str]:
        match value:
            case dict():
                return set(value) | {key for inner in value.values() for key in keys(inner)}
            case list():
                return {key for inner in value for key in keys(inner)}
        return set()

    for key in keys(json.loads(to_json(example(), META))):
        assert f"`{key}`" in described, key


def test_what_was_chosen_and_set_aside_makes_version_three() -> None:
    """And only that: files of before, and of teams that choose nothing, stay as they were."""
    plain = Postmortem(actions=(ActionRow(id="a", text="x"),))
    assert json.loads(to_json(plain, META))["schema_version"] == 1
    assert "chosen" not in to_json(plain, META).decode()
    assert "set_aside" not in to_json(plain, META).decode()
    chosen = Postmortem(actions=(ActionRow(id="a", text="x", chosen=True), ActionRow(id="b")))
    aside = Postmortem(set_aside=(ActionRow(id="c", text="y", owner="Kim", due_text="some day"),))
    for pm in (chosen, aside):
        file = to_json(pm, META)
        assert json.loads(file)["schema_version"] == 3
        assert from_json(file) == pm
    assert [row.get("chosen") for row in json.loads(to_json(chosen, META))["postmortem"]["actions"]] == [True, None]


def test_an_action_that_is_an_idea_too_is_refused() -> None:
    """Both would be one row of the document, and the words of one of them lost."""
    both = Postmortem(actions=(ActionRow(id="a"),), set_aside=(ActionRow(id="a", text="y"),))
    with pytest.raises(BadFile, match="“a” is an action and was set aside"):
        from_json(to_json(both, META))
