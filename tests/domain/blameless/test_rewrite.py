"""Rewrites: filled with the writer's words, fitted to the sentence, read before they are shown."""

from core.domain.blameless import check
from core.domain.blameless.rewrite import Template, Underlined, rewrites
from core.domain.postmortem import SectionId


def base(word: str) -> str | None:
    return {"checked": "check"}.get(word)


def offered(template: str, message: Underlined, *, clean: bool = True) -> tuple[str, ...]:
    first = len(message.before) + 2 * message.in_line
    spans = [] if clean else [(first, first + 3)]
    return rewrites(message, [Template(template)], {"duty": "checked"}, base, lambda _: spans)


def test_a_slot_quotes_the_writer() -> None:
    """As written, or in its base form; a slot without a word offers nothing."""
    assert offered("had {duty}", Underlined("they ", "x", " it")) == ("had checked",)
    assert offered("had no prompt to {duty:base}", Underlined("they ", "x", " it")) == ("had no prompt to check",)
    assert offered("had {role}", Underlined("they ", "x", " it")) == ()


def test_the_capital_follows_the_sentence() -> None:
    """A replacement that opens a sentence has one; after a name it has none."""
    assert offered("a step", Underlined("", "Blame", ".", opens=True)) == ("A step",)
    assert offered("a step", Underlined("is ", "Ana's fault", "")) == ("a step",)


def test_a_comma_is_not_doubled() -> None:
    """Where the sentence brings its own."""
    assert offered("as seen,", Underlined("", "Clearly", ", it", opens=True)) == ("As seen",)
    assert offered("as seen,", Underlined("", "Clearly", " it", opens=True)) == ("As seen,",)


def test_a_rewrite_that_would_be_flagged_is_not_offered() -> None:
    """Two rules never trip each other."""
    assert offered("human error", Underlined("", "a slip", ""), clean=False) == ()


def test_a_rewrite_says_something_else() -> None:
    """The same words again are no offer."""
    assert offered("a slip", Underlined("", "a slip", "")) == ()


def test_the_whole_way() -> None:
    """From a reproach to a sentence about prompts, from a wish to a measurable action."""
    (hint,) = check("The release manager did not read the change log.", SectionId.FACTORS)
    assert hint.suggestions == ("had <which prompt, if any> to read",)
    (hint,) = check("Improve monitoring.", SectionId.ACTIONS)
    assert hint.suggestions[0].startswith("Add an alert on <metric>")
    (hint,) = check("Why didn't you call the vendor?", SectionId.FACTORS)
    assert hint.suggestions == ("What would have made it easy to",)
