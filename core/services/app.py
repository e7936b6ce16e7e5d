"""The application as one value: the database, the settings, the change bus and the instance's secret.

Every service takes it first. ``core.services.lifecycle`` opens and closes it.
"""

from dataclasses import dataclass, field, replace

from core.export.process.renderer import LocalRenderer, Renderer
from core.settings import Settings
from core.store.database.audience import Audience
from core.store.database.change_bus import ChangeBus
from core.store.database.engine import Database


@dataclass(frozen=True, eq=False)
class App:
    """``secret`` signs join links; it is made once for a database and never leaves the server.

    ``renderer`` makes documents: in this process, or in the server's child processes.
    """

    db: Database
    settings: Settings
    change_bus: ChangeBus
    secret: bytes = field(repr=False)
    renderer: Renderer = field(default_factory=LocalRenderer, repr=False)

    def reading_for(self, audience: Audience) -> "App":
        """The same application for one reader: what is closed exists in it as far as they were named.

        Otherwise nothing closed exists until a check of ``core.services.authority`` has found out who asks.
        """
        return replace(self, db=self.db.reading_for(audience))
