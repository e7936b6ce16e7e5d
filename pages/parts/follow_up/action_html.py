"""An action of the follow-up as HTML: its text, owner, deadline and history. All text is escaped."""

from core.domain.actions.action_view import ActionView, HistoryEntry
from core.domain.actions.vote import CHOSEN_MARK
from core.domain.content.unreadable_values import NO_DATE, quoted
from core.domain.dates.date_text import days_late_text
from core.services.actions import owners
from core.services.actions.action_queries import ActionPage
from pages.parts.follow_up import action_filters
from pages.parts.frame import html, state, times
from pages.parts.frame.linkify import issue_link, linked


def card_html(item: ActionView) -> str:
    """Everything on a card above its forms."""
    example = html.chip("Example") if item.example else ""
    done_when = f'<p class="small quiet">Done when: {linked(item.done_when)}</p>' if item.done_when.strip() else ""
    text = f'<span class="grow">{chosen_mark(item)}<b class="pre">{html.esc(action_text(item))}</b></span>'
    return (
        f'<div class="row">{text}{status_chip(item)}{example}</div>'
        f'<p class="small quiet">{_owner(item)} · from {_incident(item)}{issue(item)}</p>{done_when}{_history(item)}'
    )


def issue(item: ActionView) -> str:
    """Its link, behind what stands before it in the line."""
    return f' · <span class="issue">{issue_link(item.link)}</span>' if item.link.strip() else ""


def action_text(item: ActionView) -> str:
    return item.text.strip() or "Nothing is written yet"


def chosen_mark(item: ActionView) -> str:
    """A star before one of the few that the meeting chose."""
    return f'<span class="chosen" role="img" aria-label="Chosen">{CHOSEN_MARK}</span> ' if item.chosen else ""


def owner_text(item: ActionView) -> str:
    return item.owner.strip() or "nobody owns it yet"


def status_chip(item: ActionView) -> str:
    """Done, dropped, how late, or by when."""
    if item.state == "done":
        return html.chip("done", "done")
    if item.state == "dropped":
        return html.chip("dropped")
    return html.chip(deadline_text(item), "late" if item.overdue or item.due is None else "plain")


def deadline_text(item: ActionView) -> str:
    """How late an open action is, or by when it is due; without a date, the text typed for one."""
    if item.overdue:
        return late_text(item)
    if item.due:
        return f"by {times.day_text(item.due)}"
    return quoted(item.due, item.due_text, NO_DATE) or NO_DATE


def late_text(item: ActionView) -> str:
    return days_late_text(item.days_late)


def owner_name(page: ActionPage) -> str:
    """The owner that the list is filtered by, spelled as in most of the actions."""
    wanted = page.query.owner or ""
    same = (owner.name for owner in page.owners if owners.owner_key(owner.name) == owners.owner_key(wanted))
    return next(same, wanted)


def empty_list_text(page: ActionPage) -> str:
    """Why the list is empty."""
    query = page.query
    if query.text.strip():
        wanted = html.esc(query.text.strip()[:60])
        return f"No action item here holds “{wanted}”. Try fewer words, or the beginning of one."
    if query.closed:
        return "Nothing is done or dropped yet. Done needs evidence; dropped needs a reason."
    if query.owner == owners.NOBODY:
        return "Every action item has an owner."
    if query.owner is not None:
        return f"Nothing is waiting for {html.esc(owner_name(page))}."
    return "Nothing is waiting. Every action item is done, or was dropped with a reason."


def _owner(item: ActionView) -> str:
    if not item.owner.strip():
        return f'<a href="follow_up?owner={owners.NOBODY}">{owner_text(item)}</a>'
    return f'<a href="{html.esc(action_filters.owner_link(item.owner.strip()))}">{html.esc(item.owner)}</a>'


def _incident(item: ActionView) -> str:
    mark = f" {html.closed_chip('Closed')}" if item.closed_postmortem else ""
    return f'<a href="summary?pm={html.esc(item.postmortem_id)}">{html.esc(item.postmortem_title)}</a>{mark}'


def _history(item: ActionView) -> str:
    """The latest step, and all of them in a folded list."""
    if not item.history:
        return ""
    last = f'<p class="small quiet last">{_step(item.history[-1], item.zone)}</p>'
    if len(item.history) == 1:
        return last
    steps = "".join(f"<li>{_step(step, item.zone)}</li>" for step in item.history)
    return f'{last}<details class="small"><summary>History ({len(item.history)})</summary><ol>{steps}</ol></details>'


def _step(step: HistoryEntry, zone: str) -> str:
    when, who = html.esc(times.local_moment_text(step.at, state.zone(), zone)), html.esc(step.by)
    message = " · ".join(linked(part) for part in (step.note, step.evidence) if part)
    return f"{when}, {who}: {html.esc(_step_text(step))}" + (f". {message}" if message else "")


def _step_text(step: HistoryEntry) -> str:
    match step.state:
        case "owner":
            return f"now owned by {step.owner}" if step.owner else "owned by nobody"
        case "dated":
            return f"due {times.day_text(step.due)}" if step.due else "given a date"
        case "moved":
            return f"moved to {times.day_text(step.due)}" if step.due else "moved"
        case "open":
            return "opened again"
    return step.state
