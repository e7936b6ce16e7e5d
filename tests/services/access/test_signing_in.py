"""Signing in: one person in every browser, as the provider names them, until it ends. On both databases."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.domain.people.guest_names import ANIMALS
from core.domain.permissions import Permission, Role
from core.errors import BadCode, BadInput, NotAllowed, NotMember, WorkspaceLocked
from core.services import access, postmortems
from core.services.access import signing_in
from core.services.access.person import guests_among, person_of, same_person, signed_in_people
from core.services.app import App
from core.services.authority import require_visitor_permission, require_workspace, require_workspace_reading
from core.services.exchange.backup import backup, restore
from core.services.lifecycle import close, open_app
from core.services.webhooks import subscriptions
from core.settings import Settings
from core.store.people import identities, members, sign_ins
from core.store.people.visitors import hash_of
from tests.support.apps import Opener, TestClock, insider, newcomer
from tests.support.sign_ins import ISSUER, SETTINGS, claims_of, signed_in

GROUPS = {"oidc_roles": {"sre": "facilitator", "audit": "viewer", "visit": "guest"}}


@pytest.fixture
def app(database_url: str, open_test_app: Opener) -> App:
    return open_test_app(database_url, **SETTINGS)


@pytest.fixture
def grouped(sqlite_url: str, open_test_app: Opener) -> App:
    return open_test_app(sqlite_url, **SETTINGS, **GROUPS)


def generation(app: App, visitor_id: str) -> int:
    with app.db.read() as tx:
        found = identities.of_visitor(tx, visitor_id)
    assert found is not None
    return found.generation


class TestOnePerson:
    def test_two_browsers_of_a_person_are_one_visitor(self, app: App) -> None:
        """One name and one colour in the list, one vote, one author."""
        first, second = signed_in(app), signed_in(app)
        assert first.visitor == second.visitor
        assert first.token != second.token
        assert access.visitor(app, first.token) == access.visitor(app, second.token) == first.visitor
        assert first.visitor.signed_in
        assert same_person(first.visitor.id, second.visitor.id)
        pm_id = postmortems.create(app, "Orders stood still")
        for each in (first, second):
            access.join_from_workspace(app, each.visitor, pm_id)
        assert [item.name for item in access.people(app, pm_id)] == ["Ada"]

    def test_who_somebody_is_is_issuer_and_subject(self, app: App) -> None:
        """Never the name or the address: both are given to somebody else one day."""
        ada = signed_in(app, "1", name="Ada", email="ada@example.org")
        other = signed_in(app, "2", name="Ada", email="ada@example.org")
        elsewhere = signing_in.sign_in(app, {**claims_of("1"), "iss": "https://other.example.org"}, None)
        assert len({ada.visitor.id, other.visitor.id, elsewhere.visitor.id}) == 3

    def test_a_new_name_at_the_provider_is_the_name_here(self, app: App) -> None:
        """In all browsers, at the next sign-in; the id stays."""
        before = signed_in(app)
        after = signed_in(app, name="Ada King")
        assert after.visitor.id == before.visitor.id
        now = access.visitor(app, before.token)
        assert now is not None
        assert now.name == "Ada King"

    def test_without_a_name_one_is_made_up_once(self, app: App) -> None:
        """And kept: a person does not change into another animal every morning."""
        first = signing_in.sign_in(app, {"iss": ISSUER, "sub": "7"}, None)
        assert first.visitor.name.removeprefix("Guest ") in ANIMALS
        assert signing_in.sign_in(app, {"iss": ISSUER, "sub": "7"}, None).visitor.name == first.visitor.name

    def test_a_name_that_comes_from_the_provider_is_not_typed(self, app: App) -> None:
        """Nobody signs in and goes by somebody else's name."""
        with pytest.raises(NotAllowed, match="Keycloak"):
            access.rename(app, signed_in(app).visitor, "Grace")

    @pytest.mark.parametrize("subject", [None, "", 7, "x" * 256])
    def test_claims_without_a_subject_are_nobody(self, app: App, subject: object) -> None:
        """Refused, and nothing is stored."""
        with pytest.raises(BadInput):
            signing_in.sign_in(app, {"iss": ISSUER, "sub": subject}, None)
        assert signed_in_people(app) == ()

    def test_people_who_signed_in_can_be_chosen_from(self, app: App) -> None:
        """By name, guests left out."""
        newcomer(app, "Zoe")
        ids = [signed_in(app, name).visitor.id for name in ("cleo", "ada")]
        found = signed_in_people(app)
        assert [(item.name, item.signed_in) for item in found] == [("Ada", True), ("Cleo", True)]
        with app.db.read() as tx:
            assert person_of(tx, ids[1]) == found[0]
            assert person_of(tx, "nobody") is None

    def test_a_guest_is_told_from_a_person(self, app: App, sqlite_url: str, open_test_app: Opener) -> None:
        """Somebody may type another's name; where nobody signs in there is nothing to tell."""
        ada, spoof = signed_in(app).visitor, newcomer(app, "Ada")
        assert guests_among(app, [ada.id, spoof.id]) == {spoof.id}
        by_key = open_test_app(sqlite_url, access="key")
        assert guests_among(by_key, [newcomer(by_key).id]) == frozenset()


