"""Formats where Django's own would mislead European readers."""
