"""Who is told of what happens to a place or a training, through the outbox.

A colleague without an account is told by whoever put them forward.
"""

from collections.abc import Collection, Iterable

from accounts.models import Role, User
from accounts.selectors import people_in_role, people_of
from contacts.selectors import contact_point_organisations
from notifications.services import Recipient, queue_notice
from trainings.models import Registration, Training


def people(user_ids: Collection[int | None]) -> list[Recipient]:
    """Those of them who have an account in use."""
    rows = User.objects.filter(pk__in={one for one in user_ids if one}, is_active=True)
    return [Recipient(*row) for row in rows.order_by("pk").values_list("pk", "email", "language")]


def tell(kind: str, training: Training, recipients: Iterable[Recipient]) -> None:
    """Queue a notice about a training; it names the training's number and page alone."""
    queue_notice(
        kind,
        recipients,
        reference=training.reference,
        path_name="trainings:training",
        path_args=[str(training.pk)],
    )


def tell_of(
    kind: str,
    training: Training,
    registrations: Collection[Registration],
    *,
    but: int | None = None,
) -> None:
    """Tell the people of these registrations, or who put them forward; nobody of their own act.

    Where who put somebody forward has left, or is a program, the team leads are told.
    """
    told = {one.user_id or one.nominated_by for one in registrations} - {but, None}
    found = people(told)
    known = {one.user_id for one in found} | {but}
    unheard = {
        one.organisation_id
        for one in registrations
        if one.user_id is None and one.nominated_by not in known
    }
    if unheard:
        found += people_of(unheard, roles=[Role.TEAM_LEAD, Role.CONTACT_POINT])
    if found:
        tell(kind, training, found)


def tell_team_leads(kind: str, registration: Registration) -> None:
    """Those who put people of this organisation forward."""
    leads = people_of([registration.organisation_id], roles=[Role.TEAM_LEAD, Role.CONTACT_POINT])
    tell(kind, registration.training, leads)


def tell_contact_point(kind: str, registration: Registration) -> None:
    """Those who approve for the country; for a Benelux body the secretariat does."""
    if registration.country_id is None:
        tell(kind, registration.training, people_in_role(Role.SECRETARIAT))
        return
    rota = [one.pk for one in contact_point_organisations(registration.country_id)]
    tell(kind, registration.training, people_of(rota, roles=[Role.CONTACT_POINT]))
