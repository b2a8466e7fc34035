"""What may be attached to a referral, and how it is made harmless before it is kept."""
