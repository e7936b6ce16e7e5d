"""What core.live holds while the server runs: one value, made by the lifespan, found by every route."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from starlette.requests import HTTPConnection

from core.errors import StorageTrouble
from core.live.entry_queue import EntryQueue
from core.live.http.inbound.refusals import RefusalLog
from core.live.http.inbound.sent_body import Places
from core.live.http.inbound.store_queue import StoreQueue
from core.live.limits import Limits
from core.live.rates import Rates
from core.live.request_threads import RequestThreads
from core.live.room.rooms import Rooms
from core.live.server.readiness import Readiness
from core.live.service_backend import ServiceBackend
from core.live.sign_in_watch import SignInWatch
from core.services import access
from core.services.access.signing_in import still_signed_in
from core.services.app import App
from core.services.inbound import taking_in
from core.settings import Settings

if TYPE_CHECKING:
    from core.services.oidc.provider import Provider

Themes = Mapping[str, Mapping[str, str]]
"""The CSS variables of each theme of the pages, "light" and "dark"."""
NO_THEMES: Final[Themes] = MappingProxyType({"light": {}, "dark": {}})


@dataclass(frozen=True, slots=True)
class LiveContext:
    app: App
    backend: ServiceBackend
    threads: RequestThreads
    entries: EntryQueue
    rooms: Rooms
    limits: Limits
    hint_rates: Rates
    due_rates: Rates
    press_rates: Rates
    timeline_rates: Rates
    evidence_rates: Rates
    answer_rates: Rates
    draft_rates: Rates
    memory_rates: Rates
    export_rates: Rates
    feed_rates: Rates
    wrong_key_rates: Rates
    newcomer_rates: Rates
    inbound_rates: Rates
    inbound_byte_rates: Rates
    inbound_places: Places
    inbound_queue: StoreQueue
    inbound_refusals: RefusalLog
    readiness: Readiness
    count_sessions: Callable[[], int]
    """How many sessions of pages there are. To be called on the event loop."""
    background: dict[str, Callable[[], bool]]
    """Tasks of the background by name, and whether each still runs."""
    sign_in_rates: Rates
    sign_ins: SignInWatch
    provider: "Provider | None"
    """Whom people sign in through; None where they do not."""
    reload_page: bytes
    """The message over the socket of a page that makes the browser load the page again; empty where there is none."""
    themes: Themes
    """What the pages look like, for what is drawn before them."""

    @classmethod
    def build(
        cls,
        app: App,
        limits: Limits,
        count_sessions: Callable[[], int] = lambda: 0,
        reload_page: bytes = b"",
        themes: Themes = NO_THEMES,
    ) -> "LiveContext":
        backend, threads = ServiceBackend(app, limits), RequestThreads(limits)
        return cls(
            app,
            backend,
            threads,
            EntryQueue(
                lambda entries: threads.run_entering(lambda: access.entered_together(app, entries)),
                limits.entering_at_once,
                limits.entering_share,
            ),
            Rooms(backend, limits),
            limits,
            Rates(limits.hints_per_second, limits.hints_burst, limits.remembered),
            Rates(limits.dues_per_second, limits.dues_burst, limits.remembered),
            Rates(limits.presses_per_second, limits.presses_burst, limits.remembered),
            Rates(limits.timelines_per_second, limits.timelines_burst, limits.remembered),
            Rates(limits.evidence_per_second, limits.evidence_burst, limits.remembered),
            Rates(limits.answers_per_second, limits.answers_burst, limits.remembered),
            Rates(limits.drafts_per_second, limits.drafts_burst, limits.remembered),
            Rates(limits.memory_per_second, limits.memory_burst, limits.remembered),
            Rates(limits.exports_per_second, limits.exports_burst, limits.remembered),
            Rates(limits.feeds_per_second, limits.feeds_burst, limits.remembered),
            Rates(limits.wrong_keys_per_second, limits.wrong_keys_burst, limits.remembered),
            Rates(limits.newcomers_per_second, limits.newcomers_burst, limits.remembered),
            Rates(limits.inbound_per_second, limits.inbound_burst, limits.remembered),
            Rates(limits.inbound_bytes_per_second, limits.inbound_bytes_burst, limits.remembered),
            Places(limits),
            StoreQueue(lambda items: threads.store_inbound(lambda: taking_in.keep_all(app, items)), limits),
            RefusalLog(limits.inbound_refusal_seconds, limits.remembered),
            Readiness(app, threads.run_probe, limits.ready_seconds),
            count_sessions,
            {},
            Rates(limits.sign_ins_per_second, limits.sign_ins_burst, limits.remembered),
            SignInWatch(partial(still_signed_in, app), threads.run, limits.sign_in_look_seconds),
            _provider(app.settings),
            reload_page,
            themes,
        )

    def close(self) -> None:
        """Blocks until all threads have ended. The rooms are closed before."""
        self.backend.close()
        self.threads.close()

    @property
    def settings(self) -> Settings:
        return self.app.settings

    @property
    def is_open(self) -> bool:
        return self.settings.decided_access == "open"


def _provider(settings: Settings) -> "Provider | None":
    if settings.decided_access != "oidc":
        return None
    from core.services.oidc.provider import Provider  # large, and of no use where nobody signs in

    return Provider(settings)


_running: list[LiveContext] = []


def start(live: LiveContext) -> None:
    _running.append(live)


def stop(live: LiveContext) -> None:
    _running.remove(live)


def live_of(connection: HTTPConnection) -> LiveContext:
    """This application's own, or the process's: Streamlit's App hides its state from routes."""
    own = getattr(connection.app.state, "live", None)
    if isinstance(own, LiveContext):
        return own
    if not _running:
        raise StorageTrouble("Debrief is starting or stopping. Try again in a moment.")
    return _running[-1]
