"""Disclosure control: which counts a release may show, chosen by optimisation, then attacked.

docs/disclosure-control.md has the rules and their sources.
"""
