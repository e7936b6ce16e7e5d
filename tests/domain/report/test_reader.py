"""Reports in the styles that teams write them in, each made up here, as postmortems."""

from datetime import date

import pytest

from core.domain.postmortem import Severity, TimelineKind
from tests.domain.report.reading import clock, read

CLASSIC = """
    # Orders database ran out of disk

    **Date**: 2024-03-05
    **Severity**: SEV-2

    ## Summary

    For 37 minutes nobody could order.

    ## Impact

    About 1,900 checkouts failed.

    ## Timeline (all times in CET)

    - 02:14 Disk of orders-db is full
    - 02:26 Alert pages on-call
    - 02:51 Service restored

    ## Root cause

    Exports stay on the volume for ever.

    ## Contributing factors

    - The weekly export is three times as large
    - No limit stops an export

    ## What went well

    - The replica had room

    ## What went wrong

    - The alert came late

    ## Where we got lucky

    - It was night

    ## Action items

    - [x] Page at 90 % (@deniz) https://tracker.example/42
    - [ ] Delete exports after a week. Owner: Mara, due 2024-04-01
"""


def test_a_report_with_all_sections_fills_all_fields() -> None:
    """The style of the books: a heading for each part."""
    report = read(CLASSIC)
    pm = report.postmortem
    assert (report.title, report.day) == ("Orders database ran out of disk", date(2024, 3, 5))
    assert (report.severity_text, pm.severity, pm.zone) == ("SEV-2", Severity.P2, "Europe/Berlin")
    assert pm.summary.what_happened == "For 37 minutes nobody could order."
    assert pm.summary.impact == "About 1,900 checkouts failed."
    assert [row.text for row in pm.timeline] == ["Disk of orders-db is full", "Alert pages on-call", "Service restored"]
    assert clock(report, "started") == "2024-03-05 02:14 +0100"
    assert clock(report, "detected") == "2024-03-05 02:26 +0100"
    assert clock(report, "resolved") == "2024-03-05 02:51 +0100"
    assert report.root_cause == "Exports stay on the volume for ever."
    assert [row.text for row in pm.root_cause.technical] == ["Exports stay on the volume for ever."]
    assert len(pm.factors) == 2
    assert "replica" in pm.lessons.went_right
    assert "late" in pm.lessons.went_wrong
    assert "night" in pm.lessons.lucky


def test_actions_have_owner_day_link_and_whether_they_are_done() -> None:
    """Of boxes to tick, handles, "Owner:" and "due"."""
    first, second = read(CLASSIC).actions
    assert (first.owner, first.link, first.done) == ("@deniz", "https://tracker.example/42", True)
    assert (second.owner, second.due, second.done) == ("Mara", date(2024, 4, 1), False)
    assert first.text.startswith("Page at 90 %")
    assert read(CLASSIC).done == (("a_1", "https://tracker.example/42"),)


def test_front_matter_and_a_label_list() -> None:
    """No section has a heading: each is a bold label in one list."""
    report = read(
        """
        ---
        title: "Search was slow"
        weight: 3
        tags: [search, cache]
        ---

        # Search was slow

        - **Key events**
          - Fault occurs 2023-06-01 14:13
          - First detected 2023-06-01 14:20
          - Resolved 2023-06-01 14:59

        - **Time to repair**: 0h 36m

        - **Impact**:
          - Results took nine seconds.

        - **Resolution**:
          We suspect that the cache was cold.

        - **Review actions**:
          - Warm the cache
        """
    )
    assert (report.title, report.day) == ("Search was slow", date(2023, 6, 1))
    assert [row.kind for row in report.postmortem.timeline] == [
        TimelineKind.STARTED,
        TimelineKind.DETECTED,
        TimelineKind.RESOLVED,
    ]
    assert report.postmortem.summary.impact == "- Results took nine seconds."
    assert report.root_cause == "We suspect that the cache was cold."
    assert [action.text for action in report.actions] == ["Warm the cache"]
    assert report.postmortem.tags == ("search", "cache")
    assert "**Time to repair**: 0h 36m" in report.postmortem.follow_up.notes
    assert any("root cause" in mark for mark in report.marks)


