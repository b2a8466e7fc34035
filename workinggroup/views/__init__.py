"""Pages of the working group."""
