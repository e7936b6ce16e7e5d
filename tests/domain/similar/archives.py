"""A handful of incidents, written for these tests, as the ranking sees an archive."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from core.domain.similar.candidate import Archive, Candidate
from core.domain.similar.document import Document, terms_in
from core.domain.similar.query import Query, query_of
from core.domain.similar.ranking import Ranked, ranked
from core.domain.similar.weighting import general_weight

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)

SHOP: Mapping[str, Document] = {
    "certificate": Document(
        "Shop certificate expired",
        "Browsers refused the shop because nobody had renewed its certificate.",
        "The renewal job had been switched off in spring. We renewed by hand and put an alert on the expiry.",
    ),
    "disk": Document(
        "Order database disk full",
        "The disk of the primary filled up over night and orders could not be written.",
        "Logs of the replication were never rotated. There was no alert on free space.",
    ),
    "queue": Document(
        "Orders wait for an hour",
        "The consumer of the order queue was stuck.",
        "A poison message blocked the consumer, which retried it for ever. We moved it to the dead letter queue.",
    ),
    "printer": Document(
        "Labels missing in the warehouse",
        "The label printer of hall two was offline.",
        "Its switch had lost power when somebody moved a cupboard.",
    ),
    "login": Document(
        "Customers cannot log in",
        "The identity provider answered 503 after a deployment of the gateway.",
        "The new version of the gateway dropped a header. We rolled back.",
    ),
}


def candidates_of(archive: Mapping[str, Document], query: Query) -> tuple[list[Candidate], Archive]:
    """As the store would find them, one a day."""
    read = {name: terms_in(document) for name, document in archive.items()}
    found = [
        Candidate(
            postmortem_id=name,
            title=archive[name].title,
            happened_at=BEGIN + timedelta(days=day),
            title_terms=terms.title,
            lead_terms=terms.lead,
            body=" ".join(term for term in terms.body if general_weight(term)),
            counts=terms.counts,
            shapes=terms.shapes,
            length=terms.length,
            services=terms.services & query.services,
        )
        for day, (name, terms) in enumerate(read.items())
    ]
    found_in = Counter(term for terms in read.values() for term in terms.counts)
    shape_in = Counter(name for terms in read.values() for name in terms.short_shapes)
    return found, Archive(len(archive), found_in, shape_in)


def matches(
    title: str, summary: str = "", services: Sequence[str] = (), archive: Mapping[str, Document] = SHOP
) -> list[Ranked]:
    query = query_of(title, summary, services)
    return ranked(query, *candidates_of(archive, query))


def names(
    title: str, summary: str = "", services: Sequence[str] = (), archive: Mapping[str, Document] = SHOP
) -> list[str]:
    return [match.candidate.postmortem_id for match in matches(title, summary, services, archive)]
