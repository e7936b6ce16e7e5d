"""Compare: two incidents side by side, the earlier one first. For the workspace only."""

from core.services.memory import comparing
from pages.parts.compare import comparison_table, decisions
from pages.parts.frame import access, html, page_frame, state

OTHER = "with"

this_id = state.query("pm")
comparison = access.require_insider(
    lambda visitor: comparing.compare(state.app(), this_id, state.query(OTHER), visitor)
)
page_frame.name_tab(comparison.earlier.title, comparison.later.title, "Compare")
html.add_styles()

with html.column(html.WIDE):
    decisions.head(comparison, this_id)
    decisions.open_before(comparison, this_id)
    comparison_table.render(comparison, this_id)
