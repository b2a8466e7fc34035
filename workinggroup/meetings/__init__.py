"""Meetings by agenda: planning, inviting, papers, minutes, what follows, the archive."""
