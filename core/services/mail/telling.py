"""What owners are told by mail: what is due and overdue of theirs, and reviews of what they own an action item of.

Each once for its subject and date and for each recipient. Only confirmed addresses; only what ``may_be_told``.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from secrets import token_hex
from typing import Final

from core.domain.actions.action_view import ActionView
from core.domain.webhook.events import Event, Incident, Notice, Subject, summary_link
from core.domain.webhook.hours import Hours
from core.services.actions.action_queries import open_actions_of, overdue_actions
from core.services.actions.owners import owner_key
from core.services.actions.reminders import chosen_first, due_soon, told_of
from core.services.app import App
from core.services.mail import addresses, letters
from core.services.nudges.audience import may_be_told, told_actions
from core.services.nudges.holding import collected, content_of, ready, waits
from core.services.nudges.team_times import mail_hours
from core.services.reviews.review_queries import DueReview, due_reviews
from core.store.database.audience import EVERYBODY
from core.store.database.transaction import Transaction
from core.store.nudges import held_notices, told
from core.store.nudges import recipients as store
from core.store.nudges.recipients import Recipient
from core.store.nudges.told import Told

MOST_REVIEWS: Final = 10_000
Owned = dict[str, list[ActionView]]


def tell(app: App) -> int:
    """Queue or hold what is new for every confirmed owner. Returns how many notices."""
    with app.db.read() as tx:
        people = store.recipients(tx, confirmed=True)
    if not people or not addresses.is_set_up(app):
        return 0
    public = app.reading_for(EVERYBODY)
    overdue, soon = _by_owner(overdue_actions(public)), _by_owner(due_soon(public))
    reviews = _reviews_by_owner(public) if any(Event.REVIEW_DUE in person.events for person in people) else {}
    count = 0
    for person in people:
        with app.db.write() as tx:
            count += _tell_actions(app, tx, person, Event.OVERDUE, overdue.get(person.name_key, []))
            count += _tell_actions(app, tx, person, Event.DUE_SOON, soon.get(person.name_key, []))
            count += _tell_reviews(app, tx, person, reviews.get(person.name_key, []))
    if count:
        addresses.wake_worker(app)
    return count


def release(app: App) -> int:
    """Queue what was held for recipients whose hour has come, one mail for each of them. Returns how many."""
    with app.db.read() as tx:
        if not held_notices.oldest(tx, "recipient_id"):
            return 0
    with app.db.write() as tx:
        people = {person.id: person for person in store.recipients(tx, confirmed=True)}
        team, released = mail_hours(tx), 0
        for key in ready(tx, "recipient_id", lambda key: _hours(team, people[key]) if key in people else None):
            notice = collected(app, tx, held_notices.take(tx, "recipient_id", key), people[key].name)
            if notice is not None:
                _queue(app, tx, people[key], notice)
                released += 1
    return released


def _hours(team: Hours, person: Recipient) -> Hours:
    return replace(team, daily=person.daily)


def _by_owner(actions: Iterable[ActionView]) -> Owned:
    found: defaultdict[str, list[ActionView]] = defaultdict(list)
    for action in actions:
        found[owner_key(action.owner)].append(action)
    return found


def _reviews_by_owner(app: App) -> dict[str, list[DueReview]]:
    """Reviews that nobody has opened, by the owners of what is still open in them."""
    waiting = {review.postmortem_id: review for review in due_reviews(app, most=MOST_REVIEWS) if review.status is None}
    found: defaultdict[str, dict[str, DueReview]] = defaultdict(dict)
    for action in open_actions_of(app, waiting):
        found[owner_key(action.owner)][action.postmortem_id] = waiting[action.postmortem_id]
    return {key: list(reviews.values()) for key, reviews in found.items()}


def _tell_actions(app: App, tx: Transaction, person: Recipient, event: Event, actions: list[ActionView]) -> bool:
    if event not in person.events or not actions:
        return False
    channel = addresses.channel_of(person)
    allowed = told_actions(tx, chosen_first(actions), person.name)
    keys = {told_of(event, action, channel): action for action in allowed}
    new = [keys[item] for item in told.claim_all(tx, keys)]
    return _deliver(app, tx, person, Notice(event, token_hex(16), tx.now(), actions=tuple(new))) if new else False


def _tell_reviews(app: App, tx: Transaction, person: Recipient, reviews: list[DueReview]) -> bool:
    if Event.REVIEW_DUE not in person.events or not reviews:
        return False
    allowed = may_be_told(tx, [review.postmortem_id for review in reviews], person.name)
    keys = {_told(review, person): review for review in reviews if review.postmortem_id in allowed}
    new = [keys[item] for item in told.claim_all(tx, keys)]
    base = app.settings.url or ""
    incidents = tuple(Incident(_subject(review, base), review.due_on) for review in new)
    notice = Notice(Event.REVIEW_DUE, token_hex(16), tx.now(), incidents=incidents)
    return _deliver(app, tx, person, notice) if new else False


def _told(review: DueReview, person: Recipient) -> Told:
    day = review.due_on.isoformat()
    return Told(Event.REVIEW_DUE, review.postmortem_id, day=day, channel=addresses.channel_of(person))


def _subject(review: DueReview, base: str) -> Subject:
    link = summary_link(base, review.postmortem_id)
    return Subject(review.postmortem_id, review.title, review.severity, link)


def _deliver(app: App, tx: Transaction, person: Recipient, notice: Notice) -> bool:
    notice = replace(notice, base_url=app.settings.url or "")
    if waits(tx, _hours(mail_hours(tx), person)):
        held_notices.hold(tx, "recipient_id", person.id, notice.event, content_of(notice))
    else:
        _queue(app, tx, person, notice)
    return True


def _queue(app: App, tx: Transaction, person: Recipient, notice: Notice) -> None:
    letter = letters.told(notice, person.name, addresses.stop_link(app, person))
    store.QUEUE.queue(tx, person.id, notice.event, letter.as_json())
