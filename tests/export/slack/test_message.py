"""The chat message: short, complete enough to act on, and calling nobody."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from core.domain.postmortem import ActionRow, FollowUp, Postmortem, Severity, Summary
from core.export.meta import ExportMetadata
from core.export.slack.message import MOST_ACTIONS, to_slack
from tests.support.postmortems import example, postmortems

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(id="secret-id", created_at=NOW, exported_at=NOW)
LINK = "https://debrief.example/summary?pm=abc&x=1"


def happened(text: str) -> Postmortem:
    return Postmortem(title="Disk full", summary=Summary(what_happened=text))


def with_actions(*rows: ActionRow) -> Postmortem:
    return Postmortem(title="Disk full", actions=rows)


def test_it_says_what_matters_in_a_few_lines() -> None:
    """Title, severity, times, what happened, the action items with owners and due dates, the day of the review."""
    pm = example()
    message = to_slack(pm, META, LINK)
    lines = message.split("\n")
    assert lines[0] == f"*Postmortem* · P1 · {pm.title}"
    assert lines[1] == (
        "started 2026-03-10 02:14 (Europe/Berlin) · lasted 37 min · detected after 12 min · response after 5 min"
    )
    assert "*What happened:* From 02:14 to 02:51" in message
    assert f"*Action items* ({len(pm.actions)})" in lines
    for row in pm.actions:
        assert f"– {row.owner}, {row.due}" in message
    assert "*Review:* 2026-03-24" in lines
    assert len(message) < 3_000
    assert not message.endswith("\n")


def test_an_empty_postmortem_is_one_line() -> None:
    """Nothing is made up, and nothing that is missing is listed before everybody."""
    assert to_slack(Postmortem(), META) == "*Postmortem* · Postmortem without a title"


def test_without_a_link_it_leads_nowhere() -> None:
    """Who exports a file without an address gets no address in it."""
    assert "http" not in to_slack(with_actions(ActionRow(id="a", text="Do it")), META)


def test_a_program_sends_slacks_own_signs_and_a_person_pastes_plain_ones() -> None:
    """What a program spells as &amp; would stand as &amp; in the message of somebody who pastes it."""
    pm = happened("R&D saw <1 % of it, x > y")
    sent, pasted = to_slack(pm, META, LINK), to_slack(pm, META, LINK, pasted=True)
    assert "R&amp;D saw &lt;1 % of it, x &gt; y" in sent
    assert f"<{LINK.replace('&', '&amp;')}|Read it all>" in sent
    assert "R&D saw <1 % of it, x > y" in pasted
    assert f"Read it all: {LINK}" in pasted


@pytest.mark.parametrize("pasted", [False, True])
@pytest.mark.parametrize(
    "call",
    ["@here", "@channel look", "@everyone", "(@ada)", "<!here>", "<!channel|x>", "<@U12345>", "<#C123|x>", "@@here"],
)
def test_nobody_is_called_by_what_somebody_typed(call: str, pasted: bool) -> None:
    """No phone rings at night because of a title."""
    pm = Postmortem(
        title=call,
        summary=Summary(what_happened=call, impact=f"x {call}"),
        actions=(ActionRow(id="a", text=call, owner=call),),
    )
    message = to_slack(pm, META, pasted=pasted)
    for start in ("@here", "@channel", "@everyone", "@ada", "<!", "<@", "<#", "@U1"):
        assert start not in message


def test_a_mail_address_stays_one() -> None:
    """It calls nobody, and somebody may want to copy it."""
    assert "ops@example.org" in to_slack(happened("Write to ops@example.org"), META)


def test_a_row_of_ticks_does_not_swallow_the_rest() -> None:
    """Three of them would open a block of code that ends nowhere."""
    for ticks in ("```", "````", "`````` x", "a```b```"):
        assert "```" not in to_slack(happened(ticks), META)


KIBANA = "https://kibana.example/app/d#/?_g=(t:(from:now-1h))&_a=(c:!('*'),q:'a|b',f:[{k:~x}])&u=%7B"
SENT = KIBANA.replace("&", "&amp;").replace("|", "%7C")


def test_what_people_marked_is_marked_as_slack_does_it() -> None:
    """Bold, italics, struck words and code, in a field and in a row."""
    text = "**Bold** and *soft*, ~~not so~~ `df -h`:\n- one **two**\n- 2*3*4 snake_case"
    message = "*Bold* and _soft_, ~not so~ `df -h`: • one *two* • 2*3*4 snake_case"
    assert f"*What happened:* {message}" in to_slack(happened(text), META)
    assert "• Set *limits* – " in to_slack(with_actions(ActionRow(id="a", text="Set **limits**")), META)


def test_addresses_are_whole_and_links_have_their_words() -> None:
    """A program sends Slack's own form; whoever pastes gets the address beside the words."""
    for typed in (f"see [the {'graph'}](<{KIBANA}>).", f"see [the graph]({KIBANA})."):
        assert f"see <{SENT}|the graph>." in to_slack(happened(typed), META)
        assert f"see the graph ({KIBANA})." in to_slack(happened(typed), META, pasted=True)
    assert f"({KIBANA})." in to_slack(happened(f"({KIBANA})."), META, pasted=True)
    assert f"<{SENT}|{'https://kibana.example/'}" in to_slack(happened(f"See {KIBANA}, then"), META)
    assert "<https://x.example/a_(b)>, then" in to_slack(happened("See https://x.example/a_(b), then"), META)
    assert "· <https://x.example/a_(b)>" in to_slack(Postmortem(title="https://x.example/a_(b)"), META)


