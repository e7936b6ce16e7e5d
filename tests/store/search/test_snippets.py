"""The piece of text around what was found."""

from hypothesis import given
from hypothesis import strategies as st

from core.store.search.folding import composed, fold, split_words
from core.store.search.snippets import END, LINE_END, START, SnippetSource, snippet


def looking(*terms: str, parts: tuple[str, ...] = (), prefix: bool = False) -> SnippetSource:
    return SnippetSource(terms, parts, prefix)


def shown(body: str, looked: SnippetSource, title: str = "A title") -> str:
    body = composed(body)
    return snippet(title, body, f"{fold(title)}\n{fold(body)}", looked)


def test_a_whole_word_is_marked_and_not_the_same_letters_inside_another() -> None:
    """Otherwise the mark would point at something that was not the reason."""
    assert shown("Diskettes on the Disk.", looking("disk")) == "Diskettes on the \x02Disk\x03."


def test_a_beginning_marks_the_whole_word() -> None:
    """What is being typed last is often half a word."""
    assert shown("The diskettes", looking("disk", prefix=True)) == "The \x02diskettes\x03"


def test_parts_are_marked_where_they_stand() -> None:
    """Scripts without spaces have no words to mark."""
    assert shown("ディスクが満杯", looking(parts=("スク",))) == "ディ\x02スク\x03が満杯"


def test_neighbouring_rows_are_not_glued_together() -> None:
    """Two fields of a postmortem read as one sentence otherwise; a line that ends the piece leaves no dot."""
    assert shown("The disk is full\n\norders-db\n", looking("disk")) == "The \x02disk\x03 is full · orders-db"


def test_accents_and_case_stay_as_they_were_typed() -> None:
    """Folding finds the place, the original is shown."""
    assert shown("Das CAFÉ in Zürich", looking("cafe", "zurich")) == "Das \x02CAFÉ\x03 in \x02Zürich\x03"


def test_letters_that_became_two_are_marked_where_they_stand() -> None:
    """What is shown is what was typed, marked at the right letters, before and after such a letter."""
    text = "Große Straße: conﬁg in Łódź, then the disk"
    message = shown(text, looking("strasse", "config", "lodz", "disk"), title="Ærø")
    assert message == "Große \x02Straße\x03: \x02conﬁg\x03 in \x02Łódź\x03, then the \x02disk\x03"
    assert shown("Straße", looking(parts=("s",))) == "\x02S\x03tra\x02ß\x03e"


def test_a_far_place_is_shown_with_what_is_around_it() -> None:
    """Dots say that there is more on either side, and no word is cut at the start."""
    text = shown("many words before it " * 30 + "needle " + "and more after it " * 30, looking("needle"))
    assert text.startswith("…")
    assert text.endswith("…")
    assert "\x02needle\x03" in text
    assert text.removeprefix("…").split()[0] in {"many", "words", "before", "it"}


def test_a_hit_in_the_title_shows_how_the_text_begins() -> None:
    """The title is on the page anyway."""
    assert shown("Some text.", looking("title")) == "Some text."


@given(text=st.text(max_size=400), term=st.text(min_size=1, max_size=5))
def test_marks_always_come_in_pairs_and_nothing_is_made_up(text: str, term: str) -> None:
    """Whatever was typed, control characters too: the page can turn the marks into HTML blindly."""
    indexed = tuple(split_words(fold(composed(term))))
    looked = looking(*indexed, prefix=True) if indexed else looking(parts=(fold(composed(term)),))
    result = shown(text, looked)
    depth = 0
    for sign in result:
        depth += (sign == START) - (sign == END)
        assert depth in (0, 1)
    assert depth == 0
    left = set(result) - {START, END, "…", " "} - (set(LINE_END) if "\n" in text or "\r" in text else set())
    assert left <= set(composed(text))
