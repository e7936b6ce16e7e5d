"""Text as terms: what is compared when words are looked for or incidents are compared. Pure, and never fails."""

from core.domain.terms.scripts import is_unspaced
from core.domain.terms.stems import stem_of
from core.domain.terms.tokens import LONGEST_PIECE, Token, pieces_of, terms_of, tokens_of

__all__ = ["LONGEST_PIECE", "Token", "is_unspaced", "pieces_of", "stem_of", "terms_of", "tokens_of"]
