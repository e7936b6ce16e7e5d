"""Bodies in other encodings than UTF-8: old scripts write them, and an alert is not lost for an umlaut."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from core.domain.alerts.registry import read_alert
from core.errors import BadInput

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
TITLE = "Größe der Warteschlange"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_the_title_is_read(encoding: str) -> None:
    body = json.dumps({"title": TITLE, "status": "firing"}, ensure_ascii=False).encode(encoding)
    assert read_alert("debrief", body, {}, NOW).title == TITLE


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_so_is_that_of_a_form(encoding: str) -> None:
    body = urlencode({"title": TITLE, "status": "firing"}, encoding=encoding).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert read_alert("debrief", body, headers, NOW).title == TITLE


@pytest.mark.parametrize("body", [b"\xff\xfe{", b"\xfe\xff\xd8\x00", b"\x1f\x8b\x08\x00", b"\xff", b"\xef\xbb\xbf"])
def test_what_is_no_text_is_refused(body: bytes) -> None:
    with pytest.raises(BadInput, match="no JSON"):
        read_alert("debrief", body, {}, NOW)
