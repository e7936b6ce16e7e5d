"""What a message of Alertmanager would do."""

import pytest

from core.domain.alerts.reading import AlertAction, AlertRow
from core.domain.people.names import clean_title
from core.errors import BadInput
from tests.domain.alerts.bodies import NOW, ZERO, alert, at, group, read


def test_a_group_that_begins_opens() -> None:
    """Start and detection are when the rule fired; what is missing is asked."""
    reading = read("alertmanager", group(alert()))
    assert reading.action is AlertAction.OPEN
    assert (reading.title, reading.severity, reading.services) == ("Mail waits too long", "P3", ("mail",))
    assert reading.started == reading.detected == at("09:30:00.500000")
    assert reading.resolved is None
    assert reading.rows == (
        AlertRow(
            at("09:30:00.500000"),
            "Mail waits too long (mx-1) firing",
            key="fp-MailDelayed-mx-1@2026-11-20T09:30:00.5Z firing",
        ),
    )
    assert reading.delivery_keys == ("fp-MailDelayed-mx-1@2026-11-20T09:30:00.5Z firing",)
    assert reading.group_key == '{}:{alertname="MailDelayed"}'
    assert reading.ask == ()


def test_alerts_of_one_minute_open_together_and_a_later_one_joins() -> None:
    """The first message waits for others of its group; what begins later was not in it."""
    near = group(alert(), alert(host="mx-2", starts="2026-11-20T09:30:25Z"))
    late = group(alert(), alert(host="mx-2", starts="2026-11-20T09:36:00Z"))
    assert read("alertmanager", near).action is AlertAction.OPEN
    assert read("alertmanager", late).action is AlertAction.UPDATE


def test_a_newer_alertmanager_says_itself_whether_it_is_the_first_message() -> None:
    """From 0.34 on."""
    late = (alert(), alert(host="mx-2", starts="2026-11-20T09:36:00Z"))
    assert read("alertmanager", group(*late, notification_reason="first notification")).action is AlertAction.OPEN
    again = group(alert(), notification_reason="repeat interval elapsed")
    assert read("alertmanager", again).action is AlertAction.UPDATE


def test_one_of_two_is_over() -> None:
    """The status of the group is not that of its alerts; the worst severity counts."""
    body = group(
        alert(labels={"severity": "page"}),
        alert(host="mx-2", starts="2026-11-20T09:36:00Z", ends="2026-11-20T09:50:00Z"),
    )
    reading = read("alertmanager", body)
    assert (reading.action, reading.severity, reading.resolved) == (AlertAction.UPDATE, "P1", None)
    assert [row.text for row in reading.rows] == [
        "Mail waits too long (mx-1) firing",
        "Mail waits too long (mx-2) firing",
        "Mail waits too long (mx-2) resolved",
    ]


def test_all_are_over() -> None:
    """At the end of the last one."""
    body = group(alert(ends="2026-11-20T09:50:00Z"), alert(host="mx-2", ends="2026-11-20T10:01:00Z"))
    reading = read("alertmanager", body)
    assert reading.resolved == at("10:01")
    assert reading.ask == ()


def test_a_cut_list_never_says_that_all_is_over() -> None:
    """Its status was computed from what ``max_alerts`` left."""
    reading = read("alertmanager", group(alert(ends="2026-11-20T09:50:00Z"), cut=2))
    assert reading.resolved is None
    assert reading.ask == ("truncatedAlerts > 0: are all alerts of the group over?",)
    assert reading.note == "2 more alerts not shown."
    firing = read("alertmanager", group(alert(), cut=1))
    assert (firing.ask, firing.note) == ((), "1 more alert not shown.")


def test_what_contradicts_itself_is_not_over() -> None:
    """A group that fires with alerts that are all over, and something in the list that is no alert."""
    ended = alert(ends="2026-11-20T09:50:00Z")
    assert read("alertmanager", group(ended, status="firing")).resolved is None
    assert read("alertmanager", group(ended, "what?")).resolved is None
    assert read("alertmanager", {"alerts": [ended]}).resolved == at("09:50")


def test_the_same_alert_that_fires_again_is_another_one() -> None:
    """Only its start tells them apart."""
    first = read("alertmanager", group(alert()))
    again = read("alertmanager", group(alert(starts="2026-11-20T11:00:00Z")))
    assert first.group_key == again.group_key
    assert not set(first.delivery_keys) & set(again.delivery_keys)


def test_an_end_has_the_row_of_its_beginning_with_the_same_key() -> None:
    """So that it is added once."""
    begun = read("alertmanager", group(alert()))
    ended = read("alertmanager", group(alert(ends="2026-11-20T09:50:00Z")))
    assert ended.rows[0] == begun.rows[0]
    assert ended.rows[1].key != begun.rows[0].key


