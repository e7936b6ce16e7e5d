"""What a tracker says by its webhook when an issue was closed or opened again, read without asking it anything."""
