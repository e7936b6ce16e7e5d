"""Search that forgives: other forms of a word, phrases, exclusions, near spellings, and what has only some words."""

from datetime import UTC, datetime

import pytest

from core.domain.postmortem import Postmortem, Summary
from core.domain.search import parse_query
from core.domain.similar.document import document_of
from core.store import postmortems
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search import full_text
from core.store.similar import index as similar_index


def write(tx: Transaction, pm_id: str, title: str, body: str, severity: str | None = None) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    postmortems.create(tx, pm_id, title, started_at=at, severity=severity)
    full_text.index(tx, pm_id, title, body)
    words = Postmortem(title=title, summary=Summary(what_happened=body))
    similar_index.index(tx, pm_id, document_of(words))


@pytest.fixture
def library(tx: Transaction) -> Transaction:
    write(tx, "renewal", "Certificates were not renewed", "The node-pool of the gateway refused connections.", "P1")
    write(
        tx, "refused", "Connection refused", "A NodePool was drained; the certificate was fine. Retries failed.", "P2"
    )
    write(tx, "kubernetes", "Kubernetes upgrade", "Pods were evicted and rescheduled twice in staging.", "P2")
    write(tx, "disk", "Disk full", "Backups filled the disk; the connection pool was refused nothing.", "P3")
    write(
        tx,
        "kanji",
        "証明書の期限切れ",
        "証明書の更新ジョブが失敗した。データベースのディスクが満杯になりました。",
        "P1",
    )
    return tx


def whole(tx: Transaction, query: str) -> list[str]:
    found = full_text.look(tx, parse_query(query))
    return sorted(found.ids[: found.whole])


def ids(tx: Transaction, query: str) -> list[str]:
    return list(full_text.look(tx, parse_query(query)).ids)


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("certificate ", ["refused", "renewal"]),
        ("certificates ", ["refused", "renewal"]),
        ("CERTIFICATES ", ["refused", "renewal"]),
        ("renewing ", ["renewal"]),
        ("evict ", ["kubernetes"]),
        ("retry ", ["refused"]),
        ("backup ", ["disk"]),
        ("nodepool ", ["refused", "renewal"]),
        ("node-pool ", ["refused", "renewal"]),
        ("NodePool ", ["refused", "renewal"]),
        ("node_pool ", ["refused", "renewal"]),
    ],
)
def test_every_form_of_a_word_finds_every_other(library: Transaction, query: str, hits: list[str]) -> None:
    """Singular and plural, tenses, and a compound in whichever way it is written."""
    assert whole(library, query) == hits


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ('"connection refused"', ["refused"]),
        ('"Connection  REFUSED"', ["refused"]),
        ('"refused connection"', []),
        ('disk "connection pool"', ["disk"]),
        ("“connection pool” certificate", []),
        ('"の期限"', ["kanji"]),
    ],
)
def test_a_phrase_is_found_as_it_stands(library: Transaction, query: str, hits: list[str]) -> None:
    """In this order, beside each other, without case; a phrase is never loosened."""
    assert whole(library, query) == hits
    assert all(pm_id in hits for pm_id in ids(library, query))


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("certificate -drained", ["renewal"]),
        ("certificate -drain", ["refused", "renewal"]),
        ('refused -"connection pool"', ["refused", "renewal"]),
        ("-refused", ["kanji", "kubernetes"]),
        ("ディスク -失敗", []),
        ("refused -zzz", ["disk", "refused", "renewal"]),
    ],
)
def test_what_is_excluded_is_not_found(library: Transaction, query: str, hits: list[str]) -> None:
    """A whole word or a phrase; neither among the closest."""
    assert whole(library, query) == hits
    assert set(ids(library, query)) == set(hits)


