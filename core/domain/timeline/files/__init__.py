"""Forms with a structure of their own: tables, CSV, HTML, JSON exports, calendars."""
