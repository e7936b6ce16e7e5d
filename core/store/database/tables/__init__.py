"""The tables as they are now, by area. How a database gets there is in ``core.store.migrations``; a test compares both.

What people type is stored in ``doc_update`` and is the source; ``record`` and its columns on ``postmortem`` are
projected from it and can be rebuilt. The search index is not here: see ``core.store.search``. Every text is
StorableText, ids too: an id out of an address may be anything, and must find nothing instead of failing.
"""

from core.store.database.tables.columns import metadata
from core.store.database.tables.documents import doc, doc_revision, doc_snapshot, doc_update
from core.store.database.tables.inbound import (
    inbound_delivery,
    inbound_group,
    inbound_opening,
    inbound_row,
    inbound_source,
)
from core.store.database.tables.incident_links import carried_action, incident_link, not_the_same
from core.store.database.tables.meetings import meeting, meeting_event, quiet_draft, quiet_minute, vote, vote_dot
from core.store.database.tables.nudges import held_notice, mail_delivery, mail_recipient, told
from core.store.database.tables.people import (
    absent,
    author,
    closed_person,
    identity,
    join_code,
    link_generation,
    member,
    reader,
    sign_in,
    visitor,
    wrong_attempt,
)
from core.store.database.tables.postmortems import (
    action_progress,
    evidence,
    insight,
    postmortem,
    publication,
    record,
    record_action,
    record_label,
    review,
    search_text,
)
from core.store.database.tables.tracker import issue_answer
from core.store.database.tables.workspace import (
    audit,
    dismissal,
    hint_rule,
    secret_link,
    setting,
    webhook,
    webhook_delivery,
)

__all__ = [
    "absent",
    "action_progress",
    "audit",
    "author",
    "carried_action",
    "closed_person",
    "dismissal",
    "doc",
    "doc_revision",
    "doc_snapshot",
    "doc_update",
    "evidence",
    "held_notice",
    "hint_rule",
    "identity",
    "inbound_delivery",
    "inbound_group",
    "inbound_opening",
    "inbound_row",
    "inbound_source",
    "incident_link",
    "insight",
    "issue_answer",
    "join_code",
    "link_generation",
    "mail_delivery",
    "mail_recipient",
    "meeting",
    "meeting_event",
    "member",
    "metadata",
    "not_the_same",
    "postmortem",
    "publication",
    "quiet_draft",
    "quiet_minute",
    "reader",
    "record",
    "record_action",
    "record_label",
    "review",
    "search_text",
    "secret_link",
    "setting",
    "sign_in",
    "told",
    "visitor",
    "vote",
    "vote_dot",
    "webhook",
    "webhook_delivery",
    "wrong_attempt",
]
