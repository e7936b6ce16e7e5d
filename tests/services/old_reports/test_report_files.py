"""Bytes as text: every encoding that teams have lying around, and a sentence for what is none."""

from dataclasses import replace

import pytest

from core.services.old_reports import LIMITS, report_file


@pytest.mark.parametrize(
    ("data", "text", "mark"),
    [
        ("# Stö".encode(), "# Stö", ""),
        (b"\xef\xbb\xbf# A", "# A", ""),
        ("# Stö".encode("utf-16"), "# Stö", "UTF-16"),
        ("# Störung um zehn".encode("cp1252"), "# Störung um zehn", "Windows-1252"),
        ("# 検索サービスが停止した".encode("cp932"), "# 検索サービスが停止した", "Shift JIS"),
        ("# 検索サービスが停止した".encode("euc_jp"), "# 検索サービスが停止した", "EUC-JP"),
    ],
)
def test_text_in_older_encodings_is_read_and_marked(data: bytes, text: str, mark: str) -> None:
    """UTF-8 needs no mark; anything else may be read wrongly, and somebody should look."""
    file = report_file("a.md", data, LIMITS)
    assert file.text is not None
    assert file.text.lstrip("\ufeff") == text
    assert mark in " ".join(file.marks)
    assert bool(mark) == bool(file.marks)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"\x00" * 100, bytes(range(32)) * 50])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """A picture that was renamed."""
    assert report_file("a.md", data, LIMITS).refused.startswith("This file is no text.")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a.docx", "Export this document"),
        ("a.pdf", "Export this document"),
        ("a.json", "by itself"),
        ("a.tar.gz", "archive"),
        ("a.png", "neither Markdown nor"),
        ("a", "neither Markdown nor"),
    ],
)
def test_other_kinds_of_files_are_told_what_to_do(name: str, sentence: str) -> None:
    """One sentence each."""
    assert sentence in report_file(name, b"# A", LIMITS).refused


def test_large_and_empty_files_are_refused() -> None:
    """Both with a sentence."""
    assert "larger than" in report_file("a.md", b"a" * 101, replace(LIMITS, report=100)).refused
    assert report_file("a.md", b" \n", LIMITS).refused == "This file is empty."


def test_a_file_that_was_chosen_by_itself_is_read_whatever_its_name() -> None:
    """Somebody meant it."""
    assert report_file("README.md", b"# A", LIMITS).text == "# A"
    assert report_file("README.md", b"# A", LIMITS, chosen=False).text is None
