"""The one way to read a body."""

import pytest

from core.domain.alerts.registry import READERS, read_alert
from core.errors import BadInput
from tests.domain.alerts.bodies import NOW

NOT_JSON = [b"", b"\xff\xfe", b"nothing", b"{", b'{"a": ' + b"[" * 200_000, b"9" * 5_000, b'"\\ud800"', b"[]", b"null"]


@pytest.mark.parametrize("source", READERS)
@pytest.mark.parametrize("body", NOT_JSON, ids=lambda body: repr(body[:12]))
def test_what_is_no_json_object_is_refused(source: str, body: bytes) -> None:
    """With a sentence, whatever the source."""
    with pytest.raises(BadInput):
        read_alert(source, body, {}, NOW)


@pytest.mark.parametrize("source", READERS)
def test_more_than_a_megabyte_is_refused(source: str) -> None:
    """Before it is parsed."""
    with pytest.raises(BadInput, match="1 MB"):
        read_alert(source, b'{"a": "' + b"x" * 1_048_576 + b'"}', {}, NOW)


def test_an_unknown_source_is_refused_with_the_names() -> None:
    """So that whoever connects it sees the right one."""
    with pytest.raises(BadInput, match="alertmanager"):
        read_alert("nagiosxi", b"{}", {}, NOW)
