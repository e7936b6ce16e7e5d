"""The whole error tree. Each error carries a sentence that a person can act on.

::

    DebriefError
    ├── BadInput                 422  what was given cannot be used as it is
    │   ├── BadCode                   a join code or link that opens nothing
    │   ├── BadFile                   a file that cannot be read back
    │   └── TooLarge             413  over a limit of core.live.limits
    ├── NotAllowed               403  this person may not do this
    │   ├── NotAdmitted               a closed meeting, where somebody must let this person in first
    │   ├── NotMember                 no way into this meeting
    │   ├── NoSender             401  a program that sends without a valid key or signature
    │   └── WorkspaceLocked      401  the workspace key is missing
    ├── NotFound                 404  no such postmortem, row, page
    ├── Conflict                 409  somebody else was faster
    │   └── StaleCommand              a clock command that saw an older state
    ├── TooMany                  429  over a rate
    └── StorageTrouble           503  the database cannot be written or read now
        └── SchemaTooNew              the database belongs to a newer Debrief

A page shows ``error.sentence`` and nothing else; the traceback belongs in the log.
"""

from typing import ClassVar


class DebriefError(Exception):
    """Base of all errors that a person may see.

    ``sentence`` is a whole sentence in plain words that says what to do next.
    ``status`` is the HTTP status that fits it.
    """

    default: ClassVar[str] = "Something went wrong here. Try it again; what you typed is kept."
    status: ClassVar[int] = 500

    def __init__(self, sentence: str | None = None) -> None:
        self.sentence = sentence or self.default
        super().__init__(self.sentence)


class BadInput(DebriefError):
    default = "That cannot be used as it is. Check it and try again."
    status = 422


class BadCode(BadInput):
    default = "This link or code opens no meeting. Ask the person who invited you for a new one."
    status = 403


class BadFile(BadInput):
    default = "This file cannot be read as a postmortem. Export it again as JSON and import that file."


class TooLarge(BadInput):
    default = "That is more than fits. Make it shorter and try again."
    status = 413


class NotAllowed(DebriefError):
    default = "You cannot do this in this meeting. Ask a facilitator."
    status = 403


class NotMember(NotAllowed):
    default = "You are not in this meeting. Open the join link, or type the code that is on the shared screen."


class NotAdmitted(NotAllowed):
    default = (
        "Only people who were let in by name can come in here. Those inside see that you ask, under the name that you "
        "gave. Leave this page open, or open the link again when somebody has let you in."
    )

    def __init__(self, sentence: str | None = None, *, token: str | None = None, is_new: bool = True) -> None:
        """``token``: the cookie by which the browser is known from now on; None for the one that it has.

        ``is_new``: it asks for the first time.
        """
        super().__init__(sentence)
        self.token = token
        self.is_new = is_new


class WorkspaceLocked(NotAllowed):
    default = (
        "This part needs the workspace key. Open the link that was printed when Debrief started, "
        "or join a meeting with its code."
    )
    status = 401


class NoSender(NotAllowed):
    default = (
        "This key opens nothing here. Copy the one that Settings shows now, and send it as Authorization: Bearer KEY, "
        "or as the password of basic authentication."
    )
    status = 401


class NotFound(DebriefError):
    default = "There is no such postmortem. Go to Home and choose one from the list."
    status = 404


class Conflict(DebriefError):
    default = "Somebody else was faster. Look at what is there now and try again."
    status = 409


class StaleCommand(Conflict):
    default = "Someone moved the meeting on a moment before you. The clock shows where it is now."


class TooMany(DebriefError):
    default = "That was too often in a short time. Wait a minute and try again."
    status = 429


class StorageTrouble(DebriefError):
    """``operator`` says cause and way out for whoever runs the server; people in a meeting get the sentence."""

    default = (
        "Debrief cannot write to its database right now. Keep this page open: "
        "what you type is kept here and is sent when it works again."
    )
    status = 503

    def __init__(self, sentence: str | None = None, *, operator: str | None = None) -> None:
        super().__init__(sentence)
        self.operator = operator or self.sentence


class SchemaTooNew(StorageTrouble):
    default = "This database was made by a newer Debrief. Start that version, or restore a backup made with this one."
