"""Certificates of attendance: made as PDF by workers, checked by anyone who holds the paper."""
