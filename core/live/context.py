"""What the live floor holds while the server runs: one value, made by the lifespan, found by every route."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from core.errors import StorageTrouble
from core.live.backend import ServiceBackend
from core.live.limits import Limits, Rates
from core.live.rooms import Rooms
from core.services.app import App
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Live:
    app: App
    backend: ServiceBackend
    rooms: Rooms
    limits: Limits
    hint_rates: Rates
    due_rates: Rates
    export_rates: Rates
    feed_rates: Rates
    wrong_key_rates: Rates
    newcomer_rates: Rates

    @classmethod
    def made_of(cls, app: App, backend: ServiceBackend, limits: Limits) -> "Live":
        return cls(
            app,
            backend,
            Rooms(backend, limits),
            limits,
            Rates(limits.hints_per_second, limits.hints_burst, limits.remembered),
            Rates(limits.dues_per_second, limits.dues_burst, limits.remembered),
            Rates(limits.exports_per_second, limits.exports_burst, limits.remembered),
            Rates(limits.feeds_per_second, limits.feeds_burst, limits.remembered),
            Rates(limits.wrong_keys_per_second, limits.wrong_keys_burst, limits.remembered),
            Rates(limits.newcomers_per_second, limits.newcomers_burst, limits.remembered),
        )

    @property
    def settings(self) -> Settings:
        return self.app.settings

    @property
    def is_open(self) -> bool:
        return self.settings.decided_access == "open"


_running: list[Live] = []


def start(live: Live) -> None:
    _running.append(live)


def stop(live: Live) -> None:
    _running.remove(live)


def live_of(connection: HTTPConnection) -> Live:
    """This application's own, or the process's: Streamlit's App hides its state from routes."""
    own = getattr(connection.app.state, "live", None)
    if isinstance(own, Live):
        return own
    if not _running:
        raise StorageTrouble("Debrief is starting or stopping. Try again in a moment.")
    return _running[-1]
