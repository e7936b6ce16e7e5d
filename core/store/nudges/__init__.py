"""What people outside are told of: whose turn it is, what was told, what is held, and the queues of what is sent."""
