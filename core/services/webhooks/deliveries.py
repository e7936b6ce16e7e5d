"""Sending queued deliveries: one after the other, claimed first, tried again later when it failed.

Blocks while a receiver answers: call it in a thread of its own or from the command line, never while a page is drawn
and never inside a transaction.
"""

import logging
import re
import threading
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Final

from standardwebhooks import Webhook as StandardWebhook

from core.domain.webhook.address import target
from core.domain.webhook.delivery import (
    DELIVERY_HEADER,
    EVENT_HEADER,
    MOST_ATTEMPTS,
    SIGNATURE_HEADER,
    accepted,
    is_final,
    is_gone,
    is_throttled,
    next_try,
    signature,
    wait_asked_for,
)
from core.domain.webhook.events import Event
from core.domain.webhook.shapes import Shape
from core.errors import BadInput
from core.services.app import App
from core.services.webhooks import guarded_post
from core.services.webhooks.guarded_post import PostResult
from core.store import webhooks as store
from core.store.nudges import delivery_queue
from core.store.nudges.delivery_queue import Delivery
from core.store.webhooks import Webhook

log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=2)
KEPT: Final = timedelta(days=30)
AGENT: Final = "Debrief-Webhook/1"
_CALLED_OFF: Final = "The webhook was switched off."
# 32 bytes in base64; before, secrets were of the alphabet for addresses, which the specification has not.
_STANDARD_SECRET: Final = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
_GONE: Final = "The receiver says that this webhook is gone (410), so it was switched off. Add the new one."


def is_anything_due(app: App) -> bool:
    """One cheap query, for polling."""
    with app.db.read() as tx:
        return store.QUEUE.is_due(tx)


def send_due(app: App, stopping: threading.Event | None = None) -> int:
    """Send everything that is due now. Returns how many were accepted."""
    taken = 0
    while not (stopping and stopping.is_set()):
        with app.db.write() as tx:
            claimed = store.QUEUE.claim(tx, LEASE)
            if claimed is None:
                break
            hook = store.webhook(tx, claimed.receiver_id)
            now = tx.now()
        if claimed.attempts > MOST_ATTEMPTS:  # its servers died while they sent it, each time
            answer = PostResult(None, "It was begun many times and never finished.")
        else:
            answer = _send(app, hook, claimed, now.timestamp(), stopping)
            if stopping and stopping.is_set() and answer.status is None:
                break  # not the receiver's fault: due again when the claim ends
        taken += _finish(app, claimed, answer)
    return taken


def _send(app: App, hook: Webhook, claimed: Delivery, now: float, stopping: threading.Event | None) -> PostResult:
    private = app.settings.webhook_private == "allow"
    try:
        where = target(hook.url, private=private)  # asked again: what is allowed may have changed since it was saved
    except BadInput as error:
        return PostResult(None, error.sentence)
    data = claimed.body.encode("utf-8", "replace")
    headers = {
        "User-Agent": AGENT,
        EVENT_HEADER: claimed.event,
        DELIVERY_HEADER: str(claimed.id),
        SIGNATURE_HEADER: signature(hook.secret, data, now),
        **(standard_headers(hook.secret, claimed.id, claimed.body, now) if hook.shape == Shape.JSON else {}),
    }
    return guarded_post.post(where, data, headers, private=private, stopping=stopping)


def _finish(app: App, claimed: Delivery, answer: PostResult) -> bool:
    """Store the result of an attempt. True when the receiver accepted it."""
    text = answer.text if answer.status is None else f"{answer.status} {answer.text}".strip()
    if answer.status is not None and accepted(answer.status):
        with app.db.write() as tx:
            store.QUEUE.finish(tx, claimed, delivery_queue.SENT, str(answer.status))
        return True
    with app.db.write() as tx:
        hook = next((webhook for webhook in store.webhooks(tx) if webhook.id == claimed.receiver_id), None)
        later = _later(claimed.attempts, answer, tx.now())
        if answer.status is not None and is_gone(answer.status):
            if store.QUEUE.finish(tx, claimed, delivery_queue.GIVEN_UP, _GONE) and hook is not None and hook.active:
                store.change(tx, claimed.receiver_id, active=False)
                store.QUEUE.cancel(tx, claimed.receiver_id, _GONE)
        elif later is None or claimed.event == Event.TEST:  # a test is answered at once, by hand it is sent again
            store.QUEUE.finish(tx, claimed, delivery_queue.GIVEN_UP, text)
        elif hook is None or not hook.active:
            store.QUEUE.finish(tx, claimed, delivery_queue.CALLED_OFF, _CALLED_OFF)
        elif store.QUEUE.finish(tx, claimed, delivery_queue.WAITING, text, later):
            store.QUEUE.postpone(tx, later, claimed.receiver_id)
    log.info(
        "delivery %s of webhook %s was not accepted: %s", claimed.id, claimed.receiver_id, answer.status or "no answer"
    )
    return False


def _later(attempts: int, answer: PostResult, now: datetime) -> datetime | None:
    if answer.status is not None and is_final(answer.status):
        return None
    wait = wait_asked_for(answer.retry_after, now) if is_throttled(answer.status) else None
    return next_try(attempts, now, wait)


def standard_headers(secret: str, delivery_id: int, body: str, now: float) -> dict[str, str]:
    """The three headers of the Standard Webhooks specification; none for a secret of before, which has another form."""
    if not _STANDARD_SECRET.fullmatch(secret):
        return {}
    at = datetime.fromtimestamp(int(now), UTC)
    message_id = f"delivery_{delivery_id}"
    signed = StandardWebhook(secret).sign(message_id, at, body)
    return {"webhook-id": message_id, "webhook-timestamp": str(int(now)), "webhook-signature": signed}


def forget_old(app: App) -> int:
    """Delete log entries that are older than a month. Returns how many."""
    with app.db.write() as tx:
        return store.QUEUE.forget(tx, tx.now() - KEPT)


def accepted_count(app: App, deliveries: Collection[int]) -> int:
    """How many of these deliveries were accepted by now."""
    with app.db.read() as tx:
        return sum(store.QUEUE.delivery(tx, delivery).status == delivery_queue.SENT for delivery in deliveries)
