"""The relay mails what the outbox holds; digests are composed, and old notices deleted."""

import logging
import smtplib
from datetime import timedelta

from celery import shared_task
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from protection.actor import system_transaction

from .delivery import Ruling, rule
from .kinds import DIGEST
from .models import Notice, NoticePreference, NoticeState
from .rendering import mail_of

logger = logging.getLogger(__name__)

BATCH = 50
FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
# With delays that double up to an hour, a mail server may be away for half a day.
MOST_ATTEMPTS = 20
# A notice names a case by its reference and page. It is of no use once the case has moved on.
TERM = timedelta(days=90)


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts."""
    return min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(attempts - 1, 16))


def what_failed(error: Exception) -> str:
    """An error without its text: a mail server repeats addresses in it."""
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


@shared_task(ignore_result=True)
def relay_outbox() -> int:
    """Mail the notices that are due, at most BATCH of them; returns how many were sent.

    Each has a transaction of its own, so that a crash repeats one mail at most. Several relays
    may run at once: they skip one another's rows.
    """
    sent = 0
    connection = mail.get_connection()
    try:
        for _ in range(BATCH):
            with system_transaction():
                notice = (
                    Notice.objects.using("system")
                    .filter(state=NoticeState.PENDING, next_attempt_at__lte=timezone.now())
                    .order_by("next_attempt_at")
                    .select_for_update(skip_locked=True)
                    .first()
                )
                if notice is None:
                    break
                try:
                    sent += _deliver(notice, connection)
                except Exception as error:
                    _postpone(notice, error)
                    if isinstance(error, (OSError, smtplib.SMTPServerDisconnected)) and not (
                        isinstance(error, smtplib.SMTPResponseException)
                    ):
                        break  # the server is away: the next batch tries again
    finally:
        connection.close()
    return sent


def _deliver(notice: Notice, connection: BaseEmailBackend) -> bool:
    """Send a notice, or set it aside as its reader chose; whether it was sent."""
    now = timezone.now()
    ruling = Ruling(NoticeState.PENDING, now)
    if notice.user_id is not None:
        active = get_user_model().objects.using("system").filter(is_active=True)
        ruling = rule(
            notice,
            NoticePreference.objects.using("system").filter(pk=notice.user_id).first(),
            active=active.filter(pk=notice.user_id).exists(),
            now=now,
        )
    if ruling.state == NoticeState.PENDING and ruling.at <= now:
        _send(notice, connection)
        return True
    notice.state, notice.next_attempt_at = ruling.state, ruling.at
    notice.save(using="system", update_fields=["state", "next_attempt_at"])
    return False


def _send(notice: Notice, connection: BaseEmailBackend) -> None:
    connection.send_messages([mail_of(notice)])
    notice.state = NoticeState.SENT
    notice.sent_at = timezone.now()
    notice.attempts += 1
    notice.save(using="system", update_fields=["state", "sent_at", "attempts"])


def _postpone(notice: Notice, error: Exception) -> None:
    notice.attempts += 1
    if notice.attempts >= MOST_ATTEMPTS:
        notice.state = NoticeState.FAILED
        logger.error(
            "Notice %s (%s) was not sent in %d attempts and is given up: %s",
            notice.pk,
            notice.kind,
            notice.attempts,
            what_failed(error),
        )
    else:
        notice.next_attempt_at = timezone.now() + delay_after(notice.attempts)
        logger.warning(
            "Notice %s (%s) could not be sent, attempt %d: %s",
            notice.pk,
            notice.kind,
            notice.attempts,
            what_failed(error),
        )
    notice.save(using="system", update_fields=["state", "attempts", "next_attempt_at"])


@shared_task(ignore_result=True)
def compose_digests() -> int:
    """Queue the digests that are due; returns how many. What was read meanwhile needs no mail."""
    waiting = Notice.objects.using("system").filter(state=NoticeState.DIGEST, digest=None)
    with system_transaction():
        due = waiting.filter(next_attempt_at__lte=timezone.now()).order_by("user_id")
        readers = list(due.values_list("user_id", flat=True).distinct())
    composed = 0
    for user_id in readers:
        with system_transaction():
            rows = list(waiting.filter(user_id=user_id).select_for_update(skip_locked=True))
            composed += _compose(rows)
    return composed


def _compose(rows: list[Notice]) -> bool:
    """One notice that stands for the unread ones among these; whether there were any."""
    unread = [row for row in rows if row.read_at is None]
    read = [row.pk for row in rows if row.read_at is not None]
    notices = Notice.objects.using("system")
    notices.filter(pk__in=read).update(state=NoticeState.PORTAL)
    if not unread:
        return False
    newest, now = max(unread, key=lambda row: row.created_at), timezone.now()
    digest = Notice(
        kind=DIGEST,
        user_id=newest.user_id,
        email=newest.email,
        language=newest.language,
        reference="",
        path_name="notifications:list",
        path_args=[],
        created_at=now,
        next_attempt_at=now,
        read_at=now,
    )
    digest.save(using="system", force_insert=True)
    notices.filter(pk__in=[row.pk for row in unread]).update(digest=digest.pk)
    return True


@shared_task(ignore_result=True)
def purge_notices() -> int:
    """Delete notices whose term is over, except what is still to be sent; returns how many."""
    with system_transaction():
        old = Notice.objects.using("system").filter(created_at__lt=timezone.now() - TERM)
        deleted, _by_model = old.exclude(state=NoticeState.PENDING).delete()
    return deleted
