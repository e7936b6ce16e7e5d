"""Documents and what is derived from them: records, revisions, edits that came late."""
