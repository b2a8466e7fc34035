"""The referral and its life: request, answers, consent, disclosure of the identity, handover."""
