"""What was promised: the actions of one postmortem with their owners, their days, and what became of them."""

from core.domain.commitments import commitments, in_words
from core.domain.declined import declined
from core.services.postmortems import SummaryView
from core.services.promises import Promise
from pages.parts import look, promise_filters, promise_words, summed_up
from pages.parts.linked import linked

WHAT_MAKES_ONE = ": an end one can check, an owner, a date and a test"


def draw(view: SummaryView, *, in_workspace: bool, edited: bool) -> None:
    """Owners lead to their own list for those who may see it."""
    rows = "".join(_promise(each, in_workspace) for each in view.promised)
    against = [row.text for row in view.postmortem.actions if declined(row) and row.text.strip()]
    if not rows and not against:
        return
    counted = commitments(view.postmortem)
    words = in_words(counted) + (WHAT_MAKES_ONE if counted.real < counted.total else "")
    said = f'<p class="quiet small">{look.esc(words)}.</p>' if words else ""
    listed = f'<ul class="rows">{rows}</ul>' if rows else ""
    note = summed_up.edited_chip() if edited else ""
    look.block(f"<h2>Commitments {note}</h2>{said}{listed}{_against(against)}", "doc promises")


def _promise(each: Promise, in_workspace: bool) -> str:
    words = f'<span class="grow"><b>{look.esc(each.text.strip() or "Nothing is written yet")}</b></span>'
    done_when = f" · done when: {linked(each.done_when)}" if each.done_when.strip() else ""
    return (
        f'<li><div class="row">{words}{promise_words.standing(each)}</div>'
        f'<p class="small quiet">{_owner(each, in_workspace)}{done_when}</p>{_seen(each)}</li>'
    )


def _owner(each: Promise, in_workspace: bool) -> str:
    owner = each.owner.strip()
    if not owner:
        return "nobody owns it yet"
    if not in_workspace:
        return look.esc(owner)
    return f'<a href="{look.esc(promise_filters.owner_link(owner))}">{look.esc(owner)}</a>'


def _seen(each: Promise) -> str:
    """How one can see that it is done, or why it is not done any more."""
    if each.state not in ("done", "dropped") or not each.steps:
        return ""
    last = each.steps[-1]
    said = last.evidence or last.note
    return f'<p class="small quiet">{linked(said)}</p>' if said else ""


def _against(texts: list[str]) -> str:
    if not texts:
        return ""
    items = "".join(f"<li>{look.esc(text)}</li>" for text in texts)
    return f'<h3>Decided against</h3><ul class="spaced">{items}</ul>'
