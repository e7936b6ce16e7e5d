"""Whether a template can stand where the words of a hint stand, and in which form.

How a template begins says what it is: a capital letter an action, an article a thing, and so on. Where the words around
would not go with it, or a fact of the writer's would be lost, there is no rewrite: the hint's question is enough.
"""

from core.domain.blameless.rewriting import phrases
from core.domain.blameless.rewriting.actions import action
from core.domain.blameless.rewriting.place import Underlined

_KINDS = (
    (("What ", "How ", "Which "), phrases.question),
    (("a ", "the "), phrases.thing),
    (("had ",), phrases.had),
    (("as ",), phrases.remark),
    (("with ",), phrases.circumstance),
)


def fitted(here: Underlined, write: str, about: frozenset[str] = frozenset()) -> str | None:
    """The template as it can stand here, its slots still open; None where it cannot.

    ``about`` are the words that it was chosen for.
    """
    new = _by_kind(here, write, about)
    whole = new is not None and ("{rest}" in new or "{topic}" in new)
    return new if new is None or whole or all(fact in new for fact in here.facts()) else None


def _by_kind(here: Underlined, write: str, about: frozenset[str]) -> str | None:
    for beginnings, fit in _KINDS:
        if write.startswith(beginnings):
            return fit(here, write)
    return action(here, write, about) if write[:1].isupper() else write
