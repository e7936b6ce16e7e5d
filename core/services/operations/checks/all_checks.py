"""All checks of one Debrief, in the order in which they are shown."""

from datetime import UTC, datetime

from core import __version__
from core.errors import DebriefError
from core.services.app import App
from core.services.operations import figures
from core.services.operations.checks import backups, database, machine, mail, network, sign_in
from core.services.operations.checks.check import Check, Level
from core.store import postmortems, settings_kv
from core.store.database.audience import UNRESTRICTED
from core.store.database.server_facts import facts


def run_checks(app: App) -> tuple[Check, ...]:
    """Reads only, and asks nobody outside but the provider that people sign in through and the mail server.

    A check that cannot be made is a finding of its own.
    """
    settings = app.settings
    found = [machine.installation(__version__), machine.zone_rules(), machine.fonts(), machine.clock()]
    size = 0
    try:
        server = facts(app.db)
        size = server.size
        found += [database.version(server), database.durability(server, app.db)]
        if server.schema == server.newest_schema:
            found.append(database.no_time_travel(_noted(app), server.now) or database.clocks(server, datetime.now(UTC)))
            found.append(_backup(app, server.now))
    except DebriefError as error:
        found.append(Check(database.VERSION, Level.FAIL, error.sentence))
    found.append(machine.disk(settings.data, size))
    found.append(machine.open_files(_files(app)))
    found += [network.address(settings), network.proxy_headers(settings)]
    outside = (sign_in.provider(settings), mail.mail(settings))
    return (*found, *(check for check in outside if check is not None))


def _noted(app: App) -> datetime | None:
    with app.db.read() as tx:
        return figures.last_backup(settings_kv.get_setting(tx, settings_kv.READY_AT))


def _backup(app: App, now: datetime) -> Check:
    with app.db.read(UNRESTRICTED) as tx:
        noted = settings_kv.get_setting(tx, settings_kv.BACKUP_AT)
        own = postmortems.count_own(tx)
    return backups.backup_age(figures.last_backup(noted), now, own)


def _files(app: App) -> str | None:
    try:
        with app.db.read() as tx:
            return settings_kv.get_setting(tx, settings_kv.SERVER_FILES)
    except DebriefError:
        return None
