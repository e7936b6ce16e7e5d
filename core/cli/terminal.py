"""Text of people on a terminal."""


def one_line(text: str) -> str:
    """On one line, and without the control characters that a terminal would obey."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
