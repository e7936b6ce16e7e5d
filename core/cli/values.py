"""Values of options that begin with a dash: an id, or a name.

``argparse`` takes each word with a dash in front for an option, also where a value must come, unless an ``=`` joins the
two. Ids of people who came before ids were hexadecimal begin with a dash once in 64 times.
"""

import argparse
import sys
from collections.abc import Iterable
from typing import Any, TypeVar, overload

_N = TypeVar("_N")


class ValueParser(argparse.ArgumentParser):
    """A parser whose options take the next word as their value, also with a dash in front of it.

    A word that is an option itself stays one, so that a forgotten value is still an error. Parsers of subcommands are
    made with the class of their parent.
    """

    def __init__(self, **how: Any) -> None:
        self._with_value: set[str] = set()
        self._without: set[str] = set()
        super().__init__(**how)

    def add_argument(self, *names: str, **how: Any) -> argparse.Action:
        action = super().add_argument(*names, **how)
        (self._without if action.nargs == 0 else self._with_value).update(action.option_strings)
        return action

    @overload
    def parse_known_args(
        self, args: Iterable[str] | None = None, namespace: None = None
    ) -> tuple[argparse.Namespace, list[str]]: ...
    @overload
    def parse_known_args(self, args: Iterable[str] | None, namespace: _N) -> tuple[_N, list[str]]: ...
    @overload
    def parse_known_args(self, *, namespace: _N) -> tuple[_N, list[str]]: ...
    def parse_known_args(self, args: Iterable[str] | None = None, namespace: Any = None) -> Any:
        """As the class above, with such values joined to their options. ``parse_args`` comes through here, too."""
        return super().parse_known_args(self._joined(list(sys.argv[1:] if args is None else args)), namespace)

    def _joined(self, arguments: list[str]) -> list[str]:
        """``--sign-out -abc`` as ``--sign-out=-abc``; what follows ``--`` is left as it is."""
        joined: list[str] = []
        for place, word in enumerate(arguments):
            if word == "--":
                return [*joined, *arguments[place:]]
            if joined and joined[-1] in self._with_value and self._is_value(word):
                joined[-1] += word if self._is_short(joined[-1]) else f"={word}"
            else:
                joined.append(word)
        return joined

    def _is_value(self, word: str) -> bool:
        option = word.partition("=")[0]
        return word.startswith("-") and word != "-" and option not in self._with_value | self._without

    @staticmethod
    def _is_short(option: str) -> bool:
        return not option.startswith("--")
