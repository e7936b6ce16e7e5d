"""What Debrief itself writes into an export: labels, questions, answers to choose from. None of it gets a hint."""

from typing import Final

from core.domain.template import HEAD, NOTES, SECTIONS


def is_template_text(text: str) -> bool:
    """Whether a heading or a cell holds nothing that somebody wrote."""
    return len(text) <= _LONGEST and _plain(text) in _WORDS


def _plain(text: str) -> str:
    return " ".join(text.replace("*", "").casefold().split()).rstrip("?.!:")


def _texts() -> frozenset[str]:
    found = [text for section in SECTIONS for text in (section.title, section.question, section.prompt)]
    for field in (*HEAD, *NOTES, *(field for section in SECTIONS for field in section.fields)):
        found += [field.label, field.text_label, field.help, f"{field.label}: {field.help}"]
        found += [option.label for option in field.options]
        found += [column.label for column in field.columns]
        found += [option.label for column in field.columns for option in column.options]
    return frozenset(filter(None, map(_plain, found)))


_WORDS: Final = _texts()
_LONGEST: Final = 2 * max(map(len, _WORDS))
