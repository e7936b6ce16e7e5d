"""Which hint rules are active in this workspace: the shipped ones, a file's, the settings page's.

The team writes rules, switches rules off, and mutes a rule by calling it not helpful three times. A rule set takes most
of a second to make, so it is cached; a stamp in the database tells when another process changed something.
"""

import logging
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Final
from weakref import WeakKeyDictionary

from core.domain.blameless import Category, RuleSet, Thresholds, default_rules, with_team
from core.domain.blameless.thresholds import DEFAULT
from core.errors import BadFile, Conflict, DebriefError, NotFound
from core.services.app import App
from core.services.authority import require_workspace
from core.store import dismissals, hint_rules, settings_kv
from core.store.database.change_bus import ChangeBus
from core.store.database.transaction import Transaction
from core.store.dismissals import Dismissal
from core.store.people.visitors import Visitor

__all__ = [
    "FILE",
    "NOT_HELPFUL_MUTES",
    "Dismissal",
    "RuleState",
    "TeamRules",
    "active_rules",
    "mute",
    "not_blame",
    "set_team_rules",
    "team_rules",
    "unmute",
]

FILE: Final = "hints.toml"
NOT_HELPFUL_MUTES: Final = 3
_MAKING: Final = threading.Lock()
_NO_SUCH_RULE: Final = "There is no such rule any more. Reload the page to see those there are."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ActiveRules:
    """``rules`` are active; ``known`` are all, with the silent ones. ``trouble``: sentences on files not in use."""

    rules: RuleSet
    known: RuleSet
    trouble: tuple[str, ...]
    thresholds: Thresholds


@dataclass(frozen=True)
class RuleState:
    """One rule as the settings page lists it. ``silent`` is "" when it is active, else "muted" or "off".

    ``threshold`` is the rule's own, if it has one.
    """

    id: str
    category: Category
    example: str
    own: bool
    accepted: int
    dismissed: int
    silent: str
    threshold: float | None


@dataclass(frozen=True)
class TeamRules:
    """What the settings page shows. ``file_there``: there is a rule file in the data folder."""

    rules: tuple[RuleState, ...]
    text: str
    file_there: bool
    trouble: tuple[str, ...]
    threshold: float


_cache: WeakKeyDictionary[ChangeBus, tuple[object, ActiveRules]] = WeakKeyDictionary()
_loading = threading.Lock()


def active_rules(app: App, tx: Transaction) -> ActiveRules:
    """The rules in force. Cheap while nothing changed: it compares the stamp and the file's time."""
    stamp = settings_kv.get_setting(tx, settings_kv.HINT_RULES_STAMP), _file_version(_file(app))
    before = _cache.get(app.change_bus)
    if before is not None and before[0] == stamp:
        return before[1]
    # One thread loads the new ones. The others use the old ones meanwhile: waiting would block the room.
    if before is None:
        _loading.acquire()
    elif not _loading.acquire(blocking=False):
        return before[1]
    try:
        now = _cache.get(app.change_bus)
        if now is None or now[0] != stamp:
            now = _cache[app.change_bus] = stamp, _load(app, tx)
        return now[1]
    finally:
        _loading.release()


def _load(app: App, tx: Transaction) -> ActiveRules:
    known, trouble = _made(_read(_file(app)), settings_kv.get_setting(tx, settings_kv.TEAM_RULES) or "")
    for sentence in trouble:
        log.warning("hint rules: %s", sentence)
    return ActiveRules(known.without(hint_rules.is_muted(tx)), known, trouble, _thresholds(tx))


def _thresholds(tx: Transaction) -> Thresholds:
    stored = settings_kv.get_setting(tx, settings_kv.HINT_THRESHOLD)
    return Thresholds(float(stored) if stored else DEFAULT, hint_rules.thresholds(tx))


def team_rules(app: App) -> TeamRules:
    """Every rule with its numbers, the team's own text, and what is wrong with it if anything is."""
    with app.db.read() as tx:
        now = active_rules(app, tx)
        tallies = hint_rules.tallies(tx)
        text = settings_kv.get_setting(tx, settings_kv.TEAM_RULES) or ""
    shipped = default_rules().ready
    states = []
    for rule in now.known.rules:
        tally = tallies.get(rule.id)
        numbers = (tally.accepted, tally.dismissed, tally.silent, tally.threshold) if tally else (0, 0, "", None)
        states.append(RuleState(rule.id, rule.category, rule.flag[0].text, rule.id not in shipped, *numbers))
    return TeamRules(tuple(states), text, _file(app).is_file(), now.trouble, now.thresholds.base)


