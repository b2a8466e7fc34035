"""The only writers of case tables. Other modules change a referral through these, never directly."""
