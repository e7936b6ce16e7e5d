"""The index of earlier incidents by their terms, the same tables on both databases."""
