"""Words beside a moment in a line: labels before it, and forms that only chats have."""

import re

from core.domain.timeline.lines.line_shapes import LineShape

_LINKING = re.compile(r" (?:at|on|um|am|à|le)$")


def is_chat_front(shape: LineShape) -> bool:
    """Chats put their moments into brackets, or write day and time before a dash."""
    stamp = shape.front
    return (
        stamp is not None
        and not shape.bullet
        and (stamp.bracketed or (stamp.day is not None and "," in shape.body[: stamp.end]))
    )


def label_of_line(before: str) -> str:
    """The words before a moment, without what leads to it: "Detected at"."""
    label = before.rstrip(" \t:–—-|,([@")
    for mark in ("**", "__", "*", "_"):
        if label.startswith(mark) and label.endswith(mark) and len(label) > 2 * len(mark):
            label = label[len(mark) : -len(mark)].rstrip(" \t:–—-")
    return _LINKING.sub("", label).strip()


def opened_words(before: str) -> str:
    """The words before a moment in brackets."""
    return before.rstrip(" \t([")
