"""Signing in, and who a session belongs to."""

from allauth.account.auth_backends import AuthenticationBackend

from .models import User
from .selectors import user_with_memberships


class PortalBackend(AuthenticationBackend):
    """Reads the user of a request together with their memberships: both are needed each time."""

    def get_user(self, user_id: int) -> User | None:
        user = user_with_memberships(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
