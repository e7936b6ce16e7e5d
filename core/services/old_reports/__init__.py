"""Old reports come in: files out of folders, archives and uploads, read, shown, and stored one by one."""

from core.services.old_reports.bringing_in import Outcome, Status, bring_in, preview
from core.services.old_reports.report_files import LIMITS, Limits, ReportFile, report_file
from core.services.old_reports.zip_files import from_upload, zip_files

__all__ = [
    "LIMITS",
    "Limits",
    "Outcome",
    "ReportFile",
    "Status",
    "bring_in",
    "from_upload",
    "preview",
    "report_file",
    "zip_files",
]
