"""The history on the summary: versions to look at, compare and bring back, for those who write."""

from streamlit.testing.v1 import AppTest

from core.document.edit import add_rows
from core.domain.postmortem import Evidence, TimelineRow
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.evidence import pictures
from tests.support import edits
from tests.support.pages import Tab, assert_whole, guest_of, insider, press, toasts, words
from tests.support.pictures import screenshot

HISTORY = "History"


def kept(tab: Tab, pm_id: str, text: str) -> None:
    document_store.edit(tab.app, pm_id, edits.set_text("summary.impact", text), tab.visitor.id)
    document_store.compact_and_revise(tab.app, pm_id, "ten minutes of work", tab.visitor.id)


def an_incident(tab: Tab) -> str:
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.again())
    kept(tab, pm_id, "Nobody could order")
    kept(tab, pm_id, "Nobody could pay")
    return pm_id


def choose_the_older(session: AppTest) -> AppTest:
    """The one before the newest."""
    newest = session.radio[0].value
    assert isinstance(newest, int)
    return session.radio[0].set_value(newest - 1).run()


def test_versions_are_listed_and_compared_with_today(tab: Tab) -> None:
    """The newest is chosen; what it lacks is told in words."""
    pm_id = an_incident(tab)
    document_store.edit(tab.app, pm_id, edits.set_text("summary.impact", "Nobody could <pay> us"), tab.visitor.id)
    session = tab.open("summary", pm=pm_id, show=HISTORY)
    assert_whole(session)
    message = words(session)
    assert len(session.radio[0].options) == 2
    assert "<del>pay</del><ins>&lt;pay&gt; us</ins>" in message
    assert "How it read then" in [item.label for item in session.expander]
    assert "Nobody could pay" in message


def test_another_version_and_another_to_compare_with(tab: Tab) -> None:
    """Any two."""
    pm_id = an_incident(tab)
    session = tab.open("summary", pm=pm_id, show=HISTORY)
    message = words(choose_the_older(session))
    assert "<del>order</del><ins>pay</ins>" in message


def test_the_same_twice_says_so(tab: Tab) -> None:
    """No empty page."""
    assert "Both say the same." in words(tab.open("summary", pm=an_incident(tab), show=HISTORY))


def test_a_version_is_brought_back_from_the_page(tab: Tab) -> None:
    """With a sentence about it; the list then has what was there before, and the restore."""
    pm_id = an_incident(tab)
    session = tab.open("summary", pm=pm_id, show=HISTORY)
    session = press(choose_the_older(session), "Bring it back")
    assert "text of today again" in toasts(session)[0]
    assert postmortems.summary(tab.app, pm_id).postmortem.summary.impact == "Nobody could order"
    assert len(session.radio[0].options) == 4


def test_what_cannot_be_brought_back_says_why(tab: Tab) -> None:
    """It is the text of today already."""
    session = press(tab.open("summary", pm=an_incident(tab), show=HISTORY), "Bring it back")
    assert "exactly this" in toasts(session)[0]


def test_without_a_version_there_is_a_sentence(tab: Tab) -> None:
    """A postmortem that was just begun has kept nothing yet."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    assert "Nothing was kept yet." in words(tab.open("summary", pm=pm_id, show=HISTORY))


def test_a_guest_reads_the_history_and_brings_nothing_back_and_a_viewer_does_not_read_it(key_app: App) -> None:
    """Earlier versions may hold what was taken out again."""
    chief = insider(key_app)
    pm_id = an_incident(chief)
    guest = guest_of(key_app, pm_id)
    message = words(guest.open("summary", loopback=False, pm=pm_id, show=HISTORY))
    assert "Both say the same." in message
    assert "Bring it back" not in message
    viewer = Tab(key_app)
    mac = access.links(key_app, pm_id, "http://d").viewer.split("&t=")[1].split("&")[0]
    viewer.token = access.enter_link(key_app, viewer.visitor, pm_id, "viewer", mac).token or viewer.token
    session = viewer.open("summary", loopback=False, pm=pm_id, show=HISTORY)
    assert_whole(session)
    assert "Both say the same." not in words(session)
    assert not session.radio


def test_a_version_that_names_a_picture_that_is_gone_says_so(tab: Tab) -> None:
    """One that is kept is shown, to those who may read, from its own address."""
    pm_id = an_incident(tab)
    member = access.join_from_workspace(tab.app, tab.visitor, pm_id)
    there = pictures.add(tab.app, member, "t1", screenshot()).id
    named = (Evidence(id=there, caption="CPU <b>"), Evidence(id="gone", caption="Memory"))
    document_store.edit(
        tab.app, pm_id, add_rows("timeline", [TimelineRow(id="t1", text="x", evidence=named)]), tab.visitor.id
    )
    kept(tab, pm_id, "With pictures")
    message = words(tab.open("summary", pm=pm_id, show=HISTORY))
    assert f'<img src="live/evidence/{pm_id}/{there}" alt="CPU &lt;b&gt;"' in message
    assert "Memory <em>(this picture is no longer kept)</em>" in message
    assert message.count("<img src=") == 1