@pytest.mark.parametrize("starts", [ZERO, "2026-11-20T13:00:00Z", "", None, 17, "yesterday"])
def test_a_start_that_cannot_be_true_is_asked(starts: object) -> None:
    """Zero, an hour ahead, or nothing: Alertmanager copies an end in the future when only that was given."""
    reading = read("alertmanager", group({**alert(), "startsAt": starts}))
    assert (reading.started, reading.ask) == (None, ("started",))
    assert [row.at for row in reading.rows] == [NOW]


def test_an_end_that_cannot_be_true_is_asked() -> None:
    """It is over, but not in the future."""
    reading = read("alertmanager", group(alert(ends="2026-11-20T13:00:00Z")))
    assert (reading.resolved, reading.ask) == (None, ("resolved",))


def test_without_a_severity_it_is_asked() -> None:
    """A word that the mapping does not know is none."""
    assert read("alertmanager", group(alert(labels={"severity": "purple"}))).ask == ("severity",)


def test_alerts_without_a_common_summary_are_named_after_the_rule() -> None:
    """Or after the first one, when the group has no rule in common."""
    two = (alert(summary="mx-1 waits"), alert(host="mx-2", summary="mx-2 waits"))
    assert read("alertmanager", group(*two)).title == "MailDelayed"
    bare = group(*two, groupLabels={}, commonLabels={}, groupKey="{}:{}")
    assert read("alertmanager", bare).title == "mx-1 waits and 1 more"


def test_alerts_of_one_name_and_place_are_told_apart() -> None:
    """By the labels that they do not share; never by those that say how bad it is."""
    body = group(alert(labels={"queue": "in"}), alert(labels={"queue": "out", "severity": "page"}))
    body["alerts"][1]["fingerprint"] = "other"  # type: ignore[index]
    assert [row.text for row in read("alertmanager", body).rows] == [
        "Mail waits too long (mx-1, queue=in) firing",
        "Mail waits too long (mx-1, queue=out) firing",
    ]
    apart = group(alert(labels={"queue": "in"}), alert(host="mx-2", labels={"queue": "out"}))
    assert [row.text for row in read("alertmanager", apart).rows] == [
        "Mail waits too long (mx-1) firing",
        "Mail waits too long (mx-2) firing",
    ]


def test_nothing_in_the_list_is_nothing_to_do() -> None:
    """And a list of something else is not read either."""
    assert read("alertmanager", group()).action is AlertAction.IGNORE
    assert read("alertmanager", group(7, "x", None)).action is AlertAction.IGNORE


@pytest.mark.parametrize("name", ["Watchdog", "DeadMansSwitch"])
def test_an_alert_that_always_fires_is_no_incident(name: str) -> None:
    """kube-prometheus brings one, which only says that alerting works. Beside others it is one of them."""
    assert read("alertmanager", group(alert(name))).action is AlertAction.IGNORE
    assert read("alertmanager", group(alert(name), alert())).action is AlertAction.OPEN


@pytest.mark.parametrize("body", [{}, {"alerts": {}}, {"event": {}}, {"alerts": "none"}])
def test_the_body_of_another_tool_is_refused(body: object) -> None:
    """With a sentence that says what to look at."""
    with pytest.raises(BadInput, match="Check which tool sends"):
        read("alertmanager", body)


def test_a_storm_is_cut() -> None:
    """No more rows than a timeline takes at once; how many are missing is said."""
    many = [alert(host=f"mx-{number}") for number in range(450)]
    reading = read("alertmanager", group(*many))
    assert (len(reading.rows), len(reading.delivery_keys)) == (200, 450)
    assert reading.note == "250 more rows were left out."


def test_a_list_longer_than_is_read_counts_as_cut() -> None:
    """An alert that was not read may still fire."""
    many = [alert(host=f"{number}", ends="2026-11-20T09:50:00Z", summary="") for number in range(1_001)]
    reading = read("alertmanager", group(*many))
    assert reading.resolved is None
    assert "1 more alert not shown." in reading.note


def test_hostile_texts_are_made_fit_to_show() -> None:
    """No control or direction character, no half of a pair, no endless line; the title is one Debrief takes."""
    body = group(alert(summary="a\u202eb\x00\ud800" + "c" * 5000, host="x\n\n\ny" * 900))
    reading = read("alertmanager", body)
    assert clean_title(reading.title) == reading.title
    assert all(sign.isprintable() for row in reading.rows for sign in row.text)
    assert max(len(row.text) for row in reading.rows) < 2_100
