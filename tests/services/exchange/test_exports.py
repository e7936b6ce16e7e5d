"""The artefact is the team's at any moment, complete, without secrets; and a file becomes an equal postmortem."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from core.domain.guide.finished_example import finished_example
from core.domain.postmortem import Postmortem
from core.errors import BadFile, BadInput, NotFound, TooLarge, WorkspaceLocked
from core.export.pdf.typeset import fonts
from core.services import access, postmortems
from core.services.actions import action_queries
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.exchange.exports import LARGEST_FILE
from core.services.exchange.formats import FORMATS, format_named
from core.services.meetings import meeting_clock
from core.services.postmortems.creating import create_from
from core.store import settings_kv
from tests.support.apps import BEGIN, insider, newcomer, open_room
from tests.support.files import words_of
from tests.support.held import held
from tests.support.postmortems import postmortems as any_postmortem

NAMES = {"csv": "-actions.csv", "todo.ics": "-todo.ics", "slack": "-slack.txt"}


def stored(app: App, postmortem: Postmortem) -> str:
    with app.db.write() as tx:
        return create_from(tx, postmortem)


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS if fmt != "ics"])
def test_every_format_works_at_any_moment(app: App, fmt: str) -> None:
    """Before anything is typed, and when everything is."""
    empty = exports.export(app, open_room(app, "Disk full").pm_id, fmt)
    full = exports.export(app, stored(app, finished_example()), fmt)
    assert empty.filename == f"postmortem-disk-full{NAMES.get(fmt, f'.{fmt}')}"
    assert len(full.data) > len(empty.data) > 0
    assert "Page on-call when a database" in words_of(full.data, fmt)


def test_the_page_about_exports_names_every_format() -> None:
    """And nothing that does not exist."""
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([\w.]+)` \|", page, re.MULTILINE) == list(FORMATS)


def test_a_link_is_in_a_file_only_when_an_address_is_given(app: App) -> None:
    """Nobody guesses where Debrief is."""
    pm_id = stored(app, finished_example())
    for fmt in ("todo.ics", "slack"):
        assert "http" not in words_of(exports.export(app, pm_id, fmt).data, fmt)
        linked = words_of(exports.export(app, pm_id, fmt, base="https://debrief.example/").data, fmt)
        assert f"https://debrief.example/summary?pm={pm_id}" in linked


def test_what_people_type_instead_of_a_format_is_one() -> None:
    """`--format word` is understood."""
    assert [format_named(name) for name in ("word", "Markdown", "todo", " PDF ")] == ["docx", "md", "todo.ics", "pdf"]
    for name in FORMATS:
        assert format_named(name) == name


def test_an_unknown_format_says_which_there_are(app: App) -> None:
    """And a postmortem that does not exist is not found, in any of them."""
    room = open_room(app)
    with pytest.raises(BadInput, match=r"pdf, docx, md, html, csv, todo\.ics, ics, json, slack"):
        exports.export(app, room.pm_id, "../../etc/passwd")
    for fmt in FORMATS:
        with pytest.raises(NotFound):
            exports.export(app, "nothing", fmt)


def test_an_exported_file_comes_back_as_an_equal_postmortem(app: App) -> None:
    """The files are yours: nothing is lost on the way out and in."""
    original = stored(app, finished_example())
    data = exports.export(app, original, "json").data
    copy = exports.import_postmortem(app, data, insider(app))
    assert copy != original
    assert postmortems.summary(app, copy).postmortem == finished_example()
    assert exports.export(app, copy, "md").data.startswith(exports.export(app, original, "md").data[:200])


@given(any_postmortem())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_postmortem_survives_export_and_import(sqlite_app: App, postmortem: Postmortem) -> None:
    """Also with every script and sign people type."""
    data = exports.export(sqlite_app, stored(sqlite_app, postmortem), "json").data
    assert postmortems.summary(sqlite_app, exports.import_postmortem(sqlite_app, data)).postmortem == postmortem


def test_a_file_of_a_finished_meeting_is_a_finished_meeting(app: App) -> None:
    """And what a file promises is on Follow-up here, whether or not a meeting ended where it was written."""
    pm_id = stored(app, finished_example())
    before = exports.export(app, pm_id, "json").data
    assert action_queries.list_actions(app) == [], "it is not over yet"
    unfinished = exports.import_postmortem(app, before)
    assert {item.postmortem_id for item in action_queries.list_actions(app)} == {unfinished}
    held(app, pm_id)
    copy = exports.import_postmortem(app, exports.export(app, pm_id, "json").data)
    assert {item.postmortem_id for item in action_queries.list_actions(app)} == {pm_id, unfinished, copy}
    meetings = [meeting_clock.view(app, item).meeting for item in (pm_id, copy)]
    assert meetings[0].model_dump(include={"status", "started_at", "finished_at"}) == meetings[1].model_dump(
        include={"status", "started_at", "finished_at"}
    )


@pytest.mark.parametrize("odd", [{"finished_at": "2200-01-01T00:00:00Z"}, {"started_at": "2150-01-01T00:00:00Z"}])
def test_a_meeting_of_the_future_is_none(app: App, odd: dict[str, str]) -> None:
    """A file can say anything."""
    pm_id = stored(app, finished_example())
    held(app, pm_id)
    file = json.loads(exports.export(app, pm_id, "json").data)
    file["meta"] |= odd
    copy = exports.import_postmortem(app, json.dumps(file).encode())
    assert meeting_clock.view(app, copy).meeting.status == "lobby"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff\xfe", b"null", b'{"schema_version": 999}', b"[" * 10_000])
def test_a_file_that_is_none_of_ours_is_refused(sqlite_app: App, data: bytes) -> None:
    """With a sentence, and nothing is made."""
    with pytest.raises(BadFile) as refusal:
        exports.import_postmortem(sqlite_app, data)
    assert refusal.value.sentence.endswith(".")
    assert postmortems.archive(sqlite_app).total == 0


def test_a_file_larger_than_any_postmortem_is_refused(sqlite_app: App) -> None:
    """Before it is read."""
    with pytest.raises(TooLarge):
        exports.import_postmortem(sqlite_app, b" " * (LARGEST_FILE + 1))


def test_importing_needs_the_workspace_and_makes_a_facilitator(locked_app: App) -> None:
    """A guest of a meeting cannot fill the archive."""
    data = exports.export(locked_app, stored(locked_app, finished_example()), "json").data
    with pytest.raises(WorkspaceLocked):
        exports.import_postmortem(locked_app, data, newcomer(locked_app))
    ada = insider(locked_app, "Ada")
    assert access.member(locked_app, ada, exports.import_postmortem(locked_app, data, ada)).role == "facilitator"


def test_exports_carry_no_secret(app: App) -> None:
    """No code, link, key, cookie or secret, in any format."""
    room = open_room(app)
    links = access.links(app, room.pm_id, "http://x")
    with app.db.read() as tx:
        key = settings_kv.get_setting(tx, settings_kv.WORKSPACE_KEY) or ""
    secrets = [links.code or "", links.code_shown or "", links.participant[-40:-8], key, app.secret.hex()]
    postmortems.set_meeting_at(app, room.pm_id, BEGIN + timedelta(days=1), room.maker)
    for fmt in FORMATS:
        data = words_of(exports.export(app, room.pm_id, fmt).data, fmt)
        assert not [secret for secret in secrets if secret in data], fmt
        assert room.maker.id not in data


def test_people_are_those_who_took_part(app: App) -> None:
    """Who read along is not named."""
    room = open_room(app)
    assert set(postmortems.summary(app, room.pm_id).meta.people) == {"Ada", "Ben"}


def test_an_invite_needs_a_time_and_carries_the_link(app: App) -> None:
    """Each sync time comes with an .ics for every calendar."""
    room = open_room(app, "Disk full")
    with pytest.raises(BadInput, match="no time yet"):
        exports.export(app, room.pm_id, "ics")
    postmortems.set_meeting_at(app, room.pm_id, BEGIN + timedelta(hours=1), room.maker)
    invite = exports.export(app, room.pm_id, "ics", "https://debrief.example.org/room")
    text = invite.data.replace(b"\r\n ", b"").decode()
    assert invite.filename.endswith(".ics")
    assert "DTSTART:20261123T150000Z" in text
    assert "DTEND:20261123T152000Z" in text
    assert "https://debrief.example.org/room" in text


def test_the_summary_is_markdown_through_the_sanitiser(app: App) -> None:
    """What people type is never code, and what is missing is listed kindly."""
    from tests.support.edits import set_text

    room = open_room(app)
    document_store.edit(app, room.pm_id, set_text("summary.impact", "<script>alert(1)</script>**all** customers"), None)
    seen = postmortems.summary(app, room.pm_id)
    for text in (seen.glance, seen.whole):
        assert "<script" not in text.impact
        assert "<strong>all</strong>" in text.impact
    assert seen.missing
    assert all(gap.sentence.endswith(".") or gap.sentence.endswith("?") for gap in seen.missing)
    assert json.loads(exports.export(app, room.pm_id, "json").data)["schema_version"] == 1


def test_a_hostile_title_makes_a_harmless_file_name(app: App) -> None:
    """No path, no device name, no control character in a download."""
    for title in ("../../etc/passwd", "CON", "a\nb\x00c", "x" * 5000, "‮gpj.exe", ""):
        name = exports.export(app, stored(app, Postmortem(title=title)), "md").filename
        assert name.isascii()
        assert "/" not in name
        assert len(name) < 100
        assert name.lower().split(".")[0] not in {"con", ""}


def test_a_pdf_with_boxes_says_so_in_the_log(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Which postmortem, which script, and what to install; nothing of what was written."""
    monkeypatch.setattr(fonts, "_known", {"Thai": False})
    pm_id = postmortems.create(app, "ข้อมูลหาย", None, None, "UTC")
    exports.export(app, pm_id, "pdf")
    assert f"The PDF of {pm_id}: No font on this server has Thai" in caplog.text
    assert "ข้อมูลหาย" not in caplog.text
