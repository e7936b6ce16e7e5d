"""What was typed for a date, a time or a number and cannot be read as one: it is shown as it was typed.

Pages and exports show it in the same way, so that nothing typed is missing from a file.
Not here: reading (``due_dates``; times and durations are read by the browser).
"""

NO_DATE = "no date yet"
NO_TIME = "no time yet"
NO_DURATION = "not a duration yet"


def unreadable_values(value: object, text: str) -> str:
    """The words on one line when there is no value beside them; nothing when they were read, or when there are none."""
    return "" if value is not None else " ".join(text.split())


def quoted(value: object, text: str, missing: str) -> str:
    """``“next sprint”, no date yet``: the words with what is missing; nothing when they were read."""
    message = unreadable_values(value, text)
    return f"“{message}”, {missing}" if message else ""
