"""Webhooks: what a program is told, and where the portal sends nothing."""
