"""What a server imports at its start stays for good: no search for garbage looks at it, then or later."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_search() -> Iterator[None]:
    """For imports that are never undone: looking for garbage among them takes a seventh of their time, and looking
    again at all of them later stops every room. Whatever exists at the end is kept out of later searches.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
