"""A promise in words: what it is, whose, since when it is late, and its history. HTML, with all text escaped."""

from core.services import follow_up
from core.services.follow_up import Board, Promise, Step
from pages.parts import look, promise_filters, state, times
from pages.parts.linked import linked


def promise(each: Promise) -> str:
    """Everything that stands on a card above its forms."""
    example = look.chip("Example") if each.example else ""
    done_when = f'<p class="small quiet">Done when: {linked(each.done_when)}</p>' if each.done_when.strip() else ""
    words = f'<span class="grow"><b class="pre">{look.esc(each.text.strip() or "Nothing is written yet")}</b></span>'
    return (
        f'<div class="row">{words}{standing(each)}{example}</div>'
        f'<p class="small quiet">{_owner(each)} · from {_incident(each)}</p>{done_when}{_history(each)}'
    )


def standing(each: Promise) -> str:
    """One chip: done, dropped, how late, or by when."""
    if each.state == "done":
        return look.chip("done", "done")
    if each.state == "dropped":
        return look.chip("dropped")
    if each.overdue:
        return look.chip(late(each), "late")
    return look.chip(f"by {times.day(each.due)}") if each.due else look.chip("no date yet", "late")


def late(each: Promise) -> str:
    return "1 day late" if each.days_late == 1 else f"{each.days_late} days late"


def spelled(board: Board) -> str:
    """The owner of the list, as most of the promises write the name."""
    wanted = board.asked.owner or ""
    same = (each.name for each in board.owners if follow_up.same_owner(each.name) == follow_up.same_owner(wanted))
    return next(same, wanted)


def nothing(board: Board) -> str:
    """Why the list is empty."""
    asked = board.asked
    if asked.text.strip():
        return f"No promise here holds “{look.esc(asked.text.strip()[:60])}”. Try fewer words, or the beginning of one."
    if asked.closed:
        return "Nothing is done or dropped yet. Done needs something one can see; dropped needs a because."
    if asked.owner == follow_up.NOBODY:
        return "Every promise has an owner."
    if asked.owner is not None:
        return f"Nothing is waiting for {look.esc(spelled(board))}."
    return "Nothing is waiting. Every promise is kept, or was dropped with a reason."


def _owner(each: Promise) -> str:
    if not each.owner.strip():
        return f'<a href="follow_up?owner={follow_up.NOBODY}">nobody owns it yet</a>'
    return f'<a href="{look.esc(promise_filters.owner_link(each.owner.strip()))}">{look.esc(each.owner)}</a>'


def _incident(each: Promise) -> str:
    return f'<a href="summary?pm={look.esc(each.postmortem_id)}">{look.esc(each.postmortem_title)}</a>'


def _history(each: Promise) -> str:
    """The last word on it, and the whole story for those who ask."""
    if not each.steps:
        return ""
    last = f'<p class="small quiet last">{_step(each.steps[-1])}</p>'
    if len(each.steps) == 1:
        return last
    steps = "".join(f"<li>{_step(step)}</li>" for step in each.steps)
    return f'{last}<details class="small"><summary>History ({len(each.steps)})</summary><ol>{steps}</ol></details>'


def _step(step: Step) -> str:
    when, who = look.esc(times.in_zone(step.at, state.zone())), look.esc(step.by)
    said = " · ".join(linked(part) for part in (step.note, step.evidence) if part)
    return f"{when}, {who}: {look.esc(_deed(step))}" + (f". {said}" if said else "")


def _deed(step: Step) -> str:
    match step.state:
        case "owner":
            return f"now owned by {step.owner}" if step.owner else "owned by nobody"
        case "dated":
            return f"promised by {times.day(step.due)}" if step.due else "promised"
        case "moved":
            return f"moved to {times.day(step.due)}" if step.due else "moved"
        case "open":
            return "opened again"
    return step.state
