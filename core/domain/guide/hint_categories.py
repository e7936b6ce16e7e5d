"""The eight kinds of words that hints are about, explained: what it is, why it gets in the way, what helps instead.

Here lives the guide's text. Not here: what the engine looks for (``blameless``).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from core.domain.blameless import Category


class Pair(NamedTuple):
    """The same fact, said twice."""

    before: str
    after: str


class CategoryExplanation(NamedTuple):
    title: str
    what: str
    why: str
    pairs: tuple[Pair, ...]
    fine: str


ENGLISH_ONLY: Final = "Hints read English only. What is written in another language gets none."

EXPLAINED: Mapping[Category, CategoryExplanation] = MappingProxyType(
    {
        Category.PERSON_BLAME: CategoryExplanation(
            title="A person as the cause",
            what="Somebody, a role, a team or a vendor stands where the cause should stand.",
            why="The search ends at the name, and whoever sits in that seat next meets the same trap.",
            pairs=(
                Pair(
                    "Ravi took down the mail gateway.",
                    "A restart of the mail gateway drops its queue, and the command gives no warning.",
                ),
                Pair(
                    "The outage is the network team's fault.",
                    "The change calendar showed the cable work to one team of the four that it touched.",
                ),
            ),
            fine="Who did what at which minute, in the timeline, with a plain verb.",
        ),
        Category.HUMAN_ERROR: CategoryExplanation(
            title="“Human error” as the cause",
            what="A slip, a mistake or carelessness is the whole explanation, with or without a name.",
            why="Slips happen every day. What differs is whether a tool catches them or passes them on.",
            pairs=(
                Pair(
                    "Root cause: human error.",
                    "Both hosts have the same prompt and the same colour; the screen does not tell them apart.",
                ),
                Pair(
                    "A mistake was made while editing the firewall rules.",
                    "The firewall loads a rule file that locks out its own administrator.",
                ),
            ),
            fine="A mistake in a file, in a template or in a program.",
        ),
        Category.COUNTERFACTUAL_PERSON: CategoryExplanation(
            title="What people could have done",
            what="Somebody should have, could have, failed to or forgot to: a story that did not take place.",
            why="It tells how the present would look nicer, and nothing about why the other way made sense then.",
            pairs=(
                Pair(
                    "Ines should have checked the queue length before the release.",
                    "The release page does not show the queue length.",
                ),
                Pair(
                    "Nobody followed the runbook.",
                    "The runbook is not linked from the alert, and a search for its name finds three old copies.",
                ),
            ),
            fine="What people knew or expected, and what a system should have done: “The alert should fire at 80 %.”",
        ),
        Category.JUDGEMENT: CategoryExplanation(
            title="A mark for people or their work",
            what="Careless, sloppy, poor, brilliant: a word that grades somebody instead of describing something.",
            why="A grade cannot be checked or repaired, and whoever was graded stops telling what they saw.",
            pairs=(
                Pair(
                    "The migration was prepared sloppily.",
                    "The migration was rehearsed with a tenth of the rows; the real one took eleven times as long.",
                ),
                Pair(
                    "Recklessly, the flag was flipped on a Friday evening.",
                    "Flags can be flipped on a Friday evening, when two people are on call for nine services.",
                ),
            ),
            fine="A measure: how long, how many, how much later than planned.",
        ),
        Category.BLAMING_QUESTION: CategoryExplanation(
            title="A question that looks for the guilty",
            what="Who did this, how could they, why did you not: it asks people to justify themselves.",
            why="People answer it with a defence. Ask about the system, and they answer with what happened.",
            pairs=(
                Pair(
                    "Who deleted the bucket?",
                    "What did the page show when the bucket was deleted, and what did it ask?",
                ),
                Pair("How could anyone overlook a red light?", "Where is that light, and who can see it at night?"),
            ),
            fine="Why, how and what about a system, and about what somebody could see at that moment.",
        ),
        Category.EXHORTATION: CategoryExplanation(
            title="“Be more careful”",
            what="People are asked to care, to remember, to pay attention, or are reminded and trained.",
            why="Attention is used up by Thursday. A guard in the tool is awake at four in the morning too.",
            pairs=(
                Pair(
                    "Be more careful with the production console.",
                    "The production console asks for the name of the cluster before it deletes anything.",
                ),
                Pair(
                    "Remind everyone to renew certificates in time.",
                    "A job opens a ticket 21 days before a certificate expires.",
                ),
            ),
            fine="A check built into a tool, a bot that reminds, a drill with a date.",
        ),
        Category.VAGUE_ACTION: CategoryExplanation(
            title="An action without an end",
            what="Improve, review, look into, ensure: a general verb with a general object.",
            why="Nobody can tell when it is done, so it is either never begun or never finished.",
            pairs=(
                Pair(
                    "Improve monitoring.",
                    "Page on-call when more than 5,000 mails wait for five minutes.",
                ),
                Pair(
                    "Look into the deployment process.",
                    "List what the deploy of 12 November did between 10:02 and 10:19, and attach the list to OPS-41.",
                ),
            ),
            fine="The same verbs with an end one can check: a threshold, a place, a number, a ticket, a test.",
        ),
        Category.MINIMISER_OR_ABSOLUTE: CategoryExplanation(
            title="Obviously, simply, never again",
            what="Words that make it look easy or certain, now that we know how it ended.",
            why="They make the day sound simpler than it was, so what was hard about it stays in place.",
            pairs=(
                Pair(
                    "Obviously the disk was going to fill up.",
                    "The disk filled by 3 GB an hour from Monday on; the graph of it has no alert.",
                ),
                Pair(
                    "We will make sure that this never happens again.",
                    "The quota stops an export before the disk is full; the log files have no quota yet.",
                ),
            ),
            fine="“Always” and “never” as plain facts about a system: tokens are never written to the log.",
        ),
    }
)

QUESTIONS: tuple[str, ...] = (
    "What did it look like on your screen at that moment?",
    "What made this step the sensible one, with what was known then?",
    "What would have made the right action the easy one?",
    "How does it usually work, when nothing goes wrong?",
    "Which signal was there already, and where did it end?",
    "What had to be true at the same time for this to happen?",
    "What kept it from being worse, and can we rely on that?",
    "Has somebody met this before, and what helped them then?",
    "If this came back tonight, what would we be glad to have?",
)
