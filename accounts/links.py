"""Links that prove who owns a mailbox, without a secret in the database.

The token is computed from the portal's secret key, the row and its nonce, in the process that
writes the mail. The database keeps its hash, to find the row by.
"""

import base64
import hashlib
import secrets

from django.urls import reverse
from django.utils.crypto import salted_hmac

from notifications.kinds import INVITATION
from notifications.models import Notice
from notifications.rendering import register_link

ADDRESS = "address_to_confirm"


def new_nonce() -> str:
    """32 hexadecimal digits."""
    return secrets.token_hex(16)


def token(purpose: str, row: str, nonce: str) -> str:
    """The token of a row, 43 characters that an address takes as they are."""
    digest = salted_hmac(f"accounts.links.{purpose}", f"{row}:{nonce}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_of(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


def path_of(notice: Notice) -> str:
    """The page that a notice's link opens: the notice stores the id of a row and the nonce."""
    row, nonce = notice.path_args
    return reverse(notice.path_name, args=[token(notice.kind, row, nonce)])


register_link(INVITATION, path_of)
register_link(ADDRESS, path_of)
