"""Whether an address leads to this computer: one answer for settings, sockets, connections and pages."""

import pytest

from core.domain.loopback import is_loopback
from core.settings import Settings

HERE = ("localhost", "LocalHost", "debrief.localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]", "::1%lo")
MAPPED = ("::ffff:127.0.0.1", "[::ffff:127.0.0.1]", "::ffff:7f00:1")
ELSEWHERE = (
    None,
    "",
    "10.0.0.1",
    "0.0.0.0",  # noqa: S104 - not bound
    "::",
    "localhost.example.org",
    "::ffff:10.0.0.1",
    "127.0.0.1.x",
    "x" * 999,
)


@pytest.mark.parametrize("host", [*HERE, *MAPPED])
def test_it_leads_here(host: str) -> None:
    """Also an IPv4 address that is written as IPv6: settings took it for a network, requests for this computer."""
    assert is_loopback(host)
    assert Settings(host=host).is_loopback
    assert Settings(host=host).decided_access == "open"


@pytest.mark.parametrize("host", ELSEWHERE)
def test_it_leads_elsewhere(host: str | None) -> None:
    """Everything else, and what is no address at all."""
    assert not is_loopback(host)
