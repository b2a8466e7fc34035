"""The guide's pages. Public ones need no sign-in and hold nothing of a person or a case."""
