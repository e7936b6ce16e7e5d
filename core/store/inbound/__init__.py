"""What other systems send: signing secrets, bodies, groups of alerts, what they opened and what they told."""
