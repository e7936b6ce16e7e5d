"""Search over all words: the same answers on both databases, whatever is typed into it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from core.store import postmortems, settings_kv
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search import full_text

HOSTILE = [
    '" OR NEAR(',
    '"',
    "'",
    "\\",
    "a\\",
    "%",
    "_",
    "*",
    "^disk",
    "-disk",
    "+",
    "title:disk",
    "disk NOT full",
    "disk AND",
    "NEAR(disk full, 5)",
    "& | ! :*",
    "disk & | full",
    "disk:*",
    "<->",
    "'disk':*",
    "disk\x00full",
    "\x00",
    "\ud800",
    "disk\udfff",
    "\u202edisk",
    "\u200b",
    "{0.__class__}",
    "%s%n",
    "'; DROP TABLE postmortem; --",
    "x" * 10_000,
    "x " * 5_000,
    "(" * 10_000,
    "a" + "\u0301" * 10_000,
    "😀" * 500,
    "½ ① ² ٣",
    "\n\t\r",
    "",
    " ",
]


def write(tx: Transaction, pm_id: str, title: str, body: str, started_at: datetime | None = None) -> None:
    postmortems.create(tx, pm_id, title, started_at=started_at)
    full_text.index(tx, pm_id, title, body)


def found(tx: Transaction, query: str) -> list[str]:
    return [hit.postmortem_id for hit in full_text.search(tx, query)]


def complete(tx: Transaction, query: str) -> list[str]:
    """Those that have all that was asked for."""
    return [hit.postmortem_id for hit in full_text.search(tx, query) if hit.whole]


@pytest.fixture
def library(tx: Transaction) -> Transaction:
    write(tx, "disk", "Database disk full", "The primary ran out of space at night. No alert at 90 %.")
    write(tx, "certificate", "Certificate expired", "Nobody renewed it; the café in Zürich could not take orders.")
    write(tx, "queue", "Queue stuck", "A full queue blocked api-gateway.example.com for 37 minutes. C++ worker. 🔥")
    write(tx, "roads", "Łódź: Straßenbahn", "Herr Müller sah es zuerst: conﬁg von Ørsted, Æther und cœur, ﬂaky.")
    write(tx, "kanji", "障害報告", "データベースのディスクが満杯になりました。ฐานข้อมูลเต็ม")
    return tx


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("disk", ["disk"]),
        ("full disk", ["disk"]),
        ("DISK Full", ["disk"]),
        ("cafe zurich", ["certificate"]),
        ("CAFÉ", ["certificate"]),
        ("cafe\u0301", ["certificate"]),
        ("ｄｉｓｋ", ["disk"]),
        ("certif", ["certificate"]),
        ("gateway example", ["queue"]),
        ("api-gateway.example.com", ["queue"]),
        ("37", ["queue"]),
        ("90%", ["disk"]),
        ("c++", ["queue"]),
        ("🔥", ["queue"]),
        ("queue 🔥", ["queue"]),
        ("muller", ["roads"]),
        ("MÜLLER strassenbahn", ["roads"]),
        ("strasse", ["roads"]),
        ("straßen", ["roads"]),
        ("lodz", ["roads"]),
        ("Łódź", ["roads"]),
        ("config", ["roads"]),
        ("conﬁg ", ["roads"]),
        ("orsted aether coeur flaky", ["roads"]),
        ("ディスク", ["kanji"]),
        ("障害", ["kanji"]),
        ("データ 報告", ["kanji"]),
        ("ข้อมูล", ["kanji"]),
        ("ertific", ["certificate"]),
        ("nothing", []),
        ("", []),
        ("   ", []),
    ],
)
def test_all_the_words_must_be_there(library: Transaction, query: str, hits: list[str]) -> None:
    """Without case and accents, the last word as a beginning, parts of words when there is nothing better."""
    assert sorted(complete(library, query)) == sorted(hits)


def test_when_nothing_has_all_words_the_closest_come_first(library: Transaction) -> None:
    """What has more of them before what has fewer, a title before words in passing; and it says so."""
    write(library, "both", "Disk alert", "The queue was full, too.")
    hits = full_text.search(library, "queue disk full zzz")
    assert [hit.postmortem_id for hit in hits] == ["both", "disk", "queue"]
    assert not any(hit.whole for hit in hits)
    assert "\x02queue\x03" in hits[0].snippet
    assert complete(library, "queue full") == ["queue", "both"]
    assert found(library, "queue full") == ["queue", "both", "disk"]
    assert [hit.postmortem_id for hit in full_text.search(library, "disk 🔥")] == ["both", "disk", "queue"]
    assert found(library, "zzz") == found(library, "zzz yyy") == []


def test_an_index_that_was_folded_otherwise_is_filled_again(library: Transaction) -> None:
    """An archive of before finds what people type now, and is not filled again at every start."""
    library.execute(update(tables.search_text).values(folded="straße"))
    library.sql("DELETE FROM search_index")
    assert found(library, "strasse") == []
    settings_kv.put_setting(library, settings_kv.SEARCH_FOLDING, "1")
    full_text.update_index(library)
    assert found(library, "strasse") == ["roads"]
    library.sql("DELETE FROM search_index")
    full_text.update_index(library)
    assert library.sql("SELECT count(*) FROM search_index").scalar() == 0


def test_a_finished_word_is_a_whole_word(library: Transaction) -> None:
    """A space after the last word says that it is complete; only when that finds nothing, parts count."""
    write(library, "diskette", "Diskettes", "The diskettes were read only.")
    assert sorted(found(library, "disk")) == ["disk", "diskette"]
    assert found(library, "disk ") == ["disk"]
    assert found(library, "diskett ") == ["diskette"]


def test_the_best_comes_first(library: Transaction) -> None:
    """A word in the title weighs more than one in passing."""
    assert found(library, "full") == ["disk", "queue"]
    write(library, "long", "Something else", "full " + "and many other words that say little " * 50)
    assert found(library, "full")[0] == "disk"


def test_equals_come_newest_first(tx: Transaction) -> None:
    """The order is the same each time it is asked."""
    for number in range(1, 6):
        write(tx, f"pm{number}", "Same", "The same words.", datetime(2026, 11, number, tzinfo=UTC))
    assert found(tx, "same") == ["pm5", "pm4", "pm3", "pm2", "pm1"]
    assert found(tx, "ords") == ["pm5", "pm4", "pm3", "pm2", "pm1"]


def test_pages_follow_each_other_without_gap_or_repeat(tx: Transaction) -> None:
    """Also past the end: there an empty page, not a page of something else."""
    for number in range(7):
        write(tx, f"pm{number}", "Same", "The same words.")
    pages = [[hit.postmortem_id for hit in full_text.search(tx, "same", 3, offset)] for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert len({pm_id for page in pages for pm_id in page}) == 7
    assert full_text.search(tx, "am", 3, 9) == []


def test_words_that_were_taken_out_are_found_no_more(library: Transaction) -> None:
    """Indexing again replaces; doing it twice changes nothing."""
    for _ in range(2):
        full_text.index(library, "disk", "Memory gone", "A leak.")
    assert (found(library, "disk"), found(library, "leak")) == ([], ["disk"])


def test_the_trash_is_not_searched(library: Transaction) -> None:
    """It comes back with the postmortem."""
    postmortems.trash(library, "disk")
    assert found(library, "space") == found(library, "spac ") == []
    postmortems.restore(library, "disk")
    assert found(library, "space") == ["disk"]


def test_a_purged_postmortem_leaves_nothing_in_the_index(library: Transaction) -> None:
    """Deleted means deleted, also in the words of the search."""
    postmortems.purge(library, "disk")
    assert found(library, "space") == []
    assert library.sql("SELECT count(*) FROM search_index").scalar() == 4


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query[:12]))
def test_no_query_is_an_error(library: Transaction, query: str) -> None:
    """Whatever stands there is words to look for, never the database's own language."""
    assert isinstance(full_text.search(library, query), list)
    assert found(library, "space") == ["disk"]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_no_text_is_an_error(library: Transaction, text: str) -> None:
    """Anything can be typed into a postmortem, and the rest of it is still found."""
    write(library, "odd", f"Odd {text}", f"before {text} after")
    assert found(library, "odd before after") == ["odd"]


def test_a_hundred_thousand_letters_without_a_space_are_taken(library: Transaction) -> None:
    """Neither database's limits on a word are anybody's problem."""
    write(library, "odd", "Odd", "x" * 100_000 + " end")
    assert found(library, "end") == ["odd"]
    assert found(library, "x" * 150) == ["odd"]


def test_a_postmortem_of_a_megabyte_is_found_by_its_last_word(library: Transaction) -> None:
    """Beyond what PostgreSQL can index the words are found by their signs."""
    body = " ".join(f"w{number:x}ord" for number in range(100_000))
    write(library, "huge", "Huge", body + " rhubarb")
    assert found(library, "rhubarb") == ["huge"]
    assert found(library, "huge") == ["huge"]


def test_the_snippet_shows_where_it_was_found(library: Transaction) -> None:
    """Between marks that no text can contain."""
    (hit,) = full_text.search(library, "space night")
    assert hit.snippet == "The primary ran out of \x02space\x03 at \x02night\x03. No alert at 90 %."
