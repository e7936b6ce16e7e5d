"""Bodies that are forms, and fields that a template left unfilled."""

from urllib.parse import urlencode

import pytest

from core.domain.alerts.context import Delivery
from core.domain.alerts.forms import MOST_FIELDS, form_fields, read_fields
from core.domain.alerts.severity import DEFAULT_SEVERITIES
from core.domain.alerts.unfilled import is_unfilled
from core.errors import BadInput
from tests.domain.alerts.bodies import NOW

URLENCODED = "application/x-www-form-urlencoded"


def delivery(body: bytes, kind: str) -> Delivery:
    return Delivery(body, {"content-type": kind}, NOW, DEFAULT_SEVERITIES)


def multipart(fields: dict[str, str], boundary: str = "xyz") -> bytes:
    parts = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in fields.items()
    )
    return "".join((*parts, f"--{boundary}--\r\n")).encode()


FIELDS = {"title": "Mail \"late\" & 'lost'", "text": "two\nlines = 100 %", "é": "ü 🔥", "empty": ""}


def test_a_form_as_curl_sends_it() -> None:
    """Every character comes through."""
    assert form_fields(delivery(urlencode(FIELDS).encode(), f"{URLENCODED}; charset=UTF-8")) == FIELDS


def test_a_form_in_parts() -> None:
    """A file in it is no field."""
    file = b'--xyz\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nx\r\n'
    assert form_fields(delivery(file + multipart(FIELDS), "multipart/form-data; boundary=xyz")) == FIELDS


@pytest.mark.parametrize("kind", ["application/json", "", "text/plain"])
def test_any_other_body_is_no_form(kind: str) -> None:
    """It is read as JSON."""
    assert form_fields(delivery(b"a=1", kind)) == {}


def test_json_that_is_called_a_form_is_json() -> None:
    """curl calls so what it is given with --data."""
    assert read_fields(delivery(b' {"title": "x"}', URLENCODED)).line("title") == "x"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"&".join(b"a%d=1" % number for number in range(MOST_FIELDS + 1)), URLENCODED),
        (b"\xff\xfe=1", URLENCODED),
        (multipart({f"a{number}": "1" for number in range(MOST_FIELDS + 2)}), "multipart/form-data; boundary=xyz"),
        (b"x", "multipart/form-data"),
        (b"a=" + b"x" * 1_048_576, URLENCODED),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(body: bytes, kind: str) -> None:
    """Too many fields, no text, no boundary, too large."""
    with pytest.raises(BadInput):
        form_fields(delivery(body, kind))


@pytest.mark.parametrize(
    "text",
    [
        "{EVENT.RECOVERY.TIME}",
        "{EVENT.RECOVERY.DATE} {EVENT.RECOVERY.TIME}",
        "*UNKNOWN*",
        "$SERVICEDESC$",
        "$ALERT_PRIORITY",
        "$service.name$",
        "{{ monitorJSON }}",
        " ",
    ],
)
def test_a_field_of_macros_alone_is_unfilled(text: str) -> None:
    """As each sender leaves it."""
    assert is_unfilled(text)


@pytest.mark.parametrize(
    "text",
    ["Disk {#FSNAME} is full", "$5 left", "{EVENT.NAME} fails", "", "*UNKNOWN* host", "{EVENT.NAME} " * 100, "{}"],
)
def test_a_field_with_words_is_kept(text: str) -> None:
    """Also when a macro stands among them."""
    assert not is_unfilled(text)
