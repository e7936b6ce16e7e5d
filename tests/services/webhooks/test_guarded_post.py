"""One POST to an address that somebody typed: only to checked addresses, never longer than allowed, never raising."""

import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.domain.webhook.address import PRIVATE_SENTENCE, Target, target
from core.services.webhooks import guarded_post
from core.services.webhooks.guarded_post import ANSWER_BYTES, DEADLINE_SECONDS, PostResult, post
from tests.support.receiver import Receiver, certificate, receiving

LATE = "No answer in time."


class Names:
    """A resolver that answers with one list after the other, and then goes on with the last."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def __call__(self, host: str, port: int, **_: Any) -> list[Any]:
        self.asked.append((host, port))
        found = self.answers[min(len(self.asked), len(self.answers)) - 1]
        return [(socket.AF_INET6 if ":" in item else socket.AF_INET, 1, 6, "", (item, port)) for item in found]


def named(port: int, *, secure: bool = False, host: str = "hooks.example") -> Target:
    return Target(secure, host, port, "/hook?x=1")


def sent(to: Target, **more: Any) -> PostResult:
    return post(to, b'{"a": 1}', {"Debrief-Event": "test"}, **more)


def test_the_body_and_the_headers_arrive(receiver: Receiver) -> None:
    """Once, to the path that was asked for, under the name of the host."""
    assert sent(named(receiver.port), private=True, resolve=Names(["127.0.0.1"])) == PostResult(200, "ok")
    (got,) = receiver.got
    assert (got.path, got.body) == ("/hook?x=1", b'{"a": 1}')
    assert got.headers["host"] == f"hooks.example:{receiver.port}"
    assert got.headers["content-type"] == "application/json"
    assert got.headers["debrief-event"] == "test"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "fd00:ec2::254",
        "0.0.0.1",
    ],
)
def test_a_name_that_stands_for_an_inner_address_is_refused(receiver: Receiver, address: str) -> None:
    """Whatever the name looks like. Nothing is connected to."""
    assert sent(named(receiver.port), resolve=Names([address])) == PostResult(None, PRIVATE_SENTENCE)
    assert receiver.got == []


def test_one_inner_address_among_others_is_enough_to_refuse(receiver: Receiver) -> None:
    """Else the order of the answer would decide."""
    answer = sent(named(receiver.port), resolve=Names(["93.184.216.34", "127.0.0.1"]))
    assert answer.text == PRIVATE_SENTENCE
    assert receiver.got == []


def test_a_name_that_changes_its_mind_is_asked_only_once(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Public when it is checked, inner when it is connected to: the checked address is the one that is connected to."""
    names = Names(["93.184.216.34"], ["127.0.0.1"])
    connected: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert sent(named(receiver.port), resolve=names).status is None
    assert names.asked == [("hooks.example", receiver.port)]
    assert connected == [("93.184.216.34", receiver.port)]
    assert receiver.got == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "localhost", "ip6-localhost"])
def test_the_computers_own_names_for_itself_are_refused_by_the_real_resolver(receiver: Receiver, host: str) -> None:
    """Should one ever slip through the rules for addresses, the check of what it stands for is still there."""
    assert sent(named(receiver.port, host=host)).status is None
    assert receiver.got == []


def test_the_next_address_is_tried_when_one_is_silent(receiver: Receiver) -> None:
    """Many hosts have an IPv6 address that does not work from here."""
    answer = sent(named(receiver.port), private=True, resolve=Names(["::1", "127.0.0.1"]))
    assert answer.status == 200


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver: Receiver, status: int) -> None:
    """Not even to the same place: an answer that leads elsewhere is a no."""
    receiver.status, receiver.headers = status, {"Location": f"http://127.0.0.1:{receiver.port}/elsewhere"}
    assert sent(named(receiver.port), private=True, resolve=Names(["127.0.0.1"])).status == status
    assert len(receiver.got) == 1


def test_a_proxy_of_the_environment_is_not_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would connect for us, to an address that nobody checked."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert sent(named(receiver.port), private=True, resolve=Names(["127.0.0.1"])).status == 200


def test_only_the_beginning_of_an_answer_is_read(receiver: Receiver) -> None:
    """A gigabyte that never ends is left at two kilobytes, on one short line."""
    receiver.answer = b"no\x07\n\x1b[31m way " + b"x" * 5_000_000
    began = time.monotonic()
    answer = sent(named(receiver.port), private=True, resolve=Names(["127.0.0.1"]))
    assert answer.text.startswith("no [31m way x")
    assert len(answer.text) <= 200 < ANSWER_BYTES
    assert answer.text.isprintable()
    assert time.monotonic() - began < 5


