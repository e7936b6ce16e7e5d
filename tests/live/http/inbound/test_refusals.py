"""Refusals in the log: loud, one line for many, and bounded."""

import logging

import pytest

from core.live.http.inbound.refusals import RefusalLog


def test_the_same_refusal_is_one_line_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    """With how often it happened meanwhile; another source or status is another line."""
    now = [100.0]
    log = RefusalLog(60, 10, clock=lambda: now[0])
    with caplog.at_level(logging.WARNING):
        for _ in range(50):
            log.note("grafana", 401, "No.")
        log.note("grafana", 400, "No JSON.")
        log.note("sentry", 401, "No.")
        now[0] += 61
        log.note("grafana", 401, "No.")
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 4
    assert "(49 more were refused before)" in lines[-1]


def test_what_is_remembered_is_bounded(caplog: pytest.LogCaptureFixture) -> None:
    """Forgetting only ever says something once more."""
    log = RefusalLog(60, 3, clock=lambda: 0.0)
    for status in range(400, 500):
        log.note("grafana", status, "No.")
    assert len(log._known) <= 3
