"""The only writers of case tables: other modules change a referral through these."""
