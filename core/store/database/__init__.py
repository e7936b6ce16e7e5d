"""The database itself: opening, transactions, tables, migrations, errors, damage checks, change notifications."""
