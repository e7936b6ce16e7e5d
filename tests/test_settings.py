"""Settings: each one is documented, read from the environment, and refused kindly when it cannot be used."""

import re
from pathlib import Path

import pytest

from core.errors import BadInput
from core.settings import Settings, load_settings

DOCS = Path(__file__).parents[1] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DEBRIEF_{name.upper()}", raising=False)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_documentation(name: str) -> None:
    """Nobody has to read the code to find out what can be set."""
    assert f"`DEBRIEF_{name.upper()}`" in DOCS.read_text(encoding="utf-8")


def test_the_documentation_names_no_setting_that_does_not_exist() -> None:
    """Nobody sets something that changes nothing."""
    named = set(re.findall(r"`DEBRIEF_([A-Z_]+)`", DOCS.read_text(encoding="utf-8")))
    assert named == {name.upper() for name in Settings.model_fields}


def test_every_setting_says_what_it_is() -> None:
    """The class explains itself, too."""
    assert all(field.description for field in Settings.model_fields.values())


def test_trying_it_takes_no_setting() -> None:
    """Out of the box: this computer only, open, SQLite in the data folder."""
    settings = load_settings()
    assert settings.host == "127.0.0.1"
    assert settings.decided_access == "open"
    assert settings.database == Path("data").absolute() / "debrief.db"
    assert settings.trusted_proxies == ()


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container is configured without a file."""
    monkeypatch.setenv("DEBRIEF_DATA", "/srv/debrief")
    monkeypatch.setenv("DEBRIEF_PORT", "9000")
    monkeypatch.setenv("DEBRIEF_TRUSTED_PROXIES", "10.0.0.1, 192.168.0.0/16,::1,")
    monkeypatch.setenv("DEBRIEF_URL", "https://debrief.example.org/")
    monkeypatch.setenv("DEBRIEF_LOG_LEVEL", "WARNING")
    settings = load_settings()
    assert settings.data == Path("/srv/debrief")
    assert settings.database == Path("/srv/debrief/debrief.db")
    assert settings.port == 9000
    assert settings.trusted_proxies == ("10.0.0.1", "192.168.0.0/16", "::1")
    assert settings.url == "https://debrief.example.org"
    assert settings.log_level == "warning"


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A compose file that passes an unset variable on changes nothing."""
    monkeypatch.setenv("DEBRIEF_ACCESS", "")
    monkeypatch.setenv("DEBRIEF_URL", "")
    assert load_settings() == Settings()


def test_a_database_address_wins_over_the_folder() -> None:
    """A team's PostgreSQL is used when it is given."""
    url = "postgresql+psycopg://debrief:hunter2@db/debrief"
    assert Settings(database_url=url).database == url


def test_the_database_password_is_not_printed() -> None:
    """A log line with the settings gives no password away."""
    settings = Settings(database_url="postgresql+psycopg://debrief:hunter2@db/debrief")
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in str(settings)


@pytest.mark.parametrize(
    ("host", "access"),
    [
        ("127.0.0.1", "open"),
        ("127.8.8.8", "open"),
        ("::1", "open"),
        ("[::1]", "open"),
        ("localhost", "open"),
        ("0.0.0.0", "key"),  # noqa: S104 - an address, not a socket
        ("::", "key"),
        ("192.168.1.7", "key"),
        ("debrief.example.org", "key"),
        ("", "key"),
    ],
)
def test_only_this_computer_gets_in_without_a_key(host: str, access: str) -> None:
    """Whoever binds to a network is never open by accident."""
    assert Settings(host=host).decided_access == access


