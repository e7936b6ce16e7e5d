"""Amazon SNS: an envelope around a message that is a text, itself JSON when CloudWatch wrote it.

With raw message delivery the message comes without the envelope. No address out of a body is ever opened: the one to
confirm a subscription is shown to an operator, and only when it leads to Amazon.
"""

from typing import Final
from urllib.parse import urlsplit

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.sources import cloudwatch
from core.domain.alerts.texts import clean_title, key_text
from core.errors import BadInput

_KIND: Final = "This is no message of Amazon SNS and no alarm of CloudWatch. Check which tool sends to this address."
_FOREIGN: Final = "The address to confirm does not lead to Amazon, so it is not shown. Look into who sends this."
_TITLES: Final = ("title", "subject", "Event Message", "Description", "detail-type", "message")
"""Where other services of Amazon that write JSON say what it is about."""
_HOSTS: Final = (".amazonaws.com", ".amazonaws.com.cn")


def read(delivery: Delivery) -> AlertReading:
    envelope = read_json_object(delivery.body, delivery.now)
    key = key_text(envelope.raw("MessageId") or delivery.header("x-amz-sns-message-id"))
    match envelope.line("Type"):
        case "SubscriptionConfirmation":
            return _confirmation(envelope, key)
        case "UnsubscribeConfirmation":
            return AlertReading(AlertAction.IGNORE, delivery_keys=_keys(key), note="The subscription was ended.")
        case "Notification":
            return _notification(delivery, envelope, key)
        case _ if cloudwatch.is_alarm(envelope):
            return cloudwatch.read_alarm(envelope, delivery, key)
    raise BadInput(_KIND)


def _confirmation(envelope: JsonObject, key: str) -> AlertReading:
    address = envelope.raw("SubscribeURL")
    ours = _leads_to_amazon(address)
    return AlertReading(
        AlertAction.CONFIRM,
        delivery_keys=_keys(key),
        note="" if ours else _FOREIGN,
        confirm_address=address if ours else "",
    )


def _leads_to_amazon(address: str) -> bool:
    if len(address) > 2_000 or not address.isascii() or not address.isprintable() or "\\" in address:
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        plain = parts.port in (None, 443) and parts.username is None
    except ValueError:
        return False
    return parts.scheme == "https" and plain and host.startswith("sns.") and host.endswith(_HOSTS)


def _notification(delivery: Delivery, envelope: JsonObject, key: str) -> AlertReading:
    try:
        message = read_json_object(envelope.raw("Message"), delivery.now)
    except BadInput:
        message = JsonObject(delivery.now)
    if cloudwatch.is_alarm(message):
        return cloudwatch.read_alarm(message, delivery, key)
    subject, text = envelope.line("Subject"), envelope.text("Message")
    if not subject and not text:
        return AlertReading(AlertAction.IGNORE, delivery_keys=_keys(key), note="The message is empty.")
    row = ": ".join(filter(None, (subject, text)))
    named = message.first(*_TITLES, most=300) or message.part("detail").first("eventTypeCode", most=300)
    return AlertReading(
        AlertAction.UPDATE_OR_ASK,
        title=clean_title(subject or named or text) or "Message",
        rows=(AlertRow(envelope.instant("Timestamp") or delivery.now, row, key=key),),
        delivery_keys=_keys(key),
        ask=("which postmortem",),
    )


def _keys(key: str) -> tuple[str, ...]:
    return (key,) if key else ()
