"""What other systems send to Debrief: who may send it, and how a body proves where it comes from."""
