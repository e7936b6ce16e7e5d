"""An alarm of CloudWatch, metric or composite, as SNS or EventBridge brings it."""

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import JsonObject
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import clean_title, key_text


def is_alarm(message: JsonObject) -> bool:
    return bool(_alarm(message).raw("NewStateValue")) and bool(_alarm(message).raw("AlarmName"))


def read_alarm(message: JsonObject, delivery: Delivery, key: str) -> AlertReading:
    """``key`` is the one of the delivery, or "" when its sender gave none."""
    alarm = _alarm(message)
    name, state, before = alarm.line("AlarmName"), alarm.line("NewStateValue", 40), alarm.line("OldStateValue", 40)
    at = alarm.instant("StateChangeTime")
    group = key_text(alarm.raw("AlarmArn") or f"{alarm.raw('AWSAccountId')} {name}".strip())
    key = key or key_text(f"{group} {state} {alarm.raw('StateChangeTime')}")
    begins, over = state == "ALARM", state == "OK"
    text = f"{state}: {name}" + (f" (was {before})" if before else "")
    ask = ["severity"] if begins else []
    if not at and (begins or over):
        ask.append("started" if begins else "resolved")
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=clean_title(name) or "Alarm",
        started=at if begins else None,
        detected=at if begins else None,
        resolved=at if over else None,
        rows=(AlertRow(at or delivery.now, text, key=key_text(f"{group} {state} {alarm.raw('StateChangeTime')}")),),
        group_key=group,
        delivery_keys=(key,),
        ask=tuple(ask),
        all_is_well=not begins,
    )


def _alarm(message: JsonObject) -> JsonObject:
    """The fields as SNS names them; EventBridge has the same under other names."""
    detail = message.part("detail")
    if not detail.has("alarmName"):
        return message
    resources = message.texts("resources", 1)
    state, before = detail.part("state"), detail.part("previousState")
    return JsonObject(
        message.now,
        {
            "AlarmName": detail.raw("alarmName"),
            "NewStateValue": state.raw("value"),
            "OldStateValue": before.raw("value"),
            "StateChangeTime": state.raw("timestamp") or message.raw("time"),
            "AlarmArn": resources[0] if resources else "",
            "AWSAccountId": message.raw("account"),
        },
    )
