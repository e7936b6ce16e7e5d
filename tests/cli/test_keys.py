"""``debrief key --create-only``: a key for tools, with a line that can be pasted."""

from pathlib import Path

import pytest

from core.cli import main

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DEBRIEF_URL", "https://debrief.example.org")
    monkeypatch.delenv("DEBRIEF_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["demo"]) == 0


def shown(capsys: Out, *more: str) -> dict[str, str]:
    capsys.readouterr()
    assert main(["key", "--create-only", *more]) == 0
    lines = capsys.readouterr().out.splitlines()
    return {"key": lines[0].split()[1], "address": lines[1].split()[1], "curl": lines[-1], "all": "\n".join(lines)}


def test_it_prints_the_key_and_a_line_to_paste(capsys: Out) -> None:
    """With the key in a header, not in the address."""
    found = shown(capsys, "--source", "alertmanager")
    assert found["address"] == "https://debrief.example.org/live/in/alertmanager"
    assert f"Authorization: Bearer {found['key']}" in found["curl"]
    assert found["curl"].endswith(found["address"])


def test_it_stays_the_same_until_it_is_renewed(capsys: Out) -> None:
    """Asking for it makes no new one; each source has its own."""
    one, general = shown(capsys, "--source", "alertmanager"), shown(capsys)
    assert shown(capsys, "--source", "prometheus")["key"] == one["key"]
    assert general["key"] != one["key"]
    renewed = shown(capsys, "--source", "alertmanager", "--renew")
    assert renewed["key"] != one["key"]
    assert shown(capsys)["key"] == general["key"]


def test_the_address_with_a_key_in_it_is_for_one_source(capsys: Out) -> None:
    """The key for all of them opens nothing there."""
    found = shown(capsys, "--source", "sns")
    assert f"/live/in/sns/{found['key']}" in found["all"]
    general = shown(capsys)
    assert f"/{general['key']}" not in general["all"]


def test_what_cannot_be_meant_is_said(capsys: Out) -> None:
    """A source that is none, and options without what they belong to."""
    assert main(["key", "--create-only", "--source", "nothing"]) == 1
    assert main(["key", "--renew"]) == 1
    assert "--create-only" in capsys.readouterr().err
