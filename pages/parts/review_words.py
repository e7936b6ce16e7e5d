"""A review in words: the step it is at, an action as it is walked, the answer, the note. HTML, all text escaped."""

from collections.abc import Sequence
from datetime import date

from core.domain.postmortem import ChecklistRow
from core.domain.review import ANSWERS, Answer, ReviewNote, Walked, in_words
from core.domain.steps import AGAIN, NOTE, REST, Place, action_of
from core.services.meetings import MeetingView
from core.services.reviewing import Looked
from pages.parts import look, state, times
from pages.parts.linked import linked

_LEADS = {"done": "One can see it: ", "moved": "Moved, because: ", "dropped": "Dropped, because: "}
QUESTION = "Would it happen again today?"
_STEPS = {
    REST: ("The other actions", "They share a step. A word for each of them."),
    AGAIN: (QUESTION, "The same trigger, this afternoon: what would be different?"),
    NOTE: ("Checklist and note", "Tick what is true by now, and leave a line for whoever reads this next."),
}


def now(view: MeetingView) -> str:
    """What the group looks at, above everything else."""
    meeting, looked = view.meeting, view.review
    walk = looked.walk if looked else ()
    match meeting.status:
        case "lobby":
            return _head("Two weeks on", "Did we do it, and would it happen again?", _ahead(walk))
        case "finished":
            return _head("The review is over", in_words(walk) or "There was no action to walk", said_again(looked))
    place = meeting.section
    order = [item.section for item in meeting.plan]
    kicker = f"Step {order.index(place) + 1} of {len(order)}" if place in order else ""
    if meeting.status == "paused":
        kicker += " · paused"
    found = _of(walk, place)
    if found is None:
        return _head(kicker, *_STEPS.get(place or "", ("", "")))
    return _head(kicker, found.text or "An action without words", _promise(found))


def _head(kicker: str, title: str, below: str) -> str:
    return (
        f'<p class="quiet small">{look.esc(kicker)}</p><h2 class="step">{look.esc(title)}</h2><p>{look.esc(below)}</p>'
    )


def _ahead(walk: Sequence[Walked]) -> str:
    if not walk:
        return "No action is open. What is left is one question and a note."
    actions = "One action" if len(walk) == 1 else f"{len(walk)} actions, one by one"
    return f"{actions}: done, moved or dropped. Then one question and a note."


def _promise(each: Walked) -> str:
    promised = f"promised for {times.day(each.promised)}" if each.promised else "no date was promised"
    return f"{each.owner.strip() or 'Nobody owns it yet'} · {promised}"


def _of(walk: Sequence[Walked], place: Place | None) -> Walked | None:
    action_id = action_of(place)
    return next((each for each in walk if each.action_id == action_id), None) if action_id else None


def is_now(view: MeetingView, each: Walked) -> bool:
    """Whether the group is at this action."""
    moving = view.meeting.status in ("running", "paused")
    return moving and action_of(view.meeting.section) == each.action_id


def action(each: Walked, at_it: bool, today: date) -> str:
    """An action's card above its forms: what was promised and what became of it."""
    mark = look.chip("now", "now") if at_it else ""
    done_when = f'<p class="small quiet">Done when: {look.esc(each.done_when)}</p>' if each.done_when.strip() else ""
    return (
        f'<div class="row"><span class="grow"><b class="pre">{look.esc(each.text or "An action without words")}</b>'
        f"</span>{mark}{_standing(each, today)}</div>"
        f'<p class="small quiet">{look.esc(_promise(each))}</p>{done_when}{_said(each)}'
    )


def _standing(each: Walked, today: date) -> str:
    match each.state:
        case "done":
            return look.chip("done", "done")
        case "dropped":
            return look.chip("dropped")
    if each.in_review:
        return look.chip(f"moved to {times.day(each.due)}") if each.due else look.chip("moved")
    if each.due is None:
        return look.chip("no date yet", "late")
    days = (today - each.due).days
    return look.chip("1 day late" if days == 1 else f"{days} days late", "late") if days > 0 else look.chip("open")


def _said(each: Walked) -> str:
    return f'<p class="small pre">{_LEADS.get(each.state, "")}{linked(each.said)}</p>' if each.said else ""


def answer(given: Answer) -> str:
    """The answer as it stands, or that there is none."""
    if given.again is None:
        return "<p>Nobody has answered yet.</p>"
    because = f" {look.esc(given.because)}" if given.because else ""
    return f'<p><b>{ANSWERS[given.again]}.</b><span class="pre">{because}</span></p>'


def said_again(looked: Looked | None) -> str:
    """The answer as one line of text, not yet escaped."""
    if looked is None or looked.answer.again is None:
        return "Nobody answered whether it would happen again."
    because = f" {looked.answer.because}" if looked.answer.because else ""
    return f"{QUESTION} {ANSWERS[looked.answer.again]}.{because}"


def lines(note: str) -> str:
    """The note, a line an item."""
    items = "".join(f"<li>{look.esc(line)}</li>" for line in note.splitlines() if line.strip())
    return f'<ul class="spaced">{items}</ul>' if items else '<p class="quiet">Nothing is noted yet.</p>'


def still_open(looked: Looked) -> str:
    """Before Finish: what nobody said a word about. It can stay so."""
    silent = [each for each in looked.walk if not each.in_review and each.state in ("open", "moved")]
    gaps = [f"No word yet about “{each.text}”" for each in silent]
    if looked.answer.again is None:
        gaps.append("Nobody answered whether it would happen again.")
    if not gaps:
        return "<p>Every action has its word, and the question its answer.</p>"
    items = "".join(f"<li>{look.esc(gap)}</li>" for gap in gaps)
    return f"<p>Still open. Follow-up keeps asking:</p><ul>{items}</ul>"


def ticked(rows: Sequence[ChecklistRow]) -> str:
    """The checklist for those who only read."""
    items = "".join(f"<li>{'☑' if row.done else '☐'} {look.esc(row.text)}</li>" for row in rows)
    return f'<ul class="spaced">{items}</ul>'


def left_behind(note: ReviewNote) -> str:
    """A finished review, as the summary tells it in a line."""
    when = times.in_zone(note.at, state.zone())
    again = f"{ANSWERS[note.again]}." if note.again else "nobody answered."
    because = f" {note.because}" if note.because else ""
    walked = f"<p>{look.esc(in_words(note.actions).capitalize())}.</p>" if note.actions else ""
    by = f", {note.by}" if note.by else ""
    return (
        f'<p class="small quiet">{look.esc(when + by)}</p><p>{QUESTION} <b>{look.esc(again)}</b>{look.esc(because)}</p>'
        f"{walked}" + (lines(note.note) if note.note.strip() else "")
    )
