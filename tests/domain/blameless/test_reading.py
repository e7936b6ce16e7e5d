"""Words become what the lexicon knows of them: names are told from products, sentences have a start and an end."""

from core.domain.blameless import default_rules
from core.domain.blameless.finding import rules_hit
from core.domain.blameless.reading import Reading, read
from core.domain.postmortem import SectionId


def shapes(text: str, people: tuple[str, ...] = ()) -> list[str]:
    """What the words that no list knows look like."""
    reading = read(text, people, default_rules().lexicon)
    return [word.keys[0] for word in reading.words if not word.text and word.keys[0] not in ("START", "STOP")]


def cut(text: str) -> list[str]:
    reading = read(text, (), default_rules().lexicon)
    return [_text(text, reading, begin, end) for begin, end in reading.sentences]


def _text(text: str, reading: Reading, begin: int, end: int) -> str:
    return text[reading.places[begin][0] : reading.places[end - 1][1]]


def test_a_capital_word_inside_a_sentence_is_a_name() -> None:
    """Names of any culture, without a list of names."""
    for name in ("Oyelaran", "Włodzimierz", "Nguyễn", "Ji-woo", "Þóra"):
        assert shapes(f"because {name}") == ["NAME"], name


def test_a_capital_word_at_the_start_is_a_name_unless_it_looks_like_a_noun() -> None:
    """``Zebedee forgot`` has a person, ``Serialisation`` has none, nor has a word that is small elsewhere."""
    assert shapes("Zebedee forgot") == ["NAME"]
    assert "NAME" not in shapes("Serialisation was slow.")
    assert "NAME" not in shapes("Gizmos broke. The gizmos were new.")


def test_a_product_is_no_person() -> None:
    """After an article, or with capitals inside, it is a thing."""
    assert shapes("the Qlorb") == ["PRODUCT"]
    assert shapes("because QlorbDB") == ["PRODUCT"]


def test_people_of_the_room_are_names() -> None:
    """Even in small letters, and when the name is a word with a capital."""
    assert shapes("because zoltan", ("Zoltan Szabo",)) == ["NAME"]
    assert shapes("because Mark", ("Mark",)) == ["NAME"]
    assert shapes("because mark", ("Mark",)) == []


def test_sentences_end_at_stops_questions_and_lines() -> None:
    """A bullet or a time before the words belongs to the sentence, and the words still open it."""
    assert cut("One two. Three?\n- four") == ["One two.", "Three?", "- four"]
    reading = read("14:02 - Ana restarts", (), default_rules().lexicon)
    assert [word.keys for word in reading.words].count(("START",)) == 2


def test_an_endless_sentence_is_read_in_pieces() -> None:
    """So that no rule ever works on a whole book."""
    reading = read("word " * 1000, (), default_rules().lexicon)
    assert len(reading.sentences) > 3
    assert all(end - begin <= 210 for begin, end in reading.sentences)


def test_every_word_has_its_place() -> None:
    """Words and places go together, one for one."""
    text = "Ana didn't check — the `x` of 😀 was “y”."
    reading = read(text, (), default_rules().lexicon)
    assert len(reading.words) == len(reading.places)
    assert all(0 <= start <= end <= len(text) for start, end in reading.places)


def test_a_short_label_and_its_colon_open_a_sentence() -> None:
    """“Monitoring: improve …” promises what “Improve …” does; behind half a sentence a colon opens nothing."""
    lexicon = default_rules().lexicon
    label = read("Depot monitoring: improve it", (), lexicon).words
    long = read("We saw in the log of the depot: improve it", (), lexicon).words
    assert [word.keys for word in label if "COLON" in word.keys] == [("COLON", "START")]
    assert [word.keys for word in long if "COLON" in word.keys] == [("COLON",)]
    found = rules_hit("Depot monitoring: improve alerting.", SectionId.ACTIONS, (), default_rules())
    assert found & rules_hit("Improve alerting.", SectionId.ACTIONS, (), default_rules())
