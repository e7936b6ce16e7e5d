"""What one body from an alerting tool would do, whichever tool sent it.

Pure data: nothing here stores, sends or reads a clock. ``core.domain.alerts`` has one reader a source, each from the
raw body and the headers to an ``AlertReading``; the receiving route, the command line and the tests use the same ones.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AlertAction(StrEnum):
    """What a body asks for.

    OPEN: a postmortem is opened, or the open one of the same group is joined. UPDATE: rows are added to the open one;
    ``resolved`` says whether it is over. UPDATE_OR_ASK: it names no incident, so a person decides which postmortem it
    belongs to. CONFIRM: the sender wants its subscription confirmed by an operator. IGNORE: understood, nothing to do.
    """

    OPEN = "open"
    UPDATE = "update"
    UPDATE_OR_ASK = "update-or-ask"
    CONFIRM = "confirm"
    IGNORE = "ignore"


@dataclass(frozen=True)
class AlertRow:
    """A row for the timeline. ``at`` is an instant with a zone. ``key`` is the same whenever this row is sent again."""

    at: datetime
    text: str
    who: str = ""
    key: str = ""


@dataclass(frozen=True)
class AlertReading:
    """One body, read. Instants have a zone; None: not said, not yet, or not to be believed.

    ``group_key`` names the incident at its sender ("" when there is none). ``delivery_keys`` are what this body tells,
    so that a repeat changes nothing: one for each alert of the body (``by_alert``), or one for the body. ``ask`` are
    the things a person has to decide. ``all_is_well``: it means something only where the incident is known, such as the
    first “OK” of a new alarm. ``note`` is a sentence for the reader of the log or of Home, such as how many
    alerts were left out. ``confirm_address`` is for CONFIRM: shown, never fetched. ``undated``: the body names no
    instant, so that of the next incident may be the same byte for byte.
    """

    action: AlertAction
    title: str = ""
    severity: str | None = None
    started: datetime | None = None
    detected: datetime | None = None
    resolved: datetime | None = None
    services: tuple[str, ...] = ()
    rows: tuple[AlertRow, ...] = ()
    group_key: str = ""
    delivery_keys: tuple[str, ...] = ()
    by_alert: bool = False
    undated: bool = False
    ask: tuple[str, ...] = ()
    all_is_well: bool = False
    note: str = ""
    confirm_address: str = ""
