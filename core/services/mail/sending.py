"""Sending queued mail: claimed first, one after the other, at a bounded rate, tried again when it failed.

Blocks while a server answers: call it in a thread of its own. A mail that bounces holds up no other; a server that
cannot be reached is asked again later, once for all that wait.
"""

import hashlib
import logging
import threading
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Final

from core.domain.webhook.delivery import MOST_ATTEMPTS, next_try
from core.errors import BadInput
from core.services.app import App
from core.services.mail import mail_server as smtp
from core.services.mail.letters import Letter, written
from core.services.mail.mail_server import MailServer, Outcome, mail_server, send
from core.store.nudges import delivery_queue
from core.store.nudges import recipients as store
from core.store.nudges.delivery_queue import Delivery
from core.store.nudges.recipients import Recipient

log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
KEPT: Final = timedelta(days=30)
MOST_A_MINUTE: Final = 30


def try_connection(app: App) -> str | None:
    """Whether the mail server answers, without sending anything: None when all is well or none is set, else why not.

    For ``debrief doctor``. Blocks up to some seconds.
    """
    try:
        server = mail_server(app.settings)
    except BadInput as error:
        return error.sentence
    return None if server is None else smtp.try_connection(server)


def is_anything_due(app: App) -> bool:
    """One cheap query, for polling."""
    with app.db.read() as tx:
        return store.QUEUE.is_due(tx)


def send_due(app: App, stopping: threading.Event | None = None) -> int:
    """Send what is due now, as far as the rate allows. Returns how many the server took. Raises BadInput."""
    server = mail_server(app.settings)
    taken = 0
    while server is not None and not (stopping and stopping.is_set()):
        with app.db.write() as tx:
            if store.QUEUE.sent_since(tx, tx.now() - timedelta(minutes=1)) >= MOST_A_MINUTE:
                break  # the rest is due still, and goes when the minute is over
            claimed = store.QUEUE.claim(tx, LEASE)
            person = store.by_id(tx, claimed.receiver_id) if claimed else None
            now = tx.now()
        if claimed is None or person is None:
            break
        if claimed.attempts > MOST_ATTEMPTS:  # its servers died while they sent it, each time
            outcome = Outcome("It was begun many times and never finished.", final=True)
        else:
            outcome = send(server, _mail(server, claimed, person, now), person.address)
        taken += _finish(app, claimed, person, outcome)
        if outcome.unreachable:
            break
    return taken


def _mail(server: MailServer, claimed: Delivery, person: Recipient, now: datetime) -> EmailMessage:
    """The same id for each further try, so that a mail that came twice is known as one."""
    message_id = f"debrief.{claimed.id}.{hashlib.sha256(person.code.encode()).hexdigest()[:16]}"
    return written(Letter.of_json(claimed.body), server, person.name, person.address, message_id, now)


def _finish(app: App, claimed: Delivery, person: Recipient, outcome: Outcome) -> bool:
    """Store what came of it. True when the server took the mail."""
    with app.db.write() as tx:
        if outcome.sent:
            store.QUEUE.finish(tx, claimed, delivery_queue.SENT, outcome.text)
            return True
        later = None if outcome.final else next_try(claimed.attempts, tx.now())
        if later is None:
            store.QUEUE.finish(tx, claimed, delivery_queue.GIVEN_UP, outcome.text)
        elif store.QUEUE.finish(tx, claimed, delivery_queue.WAITING, outcome.text, later) and outcome.unreachable:
            store.QUEUE.postpone(tx, later)
        if outcome.no_address and person.state in (store.ASKED, store.CONFIRMED):
            store.change(tx, person.id, state=store.REFUSED)
            store.QUEUE.cancel(tx, person.id, outcome.text)
    log.info("mail %s was not taken: %s", claimed.id, outcome.text)
    return False


def forget_old(app: App) -> int:
    """Delete what was sent or given up more than a month ago. Returns how many."""
    with app.db.write() as tx:
        return store.QUEUE.forget(tx, tx.now() - KEPT)
