"""Writing a draft, step by step, until it is sent.

Each step names the version it was shown with; a second tab that saves an older one is told so and
writes nothing. The draft's id comes from the form, so that a double click files one referral.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes
from contacts.models import Organisation
from contacts.selectors import contact_point_organisations
from protection.actor import Actor, require_actor
from protection.audit import record
from referrals.codes import (
    CONSENT_BASES,
    IDENTITY_FIELDS,
    NO_IDENTITY_BASES,
    Order,
    RequestState,
    Side,
    State,
)
from referrals.models import (
    Attachment,
    AttachmentContent,
    CodedValue,
    Consent,
    ConsentRecipient,
    DataKey,
    Identity,
    IdentityField,
    IdentityIndex,
    Party,
    PhoneCall,
    Referral,
    Request,
    SenderFile,
)
from referrals.permissions import can_edit_draft, can_file
from referrals.vault import Vault

from .writing import MoveRefused, Moving, NotAParty, own_party, refresh_parties

# Crockford's base 32: nothing that is read wrongly over the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
STALE = gettext_lazy(
    "This draft was saved elsewhere meanwhile, perhaps in another tab. What you typed "
    "is still here: compare it with the saved version, then save again."
)

MINORS_CONSENT = gettext_lazy(
    "The person is a minor or presumed so: a parent, a guardian or the competent authority "
    "consents. Choose that basis."
)


# Everything a draft may hold, in an order in which it can be deleted; the key shreds the rest.
OF_A_DRAFT: tuple[type[Model], ...] = (
    DataKey,
    AttachmentContent,
    Attachment,
    SenderFile,
    PhoneCall,
    CodedValue,
    ConsentRecipient,
    Consent,
    IdentityField,
    IdentityIndex,
    Identity,
    Request,
)


class StaleDraft(MoveRefused):
    """Somebody, perhaps the same person in another tab, saved a newer version."""


@dataclass(frozen=True)
class Recipient:
    """Who is to be asked: an organisation, or a country's contact point."""

    country: str
    organisation_id: int | None = None


