"""Files: exports of chats as JSON, calendars, CSV with all its quoting, HTML as it is copied."""

import json

import pytest

from tests.domain.timeline.reading import only, read, shown


def slack(**message: object) -> dict[str, object]:
    return {"type": "message", "ts": "1793613720.000100", **message}


def test_a_slack_export_names_its_people_and_puts_answers_behind_their_question() -> None:
    """Names come from the users of the export and from the profiles beside messages."""
    export = {
        "users": [{"id": "U01GWEN", "name": "gwen", "profile": {"real_name": "Gwen Tate"}}],
        "messages": [
            slack(user="U01GWEN", text="mail is late, <@U02OLA> &amp; <#C9|ops>", ts="1793613720.000100"),
            slack(user="U02OLA", text="worker added", ts="1793614800.000100", user_profile={"display_name": "ola"}),
            slack(user="U02OLA", text="which tenants?", ts="1793613780.000100", thread_ts="1793613720.000100"),
        ],
    }
    assert shown(read(json.dumps(export))) == [
        "2026-11-02T10:02:00+00:00 | Gwen Tate | mail is late, @ola & #ops",
        "2026-11-02T10:03:00+00:00 | ola | which tenants?",
        "2026-11-02T10:20:00+00:00 | ola | worker added",
    ]


def test_links_of_slack_are_links_and_joining_is_no_event() -> None:
    """What is left out is told as it stands."""
    reading = read(
        json.dumps(
            [
                slack(user="U01GWEN", text="see <https://status.example|our page> <https://x.example>"),
                slack(user="U01GWEN", text="<@U01GWEN> has joined", subtype="channel_join"),
                slack(user="U01GWEN", text="no time here", ts="soon"),
            ]
        )
    )
    assert only(reading).text == "see [our page](https://status.example) https://x.example"
    assert ["channel_join" in line.text for line in reading.unparsed] == [True, False]


def test_other_exports_are_read_by_their_keys() -> None:
    """Discord, Telegram, Teams, Mattermost: a time, a person, words."""
    discord = {"timestamp": "2026-11-02T10:02:00Z", "author": {"name": "gwen"}, "content": "late"}
    assert shown(read(json.dumps([discord]))) == ["2026-11-02T10:02:00+00:00 | gwen | late"]
    assert shown(
        read(
            json.dumps(
                {"messages": [{"date": "2026-11-02T10:02:00", "from": "Gwen", "text": ["mail ", {"text": "late"}]}]}
            )
        )
    ) == ["2026-11-02T10:02:00+00:00 | Gwen | mail late"]
    teams = {
        "createdDateTime": "2026-11-02T10:02:00Z",
        "from": {"user": {"displayName": "Gwen"}},
        "body": {"content": "late"},
    }
    assert shown(read(json.dumps({"value": [teams]}))) == ["2026-11-02T10:02:00+00:00 | Gwen | late"]
    assert shown(read(json.dumps([{"create_at": 1793613720000, "username": "gwen", "message": "late"}]))) == [
        "2026-11-02T10:02:00+00:00 | gwen | late"
    ]


def test_json_without_messages_is_text() -> None:
    """Nothing of it vanishes."""
    assert [line.text for line in read('{"a": 1}').unparsed] == ['{"a": 1}']
    assert [line.text for line in read("[not json").unparsed] == ["[not json"]


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20261102T110200
DTEND;TZID=Europe/Berlin:20261102T112000
SUMMARY:Mail late\\, all ten
 ants
