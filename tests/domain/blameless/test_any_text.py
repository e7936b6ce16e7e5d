"""Whatever is typed: no exception, underlines inside the text, in order, apart, and a rewrite that ends its hint."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.blameless import Hint, check, default_rules
from core.domain.postmortem import SectionId

EXAMPLES = [example.text for rule in default_rules().rules for example in (*rule.flag, *rule.pass_)]
WORDS = sorted({word for text in EXAMPLES for word in text.split()})
SECTIONS = st.sampled_from([None, *SectionId])
GLUE = st.sampled_from([" ", ", ", ". ", "\n", "\n- ", " “", "” ", "`", "? ", " — ", " 😀 ", " 災 ", "\n14:02 "])
PROSE = st.lists(st.tuples(st.sampled_from(WORDS), GLUE), max_size=40).map(
    lambda parts: "".join(word + glue for word, glue in parts)
)
SENTENCES = st.lists(st.tuples(st.sampled_from(EXAMPLES), GLUE), max_size=4).map(
    lambda parts: "".join(text + glue for text, glue in parts)
)
TEXTS = st.one_of(st.text(max_size=300), PROSE, SENTENCES)


def overlaps(hint: Hint, start: int, end: int) -> bool:
    return hint.start < end and start < hint.end


@settings(max_examples=150, deadline=None)
@given(TEXTS, SECTIONS, st.lists(st.text(max_size=12), max_size=3))
def test_hints_lie_inside_the_text_in_order_and_apart(text: str, section: SectionId | None, people: list[str]) -> None:
    """No text breaks the engine, and no word is underlined twice."""
    end = 0
    for hint in check(text, section, people):
        assert end <= hint.start < hint.end <= len(text)
        assert text[hint.start : hint.end].strip() == text[hint.start : hint.end]
        end = hint.end


@settings(max_examples=100, deadline=None)
@given(TEXTS, SECTIONS)
def test_the_same_text_gets_the_same_hints(text: str, section: SectionId | None) -> None:
    """Nothing is remembered from one text to the next."""
    assert check(text, section) == check(text, section)


@settings(max_examples=150, deadline=None)
@given(SENTENCES, SECTIONS)
def test_an_accepted_rewrite_needs_no_second_hint(text: str, section: SectionId | None) -> None:
    """What is offered was read by the engine: accepted, it is not underlined again."""
    for hint in check(text, section):
        for new in hint.suggestions:
            after = text[: hint.start] + new + text[hint.end :]
            assert not any(overlaps(other, hint.start, hint.start + len(new)) for other in check(after, section))


@settings(max_examples=60, deadline=None)
@given(PROSE, SECTIONS)
def test_quoting_silences_every_rule(text: str, section: SectionId | None) -> None:
    """A line in code marks is nobody's own words."""
    line = text.replace("`", "").replace("\n", " ")[:250]
    assert line == "" or check(f"`{line}`", section) == []


def test_a_text_with_very_many_hints_is_told_the_first() -> None:
    """A hundred underlines are enough for one field."""
    text = "Root cause: human error.\n" * 300
    hints = check(text, SectionId.ROOT_CAUSE)
    assert len(hints) == 100
    assert hints[0].start < 30
