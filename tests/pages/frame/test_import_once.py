"""What is imported at the start is out of every later search for garbage."""

import gc

import pytest

from pages.parts.frame.import_once import without_garbage_search


@pytest.fixture(autouse=True)
def _no_garbage() -> None:
    """Freezing is for the whole process: what other tests left behind would stay as long."""
    gc.collect()


def test_nothing_is_searched_meanwhile_and_nothing_of_it_afterwards() -> None:
    """Also when the import fails: a server that says why it cannot start searches as before."""
    before = gc.get_freeze_count()
    with without_garbage_search():
        assert not gc.isenabled()
        kept: list[list[int]] = [[] for _ in range(1_000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(kept)
    with pytest.raises(ImportError), without_garbage_search():
        raise ImportError("core")
    assert gc.isenabled()


def test_who_switched_the_search_off_has_it_off_still() -> None:
    """As somebody does who measures."""
    gc.disable()
    try:
        with without_garbage_search():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
