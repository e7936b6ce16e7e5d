"""A database with three years of a company in it, for figures of pages and of services."""
