"""What the engine says about a piece of text: one hint, its category. Nothing here reads text."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Category(StrEnum):
    """Eight ways in which a sentence steers away from the system."""

    PERSON_BLAME = "person_blame"
    HUMAN_ERROR = "human_error"
    COUNTERFACTUAL_PERSON = "counterfactual_person"
    JUDGEMENT = "judgement"
    BLAMING_QUESTION = "blaming_question"
    EXHORTATION = "exhortation"
    VAGUE_ACTION = "vague_action"
    MINIMISER_OR_ABSOLUTE = "minimiser_or_absolute"


class Hint(BaseModel):
    """One hint. ``start`` and ``end`` count code points; each suggestion replaces exactly that span.

    ``message`` says in one kind sentence why these words get in the way, ``question`` leads to better ones.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    rule: str
    category: Category
    message: str
    question: str
    suggestions: tuple[str, ...] = ()
