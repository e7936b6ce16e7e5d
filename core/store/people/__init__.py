"""Visitors, members, invitations, authors, and failed attempts at codes and keys."""
