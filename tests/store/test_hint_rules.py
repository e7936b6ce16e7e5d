"""What the store knows about hints: phrases that stay as they are, and how each rule fares. Nobody's name is in it."""

from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.config import Config

from core.store import dismissals, hint_rules, postmortems
from core.store.database import tables
from core.store.database.engine import Database
from core.store.database.migrate import SCRIPTS
from core.store.database.transaction import Transaction

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_hint_waved_away_stays_away(tx: Transaction, pm: str) -> None:
    """For this field of this postmortem, once or twice, however long the phrase."""
    long = "very " * 2_000 + "careless \x00"
    answers = [
        dismissals.dismiss(tx, pm, "summary.impact", phrase, "r", "quote") for phrase in ("error", "error", long)
    ]
    assert answers == [True, False, True]
    assert dismissals.dismissed(tx, pm, "summary.impact") == {"error", long.replace("\x00", "\ufffd")}
    assert dismissals.dismissed(tx, pm, "summary.what_happened") == set()
    postmortems.create(tx, "other", "Another one")
    assert dismissals.dismissed(tx, "other", "summary.impact") == set()


def test_all_of_a_postmortem_at_once(tx: Transaction, pm: str) -> None:
    """Field by field; a field nobody dismissed anything in has nothing."""
    dismissals.dismiss(tx, pm, "factors", "one", "r", "")
    dismissals.dismiss(tx, pm, "actions", "two", "r", "")
    found = dismissals.dismissed_anywhere(tx, pm)
    assert dict(found) == {"factors": {"one"}, "actions": {"two"}}
    assert found["timeline"] == set()


def test_not_blame_is_listed_newest_first_and_without_the_trash(tx: Transaction, pm: str) -> None:
    """The team reads the phrase, the field and the day, and tunes its rules."""
    dismissals.dismiss(tx, pm, "factors", "first", "r1", "not_blame")
    dismissals.dismiss(tx, pm, "factors", "useless", "r1", "not_helpful")
    postmortems.create(tx, "other", "Another one")
    dismissals.dismiss(tx, "other", "actions", "second", "r2", "not_blame")
    listed = dismissals.given_as(tx, "not_blame")
    assert [(each.title, each.field, each.phrase, each.rule) for each in listed] == [
        ("Another one", "actions", "second", "r2"),
        ("Orders stood still", "factors", "first", "r1"),
    ]
    assert len(dismissals.given_as(tx, "not_blame", limit=1)) == 1
    postmortems.trash(tx, "other")
    assert [each.phrase for each in dismissals.given_as(tx, "not_blame")] == ["first"]


def test_nothing_that_is_kept_about_hints_can_name_a_person() -> None:
    """Per rule and never per person: there is no column for it."""
    for table in (tables.dismissal, tables.hint_rule):
        assert not [column.name for column in table.columns if "visitor" in column.name or "member" in column.name]


def test_a_rule_is_counted(tx: Transaction) -> None:
    """What was taken, what was waved away, and what was called not helpful."""
    for _ in range(2):
        hint_rules.count_accepted(tx, "r")
    assert hint_rules.count_dismissed(tx, "r", not_helpful=False).not_helpful == 0
    assert hint_rules.count_dismissed(tx, "r", not_helpful=True).not_helpful == 1
    hint_rules.count_dismissed(tx, "s", not_helpful=True)
    tally = hint_rules.tallies(tx)["r"]
    assert (tally.accepted, tally.dismissed, tally.not_helpful, tally.silent) == (2, 2, 1, "")
    assert hint_rules.tallies(tx)["s"].accepted == 0


@pytest.mark.parametrize("how", ["muted", "off"])
def test_a_rule_falls_silent_and_is_brought_back(tx: Transaction, how: str) -> None:
    """Then the three start anew; what was counted before stays counted."""
    assert hint_rules.is_muted(tx) == frozenset()
    hint_rules.count_dismissed(tx, "r", not_helpful=True)
    hint_rules.mute(tx, "r", how)
    hint_rules.mute(tx, "never-seen", how)
    assert hint_rules.is_muted(tx) == {"r", "never-seen"}
    assert hint_rules.tallies(tx)["r"].since is not None
    hint_rules.unmute(tx, "r")
    tally = hint_rules.tallies(tx)["r"]
    assert (tally.silent, tally.since, tally.not_helpful, tally.dismissed) == ("", None, 0, 1)


