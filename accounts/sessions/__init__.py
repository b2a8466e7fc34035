"""A session from its sign-in to its end: where it is open, how it ends, what is kept of it."""