def test_a_heading_for_each_time_in_a_stated_zone() -> None:
    """The day stands on the first only, and "All times in" holds for all."""
    report = read(
        """
        # 2022-02-03, proxy crash

        ## Timeline

        All times in PST

        ### 2022-02-03 16:30

        Mails say that it is down.

        ### 16:35

        Confirmed that the problem is resolved.

        ## Action items

        ### Technical

        1. Another proxy [#12](https://tracker.example/12)
        2. Mails to everybody (DONE)
        """
    )
    assert clock(report, "started") == "2022-02-03 16:30 -0800"
    assert clock(report, "resolved") == "2022-02-03 16:35 -0800"
    assert [(action.link, action.done) for action in report.actions] == [
        ("https://tracker.example/12", None),
        ("", True),
    ]


def test_japanese_with_tables() -> None:
    """Facts, timeline and actions as tables, in another language."""
    report = read(
        """
        # 検索サービスの停止

        ## メタデータ

        | 項目 | 内容 |
        |---|---|
        | 発生日時 | 2026-04-03 14:37 (JST) |
        | 復旧日時 | 2026-04-03 15:44 (JST) |
        | 重大度 | SEV-3（一部の機能） |

        ## タイムライン

        | 時刻 (JST) | イベント |
        |---|---|
        | 2026-04-03 14:37 | **発生**: 応答なし |
        | 2026-04-03 時刻不明 | 再起動 |
        | 2026-04-03 15:40 | **検知**: ログで確認 |
        | 2026-04-03 15:44 | **復旧**: 正常 |

        ## 根本原因

        設定の誤り。

        ## アクションアイテム

        | # | カテゴリ | アクション | 担当 | 期限 | ステータス |
        |---|---|---|---|---|---|
        | 1 | 予防 | 設定を検証する | 検索チーム | 2026-04-14 | **完了** |
        | 2 | 検知 | 監視を追加する | 検索チーム | 2026-05-01 | TODO |
        """
    )
    assert (report.severity_text, report.postmortem.severity) == ("SEV-3", Severity.P3)
    assert clock(report, "started") == "2026-04-03 14:37 +0900"
    assert clock(report, "detected") == "2026-04-03 15:40 +0900"
    assert clock(report, "resolved") == "2026-04-03 15:44 +0900"
    assert [row.at_text for row in report.postmortem.timeline if row.at is None] == ["2026-04-03 時刻不明"]
    assert [(action.owner, action.due, action.done) for action in report.actions] == [
        ("検索チーム", date(2026, 4, 14), True),
        ("検索チーム", date(2026, 5, 1), False),
    ]
    assert report.root_cause == "設定の誤り。"


def test_a_document_that_was_exported_as_markdown() -> None:
    """Bold headings with anchors, signs behind backslashes, a tracker's cell that says DONE."""
    report = read(
        """
        # **Mail was late** {#mail-was-late}

        **Date of incident:** 2024\\-02\\-05

        ## **Timeline (UTC)** {#timeline-(utc)}

        * 10:02 \\- Queue grows
        * 10:40 \\- Incident resolved

        ## **Action items** {#action-items}

        | Action Item | Type | Owner | Bug |
        | :---- | :---- | :---- | :---- |
        | Larger queue | prevent | mara | n/a **DONE** |
        | Alert at half | detect | deniz | 4711 |
        """
    )
    assert (report.title, report.day) == ("Mail was late", date(2024, 2, 5))
    assert [row.text for row in report.postmortem.timeline] == ["Queue grows", "Incident resolved"]
    assert [(action.owner, action.done, action.kind) for action in report.actions] == [
        ("mara", True, "prevent"),
        ("deniz", None, "detect"),
    ]


def test_what_no_field_is_made_for_stands_in_the_notes_with_its_heading() -> None:
    """In the order of the report."""
    notes = read(
        "# T\n\nOpening.\n\n## Background\n\nOld *story*.\n\n## Glossary\n\n- DNS: names\n"
    ).postmortem.follow_up.notes
    assert notes.startswith("**Background**\n\nOld *story*.\n\n**Glossary**\n\n- DNS: names")


