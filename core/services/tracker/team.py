"""Which tracker the team uses: kept for the whole team, without anything secret. No tracker is asked, ever."""

from core.domain.tracker.kinds import TeamTracker, stored_tracker
from core.services.app import App
from core.services.authority import require_workspace
from core.store import settings_kv
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor


def tracker_of_team(app: App) -> TeamTracker | None:
    """None until somebody set one on Settings."""
    with app.db.read() as tx:
        return tracker_in(tx)


def tracker_in(tx: Transaction) -> TeamTracker | None:
    return stored_tracker(settings_kv.get_setting(tx, settings_kv.TRACKER))


def set_tracker(app: App, tracker: TeamTracker | None, by: Visitor | None) -> None:
    """None: no issues are opened from here any more; links that actions have stay. Raises WorkspaceLocked."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        settings_kv.put_setting(tx, settings_kv.TRACKER, tracker.model_dump_json() if tracker else "")
