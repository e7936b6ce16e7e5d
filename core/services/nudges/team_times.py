"""The team's own times for what people are told: its zone, its patience without a meeting, and the hours of mail."""

from datetime import tzinfo
from typing import Final

from pydantic import BaseModel, ValidationError

from core.domain.dates.zones import zone_named, zone_or_utc
from core.domain.webhook.hours import Hours, read_clock, written_clock
from core.errors import BadInput
from core.services.app import App
from core.services.authority import require_workspace
from core.store import settings_kv
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

USUAL_ZONE: Final = "UTC"
USUAL_NO_MEETING_DAYS: Final = 3
MOST_DAYS: Final = 60


class _StoredHours(BaseModel):
    quiet_from: str = ""
    quiet_until: str = ""
    weekends: bool = True
    daily: bool = False


def zone_name(tx: Transaction) -> str:
    """The IANA name of the team's zone."""
    stored = settings_kv.get_setting(tx, settings_kv.TEAM_ZONE) or ""
    return stored if zone_named(stored) is not None else USUAL_ZONE


def zone_of(tx: Transaction) -> tzinfo:
    return zone_or_utc(zone_name(tx))


def no_meeting_days(tx: Transaction) -> int:
    """After how many days without a meeting an incident is told of."""
    stored = settings_kv.get_setting(tx, settings_kv.NO_MEETING_DAYS) or ""
    days = int(stored) if stored.isascii() and stored.isdigit() and len(stored) < 4 else USUAL_NO_MEETING_DAYS
    return min(max(days, 1), MOST_DAYS)


def mail_hours(tx: Transaction) -> Hours:
    """When mail may be sent. “Once a day” is each owner's own choice and not said here."""
    try:
        stored = _StoredHours.model_validate_json(settings_kv.get_setting(tx, settings_kv.MAIL_HOURS) or "{}")
    except ValidationError:
        stored = _StoredHours()
    return hours_of(stored)


def hours_of(stored: _StoredHours | object) -> Hours:
    """The hours that stand in a row or a setting with these four columns."""
    values = {name: getattr(stored, name) for name in _StoredHours.model_fields}
    return Hours(
        read_clock(values["quiet_from"]), read_clock(values["quiet_until"]), values["weekends"], values["daily"]
    )


def as_columns(hours: Hours) -> dict[str, str | bool]:
    """The four columns of a row, as `hours_of` reads them."""
    stored = written_clock(hours.quiet_from), written_clock(hours.quiet_until), hours.weekends, hours.daily
    return dict(zip(_StoredHours.model_fields, stored, strict=True))


def current(app: App) -> tuple[str, int, Hours]:
    """The zone's name, the days without a meeting, and the hours of mail, for the settings page."""
    with app.db.read() as tx:
        return zone_name(tx), no_meeting_days(tx), mail_hours(tx)


def set_times(app: App, zone: str, days: int, hours: Hours, by: Visitor | None) -> None:
    """All three, for the whole team. Needs the workspace. Raises BadInput for a zone or a number that cannot be."""
    if zone_named(zone) is None:
        raise BadInput(f"“{zone[:40]}” is no time zone that is known here. Use a name such as Europe/Berlin.")
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"An incident can wait 1 to {MOST_DAYS} days before it is told of. Choose a number in between.")
    stored = _StoredHours.model_validate(as_columns(hours))
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        settings_kv.put_setting(tx, settings_kv.TEAM_ZONE, zone)
        settings_kv.put_setting(tx, settings_kv.NO_MEETING_DAYS, str(days))
        settings_kv.put_setting(tx, settings_kv.MAIL_HOURS, stored.model_dump_json())
