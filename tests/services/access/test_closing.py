"""Closing a postmortem: who may, who is let in, how one comes in, and what waits outside."""

from pathlib import Path

import pytest

from core.domain.permissions import Role
from core.domain.webhook.events import SUBSCRIBABLE
from core.domain.webhook.shapes import Shape
from core.errors import BadCode, BadInput, Conflict, NotAdmitted, NotAllowed, NotFound, NotMember, TooMany
from core.services import access, postmortems
from core.services.access import Visitor, closing, invitations, membership
from core.services.actions import reminders
from core.services.app import App
from core.services.exchange import backup, exports
from core.services.lifecycle import close as close_app
from core.services.lifecycle import open_app
from core.services.old_reports import bringing_in
from core.services.old_reports.report_files import ReportFile
from core.services.publishing import publications
from core.services.webhooks import subscriptions
from core.settings import Settings
from core.store import closed, incident_links, webhooks
from tests.support.apps import Rings, Room, insider, newcomer, open_room, visitor_of


@pytest.fixture
def room(app: App) -> Room:
    return open_room(app)


def links_of(app: App, room: Room) -> access.JoinLinks:
    """As a facilitator sees them."""
    return access.links_for(app, access.member(app, room.maker, room.pm_id), "http://x")


def come_in(app: App, visitor: Visitor, link: str) -> access.JoinResult:
    parts = dict(part.split("=", 1) for part in link.partition("#")[2].split("&"))
    return access.enter_link(app, visitor, parts["m"], parts["r"], parts["t"])


def close(app: App, room: Room, *named: str) -> None:
    closing.close(app, room.pm_id, named, room.maker)


class TestWhoMay:
    def test_facilitators_and_whoever_made_it(self, app: App, room: Room) -> None:
        ben, cleo = visitor_of(app, room.participant), visitor_of(app, room.viewer)
        assert closing.may_close(app, room.pm_id, room.maker)
        assert closing.may_close(app, room.pm_id, None)
        for who in (ben, cleo, insider(app, "Dan"), newcomer(app, "Eve")):
            assert not closing.may_close(app, room.pm_id, who)
            with pytest.raises(NotAllowed):
                closing.close(app, room.pm_id, [], who)

    def test_whoever_made_it_may_without_leading_any_more(self, app: App, room: Room) -> None:
        with app.db.write() as tx:
            tx.sql("UPDATE member SET role = 'participant' WHERE visitor_id = :who", who=room.maker.id)
        close(app, room)
        assert closing.closing(app, room.pm_id, room.maker).since is not None

    def test_who_closes_it_is_named(self, app: App, room: Room) -> None:
        close(app, room, room.participant.visitor_id)
        found = closing.closing(app, room.pm_id, room.maker)
        assert {(person.name, person.role) for person in found.named} == {
            ("Ada", Role.FACILITATOR),
            ("Ben", Role.PARTICIPANT),
        }
        assert [person.name for person in found.others] == ["Cleo"]

    def test_only_members_can_be_named(self, app: App, room: Room) -> None:
        with pytest.raises(BadInput):
            close(app, room, newcomer(app, "Eve").id)
        assert closing.closing(app, room.pm_id, room.maker).since is None

    def test_it_is_closed_once(self, app: App, room: Room) -> None:
        close(app, room)
        with pytest.raises(Conflict):
            close(app, room)

    def test_what_is_published_is_withdrawn_first(self, app: App, room: Room) -> None:
        publications.publish(app, room.pm_id, room.maker)
        with pytest.raises(Conflict, match="Withdraw"):
            close(app, room)
        publications.withdraw(app, room.pm_id, room.maker)
        close(app, room)
        with pytest.raises(Conflict, match="Open it again"):
            publications.publish(app, room.pm_id, room.maker)
        closing.open_again(app, room.pm_id, room.maker)
        publications.publish(app, room.pm_id, room.maker)

    def test_rooms_and_pages_hear_an_id_and_nothing_else(self, app: App, room: Room, rings: Rings) -> None:
        close(app, room)
        assert {pm_id for _, pm_id in rings.heard} == {room.pm_id}
        assert {"members", "trash", "record"} <= rings.topics()

    def test_opening_what_is_open_is_said(self, app: App, room: Room) -> None:
        with pytest.raises(Conflict):
            closing.open_again(app, room.pm_id, room.maker)
        with pytest.raises(Conflict):
            closing.let_in(app, room.pm_id, room.viewer.visitor_id, room.maker)