class TestTheBrowser:
    def test_the_cookie_is_replaced(self, app: App) -> None:
        """Somebody planted theirs: it is worth nothing after the sign-in, and neither is what it was good for."""
        guest, planted = access.known_or_new_visitor(app, None)
        after = signed_in(app, browser=planted)
        assert after.token != planted
        assert after.visitor.id != guest.id
        assert access.visitor(app, planted) is None

    def test_meetings_of_the_browser_come_along(self, app: App) -> None:
        """Somebody came by code, then signed in: they go on under their name, and stand in the list once."""
        pm_id = postmortems.create(app, "Orders stood still")
        guest, _ = access.known_or_new_visitor(app, None)
        code = access.links(app, pm_id, "http://x").code or ""
        token = access.enter_code(app, guest, "192.0.2.1", code).token
        after = signed_in(app, browser=token)
        assert access.member(app, after.visitor, pm_id).role == Role.PARTICIPANT
        assert [item.name for item in access.people(app, pm_id)] == ["Ada"]

    def test_who_was_taken_out_does_not_come_back_by_another_browser(self, app: App) -> None:
        """A guest's membership does not let in again the person who was removed."""
        pm_id = postmortems.create(app, "Orders stood still")
        ada, lead = signed_in(app), signed_in(app, "lead")
        access.join_from_workspace(app, ada.visitor, pm_id)
        with app.db.write() as tx:
            chief = members.join(tx, pm_id, lead.visitor.id, Role.FACILITATOR)
        guest, _ = access.known_or_new_visitor(app, None)
        code = access.links(app, pm_id, "http://x").code or ""
        token = access.enter_code(app, guest, "192.0.2.1", code).token
        access.remove(app, chief, pm_id, ada.visitor.id)
        signed_in(app, browser=token)
        with pytest.raises(NotMember):
            access.member(app, ada.visitor, pm_id)

    def test_another_person_in_the_same_browser_takes_nothing_over(self, app: App) -> None:
        """The first one is signed out of it, and of no other."""
        ada, at_home = signed_in(app), signed_in(app)
        grace = signed_in(app, "grace", browser=ada.token)
        assert grace.visitor.id != ada.visitor.id
        assert access.visitor(app, ada.token) is None
        assert access.visitor(app, at_home.token) == ada.visitor

    def test_signing_in_again_ends_what_the_browser_had(self, app: App) -> None:
        """A copy of the cookie of before opens nothing; the other browser goes on."""
        before, at_home = signed_in(app), signed_in(app)
        after = signed_in(app, browser=before.token)
        assert access.visitor(app, before.token) is None
        assert access.visitor(app, after.token) == access.visitor(app, at_home.token) == before.visitor

    def test_entering_a_meeting_keeps_the_cookie(self, app: App) -> None:
        """A link or a code does not sign anybody out."""
        pm_id = postmortems.create(app, "Orders stood still")
        ada = signed_in(app)
        code = access.links(app, pm_id, "http://x").code or ""
        assert access.enter_code(app, ada.visitor, "192.0.2.1", code).token is None
        assert access.visitor(app, ada.token) is not None

    def test_a_person_has_a_bounded_number_of_browsers(
        self, sqlite_url: str, open_test_app: Opener, clock: TestClock
    ) -> None:
        """The oldest is signed out."""
        app = open_test_app(sqlite_url, **SETTINGS)
        first = signed_in(app)
        for _ in range(sign_ins.MOST_BROWSERS):
            clock.tick(seconds=1)
            last = signed_in(app)
        assert access.visitor(app, last.token) is not None
        known = {hash_of(first.token), hash_of(last.token)}
        assert len(signing_in.still_signed_in(app, known)) == 1


