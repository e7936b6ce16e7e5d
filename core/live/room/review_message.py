"""A review as browsers get it: the texts of each step, and the result of each action item. Plain text, never HTML."""

from datetime import date
from typing import Any, Final

from core.domain.actions.vote import CHOSEN_MARK
from core.domain.clock.steps import AGAIN, NOTE, REST, Place, action_of, step_of
from core.domain.dates.date_text import day_text
from core.domain.review import ANSWERS, ReviewedAction
from core.services.reviews.review_state import ReviewState

QUESTION: Final = "Would it happen again today?"
_STEPS: Final = {
    REST: ("Did we do it?", "The other actions", "They share this step. A word for each of them."),
    AGAIN: ("Two weeks on", QUESTION, "The same trigger, this afternoon: what would be different?"),
    NOTE: ("Two weeks on", "Checklist and note", "Tick what is true by now, and leave a line for the next reader."),
}


def review_step(review: ReviewState, place: Place) -> dict[str, str]:
    """Over, as and under the headline of the shared screen, while the group is there."""
    action_id = action_of(place)
    found = next((item for item in review.actions if item.action_id == action_id), None)
    if found is not None:
        done_when = f"Done when: {found.done_when}" if found.done_when.strip() else ""
        under = " · ".join(part for part in (_owner(found), _due(found.due_before), done_when) if part)
        return {"kicker": "Did we do it?", "question": _marked(review, found), "prompt": under}
    kicker, question, prompt = _STEPS.get(place, ("Did we do it?", "This action is no longer in the postmortem", ""))
    return {"kicker": kicker, "question": question, "prompt": prompt}


def review_message(review: ReviewState) -> dict[str, Any]:
    return {
        "walk": [
            {
                "step": step_of(item.action_id),
                "words": _marked(review, item),
                "owner": item.owner,
                "promised": _day(item.due_before),
                "due": _day(item.due),
                "done_when": item.done_when,
                "link": review.links.get(item.action_id, ""),
                "tracker": review.answers.get(item.action_id, ""),
                "state": item.answer,
                "said": item.explanation,
                "became": _became(item),
            }
            for item in review.actions
        ],
        "again": _again(review),
        "answer": review.answer.again or "",
        "because": review.answer.because,
        "note": review.note,
    }


def _marked(review: ReviewState, item: ReviewedAction) -> str:
    return f"{CHOSEN_MARK} {item.text}" if item.action_id in review.chosen else item.text


def _owner(item: ReviewedAction) -> str:
    return item.owner.strip() or "Nobody owns it yet"


def _due(on: date | None) -> str:
    return f"due {_day(on)}" if on else "no date was set"


def _became(item: ReviewedAction) -> str:
    if not item.in_review:
        return ""
    not_yet = f"Not yet, now due {_day(item.due)}" if item.due else "Not yet"
    lead = {"done": "Done", "dropped": "Dropped", "moved": not_yet}
    text = lead.get(item.state, "")
    return f"{text}: {item.explanation}" if text and item.explanation else text


def _again(review: ReviewState) -> str:
    if review.answer.again is None:
        return ""
    because = f" {review.answer.because}" if review.answer.because else ""
    return f"{QUESTION} {ANSWERS[review.answer.again]}.{because}"


def _day(on: date | None) -> str:
    return day_text(on) if on else ""
