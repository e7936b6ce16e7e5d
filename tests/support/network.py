"""A network in the hands of a test: a TCP proxy before the server that can swallow everything, be slow, or be cut.

A black hole keeps what is sent and lets it through when it is healed, as TCP does when packets come through again;
nothing says that the line is dead. A cut ends all lines at once and lets nobody in.
"""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator

CHUNK = 64 * 1024


class Network:
    """Listens on a port of its own and passes on to the server's. Ends with ``close``."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._flowing = threading.Event()
        self._flowing.set()
        self._refusing = False
        self._delay = 0.0
        self._lines: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._run(self._listen)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def swallow(self) -> None:
        """From now on nothing comes through, and nobody is told."""
        self._flowing.clear()

    def slow(self, seconds: float) -> None:
        """From now on everything arrives so much later, in each direction; nothing is lost or overtaken."""
        self._delay = seconds

    def cut(self) -> None:
        """All lines end; new ones end at once."""
        self._refusing = True
        self._end_all()

    def heal(self) -> None:
        self._refusing = False
        self._flowing.set()

    def close(self) -> None:
        self._refusing = True
        self._flowing.set()
        # A blocked accept is woken by shutting the socket down, not by closing it.
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._end_all()

    def _listen(self) -> None:
        while True:
            try:
                browser, _ = self._door.accept()
            except OSError:
                return
            if self._refusing:
                browser.close()
            else:
                self._run(self._pass_on, browser)

    def _pass_on(self, browser: socket.socket) -> None:
        self._flowing.wait()
        try:
            server = socket.create_connection(("127.0.0.1", self._server_port), timeout=5)
        except OSError:
            browser.close()
            return
        server.settimeout(None)
        with self._lock:
            self._lines |= {browser, server}
        self._run(self._pump, server, browser)
        self._pump(browser, server)

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        travelling: queue.Queue[tuple[float, bytes]] = queue.Queue()
        threading.Thread(target=self._read, args=(source, travelling), daemon=True).start()
        with contextlib.suppress(OSError):
            while True:
                due, data = travelling.get()
                time.sleep(max(0.0, due - time.monotonic()))
                self._flowing.wait()
                if not data:
                    break
                sink.sendall(data)
        self._end(source, sink)

    def _read(self, source: socket.socket, travelling: "queue.Queue[tuple[float, bytes]]") -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                travelling.put((time.monotonic() + self._delay, data))
        travelling.put((time.monotonic() + self._delay, b""))

    def _end_all(self) -> None:
        with self._lock:
            lines = tuple(self._lines)
        self._end(*lines)

    def _end(self, *lines: socket.socket) -> None:
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        with self._lock:
            self._lines -= set(lines)

    def _run(self, target: Callable[..., None], *args: socket.socket) -> None:
        threading.Thread(target=target, args=args, daemon=True).start()


@contextlib.contextmanager
def before(server_port: int) -> Iterator[Network]:
    network = Network(server_port)
    try:
        yield network
    finally:
        network.close()
