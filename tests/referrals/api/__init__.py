"""The machine interface, as programs with tokens use it."""
