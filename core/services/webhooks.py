"""Webhooks: who hears of what. A notice is written into the transaction of what it is about, and sent later.

`enqueue` is all that other services need. Sending is in `deliveries`; nothing here speaks to a network.
"""

from collections.abc import Mapping
from secrets import token_hex

from core.domain.webhook import Event, Notice, Shape, Subject, body, wanted_by
from core.store import postmortems
from core.store import webhooks as store
from core.store.transaction import Transaction


def enqueue(tx: Transaction, event: str, pm_id: str, facts: Mapping[str, str]) -> None:
    """Tell every active webhook that wants ``event`` about a postmortem, once this transaction is stored.

    The title and the severity are looked up; ``facts["link"]`` leads to it, the other facts are told as they are.
    Costs one small query when there is no webhook, never fails on any text, and does nothing for an example.
    """
    if not store.webhooks(tx, active=True):
        return
    row = postmortems.get(tx, pm_id)
    if row is None or row.example:
        return
    told = {name: str(value) for name, value in facts.items() if name != "link"}
    subject = Subject(pm_id, row.title, row.severity, str(facts.get("link", "")))
    tell(tx, Notice(Event(event), token_hex(16), tx.now(), subject, told))


def tell(tx: Transaction, notice: Notice) -> int:
    """Queue a notice for everybody who wants it. Returns for how many."""
    wanted = wanted_by(notice.event)
    hearing = [each for each in store.webhooks(tx, active=True) if wanted in each.events]
    for each in hearing:
        store.queue(tx, each.id, notice.event, body(notice, Shape(each.shape)))
    return len(hearing)
