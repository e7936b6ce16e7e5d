"""The root cause, labelled or told; and the notes, in which every other word stands."""

from core.domain.postmortem import Postmortem
from core.domain.report.notes import lost_words
from tests.domain.report.reading import read


def test_the_section_of_that_very_name_is_the_root_cause() -> None:
    """Analysis and whys are answers, too; what follows a colon belongs to it."""
    report = read("# T\n\n## Analysis\n\nWe looked.\n\n## Root cause\n\nTwo things:\n\n- a small queue\n- no alert\n")
    assert report.root_cause.startswith("Two things: - a small queue")
    assert [row.text.split("\n")[0] for row in report.postmortem.root_cause.technical] == ["We looked.", "Two things:"]


def test_a_part_below_the_root_cause_keeps_its_heading() -> None:
    """So that a reader knows what it is about."""
    report = read("# T\n\n## Root cause\n\n### Why it was slow\n\nA lock.\n")
    assert report.postmortem.root_cause.technical[0].text == "**Why it was slow**\n\nA lock."


def test_a_sentence_tells_the_root_cause_where_no_heading_does() -> None:
    """The surest words first; the sentence stays where it was."""
    report = read("# T\n\nMail was late because of a queue. The root cause was a lock. We met.\n")
    assert report.root_cause == "The root cause was a lock."
    assert report.postmortem.summary.what_happened.count("The root cause was a lock.") == 1
    assert any("No heading says root cause" in mark for mark in report.marks)


def test_nothing_is_told_where_nothing_says_it() -> None:
    """An empty answer is honest."""
    assert read("# T\n\nMail was late.\n").root_cause == ""


def test_lost_lines_are_the_fewest_that_hold_the_words() -> None:
    """A common word that is missing once does not bring in the first line that has it."""
    body = [(1, "and so on"), (2, "and zebra"), (3, "kept and well")]
    text = lost_words(body, ["A heading"], Postmortem(title="so on kept well", tags=("and", "and")), "")
    assert "and zebra" in text
    assert "kept" not in text
    assert text.startswith("Headings of the report: A heading")


def test_nothing_is_lost_when_all_is_there() -> None:
    """No empty headings in the notes."""
    assert lost_words([(1, "a b")], ["b"], Postmortem(title="a b"), "") == ""


def test_pictures_inside_of_a_file_are_left_out_with_a_mark() -> None:
    """They are no words."""
    report = read(f"# T\n\nText.\n\n[image1]: <data:image/png;base64,{'A' * 5000}=>\n")
    assert "AAAA" not in report.postmortem.model_dump_json()
    assert "Pictures that were inside of the file were left out." in report.marks


def test_services_and_tags_are_short_lists() -> None:
    """A sentence is neither."""
    report = read("---\ntags: [disk, mail]\n---\n# T\n\n**Affected services**: orders-db, mail\n")
    assert report.postmortem.services == ("orders-db", "mail")
    assert report.postmortem.tags == ("disk", "mail")
    long = "only the part of the mail service that sends newsletters on the first Monday of each month"
    assert read(f"# T\n\n**Service**: {long}\n").postmortem.services == ()


def test_bullets_of_one_line_are_answers_without_their_sign() -> None:
    """Numbers stay, and so does what belongs to a bullet below it."""
    report = read("# T\n\n## Root cause\n\n- A lock.\n* No limit.\n1. A queue\n- Two things\n  - small\n")
    assert [row.text for row in report.postmortem.root_cause.technical] == [
        "A lock.",
        "No limit.",
        "1. A queue",
        "- Two things\n  - small",
    ]


def test_a_heading_that_names_a_lens_opens_it() -> None:
    """Before its colon or alone, below the root cause."""
    text = "# T\n\n## Root cause\n\nA lock.\n\n### Monitoring: why so late?\n\n- No alert.\n\n### Culture\n\nHaste.\n"
    causes = read(text).postmortem.root_cause
    assert [row.text for row in (*causes.technical, *causes.monitoring, *causes.culture)] == [
        "A lock.",
        "No alert.",
        "Haste.",
    ]
