"""Stems of English words, so that ``certificates`` is found by ``certificate``. Other words stay as they are."""

from functools import lru_cache
from threading import Lock
from typing import Final

from snowballstemmer.english_stemmer import EnglishStemmer

# Not by snowballstemmer.stemmer(): where PyStemmer happens to be installed it hands over to that one, which has other
# stems in other releases, and terms that are stored would not be found (seen: snowballstemmer 3.1.1, PyStemmer 2.2).
_STEMMER: Final = EnglishStemmer()
_ONE_AT_A_TIME: Final = Lock()  # the stemmer keeps its place in itself
_SHORTEST, _LONGEST = 4, 40


def stem_of(word: str) -> str:
    """Give it a folded word."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isascii() or not word.isalpha():
        return word
    return _stem(word)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    with _ONE_AT_A_TIME:
        stem: str = _STEMMER.stemWord(word)
    return stem
