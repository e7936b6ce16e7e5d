"""What other programs write instead of Markdown or around it, as Markdown."""
