"""The mail worker: one thread of the server that tells owners by mail, beside that of the webhooks.

A mail server that answers slowly holds up no webhook, and the other way round. Without a mail server it does nothing
but look at a setting.
"""

from datetime import date

from core.live.limits import LIMITS
from core.live.server.webhook_worker import WebhookWorker
from core.services.app import App
from core.services.mail import addresses, sending, telling
from core.services.nudges import rounds


class MailWorker(WebhookWorker):
    NAME = "mail"
    TOPIC = addresses.TOPIC

    def __init__(self, app: App, poll_seconds: float = LIMITS.webhook_poll_seconds) -> None:
        super().__init__(app, poll_seconds)
        self._mailed_on: date | None = None

    def _work(self) -> None:
        if not addresses.is_set_up(self._app):
            return
        day = rounds.working_day(self._app)
        if day != self._mailed_on:
            telling.tell(self._app)
            sending.forget_old(self._app)
            self._mailed_on = day
        telling.release(self._app)
        if sending.is_anything_due(self._app):
            sending.send_due(self._app, self._stopping)
