"""A step of the migrations that is out is never edited again: whoever took it would never get what was added."""

import hashlib
import sqlite3
from pathlib import Path
from typing import Literal

import pytest
from alembic.script import ScriptDirectory

from core.domain.clock.state import Meeting
from core.store import meetings, postmortems, reviews
from core.store.database import health
from core.store.database.engine import Database
from core.store.database.migrate import SCRIPTS
from tests.support.databases import migrated

# sha256 of each file; a new step is added here with its release, and no line is ever changed.
RELEASED = {
    "0001_first.py": "0c5a99c81f64130758ae166f5cc3e5571bcc16b606625824bf52c199794c6861",
    "0002_hint_rules.py": "3ac687d139c011ea62ed4753888828a234ff1f0b15004c1967c9a5b56390faeb",
    "0003_follow_through.py": "afa82844173b314a45b78d478abc7114cbb77ec0c3b17d02f81c12edd7481b7a",
    "0004_repair_follow_through.py": "e2e2b13d386782e678c4180e4dc0525b309ed81351e8cf8160fe4760fb0c9199",
    "0005_words_of_a_due_date.py": "167c3dedccb631192b4e4def29d3b6062ceaf6e35b0a8620f6da05f6b278171b",
    "0006_hint_thresholds.py": "c865c1a6b324a6b64c68a30937b371211f2f559c3c7b414434fc5df5b77c5b7c",
    "0007_quiet_minute.py": "01858fe09309544dc1d7b5d3c7fbd4324b926304383dcd61b5fcc7a89dae13de",
    "0008_silent_vote.py": "ac93fffcc1b094ce4d9c271084e5bd100404ace1fb752444fcb7dd7ff342dfe0",
    "0009_evidence.py": "269b89c095fae1bc3e2d22d61a8488397e02fa1ecb34f2a8e4a73ec3dcd27a6b",
    "0010_promised.py": "c664e89509300af7e0c4320649ad373ac57c309da9a4c0d9b41a78ce5b48e17f",
    "0011_similar_incidents.py": "c2707b7ae02edd97a47baefb8d18e4cc3d8e9250abf237c36408250500ebf4cb",
    "0012_incident_links.py": "0599a22c3de965cf42bff4cf475a03903387a4b77e680a69edbf268b7018971b",
    "0013_insight.py": "e28505a774df462302974df4b7d22f58e66b9b9ad944d00b8375cddd6077cc2b",
    "0014_record_labels.py": "b095a2ea6f20988b48b358e67c63269a3e0d7367346eac9d6840c3e0cc640250",
    "0015_inbound.py": "1f239cea1aec6164129286dad215f38cd42aebf5580ec80bdbb1dada2271c9e3",
    "0016_identities.py": "996166a48865ab1274d246db39e164b712b9d148f46ea6526d96b02dfeba61e3",
    "0017_action_link.py": "049137be6c4b81e5854dfd5c4990b34d34b780ff53a83850fd8424e6c43fd4b2",
    "0018_closed_and_audit.py": "42c9f7d39fc125bdf7f66240e51b6ab97a412e736891fbf47c18fab1df1bff03",
    "0019_nudges.py": "6803c168298aeff92c91be78989ae9ce6a37d3c64d630473849853d74b7cc78a",
    "0020_audit_closed.py": "cd05d5ff1bae01f8f497924c58878e47060c830367301f226367800ea8ad6acc",
    "0021_title_vectors.py": "c0709f2686b97bbb347ee195857fbb64c0db0f18d1cd548fa9c748741aa92b42",
    "0022_issue_answer.py": "c45cbf92eea8e0494c9266187943fee04683f64bbbf7dce32c582aabaf77693d",
    "0023_state_of_actions.py": "c6dcd3aee03dd4433023baa102d63f650198adca605910527dabae34367de116",
}


@pytest.mark.parametrize("name", RELEASED)
def test_a_released_step_is_as_it_was(name: str) -> None:
    """Changing one makes databases that differ for ever; add a new step instead."""
    data = (SCRIPTS / "versions" / name).read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(data).hexdigest() == RELEASED[name]


