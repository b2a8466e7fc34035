"""Mails about an account, the work of those who left, the review of members.

Mails are sent by a worker, never inside a request.

The web server reaches no mail server. A request that sent the mail itself would also answer later
(or fail) for an address that has an account, and so tell strangers which addresses have one.
"""

import logging
from collections.abc import Sequence

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from kombu.exceptions import OperationalError

from notifications.tasks import what_failed
from protection.actor import system_transaction

from . import entries, reviewing
from .handover import kinds_of_work
from .machine import once
from .models import User
from .sessions.devices import forget_unused
from .sessions.keeping import KEPT_FOR, delete_older_than
from .sessions.store import SessionStore

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
RETRY_SECONDS = 60


def queue_password_reset(user_ids: Sequence[int]) -> None:
    """Have a worker mail a link to each of these users; none for an address without account.

    The task goes out in both cases, so that both take as long.
    """
    try:
        send_password_reset.apply_async((list(user_ids),), retry=False)
    except OperationalError:
        logger.warning("The broker is away: no link for a new password was sent")


@shared_task(name="accounts.tasks.send_password_reset")
def send_password_reset(user_ids: list[int], attempt: int = 1) -> None:
    """Mail a link for a new password to each user that may sign in."""
    left = []
    for user in User.objects.filter(pk__in=user_ids, is_active=True):
        try:
            _mail_link(user)
        except OSError as error:  # smtplib's errors too
            logger.warning("A link for a new password was not sent: %s", what_failed(error))
            left.append(user.pk)
    if left and attempt < MOST_ATTEMPTS:
        send_password_reset.apply_async((left, attempt + 1), countdown=RETRY_SECONDS)


def _mail_link(user: User) -> None:
    """In the user's own language, under the configured address: no request says where it leads."""
    with override(user.language):
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        path = reverse("account_reset_password_from_key", kwargs=key)
        context = {"password_reset_url": settings.PORTAL_BASE_URL + path}
        prefix = "account/email/password_reset_key"
        subject = render_to_string(f"{prefix}_subject.txt", context)
        text = render_to_string(f"{prefix}_message.txt", context)
        send_mail(" ".join(subject.split()), text, None, [user.email])


@shared_task(name="accounts.tasks.tidy_sessions")
def tidy_sessions() -> None:
    """Delete sessions that are over, devices out of use, and text kept longer than a day."""
    SessionStore.clear_expired()
    forget_unused()
    with system_transaction():
        delete_older_than(timezone.now() - KEPT_FOR)


@shared_task(ignore_result=True)
def release_left_work() -> int:
    """Give back to their teams what people hold who left, however they left; returns how many."""
    now, released = timezone.now(), 0
    for kind in kinds_of_work():
        with system_transaction():
            released += kind.release(now)
    return released


@shared_task(ignore_result=True)
def review_members() -> int:
    """Begin the reviews of members that are due, and remind of those under way."""
    return reviewing.begin_and_remind(timezone.now())


@shared_task(ignore_result=True)
def remind_to_confirm_entries() -> int:
    """Ask organisations whether their entries in the directory are still correct."""
    return entries.remind_to_confirm(timezone.now())


@shared_task(ignore_result=True)
def remind_of_room() -> int:
    """Tell those who said whether they have room that it lapses soon."""
    return entries.remind_of_room(timezone.now())


@shared_task(name="accounts.tasks.forget_answered_calls")
def forget_answered_calls() -> None:
    """Delete what programs were answered more than a day ago."""
    once.forget_answered_calls()