DESCRIPTION:Queue over 900\\nand rising
ORGANIZER;CN="Gwen Tate":mailto:gwen@corp.example
LOCATION:Bridge 4
UID:1
END:VEVENT
BEGIN:VEVENT
DTSTART:20261102T102000Z
SUMMARY:Worker added
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261103
SUMMARY:Day of calm
END:VEVENT
END:VCALENDAR"""


def test_a_calendar_becomes_rows_and_whole_days_do_not() -> None:
    """Folded lines are one, escapes are what they stand for, the zone is the event's own."""
    reading = read(CALENDAR.replace("\n", "\r\n"))
    assert shown(reading) == [
        "2026-11-02T11:02:00+01:00 | Gwen Tate | Mail late, all tenants\nQueue over 900\nand rising",
        "2026-11-02T10:20:00+00:00 |  | Worker added",
    ]
    assert reading.events[0].until is not None
    assert reading.events[0].until.isoformat() == "2026-11-02T11:20:00+01:00"
    assert [line.text for line in reading.unparsed] == ["LOCATION:Bridge 4", "Day of calm"]


ALARM = """BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:This is an event reminder
TRIGGER:-P0DT0H10M0S
END:VALARM
"""


def test_what_an_alarm_says_is_no_word_of_its_event() -> None:
    """Calendars write one into each event that reminds people; it stands before or behind the event's own words."""
    before = CALENDAR.replace("SUMMARY:Mail", f"{ALARM}SUMMARY:Mail")
    behind = CALENDAR.replace("SUMMARY:Worker added\n", f"SUMMARY:Worker added\n{ALARM}")
    for calendar in (before, behind):
        reading = read(calendar)
        assert shown(reading) == shown(read(CALENDAR))
        assert "DESCRIPTION:This is an event reminder" in [line.text for line in reading.unparsed]


def test_csv_keeps_its_quotes_commas_and_line_breaks() -> None:
    """A cell may hold anything; numbers of lines are those of the file."""
    reading = read(
        'time,who,what\n2026-11-02T10:02Z,"Tate, Gwen","said ""late"",\ntwice"\n2026-11-02T10:20Z,ola,added\n'
    )
    assert shown(reading) == [
        '2026-11-02T10:02:00+00:00 | Tate, Gwen | said "late",\ntwice',
        "2026-11-02T10:20:00+00:00 | ola | added",
    ]
    assert [event.line for event in reading.events] == [2, 4]


def test_a_quote_that_never_closes_loses_nothing() -> None:
    """The rest of the file is one cell then."""
    reading = read('time,what\n2026-11-02T10:02Z,"late\n2026-11-02T10:20Z,added')
    everything = " ".join([event.text for event in reading.events] + [line.text for line in reading.unparsed])
    assert "late" in everything
    assert "added" in everything


def test_rows_of_a_table_without_a_time_are_told() -> None:
    """As they stand in the text."""
    reading = read("| Time | What |\n|---|---|\n| 10:02 | late |\n| later | added |")
    assert [event.text for event in reading.events] == ["late"]
    assert [(line.line, line.text) for line in reading.unparsed] == [(4, "| later | added |")]


def test_html_is_text_when_it_comes_out() -> None:
    """Entities are read once, so that markup which was escaped stays text."""
    reading = read(
        "<table><tr><th>Time</th><th>What</th></tr><tr><td>10:02</td><td>&lt;b&gt; late<br>again</td></tr></table>"
    )
    assert only(reading).text == "<b> late\nagain"


def test_a_quoted_chat_is_read_without_its_marks() -> None:
    """Where every line is quoted; one quoted line among others stays a quotation."""
    assert shown(read("> gwen [10:02 AM]\n> mail late")) == ["2026-11-02T10:02:00+00:00 | gwen | mail late"]
    assert only(read("10:02 mail late\n> since 09:50")).text == "mail late\n> since 09:50"


def test_a_page_says_moments_and_links_in_its_tags() -> None:
    """The words of a tag's time may be "3 hours ago"; the address of a link is part of what was copied."""
    reading = read(
        '<ul><li><time datetime="2026-11-02T10:02Z">3 hours ago</time> '
        'see <a href="https://x.example/a">the graph</a></li></ul>'
    )
    assert shown(reading) == ["2026-11-02T10:02:00+00:00 |  | see [the graph](https://x.example/a)"]


