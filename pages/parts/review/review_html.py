"""A review as HTML: what is still open before its end, and what was found in it. All text is escaped."""

from core.domain.review import ANSWERS, ReviewNote, WouldRecur, outcome_text
from core.services.reviews.review_state import ReviewState
from pages.parts.frame import html, state, times

QUESTION = "Would it happen again today?"


def note_html(note: str) -> str:
    """The note as a list, one item per line."""
    items = "".join(f"<li>{html.esc(line)}</li>" for line in note.splitlines() if line.strip())
    return f'<ul class="spaced">{items}</ul>' if items else '<p class="quiet">Nothing is noted yet.</p>'


def still_open(review: ReviewState) -> str:
    """Before Finish: what has no answer yet. It may stay without one."""
    unanswered = [item for item in review.actions if item.unanswered]
    gaps = [f"No word yet about “{item.text}”" for item in unanswered]
    if review.answer.again is None:
        gaps.append("Nobody answered whether it would happen again. It can be answered afterwards too.")
    elif review.answer.again is WouldRecur.YES and not review.answer.because:
        gaps.append("It would happen again, and nobody said why.")
    if not gaps:
        return "<p>Every action has its word, and the question its answer.</p>"
    items = "".join(f"<li>{html.esc(gap)}</li>" for gap in gaps)
    return f"<p>Still open. Follow-up keeps asking:</p><ul>{items}</ul>"


def findings(note: ReviewNote, zone: str) -> str:
    """A finished review: when it was, the answer to the question, what became of the actions, and the note."""
    when = times.local_moment_text(note.at, zone, state.zone())
    again = f"{ANSWERS[note.again]}." if note.again else "nobody answered."
    because = f" {note.because}" if note.because else ""
    actions = f"<p>{html.esc(outcome_text(note.actions).capitalize())}.</p>" if note.actions else ""
    by = f", {note.by}" if note.by else ""
    return (
        f'<p class="small quiet">{html.esc(when + by)}</p><p>{QUESTION} <b>{html.esc(again)}</b>{html.esc(because)}</p>'
        f"{actions}" + (note_html(note.note) if note.note.strip() else "")
    )
