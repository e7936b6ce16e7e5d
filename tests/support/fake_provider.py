"""A small provider in this process, that can be told to answer wrongly: for every refusal of ours.

It asks nobody for a password and keeps nothing; `tests.support.provider` has a real one.
"""

import base64
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from core.settings import Settings

CLIENT_ID, CLIENT_SECRET = "debrief", "canary-client-secret"


@dataclass
class FakeProvider:
    """``claims`` go into the ID token, ``userinfo`` into its own answer; the other fields make answers wrong.

    ``answers`` replaces what a path answers with: (status, body), the body as JSON unless it is bytes.
    """

    port: int
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)
    token: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False))
    published: list[Any] | None = None
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, Any]:
        return {
            "access": "oidc",
            "url": "http://127.0.0.1:8501",
            "oidc_issuer": self.issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": CLIENT_SECRET,
            "oidc_name": "Team login",
        }

    def of_debrief(self, **more: Any) -> Settings:
        return Settings(**self.settings, **more)

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": "ada", "aud": CLIENT_ID, "iat": now, "exp": now + 300, **self.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": "RS256", "kid": "one", **self.header}
        if header["alg"] == "none":
            parts = [json.dumps(part).encode() for part in (header, claims)]
            return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."
        key = OctKey.import_key(CLIENT_SECRET) if header["alg"] == "HS256" else self.key
        return jwt.encode(header, claims, key, algorithms=[header["alg"]])

    def answer(self, path: str) -> tuple[int, Any]:
        if path in self.answers:
            return self.answers[path]
        match path:
            case "/.well-known/openid-configuration":
                found = {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/auth?tenant=a",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/jwks",
                    "userinfo_endpoint": f"{self.issuer}/me",
                    "end_session_endpoint": f"{self.issuer}/end?x=1",
                    **self.metadata,
                }
                return 200, {name: value for name, value in found.items() if value is not None}
            case "/jwks":
                keys = [self.key] if self.published is None else self.published
                return 200, {"keys": [key.as_dict(private=False) for key in keys]}
            case "/token":
                found = {"access_token": "canary-access-token", "token_type": "Bearer", "id_token": self.id_token()}
                return 200, {name: value for name, value in {**found, **self.token}.items() if value is not None}
            case "/me":
                return 200, {"sub": self.claims.get("sub", "ada"), **self.userinfo}
        return 404, {"error": "unknown"}


class _Server(ThreadingHTTPServer):
    provider: FakeProvider
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def _answer(self) -> None:
        size = int(self.headers.get("content-length") or 0)
        body = {name: values[0] for name, values in parse_qs(self.rfile.read(size).decode()).items()}
        self.server.provider.asked.append(
            (self.path, {name.lower(): text for name, text in self.headers.items()}, body)
        )
        status, found = self.server.provider.answer(self.path)
        data = found if isinstance(found, bytes) else json.dumps(found).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        if status in (301, 302):
            self.send_header("location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = _answer

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def fake_provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeProvider]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = _Server(("127.0.0.1", 0), _Handler)
    server.provider = FakeProvider(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.provider
    server.shutdown()
    thread.join()
    server.server_close()
