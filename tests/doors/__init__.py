"""Real programs of other people that talk to Debrief, started here: ``make doors``, outside CI."""
