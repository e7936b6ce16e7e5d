"""Rewrites: filled with the writer's words, fitted to the sentence, read before they are shown."""

from core.domain.blameless import check
from core.domain.blameless.rewrite import rewrites
from core.domain.postmortem import SectionId


def base(word: str) -> str | None:
    return {"checked": "check"}.get(word)


def offered(
    template: str, text: str, span: tuple[int, int], *, opens: bool = False, clean: bool = True
) -> tuple[str, ...]:
    spans = [] if clean else [span]
    return rewrites(text, span, [template], {"duty": "checked"}, base, lambda _: spans, opens=opens)


def test_a_slot_quotes_the_writer() -> None:
    """As written, or in its base form; a slot without a word offers nothing."""
    assert offered("had {duty}", "they x it", (5, 6)) == ("had checked",)
    assert offered("had no prompt to {duty:base}", "they x it", (5, 6)) == ("had no prompt to check",)
    assert offered("had {role}", "they x it", (5, 6)) == ()


def test_the_capital_follows_the_sentence() -> None:
    """A replacement that opens a sentence has one; after a name it has none."""
    assert offered("a step", "Blame. Now", (0, 5), opens=True) == ("A step",)
    assert offered("a step", "is Ana's fault", (3, 14)) == ("a step",)


def test_a_comma_is_not_doubled() -> None:
    """Where the sentence brings its own."""
    assert offered("as seen,", "Clearly, it", (0, 7), opens=True) == ("As seen",)
    assert offered("as seen,", "Clearly it", (0, 7), opens=True) == ("As seen,",)


def test_a_rewrite_that_would_be_flagged_is_not_offered() -> None:
    """Two rules never trip each other."""
    assert offered("human error", "a slip", (0, 6), clean=False) == ()


def test_a_rewrite_says_something_else() -> None:
    """The same words again are no offer."""
    assert offered("a slip", "a slip", (0, 6)) == ()


def test_the_whole_way() -> None:
    """From a reproach to a sentence about prompts, from a wish to a measurable action."""
    (hint,) = check("The release manager did not read the change log.", SectionId.FACTORS)
    assert hint.suggestions == ("had no prompt to read",)
    (hint,) = check("Improve monitoring.", SectionId.ACTIONS)
    assert hint.suggestions[0].startswith("Add an alert on <metric>")
    (hint,) = check("Why didn't you call the vendor?", SectionId.FACTORS)
    assert hint.suggestions == ("What would have made it easy to",)
