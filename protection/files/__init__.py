"""What may be uploaded, how it is made harmless before it is kept, and the virus scanner."""
