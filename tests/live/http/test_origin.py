"""Where a request says it comes from, and what of that is believed."""

import pytest
from starlette.requests import HTTPConnection

from core.domain.loopback import is_loopback
from core.live.http.origin import address_of, base_url, from_this_computer, is_https, network_of, same_origin
from core.settings import Settings


def asked(peer: str = "127.0.0.1", scheme: str = "http", **headers: str) -> HTTPConnection:
    sent = {"host": "debrief.example.org", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return HTTPConnection(
        {
            "type": "http",
            "scheme": scheme,
            "path": "/",
            "query_string": b"",
            "client": (peer, 1234),
            "server": ("127.0.0.1", 8501),
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        }
    )


HERE = ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost", "x.localhost", "::ffff:127.0.0.1"]
ELSEWHERE = ["192.0.2.1", "localhost.evil.example", "127.0.0.1.evil.example", "", None, "::", "::ffff:192.0.2.1"]


@pytest.mark.parametrize("host", HERE)
def test_this_computer_is_known_by_many_names(host: str) -> None:
    """All of them stay inside."""
    assert is_loopback(host)


@pytest.mark.parametrize("host", ELSEWHERE)
def test_other_names_are_elsewhere(host: str | None) -> None:
    """Also those that only look alike."""
    assert not is_loopback(host)


def test_a_page_of_ours_has_our_address() -> None:
    """The Host that the page was served from, or the public address of the settings."""
    assert same_origin(asked())
    assert same_origin(asked(origin="http://debrief.example.org"))
    assert same_origin(asked(origin="https://DEBRIEF.example.org"))
    assert not same_origin(asked(origin="http://debrief.example.org:8080"))
    assert not same_origin(asked(origin="file://debrief.example.org"))
    assert not same_origin(asked(origin="http://["))
    behind = asked(host="127.0.0.1:8501", origin="https://team.example.org")
    assert not same_origin(behind)
    assert same_origin(behind, "https://team.example.org/debrief")
    assert not same_origin(behind, "http://team.example.org")


def test_a_forwarded_address_needs_a_trusted_proxy() -> None:
    """Without one, whoever brings such a header shares one key with all who do."""
    assert address_of(asked("192.0.2.1")) == "192.0.2.1"
    assert address_of(asked("198.51.100.1", x_forwarded_for="198.51.100.1")) == "forwarded"
    trusted = ("10.0.0.0/8",)
    assert address_of(asked("10.0.0.1", x_forwarded_for="6.6.6.6, 203.0.113.9, 10.0.0.2"), trusted) == "203.0.113.9"
    assert address_of(asked("203.0.113.9", x_forwarded_for="6.6.6.6"), trusted) == "203.0.113.9"
    assert address_of(asked("10.0.0.1", x_forwarded_for="10.0.0.3"), trusted) == "10.0.0.1"
    assert len(address_of(asked("10.0.0.1", x_forwarded_for="x" * 5_000), trusted)) <= 64


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_strangers_are_counted_by_network(host: str, network: str) -> None:
    """An IPv6 host has 2**64 addresses of its own: they are one."""
    assert network_of(host) == network
    assert address_of(asked(host)) == network


def test_https_is_the_browsers_not_ours() -> None:
    """Seen here, told by a trusted proxy, or known from the public address."""
    assert is_https(asked(scheme="https"), Settings())
    assert is_https(asked(), Settings(url="https://team.example.org"))
    assert is_https(asked("10.0.0.1", x_forwarded_proto="https"), Settings(trusted_proxies=("10.0.0.1",)))
    assert not is_https(asked("10.0.0.2", x_forwarded_proto="https"), Settings(trusted_proxies=("10.0.0.1",)))
    assert not is_https(asked(), Settings())


def test_links_begin_with_the_public_address() -> None:
    """As the settings say, else as the browser asked."""
    assert base_url(asked(), Settings(url="https://team.example.org/x")) == "https://team.example.org/x"
    assert base_url(asked(scheme="https"), Settings()) == "https://debrief.example.org"


def test_a_request_of_this_computer_is_loopback_all_the_way() -> None:
    """Peer, Host, Origin, and no proxy between."""
    assert from_this_computer(asked(host="localhost:8501", origin="http://localhost:8501"))
    assert not from_this_computer(asked())
    assert not from_this_computer(asked("192.0.2.1", host="localhost"))
    assert not from_this_computer(asked(host="localhost", via="1.1 x"))
    assert not from_this_computer(asked(host="localhost", origin="http://evil.example"))
    assert not from_this_computer(asked(host="localhost", origin="http://["))
    assert not from_this_computer(asked(host="["))
