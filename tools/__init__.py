"""Development commands: run them as `python -m tools.NAME` from the project folder."""
