"""A review as browsers get it: the words of each step, and what became of each action. Plain text, never HTML."""

from datetime import date
from typing import Any, Final

from core.domain.review import ANSWERS, Walked
from core.domain.steps import AGAIN, NOTE, REST, Place, action_of, step_of
from core.services.reviewing import Looked

QUESTION: Final = "Would it happen again today?"
_STEPS: Final = {
    REST: ("Did we do it?", "The other actions", "They share this step. A word for each of them."),
    AGAIN: ("Two weeks on", QUESTION, "The same trigger, this afternoon: what would be different?"),
    NOTE: ("Two weeks on", "Checklist and note", "Tick what is true by now, and leave a line for the next reader."),
}


def review_step(looked: Looked, place: Place) -> dict[str, str]:
    """Over, as and under the headline of the shared screen, while the group is there."""
    action_id = action_of(place)
    found = next((each for each in looked.walk if each.action_id == action_id), None)
    if found is not None:
        done_when = f"Done when: {found.done_when}" if found.done_when.strip() else ""
        under = " · ".join(part for part in (_owner(found), _promised(found.promised), done_when) if part)
        return {"kicker": "Did we do it?", "question": found.text, "prompt": under}
    kicker, question, prompt = _STEPS.get(place, ("Did we do it?", "This action is gone from the page", ""))
    return {"kicker": kicker, "question": question, "prompt": prompt}


def review_message(looked: Looked) -> dict[str, Any]:
    return {
        "walk": [
            {
                "step": step_of(each.action_id),
                "words": each.text,
                "owner": each.owner,
                "promised": _day(each.promised),
                "state": each.state if each.in_review or each.state != "moved" else "open",
                "became": _became(each),
            }
            for each in looked.walk
        ],
        "again": _again(looked),
    }


def _owner(each: Walked) -> str:
    return each.owner.strip() or "Nobody owns it yet"


def _promised(on: date | None) -> str:
    return f"promised for {_day(on)}" if on else "no date was promised"


def _became(each: Walked) -> str:
    if not each.in_review:
        return ""
    lead = {"done": "Done", "dropped": "Dropped", "moved": f"Moved to {_day(each.due)}" if each.due else "Moved"}
    words = lead.get(each.state, "")
    return f"{words}: {each.said}" if words and each.said else words


def _again(looked: Looked) -> str:
    if looked.answer.again is None:
        return ""
    because = f" {looked.answer.because}" if looked.answer.because else ""
    return f"{QUESTION} {ANSWERS[looked.answer.again]}.{because}"


def _day(on: date | None) -> str:
    return f"{on:%a} {on.day} {on:%b} {on.year}" if on else ""
