"""Addresses of owners: set by those inside, confirmed by whoever reads the mail, stopped by one click.

Nobody is shown an address again, only enough of it to know one's own. No export holds one; a backup does.
"""

import base64
import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from typing import Final

from core.domain.webhook.events import Event
from core.domain.webhook.mail_address import checked, masked
from core.domain.webhook.message import plain
from core.errors import BadInput, NotFound, TooMany
from core.services.actions.owners import owner_key
from core.services.app import App
from core.services.authority import require_workspace
from core.services.mail import letters
from core.services.mail.mail_server import mail_server
from core.store.database.transaction import Transaction
from core.store.nudges import held_notices, told
from core.store.nudges import recipients as store
from core.store.nudges.recipients import Recipient
from core.store.people import failed_attempts
from core.store.people.visitors import Visitor

TOPIC: Final = "mail"
EVENTS: Final = (Event.DUE_SOON, Event.OVERDUE, Event.REVIEW_DUE)
MOST: Final = 1_000
CONFIRM_WITHIN: Final = timedelta(days=7)
MOST_ASKED: Final = 3
"""Mails that ask for a confirmation, to one address in an hour."""
MOST_ASKED_IN_ALL: Final = 30
_HOUR: Final = timedelta(hours=1)
_CONFIRM, _STOP = "confirm", "stop"
NOTHING_HERE: Final = "This link opens nothing any more. Ask someone of the team to set your address again."


@dataclass(frozen=True)
class RecipientView:
    """``address`` is masked. ``state`` is asked, confirmed, stopped or refused."""

    name: str
    address: str
    state: str
    events: tuple[Event, ...]
    daily: bool


def is_set_up(app: App) -> bool:
    """Whether mail can be sent at all: a server, and an address for the links in it. Raises BadInput."""
    return mail_server(app.settings) is not None and bool(app.settings.url)


def addresses(app: App, by: Visitor | None) -> list[RecipientView]:
    """All of them by name, for those inside. Raises WorkspaceLocked."""
    with app.db.read() as tx:
        require_workspace(app, tx, by)
        found = store.recipients(tx)
    return [_seen(item) for item in found]


def set_address(
    app: App, name: str, address: str, events: Collection[Event], by: Visitor | None, *, daily: bool = False
) -> RecipientView:
    """Give an owner's name an address. A new one is asked for a confirmation first; an empty one changes only the rest.

    Raises WorkspaceLocked, BadInput for what is no name or address or when no mail server is set, and TooMany.
    """
    key, shown = owner_key(name), plain(name)
    if not key or not shown or len(shown) > letters.LONGEST_NAME:
        raise BadInput(f"Type the name as it stands beside action items, at most {letters.LONGEST_NAME} letters.")
    chosen = [event.value for event in EVENTS if event in events]
    if not chosen:
        raise BadInput("Choose at least one thing to be told of.")
    base = _base(app)
    new = checked(address) if address.strip() else ""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        found = store.by_name(tx, key)
        if found is None and (not new or store.count(tx) >= MOST):
            raise _refused(new)
        if found is None or (new and (new != found.address or found.state != store.CONFIRMED)):
            found = _ask(app, tx, shown, key, new, base)
        store.change(tx, found.id, events=chosen, daily=daily)
        after = store.by_name(tx, key)
    wake_worker(app)
    return _seen(after or found)


def _refused(new: str) -> Exception:
    if not new:
        return BadInput("Type the address that mail for this name goes to.")
    return TooMany(f"{MOST} addresses are the most that fit. Remove one that is not needed any more.")


def _base(app: App) -> str:
    if mail_server(app.settings) is None:
        raise BadInput("No mail server is set, so no address can be confirmed. docs/mail.md says how to set one.")
    if not app.settings.url:
        raise BadInput("Mail needs links that lead here: whoever runs the server sets DEBRIEF_URL.")
    return app.settings.url


def _ask(app: App, tx: Transaction, name: str, key: str, address: str, base: str) -> Recipient:
    """A row that waits for a confirmation, and the mail that asks for it. What was to be sent before is dropped."""
    digest = f"mail:{hashlib.sha256(address.lower().encode()).hexdigest()}"
    for counted, most in ((digest, MOST_ASKED), ("mail", MOST_ASKED_IN_ALL)):
        if failed_attempts.failed_attempts(tx, counted, tx.now() - _HOUR) >= most:
            raise TooMany("This was asked often enough. Wait an hour, and look into the mailbox meanwhile.")
        failed_attempts.note_failed_attempt(tx, counted)
    before = store.by_name(tx, key)
    if before is not None:
        _drop(tx, before)
    made = store.put(tx, name, key, address, token_urlsafe(16))
    letter = letters.confirmation(name, base, f"{base}/live/mail/confirm/{_token(app, made, _CONFIRM)}")
    store.QUEUE.queue(tx, made.id, _CONFIRM, letter.as_json())
    return made


