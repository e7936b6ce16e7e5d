"""Whole sentences, rewritten: what was said stays, it reads well, it is about the system. Or there is only a question.

None of these sentences is from a report.
"""

import pytest

from core.domain.blameless import check
from core.domain.postmortem import SectionId

ACTIONS, FACTORS, CAUSE = SectionId.ACTIONS, SectionId.FACTORS, SectionId.ROOT_CAUSE

REWRITTEN = [
    # behind “to”, “should” and a comma an action has a small letter
    (
        ACTIONS,
        "We need to improve monitoring.",
        "We need to add an alert on <metric> above <threshold> that pages <rota>.",
    ),
    (
        ACTIONS,
        "We should also improve our documentation.",
        "We should also add to the runbook of <service>: <the missing steps>.",
    ),
    (SectionId.LESSONS, "Next time, be more careful.", "Next time, let a check catch slips."),
    (SectionId.LESSONS, "Be extra careful with the archive.", "Let a check catch slips with the archive."),
    (FACTORS, "We will be more careful with schema changes.", "We will let a check catch slips with schema changes."),
    # what is to be improved, watched or looked at comes along
    (
        ACTIONS,
        "Improve monitoring of the payment queue.",
        "Change <what> in monitoring of the payment queue, so that <number> becomes <target>.",
    ),
    (
        ACTIONS,
        "Improve monitoring and the release process.",
        "Change <what> in monitoring and the release process, so that <number> becomes <target>.",
    ),
    (
        ACTIONS,
        "Improve communication between the two teams.",
        "Change <what> in communication between the two teams, so that <number> becomes <target>.",
    ),
    (
        ACTIONS,
        "Keep an eye on the replication lag.",
        "Add an alert on <metric> of the replication lag that pages <rota>.",
    ),
    (
        ACTIONS,
        "Take a look at the retry settings for the gateway.",
        "Answer <question> about the retry settings for the gateway in <document>, by <date>.",
    ),
    (ACTIONS, "Review all dashboards.", "Answer <question> about all dashboards in <document>, by <date>."),
    (
        ACTIONS,
        "Make the platform more robust.",
        "Change <what> in the platform, so that <number> becomes <target>.",
    ),
    # a part of the template that the rest of the sentence would follow is left out
    (
        ACTIONS,
        "Improve communication during incidents.",
        "Post an update in <channel> every <n> minutes during incidents.",
    ),
    (
        ACTIONS,
        "Improve the way operations and support talk to one another.",
        "Change <what> in the way operations and support talk to one another.",
    ),
    (ACTIONS, "Monitoring needs improvement.", "Add an alert on <metric> above <threshold> that pages <rota>."),
    (ACTIONS, "Remind everyone to rotate their tokens.", "Have the tool prompt people to rotate their tokens."),
    # subject, time and number stay
    (
        FACTORS,
        "Rosa did not test the restore before the upgrade on Monday.",
        "Rosa had <which prompt, if any> to test the restore before the upgrade on Monday.",
    ),
    (
        FACTORS,
        "The duty engineer neglected to escalate within 15 minutes.",
        "The duty engineer had <which prompt, if any> to escalate within 15 minutes.",
    ),
    (
        FACTORS,
        "The reviewer should have asked for a dry run.",
        "The reviewer had <which prompt, if any> to ask for a dry run.",
    ),
    (FACTORS, "How could anybody miss 4,000 alerts?", "What made it easy to miss 4,000 alerts?"),
    (FACTORS, "Why did Kim restart the primary at 03:40?", "What made it sensible to restart the primary at 03:40?"),
    (FACTORS, "Who deleted the bucket in eu-west-1?", "What made it possible to delete the bucket in eu-west-1?"),
    (FACTORS, "Why did nobody check the certificate?", "What would have made it easy to check the certificate?"),
    # articles agree
    (
        CAUSE,
        "A human mistake during the tenant move caused 3 hours of downtime.",
        "A step with nothing to catch a slip during the tenant move caused 3 hours of downtime.",
    ),
    (
        CAUSE,
        "The incident was caused by inattention during the swap of disk 7.",
        "The incident was caused by a step that let a slip pass during the swap of disk 7.",
    ),
    (FACTORS, "Hastily the old key was deleted.", "With no check in the way, the old key was deleted."),
]

ONLY_A_QUESTION = [
    # no order or infinitive can stand there
    (ACTIONS, "The team is always improving monitoring."),
    (ACTIONS, "We need better alerting for the mail relay."),
    (ACTIONS, "Better monitoring will help us."),
    # something would be lost, or hang in the air
    (ACTIONS, "Checkout monitoring needs improvement."),
    (ACTIONS, "Evaluate alternatives to the current broker."),
    (ACTIONS, "Add more tests for everyone."),
    (ACTIONS, "Make things better."),
    (ACTIONS, "Investigate further."),
    (SectionId.LESSONS, "Be careful about expiring keys."),
    (ACTIONS, "Improve the depot board and remove noisy alarms."),
    (ACTIONS, "Enhance the readability of the depot board."),
    # it would still be about a person, or still be an exhortation
    (CAUSE, "Human error by the operator on duty."),
    (CAUSE, "The engineer had a lapse of attention."),
    (CAUSE, "Forgetfulness on the part of the releaser."),
    (ACTIONS, "Remind everyone to be more careful."),
    (FACTORS, "Obviously nobody had a backup."),
    # the grammar would not agree, or the sense would turn
    (CAUSE, "It was an honest mistake during the failover."),
    (CAUSE, "Human errors were the cause."),
    (CAUSE, "Human error and a missing alert."),
    (CAUSE, "The outage was the result of human error and not of a fault."),
    (FACTORS, "Rosa did not test the restore well enough."),
    (FACTORS, "We could have prevented the outage."),
    (FACTORS, "They never read the warnings."),
    (FACTORS, "Who told you to restart it?"),
]


def rewritten(text: str, section: SectionId) -> list[str]:
    hints = check(text, section)
    assert hints, "these sentences are here because they get a hint"
    return [text[: item.start] + offer + text[item.end :] for item in hints for offer in item.suggestions]


@pytest.mark.parametrize(("section", "text", "expected"), REWRITTEN)
def test_a_rewritten_sentence_reads_well_and_keeps_its_facts(section: SectionId, text: str, expected: str) -> None:
    """It is among the offers, mostly the first."""
    assert expected in rewritten(text, section)


@pytest.mark.parametrize(("section", "text"), ONLY_A_QUESTION)
def test_where_no_words_can_stand_safely_there_is_only_the_question(section: SectionId, text: str) -> None:
    """A bad rewrite is worse than none."""
    assert rewritten(text, section) == []
    assert all(item.question for item in check(text, section))
