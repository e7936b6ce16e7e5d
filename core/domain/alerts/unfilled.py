"""Fields that a sender's template left as they were, because it had nothing for them."""

import re
from typing import Final

from core.domain.alerts.json_object import JsonObject

_LONGEST: Final = 500
# Zabbix's {EVENT.NAME} and *UNKNOWN*, Nagios' $HOSTNAME$, Datadog's $ALERT_TITLE, Icinga's $service.name$, {{ name }}.
_UNFILLED: Final = re.compile(
    r"(?:\{[A-Z][A-Z0-9_.]*\}|\*UNKNOWN\*|\$[A-Z][A-Z0-9_]*\$?|\$[a-z][a-z_.]*\$|\{\{[^{}]{0,80}\}\}|[ \t])+"
)


def is_unfilled(text: str) -> bool:
    """Whether a text is nothing but macros, such as ``{EVENT.RECOVERY.DATE} {EVENT.RECOVERY.TIME}``."""
    return len(text) < _LONGEST and _UNFILLED.fullmatch(text) is not None


def filled(body: JsonObject) -> JsonObject:
    """The body without the fields that are unfilled."""
    kept = {name: value for name, value in body.values.items() if not (isinstance(value, str) and is_unfilled(value))}
    return JsonObject(body.now, kept)
