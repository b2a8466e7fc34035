"""Recommendations, the joint work programme, and the four topics of the report."""
