"""Pages about people: members of an organisation, invitations, one's own profile."""
