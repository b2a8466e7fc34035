"""The duty rota of a country's contact point, kept by the contact points of its organisations."""

from contacts.models import DutyShift, NationalContactPoint
from protection.actor import Actor, require_actor
from protection.audit import record

from .writing import NotAParty


def rota_organisations(actor: Actor) -> list[int]:
    """The organisations of the actor's country's contact point, if theirs is one of them.

    Raises NotAParty otherwise.
    """
    rows = NationalContactPoint.objects.filter(
        country_id=actor.country, organisation__active=True
    ).order_by("order", "id")
    found = list(rows.values_list("organisation_id", flat=True))
    if actor.organisation_id not in found:
        raise NotAParty
    return found


def add_shift(shift: DutyShift) -> None:
    """Write a shift of the actor's country. Raises NotAParty."""
    actor = require_actor()
    if shift.organisation_id not in rota_organisations(actor):
        raise NotAParty
    shift.country_id = actor.country
    shift.full_clean()
    shift.save()
    record("duty_shift_added", subject="duty_shift", subject_id=str(shift.pk))


def delete_shift(shift_id: int) -> None:
    """Take a shift off the rota of the actor's country. Raises NotAParty."""
    actor = require_actor()
    rota_organisations(actor)
    deleted, _by_model = DutyShift.objects.filter(pk=shift_id, country_id=actor.country).delete()
    if not deleted:
        raise NotAParty
    record("duty_shift_deleted", subject="duty_shift", subject_id=str(shift_id))
