"""The door for other apps: queue a notice. Nothing is sent here; the relay does that."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from . import kinds
from .models import Notice


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
    kinds.kind_of(kind)
    languages = dict(settings.LANGUAGES)
    people = {recipient.user_id: recipient for recipient in recipients}
    now = timezone.now()
    notices = [
        Notice(
            kind=kind,
            user_id=person.user_id,
            email=person.email,
            language=person.language if person.language in languages else settings.LANGUAGE_CODE,
            reference=reference,
            path_name=path_name,
            path_args=path_args,
            next_attempt_at=now,
            created_at=now,
        )
        for person in people.values()
    ]
    Notice.objects.using(using).bulk_create(notices)
    return len(notices)


def mark_read(user_id: int, notice_ids: Iterable[str] | None = None) -> int:
    """Mark a person's own notices as read, all of them when no ids are given; returns how many."""
    unread = Notice.objects.filter(user_id=user_id, read_at=None)
    if notice_ids is not None:
        unread = unread.filter(pk__in=list(notice_ids))
    return unread.update(read_at=timezone.now())