class TestTheEnd:
    def test_it_ends_after_its_hours(self, app: App, clock: TestClock) -> None:
        """Twelve, unless it was set: the second before it is good, then it is not."""
        ada = signed_in(app)
        assert ada.seconds == 12 * 3600
        clock.tick(hours=12, seconds=-1)
        assert access.has_workspace(app, access.visitor(app, ada.token), request_is_loopback=False)
        assert signing_in.still_signed_in(app, {hash_of(ada.token)}) == {hash_of(ada.token)}
        clock.tick(seconds=1)
        assert access.visitor(app, ada.token) is None
        assert signing_in.still_signed_in(app, {hash_of(ada.token)}) == set()
        # Whoever still holds the visitor of a moment ago has nothing either.
        assert not access.has_workspace(app, ada.visitor, request_is_loopback=False)

    def test_signing_out_ends_this_browser_alone(self, app: App) -> None:
        """The other one goes on; a second time changes nothing."""
        here, there = signed_in(app), signed_in(app)
        for _ in range(2):
            signing_in.sign_out(app, here.token)
        assert access.visitor(app, here.token) is None
        assert access.visitor(app, there.token) is not None
        signing_in.sign_out(app, None)

    def test_signing_out_everywhere_ends_all_of_one_person(self, app: App) -> None:
        """And nobody else's; the next sign-in is good again."""
        tokens = [signed_in(app).token for _ in range(3)]
        grace = signed_in(app, "grace")
        visitor = access.visitor(app, tokens[0])
        assert visitor is not None
        signing_in.sign_out_everywhere(app, visitor.id)
        assert [access.visitor(app, token) for token in tokens] == [None] * 3
        assert not access.has_workspace(app, visitor, request_is_loopback=False)
        assert access.visitor(app, grace.token) is not None
        assert generation(app, visitor.id) == 1
        again = signed_in(app)
        assert access.visitor(app, again.token) == again.visitor
        assert again.visitor.id == visitor.id

    def test_a_guest_has_nothing_to_sign_out_of(self, app: App) -> None:
        """Said, and nothing is changed."""
        with pytest.raises(BadInput, match="not signed in"):
            signing_in.sign_out_everywhere(app, newcomer(app).id)

    def test_what_is_over_is_not_kept(self, app: App, clock: TestClock) -> None:
        """The table is as large as the people who are signed in."""
        ada = signed_in(app)
        clock.tick(days=1)
        signed_in(app, "grace")
        with app.db.read() as tx:
            assert tx.sql("SELECT count(*) FROM sign_in").scalar() == 1
            assert tx.sql("SELECT count(*) FROM sign_in WHERE token_hash = :t", t=hash_of(ada.token)).scalar() == 0

    def test_the_token_is_not_stored(self, app: App) -> None:
        """A copy of the database opens nothing."""
        ada = signed_in(app)
        with app.db.read() as tx:
            for table in ("sign_in", "identity", "visitor"):
                assert ada.token not in str(tx.sql(f"SELECT * FROM {table}").all())  # noqa: S608 - the names above


