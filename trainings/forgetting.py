"""Names of participants are deleted by schedule; what the figures count stays.

The terms (GDPR art. 5(1)(e)), from the last day of a training on:
- who was registered: a year, in which the second evaluation is over and lists can be corrected;
- the name and file of a certificate: five years from its issue, in which a paper can be checked.
Country, organisation, seat and attendance stay: they name nobody, and the report counts them.
"""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from protection.actor import acting_as
from protection.audit import record
from protection.retention import add_months
from trainings.models import Certificate, Registration, Training

REGISTRATION_MONTHS = 12
CERTIFICATE_MONTHS = 60
BATCH = 200


def forget_due(now: datetime) -> int:
    """Delete what is past its term; how many trainings and certificates were touched."""
    return _forget_registrations(now) + _forget_certificates(now)


def names_go_on(training: Training) -> date | None:
    """The day from which the participants of a training are named no more; None without days."""
    if training.last_day is None:
        return None
    end = datetime.combine(training.last_day, datetime.min.time())
    return add_months(end, REGISTRATION_MONTHS).date()


def _forget_registrations(now: datetime) -> int:
    edge = add_months(now, -REGISTRATION_MONTHS)
    # A training that never got its days has none to count from: then from its last change.
    over = Q(last_day__lt=timezone.localdate(edge)) | Q(last_day=None, changed_at__lt=edge)
    with acting_as(None):
        due = Training.objects.filter(over, registrations__forgotten_at=None)
        due = due.filter(registrations__isnull=False).order_by("pk").distinct()
        found = list(due.values_list("pk", flat=True)[:BATCH])
    return sum(_forget_people(training_id, now) for training_id in found)


def _forget_people(training_id: UUID, now: datetime) -> bool:
    with acting_as(None):
        known = Registration.objects.filter(training_id=training_id, forgotten_at=None)
        number = known.update(
            name="",
            email="",
            reason="",
            user=None,
            nominated_by=None,
            decided_by=None,
            forgotten_at=now,
        )
        if number:
            record(
                "training_forgotten",
                subject="training",
                subject_id=str(training_id),
                detail={"people": str(number)},
            )
    return bool(number)


def _forget_certificates(now: datetime) -> int:
    edge = add_months(now, -CERTIFICATE_MONTHS)
    with acting_as(None):
        due = Certificate.objects.filter(issued_at__lt=edge, erased_at=None)
        number = due.update(name="", content=None, user=None, erased_at=now)
        if number:
            record(
                "certificates_forgotten",
                subject="certificate",
                subject_id="",
                detail={"certificates": str(number)},
            )
    return number
