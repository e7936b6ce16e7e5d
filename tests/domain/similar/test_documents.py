"""What of a postmortem is compared: every word that people typed, but for names, addresses and given lines."""

from hypothesis import given

from core.domain.postmortem import ActionRow, FollowUp, Postmortem, TimelineRow
from core.domain.similar.document import Document, document_of, terms_in
from core.domain.similar.shapes import shapes_in
from core.domain.similar.weighting import general_weight
from core.domain.terms import terms_of
from tests.support.postmortems import example, postmortems


def test_every_part_of_a_postmortem_is_in_it() -> None:
    """Whatever section people wrote in."""
    pm = example()
    found = terms_in(document_of(pm)).counts
    texts = [pm.title, pm.summary.what_happened, pm.summary.impact, pm.lessons.went_wrong]
    texts += [row.text for rows in (pm.timeline, pm.factors, pm.actions, pm.root_cause.technical) for row in rows]
    names = terms_in(document_of(pm)).names
    for text in texts:
        assert {term for term in terms_of(text) if term not in names} - set(found) == set()


def test_names_of_people_never_count() -> None:
    """Owners, those who did what and who tracks the actions, wherever they are written; a service keeps its name."""
    pm = Postmortem(
        title="Relay down",
        services=("relay",),
        timeline=(TimelineRow(id="t", text="Ola restarted the mail daemon", who="Ola Berg"),),
        actions=(ActionRow(id="a", text="Kim watches the queue", owner="Kim"), ActionRow(id="b", owner="Relay team")),
        follow_up=FollowUp(tracker="Noor"),
    )
    terms = terms_in(document_of(pm))
    assert {"ola", "berg", "kim", "noor"} <= terms.names
    assert terms.names.isdisjoint(terms.counts)
    assert "relay" in terms.counts


def test_addresses_say_nothing() -> None:
    """Whose host stands in every report."""
    terms = terms_in(Document("Disk full", rest="See https://wiki.example.org/disk-tickets/zebra?id=7 for more"))
    assert "zebra" not in terms.counts
    assert "disk" in terms.counts


def test_words_of_the_language_weigh_nothing_and_words_of_every_team_little() -> None:
    """A status code weighs something, other numbers nothing; a pair of signs is half a word."""
    nothing = ["the", "was", "incident", "monday", "42", "2026", "10am", "した"]
    assert [general_weight(term) for text in nothing for term in terms_of(text)] == [0.0] * len(nothing)
    assert 0 < general_weight("server") < general_weight("zebra") == 1
    assert 0 < general_weight("503") < 1
    assert 0 < general_weight("期限") < 1


def test_shapes_are_seen_in_the_words_of_any_team() -> None:
    """One word is enough, words in a row count more, and both languages are read."""
    assert set(shapes_in(terms_of("The pod was OOMKilled"))) >= {"memory"}
    assert shapes_in(terms_of("no space left on the disk"))["disk_full"].count > 2
    assert "certificate" in shapes_in(terms_of("証明書の期限切れ"))
    assert shapes_in(terms_of("Xylophones")) == {}


@given(postmortems())
def test_any_postmortem_becomes_a_document(pm: Postmortem) -> None:
    """And its counts are those of its parts."""
    terms = terms_in(document_of(pm))
    assert sum(terms.counts.values()) == len(terms.title) + len(terms.lead) + len(terms.body)
    assert terms.length <= sum(terms.counts.values())
