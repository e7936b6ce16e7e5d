"""Who gets in where: cookies, links, codes, the workspace, and what each of them does not open."""

import pytest

from core.domain.people.colors import COLORS
from core.domain.people.guest_names import ANIMALS
from core.domain.permissions import Role
from core.errors import BadCode, BadInput, NotAllowed, NotFound, NotMember, WorkspaceLocked
from core.services import access, postmortems
from core.services.access.invitations import MAC_LENGTH
from core.services.app import App
from tests.support.apps import Opener, Rings, insider, newcomer, open_room, visitor_of

BASE = "https://debrief.example.org"


def parts(link: str) -> dict[str, str]:
    """What stands in the fragment of a link."""
    return dict(part.split("=", 1) for part in link.split("#", 1)[1].split("&"))


def enter(app: App, visitor: access.Visitor, link: str) -> access.JoinResult:
    message = parts(link)
    return access.enter_link(app, visitor, message["m"], message["r"], message["t"])


class TestVisitors:
    def test_a_new_browser_gets_a_friendly_name_and_a_cookie(self, app: App) -> None:
        """Nobody has to make an account or think of a name to begin."""
        visitor, token = access.known_or_new_visitor(app, None)
        guest, animal = visitor.name.split()
        assert guest == "Guest"
        assert animal in ANIMALS
        assert visitor.color in COLORS
        assert access.visitor(app, token) == visitor

    def test_a_known_browser_keeps_its_cookie(self, app: App) -> None:
        """Coming back is being the same person."""
        visitor, token = access.known_or_new_visitor(app, None)
        assert access.known_or_new_visitor(app, token) == (visitor, token)

    @pytest.mark.parametrize("token", ["", "x", "a" * 22, "a" * 5000, "\ud800" * 20, "a b" * 8, "é" * 22, "\x00" * 22])
    def test_a_cookie_the_server_did_not_make_is_replaced(self, sqlite_app: App, token: str) -> None:
        """A cookie cannot be planted: only tokens of ours stay."""
        visitor, given = access.known_or_new_visitor(sqlite_app, token)
        assert given != token
        assert access.visitor(sqlite_app, token) is None
        assert access.visitor(sqlite_app, given) == visitor

    def test_a_new_name_is_seen_in_every_meeting(self, app: App, rings: Rings) -> None:
        """Renaming rings in the meetings the person is in."""
        room = open_room(app)
        rings.clear()
        renamed = access.rename(app, room.maker, "  Grace   Hopper ")
        assert renamed.name == "Grace Hopper"
        assert access.member(app, room.maker, room.pm_id).name == "Grace Hopper"
        assert ("members", room.pm_id) in rings.heard

    @pytest.mark.parametrize("name", ["", "   ", "a" * 41, "\u202eevil", "a\x00b"])
    def test_a_name_that_cannot_be_shown_is_refused_with_a_sentence(self, sqlite_app: App, name: str) -> None:
        """No invisible, endless or turned-around names."""
        visitor = newcomer(sqlite_app)
        with pytest.raises(BadInput) as refusal:
            access.rename(sqlite_app, visitor, name)
        assert refusal.value.sentence.endswith(".")

    def test_white_text_is_readable_on_every_colour(self) -> None:
        """WCAG AA: at least 4.5 to 1."""

        def luminance(color: str) -> float:
            values = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
            red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue

        assert all(1.05 / (luminance(color) + 0.05) >= 4.5 for color in COLORS)
        assert len(set(COLORS)) == len(COLORS) >= 10
        assert len(set(ANIMALS)) == len(ANIMALS) >= 60


