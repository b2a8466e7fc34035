"""The files of a referral; what may be one says `protection.files`."""
