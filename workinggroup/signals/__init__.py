"""Signals and trends: what is new, who else sees it, how it develops."""
