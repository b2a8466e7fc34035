"""How the guide is used and spread: counts of pages and copies, and nothing of a reader."""
