"""Any body of any source is read or refused, never anything else, and within bounds."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.alerts.instants import CLOCKS_DIFFER, EARLIEST
from core.domain.alerts.reading import AlertAction, AlertReading
from core.domain.alerts.registry import READERS, read_alert
from core.domain.alerts.rows import MOST_ROWS
from core.domain.alerts.sources.alertmanager import MOST_ALERTS
from core.domain.alerts.texts import LONGEST_KEY, MOST_SERVICES
from core.domain.people.names import clean_title
from core.errors import BadInput
from core.export.alert_reading import reading_as_json, reading_as_text
from tests.domain.alerts.bodies import NOW
from tests.domain.alerts.shapes import SHAPES, TEXT, mutated
from tests.support.timing import assert_within

FEW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
HEADERS = st.dictionaries(
    st.sampled_from(["Content-Type", "X-Webhook-Id", "Request-ID", "Sentry-Hook-Timestamp", "webhook-id"]),
    TEXT,
    max_size=3,
)


def holds(reading: AlertReading) -> None:
    """What the receiving side relies on."""
    assert reading.title == "" or clean_title(reading.title) == reading.title
    assert reading.action in (AlertAction.IGNORE, AlertAction.CONFIRM) or reading.title
    assert reading.severity in (None, "P1", "P2", "P3", "P4")
    for instant in (reading.started, reading.detected, reading.resolved, *(row.at for row in reading.rows)):
        assert instant is None or (instant.tzinfo is not None and EARLIEST <= instant <= NOW + CLOCKS_DIFFER)
    assert len(reading.rows) <= MOST_ROWS
    assert len(reading.services) <= MOST_SERVICES
    assert len(reading.delivery_keys) <= MOST_ALERTS
    assert list(reading.rows) == sorted(reading.rows, key=lambda row: row.at)
    for key in (reading.group_key, *reading.delivery_keys, *(row.key for row in reading.rows)):
        assert len(key) <= LONGEST_KEY
    for row in reading.rows:
        assert row.text
        assert len(row.text) < 4_100
        assert len(row.who) <= 80
    if reading.action in (AlertAction.OPEN, AlertAction.UPDATE):
        assert reading.rows
        assert all(row.key for row in reading.rows)
        assert reading.delivery_keys
        assert reading.group_key
    # It can be printed, stored and sent: no half of a pair, no zero.
    printed = json.dumps(reading_as_json(reading), ensure_ascii=False) + reading_as_text(reading)
    printed.encode()
    assert "\x00" not in printed


@pytest.mark.parametrize("source", READERS)
def test_each_shape_is_read(source: str) -> None:
    """Unchanged, as a start: none of them is refused."""
    for body in SHAPES[source]:
        holds(read_alert(source, json.dumps(body).encode(), {}, NOW))


@pytest.mark.parametrize("source", READERS)
@FEW
@given(data=st.data())
def test_a_changed_body_is_read_or_refused(source: str, data: st.DataObject) -> None:
    """Values of other kinds, fields moved or missing, hostile texts, numbers beyond all bounds."""
    body = data.draw(mutated(source))
    with suppress(BadInput):
        holds(read_alert(source, body, data.draw(HEADERS), NOW))


@pytest.mark.parametrize("source", READERS)
@FEW
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from(["", "multipart/form-data; boundary=a", "application/x-www-form-urlencoded"]),
)
def test_any_bytes_are_read_or_refused(source: str, body: bytes, kind: str) -> None:
    """Also as forms."""
    with suppress(BadInput):
        holds(read_alert(source, body, {"Content-Type": kind}, NOW))


@pytest.mark.parametrize("source", READERS)
@FEW
@given(data=st.data())
def test_the_same_body_again_tells_the_same(source: str, data: st.DataObject) -> None:
    """A repeat an hour later has the same keys, wherever the body names an instant."""
    body = json.dumps(data.draw(st.sampled_from(SHAPES[source]))).encode()
    first, again = (read_alert(source, body, {}, moment) for moment in (NOW, NOW + timedelta(hours=1)))
    if b"ruleName" not in body:  # names no instant: a repeat within the minute is all that can be known
        assert first.delivery_keys == again.delivery_keys
        assert [row.key for row in first.rows] == [row.key for row in again.rows]


def _longest(source: str) -> list[bytes]:
    """Bodies of just under a megabyte: one endless text in each field, endless lists, many fields."""
    found = []
    for shape in SHAPES[source]:
        text = json.dumps(shape)
        for letter in ("x", "[", "{EVENT.NAME} ", "\\n", "e\\u0301", " "):
            found.append(
                text.replace("Mail", letter * (1_000_000 // len(letter) // max(1, text.count("Mail")) - 500)).encode()
            )
    return [body for body in found if len(body) <= 1_048_576]


@pytest.mark.parametrize("source", READERS)
def test_a_megabyte_takes_no_time(source: str) -> None:
    """Of processor time; the slowest on a free machine takes a tenth of this."""
    for body in _longest(source):

        def read(sent: bytes = body) -> None:
            with suppress(BadInput):
                holds(read_alert(source, sent, {}, NOW))

        assert_within(2.0, read)


@pytest.mark.parametrize("labels", ["{}", '{"a":"b"}', json.dumps({f"l{n}": "v" * 20 for n in range(200)})])
def test_a_megabyte_of_alerts_takes_no_time(labels: str) -> None:
    """As many as fit, with no labels or with very many."""
    item = f'{{"labels":{labels},"status":"resolved","startsAt":"2026-11-20T09:30:00Z"}}'
    body = ('{"alerts":[' + ",".join([item] * (1_040_000 // (len(item) + 1))) + "]}").encode()
    assert_within(2.0, lambda: holds(read_alert("alertmanager", body, {}, NOW)))
