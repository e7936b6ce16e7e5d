"""Text that people typed, as Markdown and as sanitised HTML: the one parser and the one sanitiser."""
