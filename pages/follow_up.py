"""Follow-up: every action item of every postmortem, the overdue first; on a wall screen with ``?wall=1``."""

from core.services.actions import action_queries
from pages.parts.follow_up import action_board, action_filters, tracker_answers, wall
from pages.parts.frame import access, html, state
from pages.parts.review import review_start

visitor = access.require_workspace()
html.add_styles()

if state.query("wall"):
    wall.render()
else:
    page = action_queries.action_page(state.app(), action_filters.query_from_url(), action_filters.row_limit())
    with html.column():
        action_board.head(page)
        action_board.counts(page.counts, whole_list=page.query == action_queries.ActionQuery())
        tracker_answers.render(visitor)
        review_start.on_follow_up(page, visitor)
        action_filters.render(page)
        action_board.rows(page, visitor)
        action_filters.more_button(page)
        action_board.other_views()
