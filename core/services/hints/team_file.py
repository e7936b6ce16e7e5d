"""A team's tuning of hints out of the workspace into one file, and back: rules, mutes and thresholds together."""

from dataclasses import dataclass

from core.domain.blameless.team_file import RuleTuning, TeamFile, read_team_file
from core.services.app import App
from core.services.authority import require_workspace
from core.services.hints.hint_rules import check_team_rules, note_change
from core.services.hints.hint_thresholds import put_base
from core.store import hint_rules, settings_kv
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

FILE_NAME = "debrief-hints.json"


@dataclass(frozen=True)
class Imported:
    """How many rules of the team, silent rules and thresholds there are now; ``unknown`` rules were left out."""

    own_rules: int
    silent: int
    thresholds: int
    unknown: tuple[str, ...]

    @property
    def sentence(self) -> str:
        left_out = f" Left out, because this Debrief does not have them: {', '.join(self.unknown[:5])}"
        more = f" and {len(self.unknown) - 5} more" if len(self.unknown) > 5 else ""
        return (
            f"In use now: {self.own_rules} rules of your own, {self.silent} silent rules, {self.thresholds} thresholds."
            + (f"{left_out}{more}." if self.unknown else "")
        )


def export_team_file(app: App) -> bytes:
    """Everything that differs from what comes with Debrief. Counts and phrases stay here: they are about incidents."""
    with app.db.read() as tx:
        return _now(tx).as_json()


def import_team_file(app: App, data: bytes, by: Visitor | None) -> Imported:
    """Let the file replace the tuning, all of it or nothing. Raises BadFile, and then nothing has changed."""
    with app.db.read() as tx:
        require_workspace(app, tx, by)
    file = read_team_file(data)
    base, known = check_team_rules(app, ""), check_team_rules(app, file.rules)
    unknown = file.unknown(known)
    tuning = {rule: tuned for rule, tuned in file.tuning.items() if rule in known.ready}
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        before = _now(tx).tuning
        settings_kv.put_setting(tx, settings_kv.TEAM_RULES, file.rules)
        put_base(tx, file.threshold)
        for rule in before.keys() | tuning.keys():
            _tune(tx, rule, before.get(rule, RuleTuning()), tuning.get(rule, RuleTuning()))
        note_change(tx)
    return Imported(
        own_rules=len(known.ready.keys() - base.ready.keys()),
        silent=sum(1 for tuned in tuning.values() if tuned.silent),
        thresholds=sum(1 for tuned in tuning.values() if tuned.threshold is not None) + (file.threshold is not None),
        unknown=tuple(unknown),
    )


def _tune(tx: Transaction, rule: str, before: RuleTuning, after: RuleTuning) -> None:
    if after.silent != before.silent:
        if after.silent:
            hint_rules.mute(tx, rule, after.silent)
        else:
            hint_rules.unmute(tx, rule)
    if after.threshold != before.threshold:
        hint_rules.set_threshold(tx, rule, after.threshold)


def _now(tx: Transaction) -> TeamFile:
    stored = settings_kv.get_setting(tx, settings_kv.HINT_THRESHOLD)
    tuned = {
        rule: RuleTuning.model_validate({"silent": tally.silent, "threshold": tally.threshold})
        for rule, tally in sorted(hint_rules.tallies(tx).items())
        if tally.silent or tally.threshold is not None
    }
    return TeamFile(
        rules=settings_kv.get_setting(tx, settings_kv.TEAM_RULES) or "",
        threshold=float(stored) if stored else None,
        tuning=tuned,
    )