def _drop(tx: Transaction, recipient: Recipient) -> None:
    store.QUEUE.cancel(tx, recipient.id, "The address was changed or stopped.")
    held_notices.take(tx, "recipient_id", recipient.id)


def remove(app: App, name: str, by: Visitor | None) -> None:
    """Take an address away, by somebody inside. Raises WorkspaceLocked, NotFound."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        if not _forget(tx, name):
            raise NotFound("There is no address for this name any more. Reload the page.")


def forget_address(app: App, name: str) -> bool:
    """Delete the address of a name, in whatever spelling, and everything that was or is to be sent to it.

    For removing a person everywhere; there is no check here. False when there was none.
    """
    with app.db.write() as tx:
        return _forget(tx, name)


def _forget(tx: Transaction, name: str) -> bool:
    found = store.by_name(tx, owner_key(name))
    if found is not None:
        told.forget(tx, channel_of(found))
        store.remove(tx, found.id)
    return found is not None


# What the links in mails do


def shown_for(app: App, purpose: str, token: str) -> str:
    """The masked address that a link is about; reading only. Raises NotFound for whatever opens nothing."""
    with app.db.read() as tx:
        return masked(_opened(app, tx, purpose, token).address)


def confirm(app: App, token: str) -> str:
    """Whoever got the mail agrees. Returns the masked address; doing it twice changes nothing. Raises NotFound."""
    with app.db.write() as tx:
        found = _opened(app, tx, _CONFIRM, token)
        if found.state == store.ASKED:
            store.change(tx, found.id, state=store.CONFIRMED)
    return masked(found.address)


def stop(app: App, token: str) -> str:
    """No mail to this address from now on. Returns it masked; doing it twice changes nothing. Raises NotFound."""
    with app.db.write() as tx:
        found = _opened(app, tx, _STOP, token)
        store.change(tx, found.id, state=store.STOPPED)
        _drop(tx, found)
    return masked(found.address)


def stop_link(app: App, recipient: Recipient) -> str:
    """The address that ends all mail to a recipient; it holds until the address is changed or removed."""
    return f"{app.settings.url}/live/mail/stop/{_token(app, recipient, _STOP)}"


def channel_of(recipient: Recipient) -> str:
    """What a recipient was told of is claimed under this."""
    return f"mail:{recipient.id}"


def wake_worker(app: App) -> None:
    """Make the worker send at once instead of at its next poll. Call it after the commit."""
    app.change_bus.publish(TOPIC, "-")


def _opened(app: App, tx: Transaction, purpose: str, token: str) -> Recipient:
    number, _, mac = token.partition(".")
    is_number = number.isascii() and number.isdigit() and len(number) < 16
    found = store.by_id(tx, int(number)) if is_number else None
    # Nobody's row is signed too, so that it takes as long as any other.
    expected = _mac(app, found.id if found else 0, found.code if found else "", purpose)
    signed = hmac.compare_digest(expected.encode(), mac.encode("utf-8", "replace"))
    if found is None or not signed or (purpose == _CONFIRM and _is_late(tx, found)):
        raise NotFound(NOTHING_HERE)
    return found


def _is_late(tx: Transaction, recipient: Recipient) -> bool:
    """Whether it was asked too long ago, or has been answered with a stop."""
    waited = tx.now() - recipient.asked_at > CONFIRM_WITHIN and recipient.state == store.ASKED
    return waited or recipient.state in (store.STOPPED, store.REFUSED)


def _token(app: App, recipient: Recipient, purpose: str) -> str:
    return f"{recipient.id}.{_mac(app, recipient.id, recipient.code, purpose)}"


def _mac(app: App, recipient_id: int, code: str, purpose: str) -> str:
    digest = hmac.digest(app.secret, f"mail:{purpose}:{recipient_id}:{code}".encode(), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:26]


def _seen(recipient: Recipient) -> RecipientView:
    events = tuple(event for event in EVENTS if event in recipient.events)
    return RecipientView(recipient.name, masked(recipient.address), recipient.state, events, recipient.daily)