class TestComingIn:
    def test_links_and_code_of_before_open_nothing(self, app: App, room: Room) -> None:
        old = links_of(app, room)
        close(app, room)
        eve = newcomer(app, "Eve")
        for link in (old.facilitator, old.participant, old.viewer):
            with pytest.raises(BadCode):
                come_in(app, eve, link)
        with pytest.raises(BadCode):
            access.enter_code(app, eve, "192.0.2.1", old.code or "")
        assert closing.closing(app, room.pm_id, room.maker).asking == ()

    def test_whoever_has_the_new_link_asks_and_is_let_in(self, app: App, room: Room) -> None:
        close(app, room)
        eve, link = newcomer(app, "Eve"), links_of(app, room).participant
        with pytest.raises(NotAdmitted) as refused:
            come_in(app, eve, link)
        assert room.pm_id not in refused.value.sentence
        with pytest.raises(NotMember):
            access.member(app, eve, room.pm_id)
        (asking,) = closing.closing(app, room.pm_id, room.maker).asking
        assert (asking.name, asking.role) == ("Eve", Role.PARTICIPANT)
        closing.let_in(app, room.pm_id, eve.id, room.maker)
        assert come_in(app, eve, link).postmortem_id == room.pm_id
        assert access.member(app, eve, room.pm_id).role == Role.PARTICIPANT
        assert closing.closing(app, room.pm_id, room.maker).asking == ()

    def test_a_code_asks_too(self, app: App, room: Room) -> None:
        close(app, room)
        eve = newcomer(app, "Eve")
        with pytest.raises(NotAdmitted):
            access.enter_code(app, eve, "192.0.2.1", links_of(app, room).code or "")
        assert [person.name for person in closing.closing(app, room.pm_id, room.maker).asking] == ["Eve"]

    def test_a_screen_asks_as_a_reader(self, app: App, room: Room) -> None:
        """Somebody inside lets the browser of the shared screen in, like a person."""
        close(app, room)
        screen = newcomer(app, "Meeting room 2")
        with pytest.raises(NotAdmitted):
            come_in(app, screen, links_of(app, room).present)
        closing.let_in(app, room.pm_id, screen.id, room.maker)
        assert access.member(app, screen, room.pm_id).role == Role.VIEWER

    def test_who_was_there_before_can_be_let_in_without_asking(self, app: App, room: Room) -> None:
        close(app, room)
        closing.let_in(app, room.pm_id, room.viewer.visitor_id, room.maker)
        assert access.member(app, visitor_of(app, room.viewer), room.pm_id).role == Role.VIEWER

    def test_nobody_else_can_be_named(self, app: App, room: Room) -> None:
        close(app, room)
        with pytest.raises(BadInput):
            closing.let_in(app, room.pm_id, newcomer(app, "Eve").id, room.maker)

    def test_who_was_taken_out_of_the_meeting_may_ask_again(self, app: App, room: Room) -> None:
        close(app, room, room.participant.visitor_id)
        lead = access.member(app, room.maker, room.pm_id)
        membership.remove(app, lead, room.pm_id, room.participant.visitor_id)
        ben = visitor_of(app, room.participant)
        with pytest.raises(NotAdmitted):
            come_in(app, ben, links_of(app, room).participant)
        closing.let_in(app, room.pm_id, ben.id, room.maker)
        assert access.member(app, ben, room.pm_id)

    def test_too_many_who_ask_are_refused(self, app: App, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(closed, "MOST_ASKING", 1)
        close(app, room)
        link = links_of(app, room).viewer
        with pytest.raises(NotAdmitted):
            come_in(app, newcomer(app, "Eve"), link)
        with pytest.raises(TooMany):
            come_in(app, newcomer(app, "Stan"), link)

    def test_a_wrong_link_says_the_same_as_anywhere(self, app: App, room: Room) -> None:
        close(app, room)
        eve = newcomer(app, "Eve")
        said = set()
        for pm_id in (room.pm_id, "nothing-like-it"):
            with pytest.raises(BadCode) as refused:
                invitations.enter_link(app, eve, pm_id, "participant", "x")
            said.add(refused.value.sentence)
        assert len(said) == 1


class TestGoing:
    def test_who_is_taken_out_knows_of_nothing(self, app: App, room: Room) -> None:
        ben = visitor_of(app, room.participant)
        close(app, room, ben.id)
        closing.take_out(app, room.pm_id, ben.id, room.maker)
        with pytest.raises(NotMember):
            access.member(app, ben, room.pm_id)

    def test_asking_can_be_refused(self, app: App, room: Room) -> None:
        close(app, room)
        eve = newcomer(app, "Eve")
        with pytest.raises(NotAdmitted):
            come_in(app, eve, links_of(app, room).viewer)
        closing.take_out(app, room.pm_id, eve.id, room.maker)
        assert closing.closing(app, room.pm_id, room.maker).asking == ()

    def test_the_last_one_stays(self, app: App, room: Room) -> None:
        close(app, room, room.viewer.visitor_id)
        with pytest.raises(Conflict, match="Nobody would be left"):
            closing.take_out(app, room.pm_id, room.maker.id, room.maker)
        closing.take_out(app, room.pm_id, room.maker.id, None)  # whoever runs the server may
        assert [person.name for person in closing.closing(app, room.pm_id, None).named] == ["Cleo"]

    def test_everybody_may_take_out_themselves_and_nobody_else(self, app: App, room: Room) -> None:
        ben, cleo = visitor_of(app, room.participant), visitor_of(app, room.viewer)
        close(app, room, ben.id, cleo.id)
        with pytest.raises(NotAllowed):
            closing.take_out(app, room.pm_id, ben.id, cleo)
        closing.take_out(app, room.pm_id, cleo.id, cleo)
        with pytest.raises(NotFound):
            closing.closing(app, room.pm_id, cleo)

    def test_who_is_not_there_cannot_be_taken_out(self, app: App, room: Room) -> None:
        close(app, room)
        with pytest.raises(Conflict):
            closing.take_out(app, room.pm_id, "nobody", room.maker)

    def test_the_operator_lets_somebody_in_when_all_are_gone(self, app: App, room: Room) -> None:
        close(app, room)
        closing.take_out(app, room.pm_id, room.maker.id, None)
        assert closing.closing(app, room.pm_id, None).named == ()
        closing.let_in(app, room.pm_id, room.participant.visitor_id, None, Role.FACILITATOR)
        assert closing.may_close(app, room.pm_id, visitor_of(app, room.participant))


class TestOutside:
    def test_what_waits_to_be_sent_is_taken_back(self, app: App, room: Room) -> None:
        who = room.maker
        subscriptions.add(app, "https://hooks.example.org/x", Shape.JSON, SUBSCRIBABLE, who)
        subscriptions.set_active(app, subscriptions.webhook_list(app, who)[0].id, on=True, by=who)
        publications.publish(app, room.pm_id, who)
        publications.withdraw(app, room.pm_id, who)
        assert subscriptions.delivery_log(app, who)
        close(app, room)
        assert subscriptions.delivery_log(app, who) == []
        with app.db.write() as tx:
            subscriptions.enqueue(tx, "finished", room.pm_id, {})
            assert webhooks.QUEUE.log(tx, 10) == []
        reminders.notify_overdue(app)
        assert subscriptions.delivery_log(app, who) == []

    def test_the_trash_of_others_is_emptied_without_it(self, app: App, room: Room) -> None:
        close(app, room)
        postmortems.trash(app, room.pm_id, room.maker)
        dan = insider(app, "Dan")
        assert postmortems.home(app.reading_for(access.audience_of(dan))).trash == ()
        assert postmortems.empty_trash(app, dan) == 0
        assert [item.id for item in postmortems.home(app.reading_for(access.audience_of(room.maker))).trash] == [
            room.pm_id
        ]
        assert postmortems.empty_trash(app, room.maker) == 1

    def test_a_file_that_names_it_makes_no_link(self, app: App, room: Room) -> None:
        """Whoever guesses its id and title in a file of their own learns nothing."""
        close(app, room)
        dan = insider(app, "Dan")
        other = exports.export(app, postmortems.create(app, "Another"), "json").data.decode()
        named = f'"recurrence_of":[{{"id":"{room.pm_id}","title":"Orders database ran out of disk","on":"2026-11-23"}}]'
        for by, known in ((dan, 0), (room.maker, 1)):
            file = "{" + named + "," + other.lstrip().removeprefix("{")
            made = exports.import_postmortem(app, file.encode(), by)
            with app.db.read(access.UNRESTRICTED) as tx:
                assert len(incident_links.earlier_of(tx, made)) == known

    def test_the_same_report_comes_in_as_if_it_were_new(self, app: App) -> None:
        """The id of a report is made of its text: a closed one must not answer whoever has the text."""
        ann, dan = insider(app, "Ann"), insider(app, "Dan")
        report = ReportFile("a.md", "# Vault was open\n\nOn 2026-08-14 at 10:00 the vault was found open.\n")
        first = bringing_in.bring_in(app, report, ann)
        closing.close(app, first.id, [], None)
        second = bringing_in.bring_in(app, report, dan)
        assert second.status is bringing_in.Status.NEW
        assert second.id != first.id
        assert bringing_in.bring_in(app, report, dan).status is bringing_in.Status.THERE
        assert bringing_in.preview(app.reading_for(access.audience_of(dan)), report).id == second.id


class TestAfterARestore:
    def test_it_is_closed_as_before(self, tmp_path: Path) -> None:
        """A backup holds it whole; the indexes are made anew without it."""
        before, after = (Settings(data=tmp_path / name) for name in ("before", "after"))
        app = open_app(before, example=False)
        ada, dan = insider(app, "Ada"), insider(app, "Dan")
        pm_id = postmortems.create(app, "Vault exfiltration", by=ada, closed=True)
        backup.backup(tmp_path / "all.debrief", before)
        close_app(app)
        backup.restore(tmp_path / "all.debrief", settings=after)
        app = open_app(after, example=False)
        assert [person.name for person in closing.closing(app, pm_id, ada).named] == ["Ada"]
        seen_by = app.reading_for(access.audience_of(dan))
        assert postmortems.archive(seen_by, "exfiltration").total == 0
        assert postmortems.archive(seen_by, "exfiltratoin").respelled == ()
        with app.db.read() as tx:
            assert tx.sql("SELECT count(*) FROM search_index").scalar() == 0
            assert tx.sql("SELECT count(*) FROM similar_index").scalar() == 0
        with pytest.raises(NotFound):
            postmortems.summary(seen_by, pm_id)
        close_app(app)


class TestFromTheBeginning:
    def test_it_was_never_open(self, app: App) -> None:
        """No list, no webhook and no calendar can have told of it in between."""
        ada, dan = insider(app, "Ada"), insider(app, "Dan")
        subscriptions.add(app, "https://hooks.example.org/x", Shape.JSON, SUBSCRIBABLE, ada)
        subscriptions.set_active(app, subscriptions.webhook_list(app, ada)[0].id, on=True, by=ada)
        pm_id = postmortems.create(app, "Vault was open", by=ada, closed=True)
        assert [person.name for person in closing.closing(app, pm_id, ada).named] == ["Ada"]
        assert subscriptions.delivery_log(app, ada) == []
        seen_by = app.reading_for(access.audience_of(dan))
        assert postmortems.home(seen_by).waiting == ()
        assert postmortems.archive(seen_by, "vault").total == 0
        assert postmortems.archive(app.reading_for(access.audience_of(ada)), "vault").total == 1

    def test_the_operator_makes_one_for_nobody_yet(self, app: App) -> None:
        pm_id = postmortems.create(app, "Vault was open", closed=True)
        assert closing.closing(app, pm_id, None).named == ()
