"""What a person looks for in the archive: words, phrases and exclusions as typed, and filters. Pure."""

from core.domain.search.query import LONGEST_QUERY, MOST_WORDS, Query, parse_query

__all__ = ["LONGEST_QUERY", "MOST_WORDS", "Query", "parse_query"]
