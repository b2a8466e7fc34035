"""The door for other apps: queue a notice. Nothing is sent here; the relay does that."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import timezone

from . import kinds
from .models import Notice, NoticePreference

# With every page that somebody opens: Django would put the same statement together each time.
_READ = """
UPDATE notifications_notice SET read_at = %s
WHERE user_id = %s AND read_at IS NULL AND path_name = %s AND path_args = %s::varchar(100)[]
"""


@dataclass(frozen=True)
class Recipient:
    """Somebody with an account, as the caller knows them."""

    user_id: int
    email: str
    language: str
    # Told as a contact point, whose mails come in a digest unless they chose otherwise.
    as_contact_point: bool = False


def queue_notice(
    kind: str,
    recipients: Iterable[Recipient],
    *,
    reference: str,
    path_name: str,
    path_args: list[str],
    urgent: bool = False,
    using: str = "default",
) -> int:
    """Tell each recipient once, in the running transaction; returns how many are told.

    `kind` is one of `notifications.kinds`; `reference` and the page are all that a notice holds,
    so it can never carry personal data. `urgent` is mailed at once, also at night and to those who
    read digests. Raises LookupError for an unknown kind.
    """
    mail_only = kinds.kind_of(kind).mail_only
    people = {recipient.user_id: recipient for recipient in recipients}
    now = timezone.now()
    notices = [
        Notice(
            kind=kind,
            user_id=person.user_id,
            email=person.email,
            language=_known(person.language),
            reference=reference,
            path_name=path_name,
            path_args=path_args,
            urgent=urgent,
            as_contact_point=person.as_contact_point,
            next_attempt_at=now,
            created_at=now,
            read_at=now if mail_only else None,
        )
        for person in people.values()
    ]
    Notice.objects.using(using).bulk_create(notices)
    return len(notices)


def queue_link(
    kind: str,
    email: str,
    language: str,
    *,
    reference: str,
    path_name: str,
    path_args: list[str],
) -> None:
    """Mail a link to somebody who has no account (yet), in the running transaction.

    `kind` is one of kinds.WITHOUT_ACCOUNT, the only notices without a user: row security shows
    them to nobody, and the relay alone reads them. What the link proves is not stored; see
    `rendering.register_link`.
    """
    now = timezone.now()
    Notice(
        kind=kind,
        email=email,
        language=_known(language),
        reference=reference,
        path_name=path_name,
        path_args=path_args,
        next_attempt_at=now,
        created_at=now,
        read_at=now,
    ).save(force_insert=True)


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def mark_read(user_id: int, notice_ids: Iterable[str] | None = None) -> int:
    """Mark a person's own notices as read, all of them when no ids are given; returns how many."""
    unread = Notice.objects.filter(user_id=user_id, read_at=None)
    if notice_ids is not None:
        unread = unread.filter(pk__in=list(notice_ids))
    return unread.update(read_at=timezone.now())


def mark_read_for(user_id: int, path_name: str, *path_args: str) -> int:
    """A person has opened this page: their notices about it are read; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [timezone.now(), user_id, path_name, list(path_args)])
        return cursor.rowcount


def preference_of(user_id: int) -> NoticePreference:
    """What a person chose, or an unsaved row of the defaults."""
    found = NoticePreference.objects.filter(pk=user_id).first()
    return found or NoticePreference(user_id=user_id)


def save_preference(user_id: int, *, ways: dict[str, str], **chosen: object) -> None:
    """Store what a person chose: `ways` by kind is added to earlier choices, `chosen` are the
    other fields of NoticePreference."""
    preference = preference_of(user_id)
    for name, value in chosen.items():
        setattr(preference, name, value)
    preference.ways = preference.ways | ways
    preference.save()