@dataclass(frozen=True)
class ConsentDetails:
    """What the sender records of the consent. `organisation_ids` are those it names; `withheld`
    says for each which fields of the identity it does not get.

    `given_by`, `scope` and `evidence` are codes of the lists `consent_giver`, `consent_scope` and
    `consent_evidence`.
    """

    basis: str
    given_on: date
    organisation_ids: tuple[int, ...]
    language: str = ""
    with_interpreter: bool = False
    given_by: str = ""
    scope: tuple[str, ...] = ()
    evidence: str = ""
    withheld: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def new_reference() -> str:
    """Eight characters that say nothing about the person, with a dash in the middle."""
    letters = "".join(secrets.choice(ALPHABET) for _unused in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def create_draft(draft_id: UUID, *, now: datetime) -> Referral:
    """Begin a draft under an id made by the form; the same id gives the same draft again, also
    to a second click that arrives before the first has ended.

    Raises NotAParty when the actor may not file, or the id is another organisation's.
    """
    actor = require_actor()
    if not can_file(actor):
        raise NotAParty
    own = Referral.objects.filter(pk=draft_id, sender_organisation_id=actor.organisation_id)
    if (existing := own.first()) is not None:
        return existing
    try:
        return _begin(draft_id, actor, now)
    except IntegrityError:
        if (existing := own.first()) is not None:
            return existing
        raise NotAParty from None


def _begin(draft_id: UUID, actor: Actor, now: datetime) -> Referral:
    referral = Referral(
        pk=draft_id,
        reference=new_reference(),
        sender_organisation_id=actor.organisation_id,
        sender_country=actor.country,
        created_by_id=actor.user_id,
        created_at=now,
        updated_at=now,
    )
    with transaction.atomic():
        referral.save(force_insert=True)
        Party(
            referral=referral,
            organisation_id=actor.organisation_id,
            sender_organisation_id=actor.organisation_id,
            side=Side.SENDER,
            sort_at=now,
            reference=referral.reference,
            state=State.DRAFT,
            sender_country=actor.country,
        ).save(force_insert=True)
        Vault.create(referral.pk)
        PhoneCall.objects.filter(form_id=draft_id, referral__isnull=True).update(referral=referral)
        record("draft_created", subject="referral", subject_id=str(referral.pk))
    return referral


def locked_draft(referral_id: UUID, version: int) -> Referral:
    """The locked draft. Raises NotAParty, StaleDraft, or MoveRefused when it was sent already."""
    actor = require_actor()
    party = own_party(referral_id, actor)
    referral = Referral.objects.select_for_update().filter(pk=referral_id).first()
    if referral is None:  # a recipient may not lock it, or it was deleted meanwhile
        raise NotAParty
    move = Moving(actor, referral, [], party, referral.updated_at)
    if not can_edit_draft(move.standpoint()):
        raise MoveRefused(_("This referral was sent already and can no longer be edited here."))
    if referral.version != version:
        raise StaleDraft(str(STALE))
    return referral


def save_draft(referral: Referral, now: datetime) -> None:
    """Write the locked draft as its next version; its days begin anew."""
    referral.version += 1
    referral.updated_at, referral.draft_reminded_at = now, None
    referral.save(force_update=True)
    refresh_parties(referral, [], set())


def save_recipients(
    referral_id: UUID,
    version: int,
    *,
    now: datetime,
    destination_country: str,
    recipients: list[Recipient],
    order: Order,
    release_to_first_yes: bool,
) -> Referral:
    """Save who is to be asked, in the order given.

    The release to the first yes needs one recipient, or several asked in order: with several at
    once the sender chooses.
    """
    with transaction.atomic():
        referral = locked_draft(referral_id, version)
        referral.destination_country_id = destination_country or None
        referral.asking_order = order
        referral.release_to_first_yes = release_to_first_yes and (
            order == Order.IN_ORDER or len(recipients) == 1
        )
        referral.requests.all().delete()
        Request.objects.bulk_create(requests_for(referral, recipients, first_position=1))
        # A consent recorded in this draft names nobody who is no longer asked.
        asked = [organisation.pk for organisation in organisations_asked(referral)]
        ConsentRecipient.objects.filter(referral=referral).exclude(
            organisation_id__in=asked
        ).delete()
        save_draft(referral, now)
    return referral


def requests_for(
    referral: Referral, recipients: list[Recipient], *, first_position: int
) -> list[Request]:
    """Unsaved requests, waiting for their turn, each recipient once.

    Raises MoveRefused for one who cannot be asked: in the sender's own country, an organisation of
    another country than is said, or a country without a contact point.
    """
    recipients = list(dict.fromkeys(recipients))
    organisation_ids = [r.organisation_id for r in recipients if r.organisation_id is not None]
    countries = dict(
        Organisation.objects.filter(pk__in=organisation_ids, active=True).values_list(
            "pk", "country_id"
        )
    )
    for recipient in recipients:
        present = (
            countries.get(recipient.organisation_id) == recipient.country
            if recipient.organisation_id is not None
            else bool(contact_point_organisations(recipient.country))
        )
        if not present or recipient.country == referral.sender_country:
            raise MoveRefused(_("This recipient cannot be asked. Choose another one."))
    return [
        Request(
            referral=referral,
            to_contact_point=recipient.organisation_id is None,
            country_id=recipient.country,
            organisation_id=recipient.organisation_id,
            position=position,
            state=RequestState.QUEUED,
        )
        for position, recipient in enumerate(recipients, start=first_position)
    ]


def save_consent(
    referral_id: UUID,
    version: int,
    *,
    legal_basis: str,
    callback_number: str,
    consent: ConsentDetails | None,
    now: datetime,
) -> Referral:
    """Save the legal basis of the request and, apart from it, the consent to release the identity.

    A consent that was recorded in this draft before is replaced; None takes it away.
    """
    with transaction.atomic():
        referral = locked_draft(referral_id, version)
        referral.legal_basis = legal_basis
        referral.callback_number = callback_number
        referral.consents.all().delete()
        if consent is not None and legal_basis not in NO_IDENTITY_BASES:
            record_consent(referral, consent, now=now)
        save_draft(referral, now)
    return referral


def record_consent(referral: Referral, details: ConsentDetails, *, now: datetime) -> Consent:
    """A new consent in force. Raises ValueError for a basis that forbids a release, MoveRefused
    for a minor who is said to have consented alone."""
    if details.basis in NO_IDENTITY_BASES:
        raise ValueError(f"On the basis {details.basis} no identity may be released.")
    if details.basis == "explicit_consent" and is_minor(referral):
        raise MoveRefused(str(MINORS_CONSENT))
    consent = Consent(
        referral=referral,
        basis=details.basis,
        given_on=details.given_on,
        language=details.language if details.basis in CONSENT_BASES else "",
        with_interpreter=details.with_interpreter,
        given_by=details.given_by,
        scope=list(details.scope),
        evidence=details.evidence,
        recorded_by_id=require_actor().user_id,
        recorded_at=now,
    )
    consent.save(force_insert=True)
    ConsentRecipient.objects.bulk_create(
        ConsentRecipient(
            consent=consent,
            referral=referral,
            organisation_id=organisation_id,
            withheld=[n for n in IDENTITY_FIELDS if n in details.withheld.get(organisation_id, ())],
        )
        for organisation_id in details.organisation_ids
    )
    return consent


def is_minor(referral: Referral) -> bool:
    """Whether the person is a child or presumed to be one."""
    return bool(codes.attribute("age_group", referral.age_group, "child", False))


def organisations_asked(referral: Referral) -> list[Organisation]:
    """Whom the consent can name: every recipient, and each of the rota of a contact point."""
    found: dict[int, Organisation] = {}
    for request in referral.requests.select_related("organisation"):
        asked = (
            [request.organisation]
            if request.organisation
            else contact_point_organisations(request.country_id)
        )
        found.update({organisation.pk: organisation for organisation in asked})
    return list(found.values())


def missing_for_sending(referral: Referral) -> list[str]:
    """Names of what a referral still needs before it can be sent; empty when it may go."""
    missing = [
        name
        for name in ("urgency", "age_group", "gender", "legal_basis", "callback_number")
        if not getattr(referral, name)
    ]
    if not referral.requests.exists() or referral.destination_country_id is None:
        missing.append("recipients")
    if not referral.coded_values.filter(kind=CodedValue.Kind.NEED).exists():
        missing.append("needs")
    return missing


def delete_draft(referral_id: UUID, *, now: datetime) -> None:
    """Delete a draft with all it holds. Raises NotAParty or MoveRefused."""
    with transaction.atomic():
        version = Referral.objects.filter(pk=referral_id).values_list("version", flat=True).first()
        if version is None:
            raise NotAParty
        referral = locked_draft(referral_id, version)
        record("draft_deleted", subject="referral", subject_id=str(referral_id))
        for model in OF_A_DRAFT:
            model._default_manager.filter(referral_id=referral_id).delete()
        referral.delete()
        # Last, as row security asks it; the foreign keys wait for the commit.
        Party.objects.filter(referral_id=referral_id).delete()
