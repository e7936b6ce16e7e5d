"""Keys at the top of a file, read without trusting them."""

import pytest

from core.domain.report.front_matter import split_front_matter


def front(text: str) -> tuple[dict[str, list[str]], int]:
    return split_front_matter(text.split("\n"))


def test_keys_values_lists_and_texts_that_go_on() -> None:
    """Quotes are taken off; keys are in lower case."""
    facts, lines = front(
        "---\nTitle: \"It's down\"\ntags: [a, 'b c']\nauthors:\n"
        "  - sam\n  - kim\ndescription: one\n  two\nempty:\n---\n# T"
    )
    assert facts == {
        "title": ["It's down"],
        "tags": ["a", "b c"],
        "authors": ["sam", "kim"],
        "description": ["one two"],
        "empty": [],
    }
    assert lines == 10


def test_toml_and_an_empty_first_line() -> None:
    """Hugo writes plus signs."""
    assert front('+++\ntitle = "T"\n+++\n')[0] == {"title": ["T"]}
    assert front("\n---\ntitle: T\n---\n")[1] == 4


@pytest.mark.parametrize("text", ["# T\n---\n", "---\nno end", "---\njust words\n---\n", "", "text\n---\na: b\n---"])
def test_what_is_no_front_matter(text: str) -> None:
    """A rule between two paragraphs is one."""
    assert front(text) == ({}, 0)


def test_entries_with_keys_of_their_own_are_their_names() -> None:
    """Catalogues list services so; the other keys of an entry are no part of its name."""
    facts, _ = front(
        "---\nservices:\n  - name: web\n    tier: 1\n    owner: shop\n  - id: 'db'\n  - plain\n    goes on\n"
        "tags: [a]\n  more\n---\n"
    )
    assert facts["services"] == ["web", "db", "plain goes on"]
    assert facts["tags"] == ["a more"]
