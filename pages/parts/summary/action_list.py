"""The actions of one postmortem with their owners, deadlines and what became of them, and those decided against."""

from core.domain.actions.action_view import ActionView
from core.domain.actions.commitments import commitments, commitments_text
from core.domain.actions.declined import declined
from core.domain.actions.overdue import is_closed
from core.domain.content.list_limits import first_rows, more_sentence
from core.domain.postmortem import ActionRow
from core.services.postmortems import SummaryView
from pages.parts.follow_up import action_filters, action_html
from pages.parts.frame import html
from pages.parts.frame.linkify import linked

COMMITMENT_NEEDS = ": an end one can check, an owner, a date and a test"


def render(view: SummaryView, *, in_workspace: bool, edited: bool) -> None:
    """``in_workspace``: each owner is a link to the owner's list on Follow-up."""
    rows = "".join(_action(view, item, in_workspace) for item in view.actions)
    declined_texts = [row.text for row in view.postmortem.actions if declined(row) and row.text.strip()]
    ideas = [_idea(row) for row in view.postmortem.set_aside if row.text.strip()]
    if not rows and not declined_texts and not ideas:
        return
    counted = commitments(view.postmortem)
    text = commitments_text(counted) + (COMMITMENT_NEEDS if counted.real < counted.total else "")
    summary = f'<p class="quiet small">{html.esc(text)}.</p>' if text else ""
    more = f'<p class="quiet small">… {more_sentence(view.omitted_actions)}</p>' if view.omitted_actions else ""
    listed = f'<ul class="rows">{rows}</ul>{more}' if rows else ""
    note = html.edited_chip() if edited else ""
    others = f"{_texts('Decided against', declined_texts)}{_texts('Ideas, not promised', ideas)}"
    html.block(f"<h2>Commitments {note}</h2>{summary}{listed}{others}", "doc action-items")


def _action(view: SummaryView, item: ActionView, in_workspace: bool) -> str:
    what = html.esc(action_html.action_text(item))
    text = f'<span class="grow">{action_html.chosen_mark(item)}<b>{what}</b></span>'
    done_when = f" · done when: {linked(item.done_when)}" if item.done_when.strip() else ""
    return (
        f'<li><div class="row">{text}{action_html.status_chip(item)}</div>'
        f'<p class="small quiet">{_owner(item, in_workspace)}{done_when}{action_html.issue(item)}'
        f"{_carried(view, item)}</p>{_outcome(item)}</li>"
    )


def _carried(view: SummaryView, item: ActionView) -> str:
    """Which earlier incident it was carried over from; the view tells it to the workspace only."""
    origin = view.carried.get(item.action_id)
    if origin is None:
        return ""
    return f' · carried over from <a href="summary?pm={html.esc(origin.from_id)}">{html.esc(origin.from_title)}</a>'


def _owner(item: ActionView, in_workspace: bool) -> str:
    owner = item.owner.strip()
    if not owner or not in_workspace:
        return html.esc(action_html.owner_text(item))
    return f'<a href="{html.esc(action_filters.owner_link(owner))}">{html.esc(owner)}</a>'


def _outcome(item: ActionView) -> str:
    """The evidence that it is done, or the reason why it was dropped."""
    text = item.explanation if is_closed(item.state) else ""
    return f'<p class="small quiet">{linked(text)}</p>' if text else ""


def _idea(row: ActionRow) -> str:
    return f"{row.text.strip()} ({row.owner.strip()})" if row.owner.strip() else row.text.strip()


def _texts(title: str, texts: list[str]) -> str:
    if not texts:
        return ""
    shown, more = first_rows(texts)
    items = "".join(f"<li>{html.esc(text)}</li>" for text in (*shown, *([f"… {more}"] if more else ())))
    return f'<h3>{title}</h3><ul class="spaced">{items}</ul>'
