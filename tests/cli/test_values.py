"""Values of options that begin with a dash: ids of earlier versions do, and a name or a file may."""

import pytest

from core.cli.parser import build_parser
from core.cli.values import ValueParser


@pytest.mark.parametrize("value", ["-abc", "-h1", "--abc", "-5", "-", "-a b", "-x=y", "-oX"])
@pytest.mark.parametrize(
    ("command", "option", "name"),
    [
        (["people"], "--sign-out", "sign_out"),
        (["closed", "ab12"], "--add", "add"),
        (["closed", "ab12"], "--remove", "remove"),
        (["forget-person", "Ana"], "--as", "instead"),
        (["export", "ab12"], "-o", "output"),
        (["export", "ab12"], "--output", "output"),
        (["similar"], "--title", "title"),
        (["timeline", "chat.txt"], "--add", "add"),
    ],
)
def test_a_value_may_begin_with_a_dash(command: list[str], option: str, name: str, value: str) -> None:
    """Wherever the option stands among the others, and as with an equals sign."""
    json = [] if command[0] == "export" else ["--json"]
    for arguments in ([*command, option, value, *json], [*command, *json, option, value]):
        assert getattr(build_parser().parse_args(arguments), name) == value
    if option.startswith("--"):
        assert getattr(build_parser().parse_args([*command, f"{option}={value}"]), name) == value


@pytest.mark.parametrize(
    "arguments",
    [
        ["people", "--sign-out"],
        ["people", "--sign-out", "--json"],
        ["people", "--sign-out", "--sign-out-everybody"],
        ["people", "--sign-out", "--sign-out=Ana"],
        ["people", "--sign-out", "--", "-abc"],
        ["people", "-abc"],
        ["similar", "--title", "--before=2026-01-01"],
    ],
)
def test_a_forgotten_value_is_still_an_error(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Another option is never taken for the value, and a word without an option stays unknown."""
    with pytest.raises(SystemExit, match="2"):
        build_parser().parse_args(arguments)
    assert "error:" in capsys.readouterr().err


def test_words_of_the_process_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of its own gives no list, and what follows two dashes is no option's value."""
    parser = ValueParser(prog="one")
    parser.add_argument("--who")
    parser.add_argument("rest", nargs="*")
    monkeypatch.setattr("sys.argv", ["one", "--who", "-abc", "--", "--who", "-d"])
    chosen = parser.parse_args()
    assert (chosen.who, chosen.rest) == ("-abc", ["--who", "-d"])
