"""Rows for tests. Traits name situations; a case is made through the services, as its sender."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from factory.base import Factory
from factory.declarations import Sequence as Numbered
from factory.declarations import SubFactory, Trait
from factory.django import DjangoModelFactory

from accounts.actors import actor_of
from accounts.models import Membership, Role, User
from contacts.models import Organisation
from protection.actor import acting_as
from referrals.codes import Order, Side
from referrals.models import Party, Referral, Request
from referrals.services import deciding, drafts
from referrals.services.drafts import ConsentDetails, Recipient
from referrals.services.fields import save_fields
from referrals.services.identity import save_identity

# An hour ago: past, as the database compares the end of sight with its own clock, and not yet
# overdue, as a real beat may be running beside the test.
NOW = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
PASSWORD = "grens-frontiere-2017"
IDENTITY = {
    "given_names": "Amina Zoë",
    "family_name": "Geheimhouder",
    "birth_date": "1999-04-01",
    "whereabouts": "Room 4, house by the canal",
    "remarks": "Speaks softly.",
}
NOTE = "Afraid of the man in the grey car."


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An invented organisation beside the real directory."""

    class Meta:
        model = Organisation

    class Params:
        belgian = Trait(country_id="BE")
        luxembourgish = Trait(country_id="LU")
        of_the_benelux = Trait(country_id=None, kind="benelux")

    name = Numbered(lambda number: f"Huis {number}")
    slug = Numbered(lambda number: f"huis-{number}")
    kind = "shelter"
    country_id = "NL"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    class Params:
        reads_french = Trait(language="fr")

    email = Numbered(lambda number: f"person{number}@example.org")
    language = "nl"


class MembershipFactory(DjangoModelFactory[Membership]):
    """A caseworker of a Dutch organisation, unless a trait says otherwise."""

    class Meta:
        model = Membership

    class Params:
        team_lead = Trait(role=Role.TEAM_LEAD)
        contact_point = Trait(role=Role.CONTACT_POINT)
        secretariat = Trait(
            role=Role.SECRETARIAT,
            organisation=SubFactory(OrganisationFactory, of_the_benelux=True),
        )
        dpo = Trait(
            role=Role.DPO,
            organisation=SubFactory(OrganisationFactory, of_the_benelux=True),
        )
        belgian = Trait(organisation__belgian=True)

    user = SubFactory(UserFactory)
    organisation = SubFactory(OrganisationFactory)
    role = Role.CASEWORKER


def acting(membership: Membership) -> AbstractContextManager[None]:
    """What this person does, inside."""
    return acting_as(actor_of(membership))


class ReferralFactory(Factory[Referral]):
    """A referral that `sender` wrote, and sent unless `draft`.

    `recipients` are memberships (their organisations are asked) or country codes (the country's
    contact point is). The consent names all organisations asked, or `consent_names` (None: no
    consent was recorded).
    """

    class Meta:
        model = Referral

    class Params:
        draft = Trait(send=False)
        in_order = Trait(order=Order.IN_ORDER)
        sender_chooses = Trait(release_to_first_yes=False)
        unnamed = Trait(consent_names=())
        without_consent = Trait(consent_names=None)

    now = NOW
    order = Order.PARALLEL
    release_to_first_yes = True
    urgency = "urgent"
    send = True

    @classmethod
    def _create(cls, model_class: type[Referral], *_: Any, **given: Any) -> Referral:
        return write_referral(**given)


def write_referral(
    *,
    sender: Membership,
    recipients: Sequence[Membership | str],
    now: datetime,
    order: Order,
    release_to_first_yes: bool,
    urgency: str,
    send: bool,
    consent_names: Sequence[Membership] | str | None = "all",
) -> Referral:
    """All steps of the form, as the sender takes them."""
    asked = [
        Recipient(person)
        if isinstance(person, str)
        else Recipient(person.organisation.country_id or "", person.organisation_id)
        for person in recipients
    ]
    with acting(sender):
        referral = drafts.create_draft(uuid4(), now=now)
        key = referral.pk
        referral = save_fields(
            key,
            referral.version,
            now=now,
            fields={"urgency": urgency, "age_group": "18-22", "gender": "F"},
            coded={"need": ["safe_accommodation", "legal"], "language": ["ro"]},
            texts={"note": (NOTE, "en")},
        )
        referral = drafts.save_recipients(
            key,
            referral.version,
            now=now,
            destination_country=asked[0].country,
            recipients=asked,
            order=order,
            release_to_first_yes=release_to_first_yes,
        )
        save_identity(key, texts=IDENTITY, remarks_language="en", now=now, version=referral.version)
        referral.refresh_from_db()
        referral = drafts.save_consent(
            key,
            referral.version,
            legal_basis="explicit_consent",
            callback_number="+31201234567",
            consent=_consent(referral, consent_names),
            now=now,
        )
        if send:
            referral = deciding.send(key, referral.version, now=now)
    return referral


def _consent(referral: Referral, names: Sequence[Membership] | str | None) -> ConsentDetails | None:
    if names is None:
        return None
    ids = (
        tuple(organisation.pk for organisation in drafts.organisations_asked(referral))
        if isinstance(names, str)
        else tuple(membership.organisation_id for membership in names)
    )
    return ConsentDetails("explicit_consent", date(2026, 3, 1), ids)


def request_to(referral: Referral, recipient: Membership | str) -> Request:
    """The request to this recipient, read as the test (under the sender's eyes)."""
    if isinstance(recipient, str):
        return referral.requests.get(country_id=recipient, to_contact_point=True)
    return referral.requests.get(organisation_id=recipient.organisation_id)


def part_of(referral: Referral, person: Membership) -> Party:
    """The party row through which this person's organisation sees the referral, if they may."""
    return Party.objects.exclude(side=Side.SENDER).get(
        referral=referral, organisation_id=person.organisation_id
    )
