"""Telling people: the outbox that moves write, the relay that mails it, and notices in the app."""
