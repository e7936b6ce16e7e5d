"""Why a socket is closed, and the sentence that the browser shows for it.

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
    Close.NO_VISITOR: "This browser is not known here any more. Open the join link again.",
    Close.NOT_MEMBER: "You are not in this meeting. Open the join link, or ask a facilitator.",
    Close.NO_MEETING: "There is no such meeting. Go to Home and choose one.",
    Close.EPOCH: "This postmortem was restored meanwhile. Reload the page; your own copy is kept aside.",
    Close.TOO_LARGE: "That was more than fits at once. Reload, and paste it in smaller pieces.",
    Close.MALFORMED: "This page sent something that cannot be read. Reload it; what is saved is safe.",
    Close.CROWDED: "The room is full, or you have too many tabs of it open. Close one and reload.",
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
    """A close reason has at most 123 bytes of UTF-8."""
    return SENTENCES[code].encode()[:120].decode(errors="ignore")