def test_code_that_holds_headings_is_no_section() -> None:
    """A shell comment begins with the same sign."""
    report = read("# T\n\nOpening.\n\n## Background\n\n```\n# Action items\n- rm -rf\n```\n")
    assert report.actions == ()
    assert "# Action items" in report.postmortem.follow_up.notes


def test_a_bold_line_is_a_heading() -> None:
    """Wikis export headings like this."""
    report = read("**Power cut**\n\n**Summary**\n\nDark.\n\n**Action Items**\n\n- Buy candles\n")
    assert report.postmortem.summary.what_happened == "Dark."
    assert [action.text for action in report.actions] == ["Buy candles"]


def test_hints_of_the_template_are_no_content() -> None:
    """They are kept, apart from what people wrote."""
    report = read("# T\n\n## Impact\n\n*Describe how users were impacted.*\n\nNobody noticed.\n")
    assert report.postmortem.summary.impact == "Nobody noticed."
    assert "Describe how users" in report.postmortem.follow_up.notes


def test_prose_below_action_items_stays_prose() -> None:
    """Nobody promised a paragraph."""
    report = read("# T\n\n## Corrective and preventative measures\n\nWe will think about it.\n")
    assert report.actions == ()
    assert "We will think about it." in report.postmortem.follow_up.notes


def test_where_no_summary_is_the_background_is_taken_for_one() -> None:
    """With its heading, so that everybody sees what it was."""
    pm = read("# T\n\n- **Identified**: A probe failed.\n- **Impact**: Nobody could log in.\n").postmortem
    assert pm.summary.what_happened == "**Identified**\n\nA probe failed."
    assert pm.summary.impact == "Nobody could log in."


def test_a_row_of_another_month_is_not_taken_for_the_start() -> None:
    """A mistyped day does not make an incident last for weeks; the row keeps it."""
    report = read(
        """
        # Outage on 2023-07-25

        ## Timeline

        - 2023-07-25 14:05 First users cannot log in
        - 2023-07-25 14:20 Restarted the database
        - 2023-07-05 16:18 Everything is back
        """
    )
    assert clock(report, "started") == "2023-07-25 14:05 +0000"
    assert [row.at.day for row in report.postmortem.timeline if row.at] == [25, 25, 5]


def test_a_text_without_any_heading() -> None:
    """The first line is the title, the rest its summary."""
    report = read("Mail was late on Monday\n\nA queue was full.\n", "mail-2024-02-05.txt")
    assert (report.title, report.day) == ("Mail was late on Monday", date(2024, 2, 5))
    assert "A queue was full." in report.postmortem.summary.what_happened


def test_a_document_exported_with_its_signs_escaped() -> None:
    """SEV\\-1 is a severity, and the end of a sentence has no backslash."""
    report = read("# T\n\n**Severity**: SEV\\-1\n\n## Summary\n\nDown for long\\. See \\#12 (half\\-done)\\.\n")
    assert report.severity_text == "SEV-1"
    assert report.postmortem.summary.what_happened == "Down for long. See #12 (half-done)."


def test_a_report_in_restructuredtext() -> None:
    """A line above its title, fields between colons, lines of other signs below headings."""
    report = read(
        """
        ==============
        Queue was full
        ==============

        :Date: 2026-03-04
        :Severity: P1

        Action Items
        ^^^^^^^^^^^^

        #. Larger queue
        """
    )
    assert (report.title, str(report.day), report.severity_text) == ("Queue was full", "2026-03-04", "P1")
    assert [row.text for row in report.postmortem.actions] == ["Larger queue"]
    assert report.postmortem.summary.what_happened == ""


@pytest.mark.parametrize("typed", ["Schweregrad: hoch", "Gravité : élevée", "Severidad: alta", "Критичность: высокая"])
def test_a_severity_in_other_languages(typed: str) -> None:
    """The second of three."""
    report = read(f"# T\n\n{typed}\n")
    assert report.postmortem.severity is not None
    assert report.postmortem.severity.value == "P2"
