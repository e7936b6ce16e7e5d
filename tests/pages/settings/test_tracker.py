"""Settings: the team's issue tracker, step by step, and what is wrong with what was typed."""

from streamlit.testing.v1 import AppTest

from core.domain.tracker.kinds import EXAMPLES, PROJECTS, TYPES, Tracker
from core.services.tracker.team import tracker_of_team
from tests.support.pages import Tab, assert_whole, toasts, words


def opened(tab: Tab, tracker: Tracker) -> AppTest:
    session = tab.open("settings")
    session.selectbox(key="tracker-kind").set_value(tracker.value).run()
    assert_whole(session)
    return session


def saved(session: AppTest) -> AppTest:
    next(item for item in session.button if item.label == "Save the tracker").click().run()
    assert_whole(session)
    return session


def test_each_tracker_is_asked_for_what_it_needs_and_kept(tab: Tab) -> None:
    """Its example, its project, its type; nothing secret is asked for."""
    for tracker in Tracker:
        session = opened(tab, tracker)
        session.text_input(key=f"tracker-base-{tracker}").set_value(EXAMPLES[tracker])
        if tracker in PROJECTS:
            project = "10001" if "number" in PROJECTS[tracker] else "ENG"
            session.text_input(key=f"tracker-project-{tracker}").set_value(project)
        if tracker in TYPES:
            session.text_input(key=f"tracker-type-{tracker}").set_value(
                "10002" if "number" in TYPES[tracker] else "Bug"
            )
        saved(session)
        kept = tracker_of_team(tab.app)
        assert kept is not None
        assert (kept.tracker, kept.base) == (tracker, EXAMPLES[tracker])
        assert EXAMPLES[tracker] in words(session)


def test_what_is_wrong_is_said_and_stays_typed(tab: Tab) -> None:
    """A sentence in place of an error, and nothing is stored."""
    session = opened(tab, Tracker.GITHUB)
    session.text_input(key="tracker-base-github").set_value("acme/shop")
    saved(session)
    assert "https://" in " ".join(toasts(session))
    assert session.text_input(key="tracker-base-github").value == "acme/shop"
    assert tracker_of_team(tab.app) is None


def test_labels_are_off_and_warned_of_on_github(tab: Tab) -> None:
    """GitHub answers 404 to those who may not set labels."""
    session = opened(tab, Tracker.GITHUB)
    assert session.text_input(key="tracker-labels-github").value == ""
    assert "404" in words(session)
    assert not [item for item in opened(tab, Tracker.GITEA).text_input if item.key == "tracker-labels-gitea"]


def test_it_can_be_taken_away(tab: Tab) -> None:
    """Links that action items have stay."""
    session = opened(tab, Tracker.GITEA)
    session.text_input(key="tracker-base-gitea").set_value("https://codeberg.org/acme/shop")
    saved(session)
    session.button(key="tracker-remove").click().run()
    assert_whole(session)
    assert tracker_of_team(tab.app) is None
