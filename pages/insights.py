"""Insights: what the team's postmortems say when they are taken as data. Nobody is counted here."""

from core.services.insights import reports
from pages.parts.frame import access, html, state
from pages.parts.insights import downloads, filters, findings

access.require_workspace()
html.add_styles()
findings.add_styles()

page = reports.insight_page(state.app(), filters.query_from_url(), state.zone())
with html.column(findings.WIDTH):
    findings.head()
    if page.report.total:
        filters.render(page)
        findings.unread(page)
        findings.cards(page)
        downloads.render(page.report)
    else:
        findings.nothing_yet()