class TestRoles:
    def test_a_facilitator_by_group_facilitates_every_meeting(self, grouped: App) -> None:
        """The default there is to take part."""
        pm_id = postmortems.create(grouped, "Orders stood still")
        sre = signed_in(grouped, "sre", groups=["sre"]).visitor
        other = signed_in(grouped, "other", groups=[]).visitor
        assert access.join_from_workspace(grouped, sre, pm_id).role == Role.FACILITATOR
        assert access.join_from_workspace(grouped, other, pm_id).role == Role.PARTICIPANT

    def test_a_viewer_reads_everything_and_changes_nothing(self, grouped: App) -> None:
        """Neither in a meeting nor in the workspace; the sentence says whom to ask."""
        pm_id = postmortems.create(grouped, "Orders stood still")
        reader = signed_in(grouped, "audit", groups=["audit"]).visitor
        assert access.has_workspace(grouped, reader, request_is_loopback=False)
        assert not access.may_change_here(grouped, reader)
        with grouped.db.read() as tx:
            require_workspace_reading(grouped, tx, reader)
            require_visitor_permission(grouped, tx, pm_id, reader, Permission.READ)
            with pytest.raises(NotAllowed, match="read along") as refused:
                require_workspace(grouped, tx, reader)
            assert not isinstance(refused.value, WorkspaceLocked)
            with pytest.raises(NotAllowed):
                require_visitor_permission(grouped, tx, pm_id, reader, Permission.WRITE)
        assert access.join_from_workspace(grouped, reader, pm_id).role == Role.VIEWER
        for change in (
            lambda: postmortems.create(grouped, "Another", by=reader),
            lambda: postmortems.trash(grouped, pm_id, reader),
            lambda: subscriptions.webhook_list(grouped, reader),
        ):
            with pytest.raises(NotAllowed):
                change()

    def test_a_viewer_writes_where_a_link_says_so(self, grouped: App) -> None:
        """A facilitator's link is for whoever has it."""
        pm_id = postmortems.create(grouped, "Orders stood still")
        reader = signed_in(grouped, "audit", groups=["audit"]).visitor
        code = access.links(grouped, pm_id, "http://x").code or ""
        access.enter_code(grouped, reader, "192.0.2.1", code)
        with grouped.db.read() as tx:
            require_visitor_permission(grouped, tx, pm_id, reader, Permission.WRITE)

    def test_a_guest_by_group_has_a_name_and_no_workspace(self, grouped: App) -> None:
        """Only the meetings of a link or code."""
        pm_id = postmortems.create(grouped, "Orders stood still")
        visit = signed_in(grouped, "kim", groups=["visit"]).visitor
        assert not access.has_workspace(grouped, visit, request_is_loopback=True)
        with pytest.raises(WorkspaceLocked):
            access.join_from_workspace(grouped, visit, pm_id)
        code = access.links(grouped, pm_id, "http://x").code or ""
        access.enter_code(grouped, visit, "192.0.2.1", code)
        assert access.member(grouped, visit, pm_id).name == "Kim"

    def test_who_leaves_the_group_loses_the_workspace_at_the_next_sign_in(
        self, sqlite_url: str, open_test_app: Opener
    ) -> None:
        """In every browser at once, and reads along in the meetings of before."""
        app = open_test_app(sqlite_url, **SETTINGS, oidc_roles={"sre": "facilitator"}, oidc_default_role="guest")
        pm_id = postmortems.create(app, "Orders stood still")
        before = signed_in(app, groups=["sre"])
        access.join_from_workspace(app, before.visitor, pm_id)
        signed_in(app, groups=["cooks"])
        assert access.visitor(app, before.token) is not None
        assert not access.has_workspace(app, before.visitor, request_is_loopback=False)
        assert access.member(app, before.visitor, pm_id).role == Role.VIEWER
        code = access.links(app, pm_id, "http://x").code or ""
        access.enter_code(app, before.visitor, "192.0.2.1", code)
        signed_in(app, groups=["cooks"])
        assert access.member(app, before.visitor, pm_id).role == Role.PARTICIPANT

    def test_who_is_not_let_in_any_more_is_out_everywhere(self, sqlite_url: str, open_test_app: Opener) -> None:
        """The refusal at one sign-in ends the browsers of before."""
        app = open_test_app(sqlite_url, **SETTINGS, oidc_allowed_groups=("staff",))
        ada = signed_in(app, groups=["staff"])
        with pytest.raises(NotAllowed, match="not open to you"):
            signed_in(app, groups=[])
        assert access.visitor(app, ada.token) is None
        assert signed_in_people(app) == ()
        with pytest.raises(NotAllowed):
            signed_in(app, "stranger", groups=[])
        with app.db.read() as tx:
            assert identities.by_subject(tx, ISSUER, "stranger") is None


class TestBesideOtherWaysIn:
    def test_the_key_opens_nothing_where_people_sign_in(self, app: App) -> None:
        """Neither now nor by a grant of before: it would let those in whom the provider refuses."""
        link = access.workspace_link(app, "http://x")
        with pytest.raises(BadCode, match="sign in"):
            access.enter_workspace(app, newcomer(app), link.partition("k=")[2])
        assert not access.has_workspace(app, insider(app), request_is_loopback=True)

    def test_a_sign_in_opens_nothing_where_a_key_is_needed(self, sqlite_url: str, open_test_app: Opener) -> None:
        """After a change of the setting the key counts, as it always did."""
        app = open_test_app(sqlite_url, **{**SETTINGS, "access": "key"})
        ada = signed_in(app)
        assert not access.has_workspace(app, ada.visitor, request_is_loopback=False)
        key = access.workspace_link(app, "http://x").partition("k=")[2]
        assert access.enter_workspace(app, ada.visitor, key).token is None
        assert access.has_workspace(app, ada.visitor, request_is_loopback=False)

    def test_a_shorter_time_can_be_set(self, sqlite_url: str, open_test_app: Opener, clock: TestClock) -> None:
        """Half an hour, for those who want it."""
        app = open_test_app(sqlite_url, **SETTINGS, oidc_hours=0.5)
        ada = signed_in(app)
        clock.now += timedelta(minutes=30)
        assert access.visitor(app, ada.token) is None


def test_after_a_restore_everybody_signs_in_again(tmp_path: Path) -> None:
    """A backup of before would sign those in again who were signed out since; who they are is kept."""
    settings = Settings(data=tmp_path / "data", **SETTINGS)
    app = open_app(settings)
    ada = signed_in(app)
    backup(tmp_path / "backup.zip", settings)
    signing_in.sign_out_everywhere(app, ada.visitor.id)
    close(app)
    restore(tmp_path / "backup.zip", replace=True, settings=settings)
    again = open_app(settings)
    assert access.visitor(again, ada.token) is None
    assert signed_in(again).visitor.id == ada.visitor.id
    close(again)
