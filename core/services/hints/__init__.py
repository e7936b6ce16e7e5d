"""Blameless hints: reading text, the rules in force, dismissals."""
