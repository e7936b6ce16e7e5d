"""Why a socket is closed, and the sentence for it. This is where both are decided.

The browser shows them by code, from ``connection_messages.ts``; a test compares the two.

y-websocket 3 gives up on 4400-4499 and tries again on everything else. So a code in that range
means that trying again would not help.
"""

from enum import IntEnum

from core.errors import BadInput, Conflict, DebriefError, NotAllowed, NotFound, TooLarge, TooMany


class Close(IntEnum):
    NO_VISITOR = 4401
    NOT_MEMBER = 4403
    NO_MEETING = 4404
    EPOCH = 4409
    TOO_LARGE = 4413
    MALFORMED = 4422
    CROWDED = 4429
    STORAGE = 4503
    TOO_SLOW = 4508
    RESTARTING = 1012


SENTENCES: dict[Close, str] = {
    Close.NO_VISITOR: (
        "This browser is not signed in to the meeting any more. Open your join link again, or ask for the code."
    ),
    Close.NOT_MEMBER: "You are not in this meeting. Open the join link, or ask the facilitator for the code.",
    Close.NO_MEETING: "This meeting is not here. It may have been removed; ask whoever sent you the link.",
    Close.EPOCH: (
        "This postmortem was restored to another version. Reload the page to go on; your unsent "
        "words are kept in this browser."
    ),
    Close.TOO_LARGE: (
        "The last change was too large to send. It is still here: copy it out, reload the page, "
        "and add it in smaller pieces."
    ),
    Close.MALFORMED: (
        "This browser sent something the server could not read. Reload the page; your words are kept in this browser."
    ),
    Close.CROWDED: (
        "There is no free seat: the room is full, or you have it open in too many tabs. Close a tab and reload."
    ),
    Close.STORAGE: "Debrief cannot write right now. What you type is kept here and sent when it works again.",
    Close.TOO_SLOW: "This connection could not keep up. It is being made anew.",
    Close.RESTARTING: "Debrief is restarting. Your page comes back by itself.",
}


def code_for(error: DebriefError) -> Close:
    """The close code that fits an error raised while a frame was handled."""
    if isinstance(error, TooLarge):
        return Close.TOO_LARGE
    if isinstance(error, BadInput):
        return Close.MALFORMED
    if isinstance(error, NotAllowed):
        return Close.NOT_MEMBER
    if isinstance(error, NotFound):
        return Close.NO_MEETING
    if isinstance(error, Conflict):
        return Close.EPOCH
    if isinstance(error, TooMany):
        return Close.CROWDED
    return Close.STORAGE


def reason(code: Close) -> str:
    """A close reason has at most 123 bytes of UTF-8; every sentence fits whole."""
    return SENTENCES[code]