def test_every_step_is_held() -> None:
    """A step that is not in the list above could be edited unseen."""
    assert {path.name for path in (SCRIPTS / "versions").glob("0*.py")} == set(RELEASED)
    assert len(list(ScriptDirectory(str(SCRIPTS)).walk_revisions())) == len(RELEASED)


def first_form_of_the_third_step(path: Path) -> None:
    """As a database looks that took 0003 while it was still being written: other tables, one review a postmortem."""
    with sqlite3.connect(path) as plain:
        plain.executescript(
            """
            DROP TABLE author; DROP TABLE reader; DROP TABLE absent; DROP TABLE review;
            CREATE TABLE late_edit (postmortem_id TEXT NOT NULL, visitor_id TEXT NOT NULL, first_at TEXT NOT NULL,
              last_at TEXT NOT NULL, CONSTRAINT pk_late_edit PRIMARY KEY (postmortem_id, visitor_id));
            CREATE TABLE review (postmortem_id TEXT NOT NULL, again TEXT NOT NULL, note TEXT NOT NULL,
              at TEXT NOT NULL, "by" TEXT, CONSTRAINT pk_review PRIMARY KEY (postmortem_id),
              CONSTRAINT fk_review_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id)
              ON DELETE CASCADE);
            UPDATE alembic_version SET version_num = '0003';
            """
        )
    plain.close()


def test_a_database_of_the_first_form_of_a_step_is_repaired(tmp_path: Path) -> None:
    """Tables that were added later are there, the answers of a review are kept, and who wrote late is an author."""
    path = tmp_path / "debrief.db"
    made = migrated(f"sqlite:///{path}")
    with made.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
    made.close()
    first_form_of_the_third_step(path)
    at = "2026-11-01T09:00:00.000000+00:00"
    with sqlite3.connect(path) as plain:
        plain.execute("INSERT INTO review VALUES ('pm', 'no', 'The guard held', ?, NULL)", (at,))
        plain.execute("INSERT INTO late_edit VALUES ('pm', 'ada', ?, ?)", (at, at))
    plain.close()
    database = Database.open(path)
    database.migrate()
    assert health.findings(database) == []
    with database.read() as tx:
        (kept,) = reviews.finished(tx, "pm")
        assert (kept.again, kept.note, kept.actions_json) == ("no", "The guard held", "[]")
        assert tx.sql("SELECT visitor_id FROM author").scalar() == "ada"
    database.close()


def test_a_sound_database_is_left_as_it_is(empty_database_url: str) -> None:
    """The repair finds nothing to do, on both kinds of database."""
    database = migrated(empty_database_url)
    with database.write() as tx:
        tx.sql("UPDATE alembic_version SET version_num = '0003'")
    database.migrate()
    assert health.findings(database) == []
    database.close()


@pytest.mark.parametrize(("status", "promised"), [("lobby", True), ("finished", True), ("running", False)])
def test_what_follow_up_listed_before_an_update_stays_listed(
    tmp_path: Path, status: Literal["lobby", "finished", "running"], promised: bool
) -> None:
    """Actions of postmortems without a finished meeting counted until the rule came that they are not promised yet."""
    path = tmp_path / "debrief.db"
    made = migrated(f"sqlite:///{path}")
    with made.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
        meetings.save_meeting(tx, "pm", Meeting(), None)
        tx.sql(f"UPDATE meeting SET status = '{status}'")  # noqa: S608 - one of the three above
    made.close()
    with sqlite3.connect(path) as plain:
        plain.executescript(
            "DROP INDEX ix_postmortem_unagreed; ALTER TABLE postmortem DROP COLUMN promised; "
            "UPDATE alembic_version SET version_num='0009'"
        )
    plain.close()
    database = Database.open(path)
    database.migrate()
    assert health.findings(database) == []
    with database.read() as tx:
        assert bool(tx.sql("SELECT promised FROM postmortem").scalar()) is promised
    database.close()
