"""The figures of Insights as files: a table, and a page to print."""
