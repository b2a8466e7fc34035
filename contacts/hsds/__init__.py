"""The public directory for machines at `/hsds/v3/`: Open Referral HSDS 3.1, without a key.

Only what contacts.visibility opens to strangers is read, found or counted here (docs/hsds.md).
"""
