"""Words of a chat's interface that are copied along: reactions, counts of answers, "joined the channel"."""

import re

_NOISE = re.compile(
    r"(?::[a-z0-9_+\-]+:(?: ?\d{1,4})?|\d{1,4} (?:replies|reply|Antworten|Antwort|réponses?)|"
    r"(?:View|Show) (?:thread|replies|newer replies)|"
    r"Last reply .{1,40}|New(?: messages?)?|Also sent to the channel|replied to a thread:.{0,80}|Pinned by .{1,40}|"
    r"View message|Show more|Show less|Add reaction|Reply|Forwarded|Edited|\(edited\)|Thread|"
    r"Begin Reference.{0,80}|Read \d+|"
    r"\d+ (?:files|Dateien)|Seen by .{1,60}|Translated by .{1,40})",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"(?:(?:has |have |was |were |is )?(?:joined|left|added|removed|invited)\b(?: to| from| by)? ?"
    r"(?:#|the (?:channel|group|room|chat|server|conversation|meeting)|this (?:channel|group)|using).{0,200}|"
    r"(?:set|changed|cleared|updated) the (?:channel|group|room)?.{0,20}"
    r"(?:topic|purpose|description|name|subject|icon).{0,200}|"
    r"(?:renamed|archived|un-archived|created) (?:the |this )?(?:channel|group|room).{0,200}|pinned a message.{0,200}|"
    r"(?:started|ended) (?:a |the )?(?:call|huddle|meeting)\.?.{0,80})",
    re.IGNORECASE,
)
_EDITED = re.compile(r"[ ,]?(?: ?Edited| ?\((?:edited|bearbeitet|modifié|editado)\))$", re.IGNORECASE)
_EMOJI = re.compile(r":[a-z0-9_+\-]+:|[^\w\s#<>@.,;:!?()\[\]{}'\"/\\|`~*_=+%&^$-]{1,4}", re.IGNORECASE)


def is_noise(line: str, above: str) -> bool:
    """Whether a line of a chat is no word of anybody. ``above`` is the line before: a count follows its emoji."""
    bare = line.strip()
    if bare.isdigit() and len(bare) <= 3:
        return _EMOJI.fullmatch(above.strip()) is not None or above.strip().isdigit()
    return _NOISE.fullmatch(bare) is not None or (_EMOJI.fullmatch(bare) is not None and bare[:1] == ":")


def is_system_message(text: str) -> bool:
    """Whether a message only says who came, went or renamed the channel."""
    return len(text) <= 240 and _SYSTEM.fullmatch(text) is not None


def without_edited(text: str) -> str:
    """A message without the mark that it was changed."""
    tail = _EDITED.search(text, max(0, len(text) - 20))
    return text[: tail.start()].rstrip() if tail else text
