"""Webhooks: an organisation's own programs are told that something happened to a referral.

A move leaves its events in the outbox, in its own transaction. The relay makes one delivery of each
for every webhook that may concern it, and sends it as the program that it belongs to: what row
security does not show that program, it is not told. A delivery says what kind of thing happened,
when, and where to read it; never anything of the case.
"""
