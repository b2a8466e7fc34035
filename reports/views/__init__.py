"""Pages of the progress report: for the secretariat, and for members once a report is shared."""
