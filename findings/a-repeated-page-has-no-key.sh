#!/usr/bin/env bash
# pagerduty 7.2.0 (PagerDuty's own client for Python): `EventsApiV2Client.trigger` without a `dedup_key`, whose answer gets lost.
#
# What one would guess: a client that repeats requests on its own gives each event a key first, because the service takes one for that
# purpose and then counts both attempts as one alert; or it leaves the repetition to the caller.
# What happens: after an answer of 500, 502, 503 or 504, and after a connection that ends when the event was read already, it sends
# the event again without a key. For the service these are two alerts, each with a key of its own, hence two incidents and two
# calls at night. The caller gets the key of the second; nothing resolves the first. No attempt has the time of the event either.
# With a `dedup_key` of the caller's, both attempts carry it.
#
# Looked for on 2026-12-01: not in the client's documentation of `trigger`, and in no issue found.
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install pagerduty==7.2.0 trustme==1.2.1 2>/dev/null
cat > repeat.py <<'PYTHON'
"""A server that takes each event and answers from the second attempt on; the client wants TLS, so it has a certificate."""

import http.server
import json
import os
import socket
import ssl
import sys
import threading

import trustme

authority = trustme.CA()
authority.cert_pem.write_to_path("authority.pem")
os.environ["SSL_CERT_FILE"] = os.environ["REQUESTS_CA_BUNDLE"] = os.path.abspath("authority.pem")
import pagerduty  # noqa: E402  (reads the variables when it is imported)

taken: list[dict] = []


class Door(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        event = json.loads(self.rfile.read(int(self.headers["content-length"])))
        taken.append(event)
        if len(taken) == 1:
            self.connection.shutdown(socket.SHUT_RDWR)  # taken, and the answer is lost
            return
        answer = json.dumps({"status": "success", "dedup_key": event.get("dedup_key", f"alert-{len(taken)}")}).encode()
        self.send_response(202)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
authority.issue_cert("localhost").configure_cert(context)
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = pagerduty.EventsApiV2Client("0" * 32, base_url=f"https://localhost:{server.server_port}")


def attempts(**more: str) -> tuple[str, list[str | None]]:
    """The key that the caller gets, and the keys of all attempts."""
    taken.clear()
    key = client.trigger("Checkout answers 503", "lb-1", **more)
    return key, [event.get("dedup_key") for event in taken]


without, with_key = attempts(), attempts(dedup_key="checkout")
print("without a key:", without)
print("with a key:   ", with_key)
print("time of the event:", [event["payload"].get("timestamp") for event in taken])
sys.exit(0 if without == ("alert-2", [None, None]) and with_key == ("checkout", ["checkout"] * 2) else 1)
PYTHON
venv/bin/python repeat.py