def test_captions_say_what_is_missing() -> None:
    """Their times are those of a recording: nobody knows when it began, unless somebody says so."""
    text = "WEBVTT\n\n00:02:11.000 --> 00:02:15.000\nlabels are slow\n"
    reading = read(text)
    assert not reading.events
    assert {line.why for line in reading.unparsed if line.why} == {
        "This counts from the start of a recording. Say when that was."
    }
    assert shown(read(text, t0="2026-11-02T09:00:00+00:00")) == ["2026-11-02T09:02:11+00:00 |  | labels are slow"]


TWO_SPEAKERS = {
    "a voice a line": "<v Ben>Shall we roll back?</v>\n<v Ana Lima>Yes,\nnow</v>",
    "voices in one line": "<v Ben>Shall we roll back?</v> <v Ana Lima>Yes,</v>\nnow",
    "voices that do not end": "<v.loud Ben>Shall we roll back?\n<v Ana Lima>Yes,\nnow",
    "names before colons": "Ben: Shall we roll back?\nAna Lima: Yes,\nnow",
}


@pytest.mark.parametrize("words", TWO_SPEAKERS.values(), ids=TWO_SPEAKERS)
def test_what_two_people_say_in_one_caption_is_not_one_persons(words: str) -> None:
    reading = read(f"WEBVTT\n\n00:02:11.000 --> 00:02:15.000\n{words}\n", t0="2026-11-02T09:00:00+00:00")
    assert shown(reading) == [
        "2026-11-02T09:02:11+00:00 | Ben | Shall we roll back?",
        "2026-11-02T09:02:11+00:00 | Ana Lima | Yes,\nnow",
    ]


def test_one_person_in_two_lines_of_a_caption_is_one_row() -> None:
    words = "<v Ben>Shall we</v>\n<v Ben>roll back?</v>"
    reading = read(f"WEBVTT\n\n00:02:11.000 --> 00:02:15.000\n{words}\n", t0="2026-11-02T09:00:00+00:00")
    assert shown(reading) == ["2026-11-02T09:02:11+00:00 | Ben | Shall we\nroll back?"]


def test_escaped_signs_of_captions_are_signs() -> None:
    words = "<v R&amp;D>CPU &gt; 90 &amp; rising</v>"
    reading = read(f"WEBVTT\n\n00:02:11.000 --> 00:02:15.000\n{words}\n", t0="2026-11-02T09:00:00+00:00")
    assert shown(reading) == ["2026-11-02T09:02:11+00:00 | R&D | CPU > 90 & rising"]


def test_an_arrow_between_two_times_makes_no_captions() -> None:
    """People draw it between the ends of a range too."""
    reading = read("10:02 --> 10:05 labels are slow\n10:07:00.000 ok\n")
    assert [event.text for event in reading.events] == ["labels are slow", "ok"]


CANCELLED = """BEGIN:VCALENDAR
METHOD:%s
BEGIN:VEVENT
DTSTART:20261102T100000Z
STATUS:%s
SUMMARY:Maintenance of the database
END:VEVENT
BEGIN:VEVENT
DTSTART:20261102T110000Z
SUMMARY:Failover drill
END:VEVENT
END:VCALENDAR
"""


def test_an_event_that_was_cancelled_is_no_row() -> None:
    """It did not happen. It is told among the lines that are none; a file that takes all back has no row at all."""
    reading = read(CANCELLED % ("PUBLISH", "CANCELLED"))
    assert [event.text for event in reading.events] == ["Failover drill"]
    assert [(line.text, line.why) for line in reading.unparsed] == [
        ("Maintenance of the database", "This was cancelled.")
    ]
    assert not read(CANCELLED % ("CANCEL", "CONFIRMED")).events


def test_a_state_of_an_event_is_not_a_line() -> None:
    """TENTATIVE and CONFIRMED say nothing that a timeline takes."""
    reading = read(CANCELLED % ("PUBLISH", "CONFIRMED"))
    assert [event.text for event in reading.events] == ["Maintenance of the database", "Failover drill"]
    assert not reading.unparsed
