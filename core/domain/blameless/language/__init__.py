"""Whether a text is English, the only language that the hints can read."""

from core.domain.blameless.language.english import foreign_lines, is_english

__all__ = ["foreign_lines", "is_english"]
