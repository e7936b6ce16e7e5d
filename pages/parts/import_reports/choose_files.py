"""Dropping files, and reading them for the preview: each once, whatever is clicked afterwards."""

from collections import Counter
from collections.abc import Iterator, Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.services.old_reports import LIMITS, ReportFile, from_upload, preview
from pages.parts.frame import date_inputs, html, state
from pages.parts.import_reports.preview_row import PreviewRow, preview_row

MOST_FILES = LIMITS.files
ROUND = "import-round"
ZONE = "import-zone"
_READ = "import-read"


def introduction() -> None:
    html.block(
        "Markdown or plain text, out of a wiki, a repository or a document. Not a word is lost: what Debrief does not "
        "recognise stands in the notes. The same report twice makes no double.",
        "quiet",
    )


def uploads() -> list[UploadedFile]:
    """The files that were dropped; the round makes the next uploader an empty one."""
    files = st.file_uploader(
        "Reports, or one zip with all of them",
        accept_multiple_files=True,
        key=f"import-files-{state.once(ROUND, int)}",
    )
    if files:
        date_inputs.zone_input(ZONE)
        html.block("For times for which no zone is written.", "quiet small")
    else:
        html.block(
            "<p>More than 8 MB, or a folder? <code>debrief import FOLDER</code> brings them in, too.</p>",
            "quiet small",
        )
    return list(files)


def zone() -> str:
    return str(state.peek(ZONE) or state.zone())


def report_files(files: Sequence[UploadedFile]) -> Iterator[ReportFile]:
    """All reports of the uploads, in one order; one by one, so that not all are in memory."""
    left = MOST_FILES
    for file in files:
        for report in from_upload(file.name, file.getvalue()):
            if left <= 0:
                yield ReportFile(file.name, refused=f"More than {MOST_FILES} files at once. Bring the others next.")
                return
            left -= 1
            yield report


def read(files: Sequence[UploadedFile]) -> list[PreviewRow]:
    """The preview of these files, read when they or the zone have changed."""
    if not files:
        state.forget(_READ)
        return []
    wanted = (*(file.file_id for file in files), zone())
    kept = state.peek(_READ)
    if isinstance(kept, tuple) and kept[0] == wanted:
        rows: list[PreviewRow] = kept[1]
        return rows
    rows = []
    names = Counter[str]()
    bar = st.progress(0.0, "Reading…")
    for number, file in enumerate(report_files(files)):
        rows.append(preview_row(number, preview(state.app(), file, zone()), names[file.name]))
        names[file.name] += 1
        if number % 5 == 0:
            bar.progress(min(0.95, number / 200), f"Reading… {number + 1} files")
    bar.empty()
    state.put(_READ, (wanted, rows))
    return rows
