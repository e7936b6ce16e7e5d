"""The ground rules of the room, in our own words, read aloud in the lobby before the clock starts.

Behind them stands an old idea: people did what made sense to them at the time, with what they knew and
had. Here lives the text. Not here: what the hints look for.
"""

from typing import NamedTuple


class GroundRule(NamedTuple):
    title: str
    text: str


OPENING = "We are here to understand how it happened, so that it need not happen to anybody again."

GROUND_RULES: tuple[GroundRule, ...] = (
    GroundRule(
        "Systems, not suspects", "We ask what made it possible. “Who” is only a way to find out who can tell us more."
    ),
    GroundRule(
        "It made sense then", "Everybody acted on what they could see and knew. We do not judge with what we know now."
    ),
    GroundRule(
        "Everyone writes", "Type what you saw, even half a sentence. A small detail is often the missing piece."
    ),
    GroundRule(
        "Facts before reasons", "First what happened and when, then why. It keeps us from fixing the wrong thing."
    ),
    GroundRule("One clock", "Twenty minutes. What does not fit is parked, not lost."),
    GroundRule("Few actions, done", "An action has an owner, a date and a way to see that it is done."),
    GroundRule("It stays kind", "Nothing written here is used to rate anybody."),
)

SOURCE = (
    "Norman Kerth's prime directive for retrospectives",
    "https://retrospectivewiki.org/index.php?title=The_Prime_Directive",
)
