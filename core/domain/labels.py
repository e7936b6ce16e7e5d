"""Services and tags as names: how they are compared, and what may be one."""

from typing import Final

from core.errors import BadInput

LONGEST: Final = 200
"""Characters, as in the board's field."""
_SEPARATORS: Final = ",;\n"


def as_label(text: str) -> str:
    """One line with single spaces, as a name is shown and compared."""
    return " ".join(text.split())


def clean_label(text: str) -> str:
    """A name that somebody gives; BadInput with a sentence when it cannot be one."""
    name = as_label(text)
    if not name:
        raise BadInput("Say which name it should have.")
    if len(name) > LONGEST:
        raise BadInput(f"A name can have {LONGEST} characters at most. Choose a shorter one.")
    if any(sign in text.strip() for sign in _SEPARATORS):
        raise BadInput("A comma or a semicolon begins another name. Leave it out.")
    return name
