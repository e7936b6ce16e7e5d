"""What the engine says about a piece of text: one hint, its category. Nothing here reads text."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Category(StrEnum):
    """Ways in which a sentence steers away from the system, the gravest first.

    When two hints are about the same words, the one of the earlier category is shown.
    """

    PERSON_BLAME = "person_blame"
    BLAMING_QUESTION = "blaming_question"
    HUMAN_ERROR = "human_error"
    COUNTERFACTUAL_PERSON = "counterfactual_person"
    EXHORTATION = "exhortation"
    JUDGEMENT = "judgement"
    MINIMISER_OR_ABSOLUTE = "minimiser_or_absolute"
    VAGUE_ACTION = "vague_action"


class Hint(BaseModel):
    """One hint. ``start`` and ``end`` count code points; each suggestion replaces exactly that span.

    ``message`` says in one kind sentence why these words get in the way, ``question`` leads to better ones.
    ``confidence``, from 0 to 1, is how sure the engine is that a person's duty or character is meant. A hint that is
    not ``sure`` is shown only to who asks for a closer look, and counted nowhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    rule: str
    category: Category
    message: str
    question: str
    suggestions: tuple[str, ...] = ()
    confidence: float = 1.0
    sure: bool = True


def phrase_key(phrase: str) -> str:
    """A phrase as dismissals keep it: however it is spaced or capitalised."""
    return " ".join(phrase.casefold().split())
