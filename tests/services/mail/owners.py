"""What tests of mail share: an application with a mail server, confirmed owners, and action items of theirs."""

import re
from datetime import timedelta

from core.domain.webhook.events import Event
from core.services.app import App
from core.services.documents import document_store
from core.services.mail import addresses, sending
from core.services.mail.addresses import EVENTS
from core.services.mail.letters import Letter
from core.store.nudges import recipients as store
from core.store.nudges.delivery_queue import Delivery
from tests.support.apps import BEGIN, open_room
from tests.support.edits import add_row
from tests.support.held import held
from tests.support.smtp import SmtpServer

MIRA = "mira@example.org"


def waiting(app: App) -> list[Letter]:
    """Every mail in the queue, the oldest first, whatever became of it."""
    with app.db.read() as tx:
        return [Letter.of_json(row.body) for row in reversed(store.QUEUE.log(tx, 99))]


def log(app: App) -> list[Delivery]:
    with app.db.read() as tx:
        return list(reversed(store.QUEUE.log(tx, 99)))


def token_in(letter: Letter, purpose: str) -> str:
    found = re.search(rf"/live/mail/{purpose}/(\S+)", letter.text)
    assert found, f"no link to {purpose} in the mail"
    return found[1]


def confirmed(
    app: App,
    name: str = "Mira",
    address: str = MIRA,
    events: tuple[Event, ...] = EVENTS,
    *,
    daily: bool = False,
) -> str:
    """An address that was asked for and confirmed. Returns the token that stops it."""
    addresses.set_address(app, name, address, events, None, daily=daily)
    addresses.confirm(app, token_in(waiting(app)[-1], "confirm"))
    with app.db.write() as tx:
        person = next(item for item in store.recipients(tx) if item.address == address)
        for row in store.QUEUE.log(tx, 99):
            if row.receiver_id == person.id:
                tx.sql("DELETE FROM mail_delivery WHERE id = :id", id=row.id)
        return addresses.stop_link(app, person).rpartition("/")[2]


def owned(app: App, *days: int, owner: str = "Mira", title: str = "Disk full") -> str:
    """A postmortem whose meeting was held, with one action item for each day from today."""
    room = open_room(app, title)
    for number, day in enumerate(days):
        due = BEGIN.date() + timedelta(days=day)
        row = add_row("actions", f"a{number}", f"Action {number}", f"V{number}", owner=owner, due=due)
        document_store.edit(app, room.pm_id, row, None)
    held(app, room.pm_id)
    return room.pm_id


def sent(app: App, smtp: SmtpServer) -> list[str]:
    """Send what is due, and return the subjects of all that was ever taken."""
    sending.send_due(app)
    return [str(mail.message["Subject"]) for mail in smtp.taken]
