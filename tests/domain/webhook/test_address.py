"""Where a webhook may lead to: out to the internet, and to nothing that only this server can reach."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.webhook.address import LONGEST, PRIVATE_SENTENCE, carried, is_public, may_connect, target
from core.errors import BadInput

INSIDE = [
    "0.0.0.0",  # noqa: S104 - refused here, not bound
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.9.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::1",
    "100::1",
    "2001:0:0:0:0:0:80ff:fffe",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
OUTSIDE = ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700:4700::1111", "2a00:1450:4001:830::200e"]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_refused(address: str) -> None:
    """Private, loopback, link-local, metadata, documentation, multicast, and all of these wrapped in IPv6."""
    assert not is_public(ipaddress.ip_address(address))
    assert not may_connect(ipaddress.ip_address(address), private=False)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_outside_are_fine(address: str) -> None:
    """Receivers on the internet."""
    assert is_public(ipaddress.ip_address(address))


def test_when_inner_places_are_allowed_they_are() -> None:
    """Whoever runs the server decides; what is no place at all stays refused."""
    assert may_connect(ipaddress.ip_address("127.0.0.1"), private=True)
    assert may_connect(ipaddress.ip_address("fd00::1"), private=True)
    assert not may_connect(ipaddress.ip_address("224.0.0.1"), private=True)
    assert not may_connect(ipaddress.ip_address(0), private=True)


@given(st.ip_addresses(v=4))
def test_a_wrapped_address_is_judged_like_the_one_inside(inner: ipaddress.IPv4Address) -> None:
    """No way of writing an IPv4 address as an IPv6 one opens a door that the plain one does not."""
    number = int(inner)
    for wrapped in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        address = ipaddress.IPv6Address(wrapped)
        assert carried(address) == inner
        assert is_public(inner) or not is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.1",
        "127.0.0.1.",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[fe80::1%25eth0]",
        "localhost",
        "LOCALHOST",
        "foo.localhost",
        "printer.local",
        "metadata.google.internal",
        "intranet",
        "169.254.169.254",
        "①②⑦.0.0.1",
        "127。0。0。1",
        "⑯⑨.254.169.254",
    ],
)
def test_every_way_of_writing_an_inner_host_is_refused(host: str) -> None:
    """Decimal, hexadecimal, octal, short, IPv6, other digits, names that never leave the building."""
    with pytest.raises(BadInput):
        target(f"https://{host}/hook")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hook",
        "//example.org/x",
        "https:///x",
        "https://",
        "http://example.org/x",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "gopher://example.org:6379/_x",
        "javascript:alert(1)",
        "https://user@example.org/",
        "https://user:password@example.org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://exa mple.org/",
        "https://example.org/a b",
        "https://example.org/a\nHost: evil",
        "https://example.org\\@evil.example/",
        "https://example.org/ä",
        "https://-example.org/",
        "https://exa_mple..org/",
        "https://[::1/",
        "https://[v1.x]/",
        "https://" + "a" * 64 + ".org/",
        "https://example.org/" + "x" * LONGEST,
        "https://example.org/\x00",
    ],
)
def test_what_is_no_address_for_a_webhook_is_refused_with_a_sentence(url: str) -> None:
    """A whole sentence, never a traceback, whatever was pasted."""
    with pytest.raises(BadInput) as refused:
        target(url)
    assert refused.value.sentence.endswith(".")


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    """Nothing else comes out, also behind https://."""
    for url in (text, f"https://{text}"):
        for private in (False, True):
            try:
                found = target(url, private=private)
            except BadInput:
                continue
            assert found.host
            assert found.path.startswith("/")
            assert found.path.isascii()


def test_an_address_is_taken_apart() -> None:
    """Host in lower case, the port of the scheme, the path with its query and without the fragment."""
    found = target("  https://Hooks.Example.ORG./services/T0/B0?x=1#part ")
    assert (found.secure, found.host, found.port) == (True, "hooks.example.org", 443)
    assert found.path == "/services/T0/B0?x=1"
    assert target("https://example.org").path == "/"
    assert target("https://[2606:4700:4700::1111]:8443/").host == "2606:4700:4700::1111"
    assert target("https://bücher.example/").host == "xn--bcher-kva.example"


def test_its_repr_does_not_tell_the_path() -> None:
    """The path of a Slack webhook is its password, and a repr ends up in logs."""
    assert "SECRET" not in repr(target("https://hooks.example.org/SECRET"))


def test_inner_places_are_refused_with_the_name_of_the_setting() -> None:
    """So that whoever runs the server knows what to do."""
    with pytest.raises(BadInput) as refused:
        target("https://10.0.0.1/")
    assert refused.value.sentence == PRIVATE_SENTENCE
    assert target("http://10.0.0.1/", private=True).port == 80
