"""What `debrief doctor` checks besides the postmortems: each check says how it is, and what to do if it is not well."""
