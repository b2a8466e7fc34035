"""Who works in the benchmarks, and the real referrals that are copied."""

import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone, translation

from accounts.actors import actor_of
from accounts.models import Membership, Role, User
from accounts.sessions.store import digest
from contacts.models import Organisation
from protection.actor import Actor, acting_as
from referrals.codes import Order
from referrals.models import Request
from referrals.services import answering, deciding, drafts, teamwork
from referrals.services.fields import save_fields
from referrals.services.identity import save_identity

NOTE = "Een toelichting van gewone lengte, zonder namen, in het Nederlands."
ORIGINALS = 5


@dataclass(frozen=True)
class Worker:
    """Somebody who is signed in."""

    actor: Actor
    client: Client
    session_key: str


def sign_in(email: str, organisation: Organisation, role: str = Role.CASEWORKER) -> Worker:
    """A caseworker of the organisation (or in another role), with a client that is signed in."""
    user, _created = User.objects.get_or_create(email=email, defaults={"language": "nl"})
    membership, _created = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role
    )
    client = Client()
    client.force_login(user)
    session = client.session  # as after a sign-in with the second factor
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": time.time()}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return Worker(actor_of(membership), client, digest(str(client.session.session_key)))


def complete_draft(
    sender: Actor,
    recipient: Organisation,
    *,
    family_name: str = "Verzonnen",
    to_first_yes: bool = True,
) -> tuple[UUID, int]:
    """A draft that can be sent: id and version. `to_first_yes`: a yes agrees at once."""
    now, draft_id = timezone.now(), uuid4()
    with acting_as(sender), translation.override("nl"):
        draft = drafts.create_draft(draft_id, now=now)
        draft = save_fields(
            draft_id,
            draft.version,
            now=now,
            fields={"urgency": "urgent", "age_group": "23-29", "gender": "F", "reason": "safety"},
            coded={
                "need": ["safe_accommodation", "medical", "legal"],
                "language": ["ro", "en"],
                "exploitation_form": ["sexual"],
            },
            texts={"note": (NOTE, "nl")},
        )
        draft = drafts.save_recipients(
            draft_id,
            draft.version,
            now=now,
            destination_country=str(recipient.country_id),
            recipients=[drafts.Recipient(str(recipient.country_id), recipient.pk)],
            order=Order.PARALLEL,
            release_to_first_yes=to_first_yes,
        )
        save_identity(
            draft_id,
            texts={"given_names": "Demo", "family_name": family_name, "safe_contact": "—"},
            now=now,
            version=draft.version,
        )
        draft = drafts.save_consent(
            draft_id,
            draft.version + 1,
            legal_basis="explicit_consent",
            callback_number="+32 3 000 00 00",
            consent=drafts.ConsentDetails(
                "explicit_consent", timezone.localdate(), (recipient.pk,)
            ),
            now=now,
        )
    return draft_id, draft.version


def original(sender: Actor, recipient: Actor, organisation: Organisation, number: int) -> UUID:
    """A sent referral, every other one answered, every third one somebody's; by the services."""
    draft_id, version = complete_draft(sender, organisation, family_name=f"Verzonnen {number}")
    now = timezone.now() - timedelta(minutes=10 * number)
    with acting_as(sender):
        deciding.send(draft_id, version, now=now)
    with acting_as(recipient):
        if number % 2:
            request = Request.objects.get(referral_id=draft_id)
            answering.accept(draft_id, request.pk, now=now + timedelta(hours=1))
        if number % 3 == 0:
            teamwork.claim(draft_id, now=now)
    return draft_id
