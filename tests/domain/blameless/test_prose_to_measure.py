"""The prose that the engine is measured on."""

from pathlib import Path

import pytest

from tests.bench import hint_prose


def test_it_is_long_enough_and_never_the_same() -> None:
    """1,000 characters each; what was read before is remembered and would flatter the figure."""
    made = hint_prose.paragraphs(20)
    assert [len(text) for text in made] == [hint_prose.LENGTH] * 20
    assert len(set(made)) == 20


def test_without_documentation_it_says_so(tmp_path: Path) -> None:
    """And does not look for sentences for ever."""
    with pytest.raises(FileNotFoundError, match="no prose"):
        hint_prose.paragraphs(1, tmp_path)


def test_few_sentences_are_used_again_in_other_words(tmp_path: Path) -> None:
    """A short page is enough."""
    (tmp_path / "a.md").write_text("The lease table holds one row for each gate.\n", encoding="utf-8")
    first, second = hint_prose.paragraphs(2, tmp_path)
    assert first != second
