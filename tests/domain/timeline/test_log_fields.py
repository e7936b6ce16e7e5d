"""Records of structured logs as rows: time, level, service and message, in the shapes of the usual loggers."""

import json

import pytest

from tests.domain.timeline.reading import only, read, shown

AT = "2026-11-02T10:02:00+00:00"
SHAPES = {
    "zerolog": (
        '{"level":"error","time":"2026-11-02T10:02:00Z","message":"db down","service":"api"}',
        "error api: db down",
    ),
    "pino": (
        '{"level":50,"time":1793613720000,"pid":7,"hostname":"web3","msg":"db down"}',
        "error: db down",
    ),
    "bunyan": (
        '{"name":"api","hostname":"h","level":40,"msg":"db slow","time":"2026-11-02T10:02:00Z"}',
        "warn api: db slow",
    ),
    "zap": (
        '{"level":"error","ts":1793613720.0,"caller":"a.go:1","msg":"query failed","error":"refused"}',
        "error: query failed: refused",
    ),
    "logstash": (
        '{"@timestamp":"2026-11-02T10:02:00Z","@version":"1","message":"db down","level":"ERROR"}',
        "ERROR: db down",
    ),
    "elastic common schema": (
        '{"@timestamp":"2026-11-02T10:02:00Z","message":"x","service":{"name":"api"},"log":{"level":"warn"}}',
        "warn api: x",
    ),
    "serilog": (
        '{"@t":"2026-11-02T10:02:00Z","@m":"db down","@l":"Error"}',
        "Error: db down",
    ),
    "structlog": (
        '{"event":"db down","level":"error","timestamp":"2026-11-02T10:02:00Z"}',
        "error: db down",
    ),
    "docker": (
        '{"log":"db down\\n","stream":"stderr","time":"2026-11-02T10:02:00Z"}',
        "db down",
    ),
    "docker around another": (
        '{"log":"{\\"level\\":\\"error\\",\\"msg\\":\\"db down\\"}\\n","time":"2026-11-02T10:02:00Z"}',
        "error: db down",
    ),
    "journald": (
        '{"__REALTIME_TIMESTAMP":"1793613720000000","MESSAGE":"exited","_SYSTEMD_UNIT":"proxy.service","PRIORITY":"3"}',
        "err proxy.service: exited",
    ),
    "google cloud": (
        '{"timestamp":"2026-11-02T10:02:00Z","severity":"ERROR","jsonPayload":{"message":"db down"}}',
        "ERROR: db down",
    ),
    "open telemetry": (
        '{"timeUnixNano":"1793613720000000000","severityText":"ERROR","body":{"stringValue":"db down"}}',
        "ERROR: db down",
    ),
    "behind a pod": (
        'api-1 {"level":"error","ts":"2026-11-02T10:02:00Z","msg":"db down"}',
        "api-1 error: db down",
    ),
    "behind compose": (
        'api-1  | {"level":"error","ts":"2026-11-02T10:02:00Z","msg":"db down"}',
        "api-1  | error: db down",
    ),
    "behind a moment": (
        '2026-11-02T10:02:00Z {"level":"error","msg":"db down"}',
        "error: db down",
    ),
    "logfmt": (
        'time=2026-11-02T10:02:00Z level=error msg="db \\"orders\\" down" service=api',
        'error api: db "orders" down',
    ),
    "no words at all": (
        '{"time":"2026-11-02T10:02:00Z","code":7}',
        '{"time":"2026-11-02T10:02:00Z","code":7}',
    ),
}


@pytest.mark.parametrize(("line", "words"), SHAPES.values(), ids=list(SHAPES))
def test_a_record_says_its_level_its_service_and_its_message(line: str, words: str) -> None:
    """Beside another line, as it is pasted out of a terminal; what has no message stays as it is written."""
    reading = read(f"{line}\n2026-11-02T10:20:00Z back to normal")
    assert shown(reading) == [f"{AT} |  | {words}", "2026-11-02T10:20:00+00:00 |  | back to normal"]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"level": "error", "time": "2026-11-02T10:02:00Z", "msg": "down"}, indent=2),
        json.dumps([{"timestamp": "2026-11-02T10:02:00Z", "severity": "error", "textPayload": "down"}], indent=2),
        json.dumps(
            {
                "hits": {
                    "hits": [{"_source": {"@timestamp": "2026-11-02T10:02:00Z", "message": "down", "level": "error"}}]
                }
            }
        ),
        json.dumps({"Records": [{"eventTime": "2026-11-02T10:02:00Z", "eventName": "down", "severity": "error"}]}),
    ],
    ids=["one object over several lines", "google cloud", "a search engine", "an audit trail"],
)
def test_what_a_viewer_of_logs_copies_is_a_record_too(text: str) -> None:
    assert shown(read(text)) == [f"{AT} |  | error: down"]


def test_objects_of_several_lines_stand_one_behind_the_other() -> None:
    """As jq prints them; something else between them makes it a text again, and nothing is lost."""
    first = {"level": "error", "time": "2026-11-02T10:02:00Z", "msg": "down"}
    second = {"level": "info", "time": "2026-11-02T10:20:00Z", "msg": "up"}
    text = "\n".join(json.dumps(item, indent=2) for item in (first, second))
    assert [event.text for event in read(text).events] == ["error: down", "info: up"]
    mixed = read(text.replace("}\n{", "}\nand then\n{"))
    assert "and then" in "\n".join([*(event.text for event in mixed.events), *(line.text for line in mixed.unparsed)])


def test_the_user_of_a_record_is_who_wrote_a_message_and_no_customer() -> None:
    """A program that logs "user" says whom it served; a chat says who speaks."""
    chat = only(read('{"time":"2026-11-02T10:02:00Z","user":"dana","text":"cart is red"}\n'))
    log = only(read('{"time":"2026-11-02T10:02:00Z","level":"error","user":"c-1234","msg":"cart is red"}\n'))
    assert (chat.who, log.who) == ("dana", "")


def test_pairs_inside_of_a_sentence_are_words() -> None:
    """Only a line that is nothing but pairs is logfmt."""
    assert only(read("10:02 we set replicas=5 and msg=x")).text == "we set replicas=5 and msg=x"
