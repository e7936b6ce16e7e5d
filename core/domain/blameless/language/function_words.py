"""The word lists of ``function_words.toml``. Not here: how they are counted."""

import tomllib
from importlib import resources
from typing import Final

_LISTS: Final = tomllib.loads(resources.files(__package__).joinpath("function_words.toml").read_text(encoding="utf-8"))

ENGLISH: Final = frozenset(_LISTS["english"].split())
ACCENTED: Final = frozenset(_LISTS["accented"].split())
OTHERS: Final = {language: frozenset(listed.split()) for language, listed in _LISTS["others"].items()}