def test_a_long_text_cuts_no_address() -> None:
    """Half an address leads somewhere else."""
    long = "https://x.example/" + "a" * 1_000
    for text in ("word " * 78 + long, f"{long} and more", f"{'word ' * 70}[{'many words ' * 9}]({long})"):
        assert f"<{long}" in to_slack(happened(text), META)
        assert long in to_slack(happened(text), META, pasted=True)
    endless = "https://x.example/" + "a" * 100_000
    assert "<http" not in to_slack(happened(endless), META)
    assert len(to_slack(happened(endless), META, pasted=True)) < 600


def test_what_was_decided_against_is_no_action_item() -> None:
    """And a row in which nobody wrote is none either."""
    rows = (
        ActionRow(id="a", text="Won't do, because the queue goes away"),
        ActionRow(id="b"),
        ActionRow(id="c", text="Add an alert", due=date(2026, 4, 1)),
    )
    message = to_slack(with_actions(*rows), META)
    assert "*Action items* (1)\n• Add an alert – nobody yet, 2026-04-01" in message


def test_an_action_without_a_date_says_so() -> None:
    """Kindly, where everybody sees it."""
    assert "• Add an alert – Mara, no date yet" in to_slack(
        with_actions(ActionRow(id="a", text="Add an alert", owner="Mara")), META
    )


def test_long_texts_end_between_two_words() -> None:
    """The message stays one that people read."""
    message = to_slack(happened("word " * 1_000), META)
    (line,) = [line for line in message.split("\n") if line.startswith("*What happened:*")]
    assert line.endswith("word …")
    assert len(line) < 450
    assert len(to_slack(happened("w" * 100_000), META)) < 600


def test_many_actions_are_counted_and_not_all_listed() -> None:
    """The rest is one click away."""
    rows = tuple(ActionRow(id=f"a{place}", text=f"Action {place}") for place in range(MOST_ACTIONS + 3))
    message = to_slack(with_actions(*rows), META)
    assert message.count("\n• ") == MOST_ACTIONS
    assert message.endswith("\n… and 3 more")


def test_a_time_to_resolve_of_its_own_is_told() -> None:
    """Where somebody said how long it lasted, that is not the same number."""
    assert "resolved after 37 min" in to_slack(example().model_copy(update={"duration_minutes": 90}), META)


@given(postmortems())
def test_any_postmortem_is_a_short_message(pm: Postmortem) -> None:
    """A line for each thing, whatever was typed; bounded; and it can be sent."""
    for pasted in (False, True):
        message = to_slack(pm, META, LINK, pasted=pasted)
        assert message.encode()
        assert len(message.split("\n")) <= 8 + MOST_ACTIONS
        assert "secret-id" not in message


def test_the_review_stands_there_once_it_has_a_day() -> None:
    """So that somebody puts it into the calendar."""
    pm = Postmortem(title="x", severity=Severity.P2, follow_up=FollowUp(review_on=date(2026, 4, 1)))
    assert to_slack(pm, META) == "*Postmortem* · P2 · x\n*Review:* 2026-04-01"


def test_the_chosen_are_marked_and_ideas_are_counted() -> None:
    """A message is short: what is not promised is a number."""
    pm = Postmortem(
        title="x",
        actions=(
            ActionRow(id="a", text="Alert", owner="Kim", due=date(2026, 12, 1), chosen=True),
            ActionRow(id="b", text="Write it down", owner="Bo"),
        ),
        set_aside=(ActionRow(id="c", text="Later"), ActionRow(id="d")),
    )
    message = to_slack(pm, META)
    assert "• ★ Alert – Kim, 2026-12-01\n• Write it down – Bo, no date" in message
    assert "1 idea beside them, not promised" in message
    assert "Later" not in message
