"""Row security, the actor, encryption and the audit trail. Knows no domain, imports no app."""
