"""“Open as issue” on pages: a link to the tracker's own form, the text for copying, and what is said beside it."""

from core.domain.actions.action_view import ActionView
from core.domain.actions.overdue import is_closed
from pages.parts.frame import html


def can_be_opened(item: ActionView) -> bool:
    """An open action without a link."""
    return not item.link.strip() and not is_closed(item.state) and item.state != "declined"


def open_links(item: ActionView, tracker: str) -> str:
    """As HTML: both open in a new tab, which gets no reference to this one."""
    path = html.esc(f"live/issue/{item.postmortem_id}/{item.action_id}")
    to = 'target="_blank" rel="noopener noreferrer"'
    return (
        f'<a class="issue-new" href="{path}" {to}>Open as issue in {html.esc(tracker)}</a>'
        f' · <a href="{path}/text" {to}>the text, to copy</a>'
    )
