"""The pages of a referral."""