def test_dismissals_of_the_first_shape_are_kept_without_names(empty_database_url: str) -> None:
    """A rule's name in the reason's place moves, free words count as no reason, who it was is forgotten."""
    database = Database.open(empty_database_url)
    with database.write() as tx:
        _first_shape(tx)
        tx.sql(
            "INSERT INTO postmortem (id, created_at, example, title, zone, filled, needed) "
            "VALUES ('pm', :at, false, 'Orders stood still', 'UTC', 0, 0)",
            at=NOON.isoformat() if database.dialect == "sqlite" else NOON,
        )
        for phrase, reason in (("a", "should-have"), ("b", "it is a quote"), ("c", "not_blame"), ("d", "")):
            tx.sql(
                "INSERT INTO dismissal (postmortem_id, field, phrase_hash, phrase, reason, visitor_id, at) "
                "VALUES ('pm', 'factors', :phrase, :phrase, :reason, 'ann', :at)",
                phrase=phrase,
                reason=reason,
                at=NOON.isoformat() if database.dialect == "sqlite" else NOON,
            )
    database.migrate()
    with database.write() as tx:
        assert dismissals.dismissed(tx, "pm", "factors") == {"a", "b", "c", "d"}
        rows = tx.sql("SELECT phrase, rule, reason FROM dismissal ORDER BY phrase").all()
        assert [tuple(row) for row in rows] == [
            ("a", "should-have", ""),
            ("b", "", ""),
            ("c", "", "not_blame"),
            ("d", "", ""),
        ]
        assert [each.at for each in dismissals.given_as(tx, "not_blame")] == [NOON]
        assert dismissals.dismiss(tx, "pm", "factors", "e", "r", "fits")
        hint_rules.count_accepted(tx, "r")
        postmortems.purge(tx, "pm")
        assert tx.sql("SELECT count(*) FROM dismissal").scalar() == 0
    database.close()


def _first_shape(tx: Transaction) -> None:
    _shape(tx, "0001")


def _shape(tx: Transaction, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = tx.connection
    command.upgrade(config, revision)


def test_answers_count_from_the_last_change_of_a_threshold(tx: Transaction) -> None:
    """Taken and waved away are answers; “not blame” is counted besides; a change starts both anew."""
    hint_rules.count_accepted(tx, "r")
    hint_rules.count_dismissed(tx, "r", not_blame=True)
    tally = hint_rules.count_dismissed(tx, "r")
    assert (tally.not_blame, tally.answered, tally.dismissed, tally.threshold) == (1, 3, 2, None)
    assert hint_rules.thresholds(tx) == {}
    hint_rules.set_threshold(tx, "r", 0.7)
    hint_rules.set_threshold(tx, "never-seen", 0.8)
    assert hint_rules.thresholds(tx) == {"r": 0.7, "never-seen": 0.8}
    tally = hint_rules.tallies(tx)["r"]
    assert (tally.not_blame, tally.answered, tally.accepted, tally.dismissed) == (0, 0, 1, 2)
    hint_rules.set_threshold(tx, "r", None)
    assert hint_rules.thresholds(tx) == {"never-seen": 0.8}


def test_answers_of_before_count_for_thresholds_as_well(empty_database_url: str) -> None:
    """In a database of the schema before: phrases know what was called not blame, and nothing is raised yet."""
    database = Database.open(empty_database_url)
    with database.write() as tx:
        _shape(tx, "0005")
        tx.sql(
            "INSERT INTO postmortem (id, created_at, example, title, zone, filled, needed) "
            "VALUES ('pm', :at, false, 'Orders stood still', 'UTC', 0, 0)",
            at=NOON.isoformat() if database.dialect == "sqlite" else NOON,
        )
        tx.sql("INSERT INTO hint_rule (rule, accepted, dismissed, not_helpful, silent) VALUES ('r', 2, 5, 1, 'off')")
        for phrase, reason in (("a", "not_blame"), ("b", "not_blame"), ("c", "quote")):
            tx.sql(
                "INSERT INTO dismissal (postmortem_id, field, phrase_hash, phrase, reason, rule, at) "
                "VALUES ('pm', 'factors', :phrase, :phrase, :reason, 'r', :at)",
                phrase=phrase,
                reason=reason,
                at=NOON.isoformat() if database.dialect == "sqlite" else NOON,
            )
    database.migrate()
    with database.read() as tx:
        tally = hint_rules.tallies(tx)["r"]
        assert (tally.accepted, tally.dismissed, tally.not_helpful, tally.silent) == (2, 5, 1, "off")
        assert (tally.not_blame, tally.answered, tally.threshold) == (2, 7, None)
    database.close()
