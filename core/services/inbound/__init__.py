"""What other systems send to Debrief: keys and signatures that let them in, and what becomes of what they send."""
