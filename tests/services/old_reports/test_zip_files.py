"""Archives: read within bounds, whatever they say about themselves; what is refused has its sentence."""

import io
import stat
import struct
import zipfile
from dataclasses import replace

import pytest

from core.services.old_reports import LIMITS, ReportFile, zip_files


def packed(members: dict[str, bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def read(data: bytes, **limits: int) -> list[ReportFile]:
    return list(zip_files("old.zip", data, replace(LIMITS, **limits)))


def test_each_report_comes_with_its_path() -> None:
    """Folders and hidden files are passed over; other files are told."""
    found = read(packed({"a/": b"", "a/one.md": b"# One", "a/two.txt": b"Two", ".git/x.md": b"no", "a/p.png": b"\x89"}))
    assert [(file.name, file.text) for file in found] == [
        ("old.zip/a/one.md", "# One"),
        ("old.zip/a/two.txt", "Two"),
        ("old.zip/a/p.png", None),
    ]
    assert found[2].refused == "This is neither Markdown nor plain text."


@pytest.mark.parametrize("name", ["/etc/x.md", "../x.md", "a/../../x.md", "C:/x.md", "..\\x.md"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    """And the others are read all the same."""
    bad, good = read(packed({name: b"# X", "fine.md": b"# Fine"}))
    assert bad.refused == "This name leads out of the archive, so the file was not read."
    assert good.text == "# Fine"


def test_a_link_is_not_followed() -> None:
    """It could name any file of the computer."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("link.md")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    (file,) = read(made.getvalue())
    assert file.refused == "This is a link to another file, which is not followed."


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    """A bomb: a thousand times larger than it is packed."""
    (file,) = read(packed({"bomb.md": b"a" * 100_000}), report=1000)
    assert "larger than" in file.refused


def test_a_file_that_lies_about_its_size_is_cut_off() -> None:
    """The archive says 10 bytes; not more than the limit is ever unpacked."""
    data = bytearray(packed({"bomb.md": b"a" * 100_000}))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(sign) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    (file,) = read(bytes(data), report=1000)
    assert file.text is None or len(file.text) <= 1000


def test_all_files_together_are_bounded() -> None:
    """What is over has a sentence, file by file."""
    found = read(packed({f"{n}.md": b"a" * 600 for n in range(4)}), unpacked=1000)
    assert [file.text is None for file in found] == [False, True, True, True]
    assert "unpacks to more than" in found[3].refused


def test_too_many_files_are_told_once() -> None:
    """The first ones are read."""
    found = read(packed({f"{n}.md": b"# A" for n in range(5)}), files=3)
    assert [file.text for file in found] == ["# A"] * 3 + [None]
    assert found[3].refused == "More than 3 files: the last 2 were not read."


def test_a_list_of_files_beyond_measure_is_not_read() -> None:
    """It alone would fill the memory."""
    (file,) = read(packed({f"{n}.md": b"" for n in range(50)}), directory=1000)
    assert file.refused == "This archive lists far more files than a team has reports."


def test_an_archive_that_is_too_large_is_not_opened() -> None:
    """It says what to do instead."""
    (file,) = read(packed({"one.md": b"# A"}), archive=10)
    assert file.refused.endswith("Unpack it first.")


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"no archive" * 50, packed({"a.md": b"# A"})[:-30]],
    # An archive holds the time when it was made: as a name it would differ between two workers.
    ids=["nothing", "its first letters", "its end alone", "a text", "cut off"],
)
def test_a_broken_archive_says_so(data: bytes) -> None:
    """Nothing is raised."""
    assert all(file.text is None and file.refused for file in read(data))


def test_a_damaged_file_stops_none_of_the_others() -> None:
    """Its bytes do not fit their sum."""
    data = bytearray(packed({"one.md": b"# One, long enough", "two.md": b"# Two"}, how=zipfile.ZIP_STORED))
    data[data.find(b"# One") + 3] ^= 0xFF
    first, second = read(bytes(data))
    assert "damaged" in first.refused
    assert second.text == "# Two"


def test_a_locked_file_says_so() -> None:
    """Its flag is enough; nobody is asked for a password."""
    data = bytearray(packed({"one.md": b"# One"}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + offset] |= 1
    (file,) = read(bytes(data))
    assert "password" in file.refused


def test_pages_beside_reports_are_left_out() -> None:
    """A README in a folder of reports is no incident."""
    found = read(packed({"README.md": b"# Reports", "template.md": b"# T", "2024-outage.md": b"# O"}))
    assert [file.text for file in found] == [None, None, "# O"]
    assert found[0].refused == "Left out by its name. Choose it by itself to bring it in."


PART = "ExportBlock-1f0c-Part-1.zip"


def test_what_notion_packs_twice_is_read() -> None:
    """An export holds an archive for each of its parts, and these hold the pages."""
    inner = packed({"Mail is old 0f1e.md": b"# Mail is old", "list.csv": b"a,b"})
    report, table = read(packed({PART: inner}))
    assert (report.name, report.text) == (f"old.zip/{PART}/Mail is old 0f1e.md", "# Mail is old")
    assert table.refused


def test_an_archive_lies_one_deep_and_no_deeper() -> None:
    """Any other archive in an archive is refused, and so is a part within a part."""
    inner = packed({"one.md": b"# One"})
    for members in ({"more.zip": inner}, {PART: packed({PART: inner})}):
        (file,) = read(packed(members))
        assert file.refused.startswith("This is an archive in a place")


def test_a_part_takes_from_what_may_be_unpacked() -> None:
    """Its own size counts, and so do its pages: bombs come in two layers."""
    inner = packed({"bomb.md": b"a" * 50_000})
    assert all(file.refused for file in read(packed({PART: inner}), unpacked=20_000))
    assert read(packed({PART: packed({f"{n}.md": b"x" for n in range(9)})}), files=4)[-1].refused.startswith(
        "More than"
    )


def test_a_part_that_is_damaged_is_refused() -> None:
    """And the others are read all the same."""
    bad, good = read(packed({PART: b"PK no archive", "fine.md": b"# Fine"}))
    assert bad.refused.startswith("This archive cannot be read")
    assert good.text == "# Fine"
