"""The link of an action item to its issue: whether what was typed is one, what it is called, and which issue it is.

The browser has the same rules in ``core/live/editor/src/document/action_link.ts``; both are held to the cases in
``tests/cases/action_links.json``.
Nothing here asks a server: a link is judged by its letters. Every pattern reads an address once, however long it is.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

LONGEST: Final = 2_000
"""Characters of an address. Some browsers and proxies cut longer ones."""
LONGEST_LABEL: Final = 60
LONGEST_ISSUE: Final = 400
"""Characters of what an issue is looked up by; a database's index takes no long ones."""

TOO_LONG: Final = (
    f"This address is longer than {LONGEST:,} characters. Copy the short one of the issue itself; this stays as text."
)
UNSEEN: Final = (
    "There are spaces, quotes or invisible characters in this address. "
    "Copy it again from the browser; this stays as text."
)
NOT_WEB: Final = (
    "Paste the whole address of the issue, beginning with https://. Anything else stays as text and is no link."
)
SIGNED_IN: Final = (
    "There is a user name or a password in this address, so it is no link. "
    "Copy the address without it, and remove this."
)
NOT_AN_ADDRESS: Final = "This address cannot be read as one. Copy it again from the browser; this stays as text."

# What nobody sees or what ends an address somewhere: controls, joiners, turns of direction, halves of a character.
_HIDDEN: Final = re.compile(
    r"[\s\x00-\x20\x7f-\xa0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff<>\"`\\]"
)
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9][a-z0-9._-]{0,252}|\[[0-9a-f:.]{2,45}\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>(?:/[^?#]*)?)(?P<query>(?:\?[^#]*)?)(?:#.*)?",
    re.IGNORECASE,
)
_NAME: Final = r"[A-Za-z0-9_.~%-]+"
_NUMBERED: Final = re.compile(
    rf"/(?P<where>{_NAME}(?:/{_NAME}){{1,19}}?)(?:/-)?/"
    r"(?P<kind>issues|work_items|pull|pulls|merge_requests)/(?P<number>[0-9]{1,12})(?:/.*)?"
)
_KEY: Final = re.compile(
    r"(?P<where>(?:/[^/]+)*?)/(?:browse|issues?)/(?P<key>[A-Z][A-Z0-9_]{0,19}-[0-9]{1,9})(?:/.*)?", re.IGNORECASE
)
_SELECTED: Final = re.compile(r"[?&]selectedIssue=(?P<key>[A-Z][A-Z0-9_]{0,19}-[0-9]{1,9})(?:&|$)", re.IGNORECASE)
_WORK_ITEM: Final = re.compile(r"(?P<where>(?:/[^/]+){1,3})/_workitems/edit/(?P<number>[0-9]{1,12})/?", re.IGNORECASE)
_ON_BOARD: Final = re.compile(r"[?&]workitem=(?P<number>[0-9]{1,12})(?:&|$)", re.IGNORECASE)
_PLAIN_NUMBER: Final = re.compile(r"(?P<where>(?:/[^/]+)?)/issues/(?P<number>[0-9]{1,12})/?")

# Of these the host says nothing that the rest of the label does not; any other host is named, so that nobody is led
# to another place than the label seems to say.
_FAMILIAR: Final = re.compile(
    r"(?:github\.com|gitlab\.com|codeberg\.org|linear\.app|dev\.azure\.com|[a-z0-9-]+\.atlassian\.net|"
    r"[a-z0-9-]+\.visualstudio\.com|[a-z0-9-]+\.youtrack\.cloud)"
)
_DEFAULT_PORTS: Final = frozenset((("http", "80"), ("https", "443")))


@dataclass(frozen=True, slots=True)
class Link:
    """``address`` as it was typed, ``label`` short and for people, ``issue`` the same in all addresses of one issue."""

    address: str
    label: str
    issue: str

    @property
    def encoded(self) -> str:
        """The same address in ASCII, without signs that mean something in a chat's markup."""
        return quote(self.address, safe="/:?#@!$&*+,;=%~", errors="replace")


def refusal(text: str) -> str:
    """Why the text is no link, as a sentence with what to do; "" for a link, and for nothing at all."""
    typed = text.strip()
    if not typed or (len(typed) <= LONGEST and _read(typed) is not None):
        return ""
    if len(typed) > LONGEST:
        return TOO_LONG
    if not _WEB.match(typed):
        return NOT_WEB
    if "@" in re.split(r"[/?#\\]", typed[typed.index("//") + 2 :], maxsplit=1)[0]:
        return SIGNED_IN
    return UNSEEN if _HIDDEN.search(typed) else NOT_AN_ADDRESS


def link_of(text: str) -> Link | None:
    """The link that was typed; None for anything else, which is a text like others."""
    typed = text.strip()
    found = _read(typed) if len(typed) <= LONGEST else None
    return Link(typed, _label(found), _issue(found)) if found else None


def issue_of(address: str) -> str:
    """Which issue an address leads to, the same however it is written; "" for what is none or too long for one."""
    found = link_of(address)
    return found.issue if found and len(found.issue) <= LONGEST_ISSUE else ""


def _read(typed: str) -> re.Match[str] | None:
    if _HIDDEN.search(typed):
        return None
    found = _ADDRESS.fullmatch(typed)
    return None if found is None or int(found["port"] or 0) > 65_535 or ".." in found["host"] else found


def _host(found: re.Match[str]) -> str:
    """With its port where that is no matter of course; without ``www.`` and the point at its end."""
    host = found["host"].lower().removesuffix(".").removeprefix("www.")
    scheme, port = found["scheme"].lower(), (found["port"] or "").lstrip("0")
    return host if not port or (scheme, port) in _DEFAULT_PORTS else f"{host}:{port}"


def _label(found: re.Match[str]) -> str:
    host = _host(found)
    name = _name(found)
    label = name if name and _FAMILIAR.fullmatch(host) else f"{name} · {host}" if name else host
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _name(found: re.Match[str]) -> str:
    path, query = found["path"], found["query"]
    if numbered := _NUMBERED.fullmatch(path):
        sign = "!" if numbered["kind"] == "merge_requests" else "#"
        return f"{numbered['where']}{sign}{numbered['number']}"
    if keyed := _KEY.fullmatch(path) or _SELECTED.search(query):
        return keyed["key"].upper()
    if item := _WORK_ITEM.fullmatch(path):
        project = unquote(item["where"].rpartition("/")[2])
        return f"{project if project.isprintable() else ''}#{item['number']}"
    if item := _ON_BOARD.search(query) or _PLAIN_NUMBER.fullmatch(path):
        return f"#{item['number']}"
    return ""


def _issue(found: re.Match[str]) -> str:
    host, path, query = _host(found), found["path"], found["query"]
    if numbered := _NUMBERED.fullmatch(path):
        sign = "!" if numbered["kind"] == "merge_requests" else "#"
        return f"{host}/{numbered['where'].lower()}{sign}{int(numbered['number'])}"
    if keyed := _KEY.fullmatch(path):
        where = keyed["where"].lower() if host == "linear.app" else _above(keyed["where"])
        return f"{host}{where}:{keyed['key'].upper()}"
    if keyed := _SELECTED.search(query):
        return f"{host}{_above_board(path)}:{keyed['key'].upper()}"
    if item := _WORK_ITEM.fullmatch(path):
        return _work_item(host, item["where"], item["number"])
    if item := _ON_BOARD.search(query):
        return _work_item(host, path, item["number"])
    if item := _PLAIN_NUMBER.fullmatch(path):
        return f"{host}{item['where'].lower()}#{int(item['number'])}"
    return f"{host}{path.rstrip('/')}"


def _above(where: str) -> str:
    """Under which address a Jira or a YouTrack stands: what comes before its own pages, such as ``/jira``."""
    inner = re.search(r"/(?:projects|jira/(?:software|core|servicedesk))(?:/|$)", f"{where}/")
    return (where[: inner.start()] if inner else where).lower()


def _above_board(path: str) -> str:
    """The same for a page on which an issue is selected."""
    inner = re.search(r"/(?:projects|jira/(?:software|core|servicedesk)|secure)/", path)
    return path[: inner.start()].lower() if inner else ""


def _work_item(host: str, where: str, number: str) -> str:
    """A number is unique in an organisation, so the project says nothing; it can be left out of an address."""
    first, _, more = where.strip("/").lower().partition("/")
    if host.endswith(".visualstudio.com"):
        host, first = "dev.azure.com", host.removesuffix(".visualstudio.com")
    elif first == "tfs":
        first = f"tfs/{more.partition('/')[0]}"
    return f"{host}/{first}#{int(number)}"
