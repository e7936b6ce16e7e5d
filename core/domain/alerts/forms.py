"""Bodies that are forms instead of JSON: as browsers and ``curl --data-urlencode`` send them.

Only short text fields are taken; a file in a form is none.
"""

from typing import Final
from urllib.parse import parse_qsl

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import LARGEST, TOO_LARGE, JsonObject, read_json_object
from core.errors import BadInput

MOST_FIELDS: Final = 60

_URLENCODED: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_UNREADABLE: Final = "This form cannot be read. Send at most 60 fields, as curl does with --data-urlencode."


def form_fields(delivery: Delivery) -> dict[str, str]:
    """The fields of a form; empty when the body is none. BadInput for a form that cannot be read."""
    kind, _, more = delivery.header("content-type").partition(";")
    kind = kind.strip().lower()
    if kind not in (_URLENCODED, _MULTIPART):
        return {}
    if len(delivery.body) > LARGEST:
        raise BadInput(TOO_LARGE)
    # curl says that it is a form also of JSON that was given with --data.
    if delivery.body.lstrip()[:1] in (b"{", b"["):
        return {}
    if kind == _MULTIPART:
        return _parts(delivery.body, more)
    try:
        text = delivery.body.decode()
        try:
            return _pairs(text, "utf-8", "strict")
        except UnicodeDecodeError:  # the 8-bit encoding of old scripts, as in JSON
            return _pairs(text, "cp1252", "replace")
    except ValueError:
        raise BadInput(_UNREADABLE) from None


def read_fields(delivery: Delivery) -> JsonObject:
    """The fields of a form, or the JSON object that the body is."""
    if form := form_fields(delivery):
        return JsonObject(delivery.now, dict(form))
    return read_json_object(delivery.body, delivery.now)


def _pairs(text: str, encoding: str, errors: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, encoding=encoding, errors=errors))


def _parts(body: bytes, parameters: str) -> dict[str, str]:
    boundary = _parameter(parameters, "boundary").encode()
    if not boundary:
        raise BadInput(_UNREADABLE)
    pieces = body.split(b"--" + boundary, MOST_FIELDS + 2)
    if len(pieces) > MOST_FIELDS + 2:
        raise BadInput(_UNREADABLE)
    fields = {}
    for piece in pieces[1:]:
        head, found, value = piece.partition(b"\r\n\r\n")
        name = _parameter(head.decode("utf-8", "replace"), "name")
        if found and name and b"filename=" not in head:
            fields[name] = value.removesuffix(b"\r\n").decode("utf-8", "replace")
    return fields


def _parameter(text: str, name: str) -> str:
    """``name="x"`` or ``name=x`` in a header."""
    for part in text[:2_000].replace("\r\n", ";").split(";"):
        key, _, value = part.strip().partition("=")
        if key.strip().lower() == name:
            return value.strip().strip('"')
    return ""