@pytest.mark.parametrize(
    ("query", "words", "hits"),
    [
        ("kubernetse", {"kubernetse": "kubernetes"}, ["kubernetes"]),
        ("kuberntes upgrade", {"kuberntes": "kubernetes"}, ["kubernetes"]),
        ("certficate drained", {"certficate": "certificate"}, ["refused"]),
        ("conection refused pol", {"conection": "connection"}, []),
        ("dsik", {"dsik": "disk"}, ["disk"]),
    ],
)
def test_a_word_that_nobody_wrote_is_read_as_the_nearest(
    library: Transaction, query: str, words: dict[str, str], hits: list[str]
) -> None:
    """And it is said which: nobody is shown something else in silence."""
    found = full_text.look(library, parse_query(query))
    assert dict(found.respelled) == words
    assert list(found.ids[: found.whole]) == hits
    assert found.ids


@pytest.mark.parametrize("query", ["zzzzzz", "dsk", "xyz", "qwertyuiop", "12345", "++", "証拠品"])
def test_what_is_near_nothing_is_not_replaced(library: Transaction, query: str) -> None:
    """Short words have too many neighbours, numbers and signs have none."""
    assert not full_text.look(library, parse_query(query)).respelled


def test_a_word_that_is_there_is_not_replaced(library: Transaction) -> None:
    """Although a commoner one is near, and although nothing has all the words."""
    write(library, "pol", "Pools", "pool pool pool")
    write(library, "poll", "Poll", "The poll took long.")
    found = full_text.look(library, parse_query("poll evicted "))
    assert not found.respelled
    assert set(found.ids) == {"poll", "kubernetes"}


def test_rarer_words_count_more_among_the_closest(library: Transaction) -> None:
    """Nothing has all three words; the rare one decides, not the two that stand everywhere."""
    for number in range(10):
        write(library, f"common{number}", "The service was slow", "It was slow and the service came back.")
    write(library, "rare", "Something else", "A thundering herd.")
    assert ids(library, "service slow thundering")[0] == "rare"


def test_what_has_some_follows_what_has_all(library: Transaction) -> None:
    """With few that have all words, the closest stand behind them, each once."""
    found = full_text.look(library, parse_query("connection refused "))
    assert set(found.ids[: found.whole]) == {"refused", "renewal", "disk"}
    assert len(set(found.ids)) == len(found.ids)
    found = full_text.look(library, parse_query("certificate drained "))
    assert found.ids[: found.whole] == ("refused",)
    assert found.ids[found.whole :] == ("renewal",)


def test_a_single_word_has_no_closest(library: Transaction) -> None:
    """What does not have it has nothing of it."""
    assert ids(library, "disk ") == ["disk"]


def test_conditions_narrow_every_way_of_looking(library: Transaction) -> None:
    """All words, signs inside words, near spellings and the closest."""
    severe = [tables.postmortem.c.severity == "P1"]

    def found(query: str) -> list[str]:
        return list(full_text.look(library, parse_query(query), severe).ids)

    assert found("certificate ") == ["renewal"]
    assert found("ertific") == ["renewal"]
    assert found("certificate disk ") == ["renewal"]
    assert found("kubernets") == []
    assert found("-refused") == ["kanji"]


@pytest.mark.parametrize(
    "query", ["証明", "証明書", "期限切れ", "ディスク", "満杯", "データベース", "更新ジョブ", "書"]
)
def test_a_part_of_a_run_without_spaces_is_found(library: Transaction, query: str) -> None:
    """Also one sign alone, and a part that crosses what a dictionary would call words."""
    assert whole(library, query) == ["kanji"]


def test_the_closest_are_found_without_spaces_too(library: Transaction) -> None:
    """A title that nobody wrote shares its parts with one that somebody did."""
    write(library, "other", "画面が白い", "描画が止まった。")
    assert ids(library, "証明書の更新が失敗した件 障害")[0] == "kanji"


def test_other_forms_are_marked_in_the_snippet(library: Transaction) -> None:
    """What was found is seen, in the form in which it stands there."""
    (hit,) = [item for item in full_text.search(library, "drains retry") if item.postmortem_id == "refused"]
    assert "\x02drained\x03" in hit.snippet
    assert "\x02Retries\x03" in hit.snippet


def test_the_mark_of_terms_finds_nothing_by_itself(library: Transaction) -> None:
    """It stands before every term in the index and is part of no text."""
    assert whole(library, "\ua66e") == []
    assert whole(library, "\ua66ecertif ") == whole(library, "certif ")
