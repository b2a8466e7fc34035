"""Users, their memberships and roles, and who acts in a request."""
