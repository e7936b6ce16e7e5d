"""What a commit queue reports. Every method has to be there: a class that lacks one cannot be made."""

from abc import ABC, abstractmethod

from core.domain.postmortem import Postmortem
from core.live.room.close_codes import Close
from core.live.room.peer import Peer


class CommitListener(ABC):
    """What a room does about commits. Called on the event loop, never awaited."""

    @abstractmethod
    def broadcast_update(self, update: bytes, authors: set[Peer]) -> None:
        """These bytes are in the log: everybody may see them. ``authors`` is empty for other writers' updates."""

    @abstractmethod
    def text_stored(self, author: Peer, *, answer: bool) -> None:
        """This peer's text is in the log; ``answer``: it came because we had asked what we miss."""

    @abstractmethod
    def trouble_changed(self, sentence: str | None) -> None:
        """The database cannot be written, or (None) can again."""

    @abstractmethod
    def close_writers(self, code: Close) -> None:
        """Nothing of what they sent is stored: they come back and send it again."""

    @abstractmethod
    def close_everybody(self, code: Close) -> None:
        """The queue is abandoned; the next person gets a new room."""

    @abstractmethod
    def document_read(self, postmortem: Postmortem) -> None:
        """The document was read for its record."""
