"""Mail to owners of action items: who gave an address, what they are told, and how it is sent."""
