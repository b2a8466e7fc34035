"""The pages of data protection work."""
