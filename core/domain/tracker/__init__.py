"""Issue trackers, as far as Debrief knows them: links to issues, addresses that open a new one."""
