"""The only writer of signals and their confirmations."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Role
from accounts.selectors import people_in_role
from contacts.models import Country
from notifications.services import Recipient, queue_notice
from protection.actor import require_actor, system_transaction
from protection.audit import record
from workinggroup.contributing import (
    CONTRIBUTOR_ROLES,
    can_confirm_signal,
    can_contribute,
    can_withdraw_signal,
)
from workinggroup.models.signals import Confirmation, Signal, SignalDigest

SUBJECT = "signal"
SYSTEM = "system"
WEEK = timedelta(days=7)


class NotFoundError(Exception):
    """There is no such signal for this reader, or nothing that they may do with it."""


def post(values: Mapping[str, Any], *, now: datetime) -> Signal:
    """Post a signal; `values` are its columns. Raises NotFoundError for who may not.

    Somebody of a Benelux body says in which country it was seen, others post for their own.
    """
    actor = require_actor()
    if not can_contribute(actor):
        raise NotFoundError
    with transaction.atomic():
        signal = Signal(
            organisation_id=actor.organisation_id, posted_by=actor.user_id, posted_at=now, **values
        )
        if actor.country:
            signal.country = Country.objects.get(pk=actor.country)
        signal.save(force_insert=True)
        record(
            "signal_posted",
            subject=SUBJECT,
            subject_id=str(signal.pk),
            detail={"kind": signal.kind, "country": signal.country_id},
        )
    return signal


def confirm(signal_id: int, note: str, *, language: str, now: datetime) -> Confirmation:
    """“We see this too”, once for an organisation of another country. Raises NotFoundError."""
    actor = require_actor()
    with transaction.atomic():
        signal = _locked(signal_id)
        if not can_confirm_signal(actor, signal.country_id):
            raise NotFoundError
        row, _made = Confirmation.objects.update_or_create(
            signal=signal,
            organisation_id=actor.organisation_id,
            defaults={"note": note, "language": language, "confirmed_by": actor.user_id},
            create_defaults={
                "country_id": actor.country,
                "note": note,
                "language": language,
                "confirmed_by": actor.user_id,
                "confirmed_at": now,
            },
        )
        countries = signal.confirmations.order_by().values("country").distinct().count()
        signal.confirmed_in = countries
        signal.save(update_fields=["confirmed_in"])
        record(
            "signal_confirmed",
            subject=SUBJECT,
            subject_id=str(signal.pk),
            detail={"country": actor.country},
        )
    return row


def withdraw(signal_id: int, *, now: datetime) -> None:
    """Take a signal off the board, for its organisation or the secretariat. Its words are
    deleted: whatever was wrong with them is gone. Raises NotFoundError."""
    actor = require_actor()
    with transaction.atomic():
        signal = _locked(signal_id)
        if not can_withdraw_signal(actor, signal.organisation_id):
            raise NotFoundError
        for field in Signal._meta.concrete_fields:
            if field.name.startswith(("title_", "text_")):
                setattr(signal, field.name, None)
        signal.title = signal.text = ""
        signal.withdrawn_at = now
        signal.save()
        signal.confirmations.update(note="")
        record("signal_withdrawn", subject=SUBJECT, subject_id=str(signal.pk))


def _locked(signal_id: int) -> Signal:
    signal = (
        Signal.objects.select_for_update(of=("self",))
        .filter(pk=signal_id, withdrawn_at=None)
        .first()
    )
    if signal is None:
        raise NotFoundError
    return signal


def week_of(now: datetime) -> date:
    """The Monday of the week before `now`'s."""
    today = timezone.localdate(now)
    return today - timedelta(days=today.weekday()) - WEEK


def span(week_begins: date) -> tuple[datetime, datetime]:
    """When a week begins and when the next one does, in the portal's time."""
    begin = timezone.make_aware(datetime.combine(week_begins, time()))
    return begin, timezone.make_aware(datetime.combine(week_begins + WEEK, time()))


def send_digest(now: datetime) -> int:
    """Tell contributors what last week brought, once; returns how many are told.

    A week in which nothing was posted or confirmed is not spoken of. Runs under `portal_system`.
    """
    begins = week_of(now)
    since, until = span(begins)
    with system_transaction():
        posted = Signal.objects.using(SYSTEM).filter(
            posted_at__gte=since, posted_at__lt=until, withdrawn_at=None
        )
        confirmed = Confirmation.objects.using(SYSTEM).filter(
            confirmed_at__gte=since, confirmed_at__lt=until
        )
        counts = {"signals": posted.count(), "confirmations": confirmed.count()}
        if not any(counts.values()):
            return 0
        _digest, first = SignalDigest.objects.using(SYSTEM).get_or_create(
            week_begins=begins, defaults={"sent_at": now, **counts}
        )
        if not first:
            return 0
        return queue_notice(
            "signals_of_the_week",
            _contributors(),
            reference="",
            path_name="workinggroup:signals_of_week",
            path_args=[begins.isoformat()],
            using=SYSTEM,
        )


def _contributors() -> list[Recipient]:
    people = {
        one.user_id: one
        for role in sorted(CONTRIBUTOR_ROLES)
        for one in people_in_role(Role(role), using=SYSTEM)
    }
    return list(people.values())