def test_a_decision_of_the_team_stands() -> None:
    """Open on a network, or a key at home: both can be wanted."""
    assert Settings(host="0.0.0.0", access="open").decided_access == "open"  # noqa: S104 - an address, not a socket
    assert Settings(access="key").decided_access == "key"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("ACCESS", "everybody"),
        ("URL", "debrief.example.org"),
        ("URL", "ftp://debrief.example.org"),
        ("URL", "https://debrief.example.org/?x=1"),
        ("TRUSTED_PROXIES", "everywhere"),
        ("TRUSTED_PROXIES", "*"),
        ("ROOM_PEERS", "1"),
        ("LOG_LEVEL", "loud"),
        ("OIDC_ISSUER", "login.example.org"),
        ("OIDC_ISSUER", "http://login.example.org"),
        ("OIDC_ISSUER", "https://me:secret@login.example.org"),
        ("OIDC_ISSUER", "https://login.example.org/?realm=ours"),
        ("OIDC_ROLES", "sre"),
        ("OIDC_ROLES", "=viewer"),
        ("OIDC_ROLES", "sre=king"),
        ("OIDC_DEFAULT_ROLE", "king"),
        ("OIDC_HOURS", "0"),
        ("OIDC_HOURS", "721"),
        ("OIDC_NAME", "x" * 41),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever starts a server with a typing error reads which variable it is in."""
    monkeypatch.setenv(f"DEBRIEF_{name}", value)
    with pytest.raises(BadInput) as refused:
        load_settings()
    assert f"DEBRIEF_{name}" in refused.value.sentence
    assert "docs/settings.md" in refused.value.sentence


OIDC = {
    "access": "oidc",
    "url": "https://debrief.example.org",
    "oidc_issuer": "https://login.example.org",
    "oidc_client_id": "debrief",
    "oidc_client_secret": "hunter2",
}


@pytest.mark.parametrize("name", sorted(OIDC.keys() - {"access"}))
def test_what_is_missing_for_signing_in_is_named_at_the_start(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at the first sign-in."""
    for known, value in OIDC.items():
        if known != name:
            monkeypatch.setenv(f"DEBRIEF_{known.upper()}", value)
    with pytest.raises(BadInput, match=f"DEBRIEF_{name.upper()}"):
        load_settings()


def test_the_secret_of_the_provider_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As container platforms hand secrets over; a line's end is not part of it, and it is never printed."""
    file = tmp_path / "secret"
    file.write_text("hunter2\n")
    for name, value in {**OIDC, "oidc_client_secret": "", "oidc_client_secret_file": str(file)}.items():
        monkeypatch.setenv(f"DEBRIEF_{name.upper()}", value)
    settings = load_settings()
    assert settings.oidc_client_secret == "hunter2"
    assert "hunter2" not in repr(settings)
    monkeypatch.setenv("DEBRIEF_OIDC_CLIENT_SECRET", "another")
    with pytest.raises(BadInput, match="keep one"):
        load_settings()
    monkeypatch.delenv("DEBRIEF_OIDC_CLIENT_SECRET")
    for content in (b"", b" \n", b"\xff\xfe", b"x" * 5000):
        file.write_bytes(content)
        with pytest.raises(BadInput, match="DEBRIEF_OIDC_CLIENT_SECRET_FILE"):
            load_settings()
    file.unlink()
    with pytest.raises(BadInput, match="cannot be read"):
        load_settings()


def test_lists_and_roles_for_signing_in_are_read_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """With commas; a group may have an equals sign in it, and the address of the metadata is fine as an issuer."""
    monkeypatch.setenv("DEBRIEF_OIDC_ISSUER", "https://login.example.org/realms/a/.well-known/openid-configuration")
    monkeypatch.setenv("DEBRIEF_OIDC_ALLOWED_DOMAINS", "@Example.org, example.com")
    monkeypatch.setenv("DEBRIEF_OIDC_ALLOWED_GROUPS", "Staff,, /ops/on call ")
    monkeypatch.setenv("DEBRIEF_OIDC_ROLES", "cn=sre=facilitator, audit = Viewer")
    monkeypatch.setenv("DEBRIEF_OIDC_SCOPES", "profile,groups")
    settings = load_settings()
    assert settings.oidc_issuer == "https://login.example.org/realms/a"
    assert settings.provider_name == "login.example.org"
    assert settings.oidc_allowed_domains == ("example.org", "example.com")
    assert settings.oidc_allowed_groups == ("Staff", "/ops/on call")
    assert settings.oidc_roles == {"cn=sre": "facilitator", "audit": "viewer"}
    assert settings.oidc_scopes == "openid profile groups"
