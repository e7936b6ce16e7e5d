"""Small things the instance remembers by name: its secret, the workspace key, the team's own hint rules."""

from sqlalchemy import select

from core.store.database import tables
from core.store.database.transaction import Transaction

INSTANCE_SECRET = "instance_secret"  # noqa: S105 - the name of a setting, not a secret
WORKSPACE_KEY = "workspace_key"
WORKSPACE_GENERATION = "workspace_generation"
TEAM_RULES = "team_rules"
TEAM_PLAN = "team_plan"  # the sections of a new meeting with their seconds, as JSON
DUE_DAYS = "due_days"  # days until an action is due, by severity, as JSON
HINT_THRESHOLD = "hint_threshold"  # how sure a hint must be, from 0 to 1; none: as the engine has it
ALERT_SEVERITIES = "alert_severities"  # which severity a word of an alerting tool proposes, as JSON
TRACKER = "tracker"  # where the team opens issues, as JSON; nothing secret is in it
AUDIT_DAYS = "audit_days"  # for how many days lines of the audit log are kept
TRASH_DAYS = "trash_days"  # after how many days what is in the trash is deleted
TRASH_SINCE = "trash_since"  # from when on the days in the trash count, as ISO text
DAY_ORDER = "day_order"  # dmy or mdy: how the team writes days in numbers
TEAM_ZONE = "team_zone"  # the IANA name of the zone in which people are told of things
NO_MEETING_DAYS = "no_meeting_days"  # after how many days without a meeting an incident is told of
MAIL_HOURS = "mail_hours"  # quiet hours and free days of mail, as JSON
PUT_AWAY = "put_away"  # who put the old postmortem on Home away, and on which day, as JSON
LABELS_APART = "labels_apart"  # pairs of services or tags that look alike and are not the same, as JSON
SERVER_ADDRESS = "server_address"  # where the server last said it can be reached, for links that the terminal prints
SERVER_ACCESS = "server_access"  # open or key
SERVER_FILES = "server_files"  # how many files and sockets the server last could hold open; "" for no limit
READY_AT = "ready_at"  # when the server last tried whether it can write
BACKUP_AT = "backup_at"  # when the last backup was made and verified
SEARCH_FOLDING = "search_folding"  # how the words in the search index were folded
SIMILAR_FORM = "similar_form"  # how terms in the index of similar incidents were made
HINT_RULES_STAMP = "hint_rules_stamp"  # another one whenever which rules speak has changed


def get_setting(tx: Transaction, key: str) -> str | None:
    value: str | None = tx.execute(select(tables.setting.c.value).where(tables.setting.c.key == key)).scalar()
    return value


def setting_to_change(tx: Transaction, key: str) -> str | None:
    """The value, which nobody else who asks so reads before this transaction has ended: to put back a part changed."""
    tx.take_turns(f"setting {key}")
    return get_setting(tx, key)


def put_setting(tx: Transaction, key: str, value: str) -> None:
    insert = tx.upsert(tables.setting).values(key=key, value=value)
    tx.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def keep_setting(tx: Transaction, key: str, value: str) -> str:
    """Store ``value`` unless there is one already. What counts from now on is what comes back."""
    tx.execute(tx.upsert(tables.setting).values(key=key, value=value).on_conflict_do_nothing())
    return get_setting(tx, key) or value


def forget_setting(tx: Transaction, key: str) -> None:
    tx.execute(tables.setting.delete().where(tables.setting.c.key == key))


def workspace_generation(tx: Transaction) -> int:
    """How often the workspace key was rotated; a visitor's grant holds for the same number only."""
    return int(get_setting(tx, WORKSPACE_GENERATION) or 0)
