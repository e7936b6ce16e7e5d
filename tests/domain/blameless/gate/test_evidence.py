"""What the clause around a match says: who is subject, what holds, and what makes the words all right."""

import pytest

from core.domain.blameless import default_rules
from core.domain.blameless.gate.evidence import Clause
from core.domain.blameless.gate.judging import Judged, judged
from core.domain.blameless.marking import Marked
from core.domain.blameless.reading import read

RULES = default_rules()


def clause(text: str, phrase: str) -> Clause:
    """The clause of these words, as if a rule had found them."""
    reading = read(text, (), RULES.lexicon)
    begin = text.index(phrase)
    places = [
        number
        for number, (start, end) in enumerate(reading.places)
        if begin <= start < end and end <= begin + len(phrase)
    ]
    (first, last), *_ = reading.sentences
    words = reading.words[first:last]
    return Clause(words, Marked(words), places[0] - first, places[-1] + 1 - first)


def found(text: str) -> list[Judged]:
    return list(judged(read(text, (), RULES.lexicon), None, RULES))


@pytest.mark.parametrize(
    ("text", "phrase", "subject"),
    [
        ("We did not really check it.", "check", "we"),
        ("Then I have never checked it.", "checked", "i"),
        ("The reviewer had not checked it.", "checked", "role"),
        ("Later Zebedee did not check it.", "check", "named"),
        ("The importer job did not check it.", "check", "thing"),
        ("Nobody checked it.", "checked", "nobody"),
        ("Checked it.", "Checked", "start"),
        ("We restarted it and checked the log.", "checked", "joined"),
        ("We want to check it.", "check", "wanting"),
        ("Because of checks, it stopped.", "checks", "preposition"),
    ],
)
def test_the_subject_is_the_nearest_word_that_can_be_one(text: str, phrase: str, subject: str) -> None:
    """Behind helpers, negations and adverbs; a thing and a person are told apart."""
    assert clause(text, phrase).subject == subject


def test_evidence_is_looked_for_where_a_feature_says() -> None:
    """A wish in the clause of the match counts; one behind the next comma does not."""
    before = clause("We hope to check the log, and it was late.", "check").evidence(RULES.features)
    behind = clause("We check the log, because we hope to find it.", "check").evidence(RULES.features)
    assert {"a wish", "a wish before it"} <= before
    assert not {"a wish", "a wish before it"} & behind


def test_evidence_tells_how_long_things_are() -> None:
    """Of the sentence and of the match."""
    short = clause("We checked.", "checked").evidence(RULES.features)
    long = clause("We checked" + " it again and again" * 10 + ".", "checked it again and again it").evidence(
        RULES.features
    )
    assert {"sentence: short", "one word"} <= short
    assert {"sentence: long", "many words"} <= long


@pytest.mark.parametrize(
    ("blames", "does_not"),
    [
        ("We need to be more careful with the shard map.", "I want to get better at reading shard maps."),
        ("The reviewer failed to check the shard map.", "The importer failed to check in time."),
        ("They should have told the desk.", "They could have told the desk, given more time."),
        (
            "If we had asked the vendor, it would have been caught.",
            "If we had not asked the vendor, we might still be down.",
        ),
        ("Kim did not check the lease.", "Kim did not think that the lease had ended."),
        ("Everyone knows that a lease ends.", "We told the desk, so that everyone knows about the lease."),
        ("Why didn't you ask the vendor?", "What did we learn from the vendor?"),
        ("It could have been tested by the desk.", "The desk could have used more chairs."),
        ("Does nobody know how a lease works?", "Does anyone know how the lease is renewed?"),
        ("Nobody read the renewal mails.", "There are renewal mails that nobody reads."),
        ("Read the error before you restart.", "Read the error first, restart second."),
        ("Next time we must check the lease.", "Next time we use another lease table."),
        ("In hindsight we should have asked.", "In hindsight the lease table was small."),
        ("It was a human error.", "If it was a human error, the form must ask twice."),
        ("The preparation was a joke.", "The game was a joke."),
        ("A mistake was made at the gate.", "From each mistake we learned something about the gate."),
        ("Communicate with each other more.", "This is how the two services communicate with each other."),
        ("I wish we had asked the crew.", "I wish I could have painted the gate."),
        ("I wish we had checked the tank.", "I wish we had more tanks."),
        ("We never spent enough time on planning.", "We did not have enough time for planning."),
        ("The plan was not as good as it should have been.", "The plan is as it should be."),
        ("Poor planning emptied the tank.", "Poor visibility emptied the harbour."),
    ],
)
def test_words_are_all_right_where_nobody_is_meant(blames: str, does_not: str) -> None:
    """Of two sentences with the same words, one is about a person's duty; the other meets a veto, or no rule."""
    assert any(not item.veto for item in found(blames)), blames
    assert all(item.veto for item in found(does_not)), [
        (i.found.ready.rule.id, i.names) for i in found(does_not) if not i.veto
    ]


@pytest.mark.parametrize(
    ("text", "veto"),
    [
        ("These improvements will be evaluated in May.", "how it will be judged"),
        ("The owner made sure that the crew could do their best work.", "what somebody made sure of"),
        ("The lamp removes the risk of forgetting to check the tank.", "a risk of it"),
    ],
)
def test_a_veto_is_told_by_name(text: str, veto: str) -> None:
    """What stops a match can be shown to whoever asks why nothing was said."""
    assert veto in {item.veto for item in found(text)}


def test_every_veto_is_of_rules_and_categories_that_there_are() -> None:
    """A rule that is renamed does not slip out of a veto."""
    known = set(RULES.ready) | {ready.rule.category.value for ready in RULES.ready.values()}
    for veto in RULES.vetoes:
        assert veto.of <= known, veto.name
        assert veto.patterns or veto.subjects, veto.name


def test_names_of_features_and_vetoes_are_unique() -> None:
    """A weight goes with one feature."""
    for names in ([feature.name for feature in RULES.features], [veto.name for veto in RULES.vetoes]):
        assert len(set(names)) == len(names)
