"""What follows from a training for one reader: the links and materials on its page."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from protection.actor import Actor
from protection.prepared import Given, Prepared
from trainings.evaluation.running import asking_of
from trainings.life import State
from trainings.materials.library import of_training
from trainings.models import Certificate, Material, Training
from trainings.permissions import can_keep_attendance, can_read_evaluations

_CERTIFICATE = Prepared(
    lambda: Certificate.objects.filter(
        training=Given("training"), user=Given("user"), revoked_at=None, erased_at=None
    ).only("pk")[:1]
)


@dataclass(frozen=True)
class Following:
    """`to_evaluate`: the reader is asked and has not answered. `certificate_id` is the reader's
    own, valid one. `keeps`: attendance, certificates and materials are the reader's to keep."""

    calendar: bool
    to_evaluate: bool
    certificate_id: UUID | None
    materials: list[Material]
    keeps: bool
    has_begun: bool
    reads_results: bool


def following(training: Training, actor: Actor) -> Following:
    """Four queries at most, whatever the training holds."""
    begun = (
        training.first_day is not None
        and training.first_day <= timezone.localdate()
        and training.state != State.CANCELLED
    )
    asking = asking_of(training.pk, actor.user_id) if begun else None
    own = _CERTIFICATE.first(training=training.pk, user=actor.user_id) if begun else None
    return Following(
        calendar=training.state != State.DRAFT and training.first_day is not None,
        to_evaluate=asking is not None and not asking.answered,
        certificate_id=own.pk if own else None,
        materials=of_training(actor, training.pk),
        keeps=can_keep_attendance(actor),
        has_begun=begun,
        reads_results=begun and can_read_evaluations(actor),
    )
