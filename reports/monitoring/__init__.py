"""Figures on pages: released tables for the working group, own cases for who handles them."""