class TestJoinLinks:
    @pytest.mark.parametrize(
        ("selection", "role", "to"),
        [
            ("facilitator", Role.FACILITATOR, "room"),
            ("participant", Role.PARTICIPANT, "room"),
            ("viewer", Role.VIEWER, "room"),
            ("present", Role.VIEWER, "present"),
            ("summary", Role.VIEWER, "summary"),
        ],
    )
    def test_a_link_lets_a_stranger_into_that_meeting_in_that_role(
        self, app: App, selection: str, role: Role, to: str
    ) -> None:
        """Links from the command line work in a browser with no cookie."""
        room = open_room(app)
        link = getattr(access.links(app, room.pm_id, f"{BASE}/"), selection)
        assert link.startswith(f"{BASE}/live/enter#m={room.pm_id}&r={role}&t=")
        assert parts(link)["to"] == to
        visitor = newcomer(app, "Dan")
        entered = enter(app, visitor, link)
        assert entered.member is not None
        assert entered.member.role == role
        assert access.member(app, visitor, room.pm_id).role == role

    def test_every_secret_stands_in_the_fragment(self, app: App) -> None:
        """Nothing before the # is a secret, because that part is logged everywhere."""
        room = open_room(app)
        links = access.links(app, room.pm_id, BASE)
        for link in (links.facilitator, links.participant, links.viewer, access.workspace_link(app, BASE)):
            assert link.split("#")[0] == f"{BASE}/live/enter"
        assert len(parts(links.viewer)["t"]) == MAC_LENGTH

    def test_a_link_lets_many_people_in(self, app: App) -> None:
        """A chat preview or a colleague uses nothing up."""
        room = open_room(app)
        link = access.links(app, room.pm_id, BASE).participant
        for name in ("Dan", "Eve", "Fay"):
            assert enter(app, newcomer(app, name), link).member is not None

    def test_a_lower_link_never_lowers_a_role(self, app: App) -> None:
        """A facilitator who opens the join link stays facilitator."""
        room = open_room(app)
        entered = enter(app, room.maker, access.links(app, room.pm_id, BASE).participant)
        assert entered.member is not None
        assert entered.member.role == Role.FACILITATOR

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda message: {**message, "r": "facilitator"},
            lambda message: {**message, "r": "owner"},
            lambda message: {**message, "r": ""},
            lambda message: {**message, "t": message["t"][:-1]},
            lambda message: {**message, "t": ""},
            lambda message: {**message, "t": "é\ud800"},
            lambda message: {**message, "t": message["t"].upper()},
            lambda message: {**message, "m": "nothing"},
            lambda message: {**message, "m": "\x00"},
        ],
    )
    def test_a_link_that_was_changed_opens_nothing(self, app: App, spoil: object) -> None:
        """The role and the meeting are signed; every forgery gets the same sentence."""
        assert callable(spoil)
        room = open_room(app)
        message = spoil(parts(access.links(app, room.pm_id, BASE).participant))
        visitor = newcomer(app, "Mallory")
        with pytest.raises(BadCode) as refusal:
            access.enter_link(app, visitor, message["m"], message["r"], message["t"])
        assert refusal.value.sentence == BadCode.default
        with pytest.raises(NotMember):
            access.member(app, visitor, room.pm_id)

    def test_a_link_of_one_meeting_opens_no_other(self, app: App) -> None:
        """Being let into one meeting is being let into nothing else."""
        here, target = open_room(app), open_room(app, "Another one")
        visitor = newcomer(app, "Dan")
        enter(app, visitor, access.links(app, here.pm_id, BASE).participant)
        with pytest.raises(NotMember):
            access.member(app, visitor, target.pm_id)

    def test_renewed_links_end_the_old_ones(self, app: App, rings: Rings) -> None:
        """A link that went to the wrong channel can be taken back; those inside stay."""
        room = open_room(app)
        before = access.links(app, room.pm_id, BASE)
        access.new_links(app, room.facilitator)
        after = access.links(app, room.pm_id, BASE)
        with pytest.raises(BadCode):
            enter(app, newcomer(app, "Late"), before.participant)
        assert before.code != after.code
        assert enter(app, newcomer(app, "Dan"), after.participant).member is not None
        assert access.member(app, visitor_of(app, room.participant), room.pm_id)
        assert "members" in rings.topics()

    def test_only_facilitators_renew_links_and_see_the_facilitator_link(self, app: App) -> None:
        """A participant cannot make facilitators by passing on a link."""
        room = open_room(app)
        with pytest.raises(NotAllowed):
            access.new_links(app, room.participant)
        assert access.links_for(app, room.participant, BASE).facilitator == ""
        assert access.links_for(app, room.facilitator, BASE) == access.links(app, room.pm_id, BASE)

    def test_a_viewer_is_not_shown_the_way_to_write(self, app: App) -> None:
        """A link is as good as the role it gives: a reader gets none that makes a writer."""
        room = open_room(app)
        reader = newcomer(app)
        entered = enter(app, reader, access.links(app, room.pm_id, BASE).viewer)
        assert entered.member is not None
        shown = access.links_for(app, entered.member, BASE)
        assert (shown.facilitator, shown.participant, shown.code) == ("", "", None)
        assert shown.present
        assert shown.viewer

    def test_guests_of_one_meeting_have_different_names(self, app: App) -> None:
        """Nobody has to ask which Heron wrote that; a name that somebody chose is left alone."""
        room = open_room(app)
        link = access.links(app, room.pm_id, BASE).participant
        for _ in range(30):
            enter(app, access.known_or_new_visitor(app, None)[0], link)
        names = [member.name for member in access.people(app, room.pm_id) if member.name.startswith("Guest ")]
        assert len(names) == len(set(names)) == 30
        chosen = access.rename(app, newcomer(app), names[0].removeprefix("Guest "))
        assert enter(app, chosen, link).member is not None
        assert chosen.name in {member.name for member in access.people(app, room.pm_id)}

    def test_links_of_another_instance_are_worth_nothing(
        self, sqlite_url: str, open_test_app: Opener, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """Each database has a secret of its own."""
        item = open_test_app(sqlite_url)
        other = open_test_app(f"sqlite:///{tmp_path_factory.mktemp('other') / 'debrief.db'}")
        assert item.secret != other.secret
        assert len(item.secret) == 32
        assert item.secret.hex() not in repr(item)


class TestPlantedCookies:
    def test_the_first_entry_replaces_the_cookie_and_later_ones_keep_it(self, app: App) -> None:
        """A cookie planted before the first join is worth nothing after it; later joins and roles keep it."""
        room, other = open_room(app), open_room(app, "Another one")
        victim, planted = access.known_or_new_visitor(app, None)
        entered = enter(app, victim, access.links(app, room.pm_id, BASE).participant)
        assert entered.token is not None
        assert access.visitor(app, planted) is None
        found = access.visitor(app, entered.token)
        assert found is not None
        assert found.id == victim.id
        assert enter(app, found, access.links(app, room.pm_id, BASE).facilitator).token is None
        assert enter(app, found, access.links(app, other.pm_id, BASE).participant).token is None

    def test_a_code_replaces_the_cookie_too(self, app: App) -> None:
        """The same for somebody who types the code."""
        room = open_room(app)
        code = access.links(app, room.pm_id, BASE).code
        assert code is not None
        visitor, planted = access.known_or_new_visitor(app, None)
        assert access.enter_code(app, visitor, "10.0.0.1", code).token is not None
        assert access.visitor(app, planted) is None

    def test_a_wrong_link_leaves_the_cookie_as_it_is(self, app: App) -> None:
        """Nobody can be thrown out by being sent a broken link."""
        room = open_room(app)
        visitor, token = access.known_or_new_visitor(app, None)
        with pytest.raises(BadCode):
            access.enter_link(app, visitor, room.pm_id, "participant", "x" * MAC_LENGTH)
        assert access.visitor(app, token) == visitor


class TestMembership:
    def test_a_stranger_and_a_wrong_id_get_the_same_refusal(self, app: App) -> None:
        """Nobody learns which postmortems exist."""
        room = open_room(app)
        for visitor, pm_id in ((None, room.pm_id), (newcomer(app), room.pm_id), (newcomer(app), "nothing")):
            with pytest.raises(NotMember) as refusal:
                access.member(app, visitor, pm_id)
            assert refusal.value.sentence == NotMember.default

    def test_a_member_of_a_trashed_postmortem_is_told_so(self, app: App) -> None:
        """Someone who was in it deserves to know where it went."""
        room = open_room(app)
        postmortems.trash(app, room.pm_id, room.maker)
        with pytest.raises(NotFound, match="trash"):
            access.member(app, room.maker, room.pm_id)

    def test_whoever_is_removed_is_out_and_the_old_links_do_not_help(self, app: App, rings: Rings) -> None:
        """Out means out, until somebody sends a link that was made afterwards."""
        room = open_room(app)
        ben = visitor_of(app, room.participant)
        old = access.links(app, room.pm_id, BASE)
        rings.clear()
        access.remove(app, room.facilitator, room.pm_id, ben.id)
        assert ("members", room.pm_id) in rings.heard
        with pytest.raises(NotMember):
            access.member(app, ben, room.pm_id)
        with pytest.raises(BadCode):
            enter(app, ben, old.participant)
        with pytest.raises(BadCode):
            access.enter_code(app, ben, "10.0.0.1", old.code or "")
        again = enter(app, ben, access.links(app, room.pm_id, BASE).viewer)
        assert again.member is not None
        assert again.member.role == Role.VIEWER

    def test_removing_is_for_facilitators_and_never_of_oneself(self, app: App) -> None:
        """A participant cannot throw anybody out; a facilitator cannot lock the room from outside."""
        room, other = open_room(app), open_room(app, "Another one")
        with pytest.raises(NotAllowed):
            access.remove(app, room.participant, room.pm_id, room.viewer.visitor_id)
        with pytest.raises(NotAllowed):
            access.remove(app, room.facilitator, room.pm_id, room.facilitator.visitor_id)
        with pytest.raises(NotMember):
            access.remove(app, room.facilitator, other.pm_id, other.participant.visitor_id)
        with pytest.raises(NotMember):
            access.remove(app, room.facilitator, room.pm_id, other.participant.visitor_id)

    def test_the_maker_comes_back_as_facilitator_and_others_as_participants(self, app: App) -> None:
        """From Home, one click leads into the room."""
        room = open_room(app)
        assert access.join_from_workspace(app, room.maker, room.pm_id).role == Role.FACILITATOR
        assert access.join_from_workspace(app, insider(app, "Dan"), room.pm_id).role == Role.PARTICIPANT
        assert access.join_from_workspace(app, visitor_of(app, room.viewer), room.pm_id).role == Role.VIEWER
        with pytest.raises(NotFound):
            access.join_from_workspace(app, room.maker, "nothing")
        assert sorted(member.name for member in access.people(app, room.pm_id)) == ["Ada", "Ben", "Cleo", "Dan"]


class TestWorkspace:
    def test_open_means_open_to_this_computer_only(self, app: App) -> None:
        """Trying it takes no key; a request from elsewhere gets nothing."""
        assert access.has_workspace(app, None, request_is_loopback=True)
        assert not access.has_workspace(app, newcomer(app), request_is_loopback=False)

    def test_by_key_only_those_with_the_key_are_in(self, locked_app: App) -> None:
        """Being a guest of a meeting opens nothing else, on this computer or not."""
        visitor, planted = access.known_or_new_visitor(locked_app, None)
        assert not access.has_workspace(locked_app, None, request_is_loopback=True)
        assert not access.has_workspace(locked_app, visitor, request_is_loopback=True)
        key = parts(access.workspace_link(locked_app, BASE))["k"]
        entered = access.enter_workspace(locked_app, visitor, key)
        assert entered.member is None
        assert entered.token is not None
        assert access.visitor(locked_app, planted) is None
        assert access.has_workspace(locked_app, visitor, request_is_loopback=False)

    @pytest.mark.parametrize("key", ["", "x", "\ud800", "k" * 10_000])
    def test_a_wrong_key_opens_nothing(self, locked_app: App, key: str) -> None:
        """And says where to get a right one."""
        with pytest.raises(BadCode, match="Ask someone inside"):
            access.enter_workspace(locked_app, newcomer(locked_app), key)

    def test_a_rotated_key_puts_everybody_out_but_the_one_who_did_it(self, locked_app: App) -> None:
        """When the link got out, one click is enough."""
        ada, ben = insider(locked_app, "Ada"), insider(locked_app, "Ben")
        old = parts(access.workspace_link(locked_app, BASE))["k"]
        access.rotate_workspace(locked_app, ada)
        assert access.has_workspace(locked_app, ada, request_is_loopback=False)
        assert not access.has_workspace(locked_app, ben, request_is_loopback=False)
        with pytest.raises(BadCode):
            access.enter_workspace(locked_app, ben, old)
        access.enter_workspace(locked_app, ben, parts(access.workspace_link(locked_app, BASE))["k"])
        assert access.has_workspace(locked_app, ben, request_is_loopback=False)

    def test_a_guest_cannot_rotate_join_or_make(self, locked_app: App) -> None:
        """The workspace's own acts ask for the workspace on every call."""
        room = open_room(locked_app)
        guest = visitor_of(locked_app, room.participant)
        for act in (
            lambda: access.rotate_workspace(locked_app, guest),
            lambda: access.join_from_workspace(locked_app, guest, room.pm_id),
            lambda: postmortems.create(locked_app, "Mine", by=guest),
            lambda: postmortems.trash(locked_app, room.pm_id, guest),
            lambda: postmortems.restore(locked_app, room.pm_id, guest),
            lambda: postmortems.purge(locked_app, room.pm_id, guest),
            lambda: postmortems.empty_trash(locked_app, guest),
        ):
            with pytest.raises(WorkspaceLocked):
                act()

    def test_the_key_outlives_a_restart(self, sqlite_url: str, open_test_app: Opener) -> None:
        """A link in somebody's bookmarks works tomorrow."""
        item, later = open_test_app(sqlite_url), open_test_app(sqlite_url)
        assert access.workspace_link(item, BASE) == access.workspace_link(later, BASE)
        assert item.secret == later.secret
