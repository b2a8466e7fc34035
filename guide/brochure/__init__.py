"""The guide and the public directory as an accessible PDF, edition after edition."""
