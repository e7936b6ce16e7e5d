"""A file is written whole or not at all, and a full disk is told with what to do."""

import errno
import os
import stat
from pathlib import Path

import pytest

from core.cli import main
from core.errors import StorageTrouble
from core.services.exchange.whole_file import no_room, size_text, whole_file, write_whole

FULL = [errno.ENOSPC, errno.EDQUOT, errno.EFBIG]


@pytest.mark.parametrize("code", FULL, ids=["disk", "quota", "file size"])
def test_what_was_there_before_stays_when_the_disk_is_full(tmp_path: Path, code: int) -> None:
    """The sentence names the file that was asked for and the way out; nothing else is left in the folder."""
    path = tmp_path / "report.pdf"
    path.write_bytes(b"the last one")

    def half() -> None:
        with whole_file(path) as out:
            out.write(b"half of the n")
            raise OSError(code, os.strerror(code))

    with pytest.raises(StorageTrouble) as caught:
        half()
    assert f"There is no room for {path}: " in caught.value.operator
    assert "Make room, or name a place on another disk." in caught.value.operator
    assert path.read_bytes() == b"the last one"
    assert list(tmp_path.iterdir()) == [path]


def test_other_trouble_keeps_its_reason_and_names_the_file(tmp_path: Path) -> None:
    """A folder that is not there is no full disk."""
    path = tmp_path / "no" / "report.pdf"
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(path, b"x")
    assert caught.value.filename == str(path)
    assert no_room(path, caught.value) is None


def test_a_file_for_everybody_has_the_rights_of_other_files_and_a_private_one_its_owner_s(tmp_path: Path) -> None:
    """What an export may be read by is decided by the user's umask, as for each other program."""
    beside = tmp_path / "beside"
    beside.write_bytes(b"")
    write_whole(tmp_path / "open", b"x")
    with whole_file(tmp_path / "private", private=True) as out:
        out.write(b"x")
    assert (tmp_path / "open").stat().st_mode == beside.stat().st_mode
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600


def test_a_link_and_a_pipe_are_written_through(tmp_path: Path) -> None:
    """Who exports to a link means the file behind it; /dev/stdout has no folder to write beside."""
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "latest.md"
    link.symlink_to(tmp_path / "elsewhere" / "now.md")
    write_whole(link, b"# One")
    assert link.is_symlink()
    assert (tmp_path / "elsewhere" / "now.md").read_bytes() == b"# One"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"words")
        assert os.read(reader, 100) == b"words"
    finally:
        os.close(reader)


@pytest.mark.parametrize(("size", "text"), [(900, "0.9 kB"), (99_000, "99.0 kB"), (2_340_000, "2.3 MB")])
def test_a_size_is_told_in_words(size: int, text: str) -> None:
    """As a file manager tells it."""
    assert size_text(size) == text


@pytest.mark.parametrize(
    "texts", [["backup", "all.debrief"], ["backup", "--keep", "2", "kept"]], ids=["file", "folder"]
)
def test_a_backup_without_room_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], texts: list[str]
) -> None:
    """In one line, which names the file that was asked for and not the one on the way. Nothing is left beside it."""
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", "")
    assert main(["new", "Disk full"]) == 0
    (tmp_path / "kept").mkdir()
    capsys.readouterr()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("core.services.exchange.whole_file.os.fsync", full)
    assert main([*texts[:-1], str(tmp_path / texts[-1])]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"debrief: There is no room for {tmp_path}/{texts[-1]}")
    assert told.count("\n") == 1
    assert not (tmp_path / "all.debrief").exists()
    assert list((tmp_path / "kept").iterdir()) == []
