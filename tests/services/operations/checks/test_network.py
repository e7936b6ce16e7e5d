"""How the server is reached, and how old the last backup is: what the doctor warns of, and what it leaves alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.services.operations.checks import backups, network
from core.services.operations.checks.check import Level
from core.settings import Settings

URL = "https://debrief.example.org"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - an address, not a socket
NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def settings(**more: Any) -> Settings:
    return Settings(**more)


@pytest.mark.parametrize(
    ("more", "level", "says"),
    [
        ({}, Level.OK, "this computer only"),
        ({"access": "key", "url": URL}, Level.OK, URL),
        ({"access": "key"}, Level.WARN, "DEBRIEF_URL is not set"),
        ({"access": "key", "url": "http://debrief.example.org"}, Level.WARN, "not encrypted"),
        ({"access": "key", "url": "http://localhost:8501"}, Level.OK, "localhost"),
        ({"access": "open", "url": URL}, Level.FAIL, "DEBRIEF_ACCESS=key"),
        ({"access": "open", "url": "http://127.0.0.1:8501"}, Level.OK, "this computer only"),
    ],
)
def test_the_address(more: dict[str, Any], level: Level, says: str) -> None:
    """Links that lead nowhere, and a door that nobody can use."""
    check = network.address(settings(**more))
    assert (check.level, says in check.sentence) == (level, True), check


@pytest.mark.parametrize(
    ("more", "level", "says"),
    [
        ({}, Level.OK, "none seems to be there"),
        ({"url": URL, "trusted_proxies": ("127.0.0.1",)}, Level.OK, "127.0.0.1 only"),
        ({"url": URL}, Level.WARN, "none is trusted"),
        ({"url": URL, "trusted_proxies": ("0.0.0.0/0",)}, Level.FAIL, "every address"),
        ({"url": URL, "trusted_proxies": ("::/0",)}, Level.FAIL, "every address"),
        ({"url": URL, "trusted_proxies": ("10.0.0.0/8",)}, Level.WARN, "10.0.0.0/8"),
        ({"url": URL, "trusted_proxies": ("172.18.0.0/24",)}, Level.OK, "172.18.0.0/24"),
        ({"url": URL, "host": EVERYWHERE, "trusted_proxies": ("127.0.0.1",)}, Level.WARN, "past it"),
        ({"url": URL, "host": EVERYWHERE, "trusted_proxies": ("10.1.2.3",)}, Level.OK, "10.1.2.3"),
    ],
)
def test_proxy_headers(more: dict[str, Any], level: Level, says: str) -> None:
    """Nobody is believed who should not be, and the proxy that is there is."""
    check = network.proxy_headers(settings(**more))
    assert (check.level, says in check.sentence) == (level, True), check


@pytest.mark.parametrize(
    ("age", "postmortems", "level", "says"),
    [
        (None, 0, Level.OK, "nothing to lose"),
        (None, 3, Level.WARN, "--keep 14"),
        (timedelta(hours=5), 3, Level.OK, "5 hours ago"),
        (timedelta(hours=47), 3, Level.OK, "47 hours ago"),
        (timedelta(days=3), 3, Level.WARN, "3 days ago"),
        (-timedelta(minutes=5), 3, Level.OK, "0 hours ago"),
    ],
)
def test_the_age_of_the_backup(age: timedelta | None, postmortems: int, level: Level, says: str) -> None:
    """Old, or none, where there is something to lose."""
    check = backups.backup_age(None if age is None else NOW - age, NOW, postmortems)
    assert (check.level, says in check.sentence) == (level, True), check
