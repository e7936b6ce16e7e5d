"""Who may send: create-only keys, renewed and revoked, and signing secrets that nobody reads again."""

import hashlib
import hmac

import pytest

from core.domain.inbound.signed_body import SigningSecret
from core.errors import BadInput, NoSender, NotFound, WorkspaceLocked
from core.services.access import secret_links
from core.services.access.secret_links import Purpose
from core.services.app import App
from core.services.inbound import keys, signing
from core.services.inbound.sources import SOURCES, source_named
from core.store.inbound import sources as store
from tests.support.apps import BEGIN, insider, newcomer

SOURCE = "grafana" if "grafana" in SOURCES else "alertmanager"
BODY = b'{"alerts": []}'
SECRET = "what Grafana signs with"


def sends(app: App, source: str = "alertmanager", key: str = "", *, in_address: bool = False, **headers: str) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    came_at = signing.require_sender(app, source_named(source), BODY, named, key, in_address=in_address)
    assert came_at == BEGIN


def test_the_general_key_and_the_sources_own_open_it(app: App) -> None:
    """Each source has one, and there is one for all."""
    sends(app, key=keys.key(app))
    sends(app, key=keys.key(app, "alertmanager"))
    assert keys.key(app) != keys.key(app, "alertmanager")


def test_in_an_address_only_the_sources_own_counts(app: App) -> None:
    """What stands in other systems' configuration and in proxies' logs opens one thing only."""
    sends(app, key=keys.key(app, "alertmanager"), in_address=True)
    with pytest.raises(NoSender):
        sends(app, key=keys.key(app), in_address=True)


@pytest.mark.parametrize("given", ["", "wrong", "é" * 26, "\x00", "a" * 10_000])
def test_no_other_key_opens_it(app: App, given: str) -> None:
    """Nor does the key of another purpose."""
    for key in (given, secret_links.key(app, Purpose.EXPORT), secret_links.key(app, Purpose.TEAM)):
        with pytest.raises(NoSender):
            sends(app, key=key)


def test_the_key_of_one_source_opens_no_other(app: App) -> None:
    """And reads nothing: it is of another purpose."""
    own = secret_links.key(app, Purpose.INBOUND, "another")
    with pytest.raises(NoSender):
        sends(app, key=own)
    assert not secret_links.verify_key(app, Purpose.EXPORT, keys.key(app))


def test_a_renewed_key_ends_the_one_before(app: App) -> None:
    """One at a time: the others stay. A new one that is given to nobody revokes the old one."""
    general, own = keys.key(app), keys.key(app, "alertmanager")
    keys.renew(app, None, "alertmanager")
    sends(app, key=general)
    with pytest.raises(NoSender):
        sends(app, key=own)
    keys.renew(app, None)
    with pytest.raises(NoSender):
        sends(app, key=general)
    sends(app, key=keys.key(app, "alertmanager"))


def test_only_those_inside_renew(locked_app: App) -> None:
    """A guest cannot end the team's alerts."""
    keys.renew(locked_app, insider(locked_app))
    with pytest.raises(WorkspaceLocked):
        keys.renew(locked_app, newcomer(locked_app))


def test_a_source_that_nobody_knows_has_no_key(app: App) -> None:
    """The sentence names those that there are."""
    with pytest.raises(NotFound, match="alertmanager"):
        keys.key(app, "nothing")
    with pytest.raises(NotFound):
        source_named("nothing")


def test_the_example_can_be_pasted(app: App) -> None:
    """The whole line, with the key in a header."""
    line = keys.example("https://debrief.example/", "alertmanager", "KEY")
    assert "Authorization: Bearer KEY" in line
    assert line.endswith("https://debrief.example/live/in/alertmanager")


signs = pytest.mark.skipif(SOURCES[SOURCE].scheme is None, reason="no source that signs is here yet")


@signs
def test_with_a_secret_the_signature_decides(app: App) -> None:
    """A key does not help a body that is not signed; a signed body needs no key."""
    signing.set_secret(app, SOURCE, SigningSecret(SECRET), None)
    good = hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()
    sends(app, SOURCE, x_grafana_alerting_signature=good)
    for header in ("", good[::-1]):
        with pytest.raises(NoSender, match="signature"):
            sends(app, SOURCE, keys.key(app), x_grafana_alerting_signature=header)
    signing.remove_secret(app, SOURCE, None)
    sends(app, SOURCE, keys.key(app))


@signs
def test_names_of_headers_are_kept(app: App) -> None:
    """Entered with the secret, around which blanks are taken away."""
    signing.set_secret(app, SOURCE, SigningSecret(f" {SECRET}\n", " X-Own ", "X-When"), None)
    with app.db.read() as tx:
        assert store.signing_secret(tx, SOURCE) == SigningSecret(SECRET, "X-Own", "X-When")
    assert signing.signing_sources(app, None) == {SOURCE}


@signs
@pytest.mark.parametrize(
    "secret",
    [SigningSecret("short"), SigningSecret("x" * 501), SigningSecret(SECRET, "X Own"), SigningSecret(SECRET, "", "é")],
)
def test_what_cannot_be_used_is_said_when_it_is_typed(app: App, secret: SigningSecret) -> None:
    """And nothing is stored."""
    with pytest.raises(BadInput):
        signing.set_secret(app, SOURCE, secret, None)
    assert signing.signing_sources(app, None) == frozenset()


def test_a_source_that_does_not_sign_takes_no_secret(app: App) -> None:
    """Else everybody would believe that it is checked."""
    with pytest.raises(NotFound):
        signing.set_secret(app, "alertmanager", SigningSecret(SECRET), None)


@signs
def test_only_those_inside_change_secrets(locked_app: App) -> None:
    """Setting, taking away and seeing which there are."""
    guest = newcomer(locked_app)
    with pytest.raises(WorkspaceLocked):
        signing.set_secret(locked_app, SOURCE, SigningSecret(SECRET), guest)
    with pytest.raises(WorkspaceLocked):
        signing.remove_secret(locked_app, SOURCE, guest)
    with pytest.raises(WorkspaceLocked):
        signing.signing_sources(locked_app, guest)
