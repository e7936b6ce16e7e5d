"""The team's own hint rules: from the settings page and from a file, refused whole, seen by every process."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import pytest

from core.domain.blameless import RuleSet, default_rules
from core.domain.postmortem import SectionId
from core.errors import BadFile, NotFound, WorkspaceLocked
from core.services.app import App
from core.services.hints import hint_rules, hint_service
from core.store.database.transaction import Transaction
from tests.support.apps import Opener, Room, insider, newcomer, open_room

HERO = """
[[rule]]
id = "no-heroes"
category = "judgement"
message = "Heroics hide the tool that was missing."
question = "Which tool would have made this night ordinary?"
patterns = ["[gladly frobbed the disk]"]
flag = ["Ann gladly frobbed the disk."]
pass = ["The replica saved the data."]
"""
SAVED = "Ann gladly frobbed the disk."


def rules_that_speak(app: App, room: Room, text: str) -> set[str]:
    return {item.rule for item in hint_service.check(app, room.pm_id, "factors", SectionId.FACTORS, text)}


def write_file(app: App, text: str) -> None:
    app.settings.data.mkdir(parents=True, exist_ok=True)
    path = app.settings.data / hint_rules.FILE
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_a_rule_of_the_team_joins_in(app: App) -> None:
    """Added on the settings page, it speaks at the next key; taken away, it is silent."""
    room = open_room(app)
    assert rules_that_speak(app, room, SAVED) == set()
    hint_rules.set_team_rules(app, HERO, None)
    assert rules_that_speak(app, room, SAVED) == {"no-heroes"}
    own = [rule for rule in hint_rules.team_rules(app).rules if rule.own]
    assert [(rule.id, rule.example) for rule in own] == [("no-heroes", SAVED)]
    assert hint_rules.team_rules(app).text == HERO
    hint_rules.set_team_rules(app, "", None)
    assert rules_that_speak(app, room, SAVED) == set()


def test_the_text_switches_rules_off_too(app: App) -> None:
    """In the same file, for those who like to have it in one place."""
    room = open_room(app)
    text = "Root cause: human error."
    assert "human-error" in rules_that_speak(app, room, text)
    hint_rules.set_team_rules(app, 'switch_off = ["human-error"]', None)
    assert "human-error" not in rules_that_speak(app, room, text)


@pytest.mark.parametrize(
    ("bad", "line", "text"),
    [
        ("x = ", 1, "invalid value"),
        (HERO.replace("judgement", "sin"), 2, "category"),
        (HERO.replace("[gladly frobbed the disk]", "[gladly frobbed the disk"), 2, "not closed"),
        (HERO.replace("[gladly frobbed the disk]", "[{nobody-knows}]"), 3, "nobody-knows"),
        (HERO + 'switch_off = ["nope"]', 2, "switch_off"),
        ('\nswitch_off = ["nope"]', 2, "nope"),
        (HERO.replace("no-heroes", "human-error"), 2, "already"),
        (HERO.replace("Ann gladly frobbed the disk", "Ann was there"), 2, "example is not flagged"),
        (HERO.replace("The replica saved the data", "It gladly frobbed the disk"), 2, "should pass"),
    ],
)
def test_a_bad_text_is_refused_with_line_and_reason_and_changes_nothing(
    sqlite_app: App, bad: str, line: int, text: str
) -> None:
    """The rules of before go on."""
    hint_rules.set_team_rules(sqlite_app, HERO, None)
    with pytest.raises(BadFile) as refused:
        hint_rules.set_team_rules(sqlite_app, bad, None)
    assert f"line {line}:" in refused.value.sentence
    assert text in refused.value.sentence
    assert hint_rules.team_rules(sqlite_app).text == HERO
    assert rules_that_speak(sqlite_app, open_room(sqlite_app), SAVED) == {"no-heroes"}


def test_a_rule_is_switched_off_and_brought_back(app: App) -> None:
    """With one click, and the numbers stay."""
    room = open_room(app)
    text = "Root cause: human error."
    hint_service.accept(app, room.pm_id, "factors", "human-error", room.participant)
    hint_rules.mute(app, "human-error", None)
    assert "human-error" not in rules_that_speak(app, room, text)
    state = next(rule for rule in hint_rules.team_rules(app).rules if rule.id == "human-error")
    assert (state.silent, state.accepted, state.own) == ("off", 1, False)
    hint_rules.unmute(app, "human-error", None)
    assert "human-error" in rules_that_speak(app, room, text)
    with pytest.raises(NotFound):
        hint_rules.mute(app, "nope", None)


def test_a_silent_rule_hides_no_other(sqlite_app: App) -> None:
    """Where two rules want the same words, the other one speaks when the graver is off."""
    room = open_room(sqlite_app)
    twin = HERO.replace("no-heroes", "graver").replace("judgement", "person_blame")
    hint_rules.set_team_rules(sqlite_app, HERO + twin, None)
    assert rules_that_speak(sqlite_app, room, SAVED) == {"graver"}
    hint_rules.mute(sqlite_app, "graver", None)
    assert rules_that_speak(sqlite_app, room, SAVED) == {"no-heroes"}


def test_nothing_is_compiled_again_to_silence_a_rule(sqlite_app: App) -> None:
    """Muting happens in the middle of a meeting; everybody else goes on typing."""
    hint_rules.mute(sqlite_app, "human-error", None)
    with sqlite_app.db.read() as tx:
        now = hint_rules.active_rules(sqlite_app, tx)
    assert now.known is default_rules()
    assert now.rules.lexicon is default_rules().lexicon
    assert set(now.known.ready) - set(now.rules.ready) == {"human-error"}


def test_those_who_ask_at_once_compile_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a team's rules too: what each thread made would stay in memory."""
    compiled = []

    @lru_cache
    def slowly(file: str, text: str) -> tuple[RuleSet, tuple[str, ...]]:
        compiled.append(text)
        time.sleep(0.05)
        return default_rules(), ()

    monkeypatch.setattr(hint_rules, "_make", slowly)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: hint_rules._made("", HERO), range(4)))
    assert compiled == [HERO]