def not_blame(app: App) -> list[Dismissal]:
    """Phrases that were dismissed as no blame, the newest first, for tuning the rules."""
    with app.db.read() as tx:
        return dismissals.given_as(tx, "not_blame")


def set_team_rules(app: App, text: str, by: Visitor | None, seen: str | None = None) -> None:
    """Use these rules of the team from now on. Raises BadFile with line and reason, and then nothing has changed.

    ``seen`` is the text that was changed into this one: Conflict if the team has another one by now.
    """
    with app.db.read() as tx:
        require_workspace(app, tx, by)
    check_team_rules(app, text)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        if seen is not None and (settings_kv.get_setting(tx, settings_kv.TEAM_RULES) or "") not in (seen, text):
            raise Conflict("Somebody changed the team's rules meanwhile. Theirs stand below, yours are kept here.")
        settings_kv.put_setting(tx, settings_kv.TEAM_RULES, text)
        note_change(tx)


def check_team_rules(app: App, text: str) -> RuleSet:
    """All rules there are with these of the team. Raises BadFile. Call it before a write transaction."""
    base, _ = _made(_read(_file(app)), "")
    return _joined(base, text) if text.strip() else base


def mute(app: App, rule: str, by: Visitor | None) -> None:
    """Let one rule be silent for the team."""
    _silence(app, rule, by, off=True)


def unmute(app: App, rule: str, by: Visitor | None) -> None:
    """Activate a rule again that was switched off, or muted; then three more are needed to mute it."""
    _silence(app, rule, by, off=False)


def note_not_helpful(tx: Transaction, rule: str, count: int) -> bool:
    """Mutes the rule when that was the third time. Inside a transaction of the caller."""
    if count < NOT_HELPFUL_MUTES:
        return False
    hint_rules.mute(tx, rule, "muted")
    note_change(tx)
    return True


def require_known(app: App, rule: str) -> None:
    if not is_known(app, rule):
        raise NotFound(_NO_SUCH_RULE)


def is_known(app: App, rule: str) -> bool:
    """Call it before a write transaction: a rule set may have to be compiled first."""
    with app.db.read() as tx:
        return rule in active_rules(app, tx).known.ready


def _silence(app: App, rule: str, by: Visitor | None, *, off: bool) -> None:
    require_known(app, rule)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        if off:
            hint_rules.mute(tx, rule, "off")
        else:
            hint_rules.unmute(tx, rule)
        note_change(tx)


def note_change(tx: Transaction) -> None:
    """Let every server load the rules anew.

    A random stamp: two servers that change rules at the same time must not write the same value.
    """
    settings_kv.put_setting(tx, settings_kv.HINT_RULES_STAMP, token_hex(8))


def _file(app: App) -> Path:
    return app.settings.data / FILE


def _file_version(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _read(path: Path) -> str | BadFile:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        return BadFile(f"{FILE} in the data folder cannot be read. It has to be a text file in UTF-8.")


def _made(file: str | BadFile, text: str) -> tuple[RuleSet, tuple[str, ...]]:
    with _MAKING:  # two threads that ask at once would both make them, and both would be kept
        return _made_once(file, text)


def _made_once(file: str | BadFile, text: str) -> tuple[RuleSet, tuple[str, ...]]:
    if isinstance(file, BadFile):
        rules, trouble = _make("", text)
        return rules, (file.sentence, *trouble)
    return _make(file, text)


@lru_cache(maxsize=3)
def _make(file: str, text: str) -> tuple[RuleSet, tuple[str, ...]]:
    """Rules that cannot be used are left out, with a sentence each."""
    rules, trouble = default_rules(), []
    for where, part in ((f"{FILE} in the data folder", file), ("The team's rules below", text)):
        if part.strip():
            try:
                rules = _joined(rules, part)
            except DebriefError as error:
                trouble.append(f"{where}: {error.sentence}")
    return rules, tuple(trouble)


@lru_cache(maxsize=3)
def _joined(rules: RuleSet, text: str) -> RuleSet:
    """Cached, so that a text that was just validated is not compiled twice. Errors are not cached."""
    return with_team(text, rules)
