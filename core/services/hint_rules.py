"""Which hint rules speak in this workspace: Debrief's own, those of a file beside the data, those of the settings page.

The team writes rules, switches rules off, and mutes a rule by calling it not helpful three times. A rule set takes most
of a second to make, so it is kept; a stamp in the database tells when another process changed something.
"""

import logging
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Final
from weakref import WeakKeyDictionary

from core.domain.blameless import Category, RuleSet, default_rules, with_team
from core.errors import BadFile, DebriefError, NotFound
from core.services.app import App
from core.services.authority import require_workspace
from core.store import dismissals, hint_rules, settings_kv
from core.store.dismissals import Dismissal
from core.store.transaction import Transaction
from core.store.visitors import Visitor

__all__ = [
    "FILE",
    "NOT_HELPFUL_MUTES",
    "Dismissal",
    "RuleState",
    "Team",
    "bring_back",
    "in_force",
    "not_blame",
    "set_team_rules",
    "switch_off",
    "team",
]

FILE: Final = "hints.toml"
NOT_HELPFUL_MUTES: Final = 3
_NO_SUCH_RULE: Final = "There is no such rule any more. Reload the page to see those there are."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class InForce:
    """``rules`` speak; ``known`` are all there are, the silent ones among them. ``trouble`` are files not in use."""

    rules: RuleSet
    known: RuleSet
    trouble: tuple[str, ...]


@dataclass(frozen=True)
class RuleState:
    """One rule as the settings page lists it. ``silent`` is "" when it speaks, else "muted" or "off"."""

    id: str
    category: Category
    example: str
    own: bool
    accepted: int
    dismissed: int
    silent: str


@dataclass(frozen=True)
class Team:
    """What the settings page shows. ``file_there`` tells that a rule file stands beside the data."""

    rules: tuple[RuleState, ...]
    text: str
    file_there: bool
    trouble: tuple[str, ...]


_kept: WeakKeyDictionary[App, tuple[object, InForce]] = WeakKeyDictionary()
_making = threading.Lock()


def in_force(app: App, tx: Transaction) -> InForce:
    """What holds now. Cheap while nothing changed: one look at the stamp and one at the file."""
    stamp = settings_kv.get_setting(tx, settings_kv.HINT_RULES_STAMP), _looked_at(_file(app))
    before = _kept.get(app)
    if before is not None and before[0] == stamp:
        return before[1]
    # One thread makes the new ones. The others go on with those of before: waiting, they would hold up the room.
    if before is None:
        _making.acquire()
    elif not _making.acquire(blocking=False):
        return before[1]
    try:
        now = _kept.get(app)
        if now is None or now[0] != stamp:
            now = _kept[app] = stamp, _as_told(app, tx)
        return now[1]
    finally:
        _making.release()


def _as_told(app: App, tx: Transaction) -> InForce:
    known, trouble = _made(_read(_file(app)), settings_kv.get_setting(tx, settings_kv.TEAM_RULES) or "")
    for sentence in trouble:
        log.warning("hint rules: %s", sentence)
    return InForce(known.without(hint_rules.silent(tx)), known, trouble)


def team(app: App) -> Team:
    """Every rule with its numbers, the team's own text, and what is wrong with it if anything is."""
    with app.db.read() as tx:
        now = in_force(app, tx)
        tallies = hint_rules.tallies(tx)
        text = settings_kv.get_setting(tx, settings_kv.TEAM_RULES) or ""
    shipped = default_rules().ready
    states = []
    for rule in now.known.rules:
        tally = tallies.get(rule.id)
        numbers = (tally.accepted, tally.dismissed, tally.silent) if tally else (0, 0, "")
        states.append(RuleState(rule.id, rule.category, rule.flag[0].text, rule.id not in shipped, *numbers))
    return Team(tuple(states), text, _file(app).is_file(), now.trouble)


def not_blame(app: App) -> list[Dismissal]:
    """Phrases that somebody called no blame, the newest first: what the team can learn from when it tunes its rules."""
    with app.db.read() as tx:
        return dismissals.given_as(tx, "not_blame")


def set_team_rules(app: App, text: str, by: Visitor | None) -> None:
    """Use these rules of the team from now on. Raises BadFile with line and reason, and then nothing has changed."""
    with app.db.read() as tx:
        require_workspace(app, tx, by)
    base, _ = _made(_read(_file(app)), "")
    if text.strip():
        _joined(base, text)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        settings_kv.put_setting(tx, settings_kv.TEAM_RULES, text)
        _changed(tx)


def switch_off(app: App, rule: str, by: Visitor | None) -> None:
    """Let one rule be silent for the team."""
    _silence(app, rule, by, off=True)


def bring_back(app: App, rule: str, by: Visitor | None) -> None:
    """Let a rule speak again that was switched off, or muted; then three more are needed to mute it."""
    _silence(app, rule, by, off=False)


def heard_not_helpful(tx: Transaction, rule: str, count: int) -> bool:
    """Mutes the rule when that was the third time. Inside a transaction of the caller."""
    if count < NOT_HELPFUL_MUTES:
        return False
    hint_rules.silence(tx, rule, "muted")
    _changed(tx)
    return True


def require_known(app: App, rule: str) -> None:
    if not is_known(app, rule):
        raise NotFound(_NO_SUCH_RULE)


def is_known(app: App, rule: str) -> bool:
    """Asked before anything is written: a rule set may have to be made first, and no writer should wait for that."""
    with app.db.read() as tx:
        return rule in in_force(app, tx).known.ready


def _silence(app: App, rule: str, by: Visitor | None, *, off: bool) -> None:
    require_known(app, rule)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        if off:
            hint_rules.silence(tx, rule, "off")
        else:
            hint_rules.bring_back(tx, rule)
        _changed(tx)


def _changed(tx: Transaction) -> None:
    """Any other value will do: two servers that change something together must not agree on it by counting."""
    settings_kv.put_setting(tx, settings_kv.HINT_RULES_STAMP, token_hex(8))


def _file(app: App) -> Path:
    return app.settings.data / FILE


def _looked_at(path: Path) -> tuple[int, int] | None:
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
    if isinstance(file, BadFile):
        rules, trouble = _make("", text)
        return rules, (file.sentence, *trouble)
    return _make(file, text)


@lru_cache(maxsize=3)
def _make(file: str, text: str) -> tuple[RuleSet, tuple[str, ...]]:
    """What cannot be used is left out and told; hints go on with the rest."""
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
    """Kept, so that a text which was just tried is not made twice. A refusal is not kept."""
    return with_team(text, rules)