def test_only_the_workspace_changes_rules(locked_app: App) -> None:
    """A guest of one meeting does not; whoever is inside does."""
    guest = newcomer(locked_app)
    for deed in (hint_rules.set_team_rules, hint_rules.mute, hint_rules.unmute):
        with pytest.raises(WorkspaceLocked):
            deed(locked_app, "human-error" if deed is not hint_rules.set_team_rules else HERO, guest)
    hint_rules.set_team_rules(locked_app, HERO, insider(locked_app))
    assert any(rule.own for rule in hint_rules.team_rules(locked_app).rules)


def test_a_change_is_seen_by_every_process(database_url: str, open_test_app: Opener) -> None:
    """Two servers on one database: what one learns, the other knows at the next question."""
    item, other = open_test_app(database_url), open_test_app(database_url)
    room = open_room(item)
    assert rules_that_speak(other, room, SAVED) == set()
    hint_rules.set_team_rules(item, HERO, None)
    assert rules_that_speak(other, room, SAVED) == {"no-heroes"}
    hint_rules.mute(other, "no-heroes", None)
    assert rules_that_speak(item, room, SAVED) == set()


def test_while_one_makes_the_new_rules_the_others_go_on_with_the_old(
    sqlite_app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes a second or more, and the threads that ask for hints let people in too."""
    room = open_room(sqlite_app)
    rules_that_speak(sqlite_app, room, SAVED)
    hint_rules.mute(sqlite_app, "human-error", None)
    begun, go_on = threading.Event(), threading.Event()
    make = hint_rules._load

    def slowly(app: App, tx: Transaction) -> hint_rules.ActiveRules:
        begun.set()
        assert go_on.wait(30)
        return make(app, tx)

    monkeypatch.setattr(hint_rules, "_load", slowly)
    maker = threading.Thread(target=rules_that_speak, args=(sqlite_app, room, SAVED))
    maker.start()
    assert begun.wait(30)
    assert "human-error" in rules_that_speak(sqlite_app, room, "Root cause: human error.")
    go_on.set()
    maker.join()
    assert "human-error" not in rules_that_speak(sqlite_app, room, "Root cause: human error.")


def test_a_file_beside_the_data_is_honoured(app: App) -> None:
    """For a team that keeps its rules under version control; the settings page's rules stand on top of it."""
    room = open_room(app)
    write_file(app, HERO)
    assert rules_that_speak(app, room, SAVED) == {"no-heroes"}
    assert hint_rules.team_rules(app).file_there
    with pytest.raises(BadFile, match="already"):
        hint_rules.set_team_rules(app, HERO, None)
    hint_rules.set_team_rules(app, 'switch_off = ["no-heroes"]', None)
    assert rules_that_speak(app, room, SAVED) == set()


@pytest.mark.parametrize("content", [b"x = ", b"\xff\xfe", HERO.replace("disk]", "disk").encode()])
def test_a_bad_file_is_told_and_hints_go_on(sqlite_app: App, content: bytes) -> None:
    """With the rules that can be used; what is wrong stands on the settings page."""
    room = open_room(sqlite_app)
    hint_rules.set_team_rules(sqlite_app, HERO, None)
    sqlite_app.settings.data.mkdir(parents=True, exist_ok=True)
    (sqlite_app.settings.data / hint_rules.FILE).write_bytes(content)
    assert rules_that_speak(sqlite_app, room, SAVED) == {"no-heroes"}
    (trouble,) = hint_rules.team_rules(sqlite_app).trouble
    assert "hints.toml" in trouble


def test_a_text_that_no_longer_fits_is_told_and_hints_go_on(sqlite_app: App) -> None:
    """A later version may have renamed a rule that the team had switched off."""
    room = open_room(sqlite_app)
    hint_rules.set_team_rules(sqlite_app, HERO, None)
    write_file(sqlite_app, HERO)
    (trouble,) = hint_rules.team_rules(sqlite_app).trouble
    assert trouble.startswith("The team's rules")
    assert rules_that_speak(sqlite_app, room, SAVED) == {"no-heroes"}
    assert hint_rules.team_rules(sqlite_app).text == HERO


def test_what_is_not_blame_is_listed_for_the_team(app: App) -> None:
    """The phrase, the field and the day; no name."""
    room = open_room(app)
    hint_service.dismiss(app, room.pm_id, "factors", "human  Error", "human-error", "not_blame", room.participant)
    (listed,) = hint_rules.not_blame(app)
    assert (listed.phrase, listed.field, listed.rule) == ("human error", "factors", "human-error")
    assert "Ben" not in str(listed)
