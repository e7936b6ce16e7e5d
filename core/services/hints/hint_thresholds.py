"""How sure hints must be here: the team's threshold, and those of rules that it often calls “not blame”."""

from core.domain.blameless.thresholds import DEFAULT, HIGHEST, LOWEST, Thresholds, is_waved_away_often, raised
from core.errors import BadInput
from core.services.app import App
from core.services.authority import require_workspace
from core.services.hints.hint_rules import note_change, require_known
from core.store import hint_rules, settings_kv
from core.store.database.transaction import Transaction
from core.store.hint_rules import RuleTally
from core.store.people.visitors import Visitor


def set_threshold(app: App, threshold: float | None, by: Visitor | None) -> None:
    """How sure every hint must be from now on; None for what comes with Debrief. Raises BadInput."""
    if threshold is not None and not LOWEST <= threshold <= HIGHEST:
        raise BadInput(f"Choose a number from {LOWEST:.0%} to {HIGHEST:.1%}.")
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        put_base(tx, threshold)
        note_change(tx)


def reset_rule(app: App, rule: str, by: Visitor | None) -> None:
    """The rule needs to be as sure as every other again, and its answers count anew."""
    require_known(app, rule)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        hint_rules.set_threshold(tx, rule, None)
        note_change(tx)


def note_not_blame(tx: Transaction, tally: RuleTally, thresholds: Thresholds) -> bool:
    """Raises the rule's threshold when this was once too often. Inside a transaction of the caller."""
    now = thresholds.of(tally.rule)
    if not is_waved_away_often(tally.not_blame, tally.answered) or now >= HIGHEST:
        return False
    hint_rules.set_threshold(tx, tally.rule, raised(now))
    note_change(tx)
    return True


def put_base(tx: Transaction, threshold: float | None) -> None:
    """What comes with Debrief is not stored: a later version may know a better one."""
    own = threshold is not None and threshold != DEFAULT
    settings_kv.put_setting(tx, settings_kv.HINT_THRESHOLD, f"{threshold:.3f}" if own else "")
