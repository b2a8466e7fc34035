"""The relay: mails what the outbox holds."""

import logging
import smtplib
from datetime import timedelta

from celery import shared_task
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from protection.actor import system_transaction

from .models import Notice, NoticeState
from .rendering import mail_of

logger = logging.getLogger(__name__)

BATCH = 50
FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
# With delays that double up to an hour, a mail server may be away for half a day.
MOST_ATTEMPTS = 20


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
                    _send(notice, connection)
                except Exception as error:
                    _postpone(notice, error)
                    if isinstance(error, (OSError, smtplib.SMTPServerDisconnected)) and not (
                        isinstance(error, smtplib.SMTPResponseException)
                    ):
                        break  # the server is away: the next batch tries again
                else:
                    sent += 1
    finally:
        connection.close()
    return sent


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
