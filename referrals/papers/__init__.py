"""The paper of a referral: what is printed, signed, carried along or kept in a dossier."""
