"""What the server stored about itself at its start, for the commands in a terminal.

Its address, so that links work, and what it may do: a command runs as somebody else, in another environment.
"""

from core.services.app import App
from core.services.operations import descriptors
from core.store import settings_kv


def note_server(app: App, address: str) -> None:
    """Remember where this server is, who may come in without a key, and its limit of open files. Told at each start."""
    files = descriptors.allowed()
    with app.db.write() as tx:
        settings_kv.put_setting(tx, settings_kv.SERVER_ADDRESS, address)
        settings_kv.put_setting(tx, settings_kv.SERVER_ACCESS, app.settings.decided_access)
        settings_kv.put_setting(tx, settings_kv.SERVER_FILES, "" if files is None else str(files))


def server_address(app: App) -> str:
    """What the last server stored; empty when none has run on this database."""
    with app.db.read() as tx:
        return settings_kv.get_setting(tx, settings_kv.SERVER_ADDRESS) or ""
