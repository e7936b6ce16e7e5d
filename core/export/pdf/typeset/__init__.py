"""What a postmortem looks like on paper: a template, its fonts, and the process that sets the pages."""
