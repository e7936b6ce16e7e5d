"""Headings of a report: the names that people give to sections (``names``), and which section one opens (``roles``)."""

from core.domain.report.headings.roles import clean_heading, exact_role, role_of_heading

__all__ = ["clean_heading", "exact_role", "role_of_heading"]
