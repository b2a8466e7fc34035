"""`/api/v1/referrals`: the referral and its moves for an organisation's own programs.

What a form may say is said by the forms, what a move may do by the services: both are used here as
the pages use them.
"""
