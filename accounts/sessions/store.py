"""The session engine. Django's, with three differences.

The table holds a digest of the key, so that a copy of the database opens no session. It knows
whose each session is, so that they can be listed and ended. And a session that was ended stays
ended: every write asks that its row still belongs to who read it.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY as USER_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from .codes import BROWSER, SESSION_ENDS, SYSTEM
from .models import PortalSession

# Every page asks this: one statement, and no time spent on composing it.
_READ = (
    "SELECT session_data, last_seen_at, user_id FROM accounts_session "
    "WHERE session_key = %s AND expire_date > %s"
)


def digest(session_key: str) -> str:
    """What stands in the table for a key: 160 bits of SHA-256 over 165 random bits."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(SessionBase):
    """`seen_at` is when the session last did something; None before it is read or saved."""

    seen_at: datetime | None = None
    _owner: int | None = None

    @classmethod
    def get_model_class(cls) -> type[PortalSession]:
        return PortalSession

    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(_READ, [digest(self.session_key or ""), timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        data, self.seen_at, self._owner = row
        return self.decode(data)

    def exists(self, session_key: str) -> bool:
        return PortalSession.objects.filter(pk=digest(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError when the session was ended meanwhile: it does not come back."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = self._values(data)
        key = digest(self.session_key)
        if must_create:
            try:
                with transaction.atomic():
                    PortalSession.objects.create(pk=key, **values)
            except IntegrityError as error:
                raise CreateError from error
            self.seen_at = timezone.now()
        elif not self._own(key).update(**values):
            raise UpdateError
        self._owner = values["user_id"]

    def _values(self, data: dict[str, Any]) -> dict[str, Any]:
        ends, user = data.get(SESSION_ENDS), data.get(USER_KEY)
        age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return {
            "session_data": self.encode(data),
            "expire_date": self.get_expiry_date(),
            "user_id": int(user) if user else None,
            "browser": data.get(BROWSER, ""),
            "system": data.get(SYSTEM, ""),
            "signed_in_at": datetime.fromtimestamp(ends, UTC) - age if ends and user else None,
        }

    def _own(self, key: str) -> QuerySet[PortalSession]:
        """The row, unless it was ended or given to somebody else since it was read."""
        rows = PortalSession.objects.filter(pk=key)
        return rows.filter(user_id=self._owner) if self._owner else rows.filter(user=None)

    def cycle_key(self) -> None:
        """A new key for the same row; nothing of the old one is left to be used.

        Raises UpdateError for a signed-in session that was ended meanwhile.
        """
        data, old = self._session, self.session_key  # type: ignore[attr-defined]
        if old is not None:
            new = self._get_new_session_key()  # type: ignore[attr-defined]
            renamed = self._own(digest(old)).update(
                session_key=digest(new), last_seen_at=timezone.now()
            )
            if renamed:
                self._session_key, self.modified = new, True
                return
            if self._owner is not None:
                raise UpdateError
        self.create()
        self._session_cache = data

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            PortalSession.objects.filter(pk=digest(key)).delete()

    def mark_seen(self) -> None:
        """Count the idle time from now. A session that was ended is left alone."""
        if self.session_key is not None:
            self.seen_at = timezone.now()
            self._own(digest(self.session_key)).update(last_seen_at=self.seen_at)

    @classmethod
    def clear_expired(cls) -> None:
        PortalSession.objects.filter(expire_date__lt=timezone.now()).delete()