def dripping(data: bytes, pause: float) -> tuple[int, Callable[[], None]]:
    """A server that says one byte after the other, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    ending = threading.Event()

    def serve() -> None:
        with listener:
            connection, _ = listener.accept()
            with connection:
                while not ending.wait(pause):
                    try:
                        connection.sendall(data)
                    except OSError:
                        return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()

    def stop() -> None:
        ending.set()
        thread.join()

    return listener.getsockname()[1], stop


@pytest.mark.parametrize("data", [b"", b"H", b"HTTP/1.1 200 OK\r\nX: y\r\n"])
def test_who_drips_is_left_at_the_deadline(data: bytes) -> None:
    """Each single read is in time, the whole is not; headers without end too."""
    port, stop = dripping(data[:1] or b"", 0.05)
    began = time.monotonic()
    try:
        answer = sent(named(port), private=True, resolve=Names(["127.0.0.1"]), seconds=1.0)
    finally:
        stop()
    assert answer.status is None
    assert time.monotonic() - began < 10, "it would go on for ever"


def test_a_stop_of_the_server_does_not_wait_for_a_receiver() -> None:
    """Half a second later it is let go."""
    port, stop = dripping(b"", 0.05)
    stopping = threading.Event()
    threading.Timer(0.2, stopping.set).start()
    began = time.monotonic()
    try:
        answer = sent(named(port), private=True, resolve=Names(["127.0.0.1"]), stopping=stopping)
    finally:
        stop()
    assert answer == PostResult(None, LATE)
    assert time.monotonic() - began < DEADLINE_SECONDS - 3, "its own time would be over then"


def test_an_answer_that_is_no_http_is_a_no() -> None:
    """A database or a mail server, say."""
    port, stop = dripping(b"-ERR unknown command\r\n\r\n", 0.01)
    try:
        answer = sent(named(port), private=True, resolve=Names(["127.0.0.1"]), seconds=5.0)
    finally:
        stop()
    assert answer == PostResult(None, "The connection broke, or the answer was none.")


def test_nobody_there_is_said(unused_port: int) -> None:
    """In words for the log that people read."""
    answer = sent(named(unused_port), private=True, resolve=Names(["127.0.0.1"]))
    assert answer == PostResult(None, "Nobody listens there.")


@pytest.fixture
def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def test_a_name_that_does_not_exist_is_said() -> None:
    """Not an error of ours."""

    def unknown(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    assert sent(named(443), resolve=unknown) == PostResult(None, "There is no such host.")
    assert sent(named(443), resolve=Names([])).status is None


def test_over_tls_the_name_is_proved_and_the_address_is_the_checked_one(tmp_path: Path) -> None:
    """The certificate must be for the host that was typed, not for the address that is connected to."""
    both = certificate(tmp_path, "hooks.example")
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(both)
    names: list[str | None] = []
    own.sni_callback = lambda _socket, name, _context: names.append(name)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    with receiving(own) as receiver:
        location = Names(["127.0.0.1"])
        assert sent(named(receiver.port, secure=True), private=True, resolve=location, context=trusting).status == 200
        assert names == ["hooks.example"]
        other = named(receiver.port, secure=True, host="other.example")
        answer = sent(other, private=True, resolve=location, context=trusting)
        assert answer == PostResult(None, "The receiver's certificate is not to be trusted.")
        answer = sent(named(receiver.port, secure=True), private=True, resolve=location)
        assert answer == PostResult(None, "The receiver's certificate is not to be trusted.")
        assert len(receiver.got) == 1


def test_logs_tell_neither_path_nor_body(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    """Even at debug, where the HTTP library speaks too: the path of a webhook is its password."""
    with caplog.at_level(logging.DEBUG):
        where = target(f"http://127.0.0.1:{receiver.port}/SECRETPATH?k=SECRETKEY", private=True)
        assert post(where, b"SECRETBODY", {"Debrief-Signature": "SECRETMAC"}, private=True).status == 200
        assert post(where, b"SECRETBODY", {"Debrief-Signature": "SECRETMAC"}).status is None
    assert "SECRET" not in caplog.text


def test_what_is_trusted_is_read_once() -> None:
    """Reading all certificates takes longer than sending."""
    assert guarded_post.trusted_authorities() is guarded_post.trusted_authorities()
