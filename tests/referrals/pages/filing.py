"""A caseworker at the filing form, for the tests of its pages."""

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.actors import actor_of
from accounts.models import Membership, Role, User
from contacts.models import Organisation
from protection.actor import acting_as
from referrals.models import Referral

REQUEST = {"destination_country": "NL", "urgency": "urgent", "reason": "safety"}
PERSON = {"age_group": "23-29", "gender": "F", "languages": ["ro", "en"]}
# Every question of the step is open: a child with a status of which the clock runs.
CHILD = {
    **PERSON,
    "age_group": "15-17",
    "residence_stage": "be_annex15",
    "shown": "guardian residence",
}
NOTE = "Heeft rust nodig."
SITUATION = {"needs": ["safe_accommodation", "legal"], "note": NOTE, "note_language": "nl"}
EXPLOITATION = {"risk_level": "high", "indicators": ["debt", "fear"], "shown": "risk"}
CONSENT = {"legal_basis": "explicit_consent", "callback_number": "03 201 16 90"}
IDENTITY = {"given_names": "Ana Maria", "family_name": "Zachtemaker", "birth_date": "1996-04-30"}


@dataclass
class Filer:
    """One signed-in person and what they send."""

    client: Client
    membership: Membership
    language: str = "nl"

    def acting(self) -> AbstractContextManager[None]:
        """What is read inside is read as this person: row security holds in tests too."""
        return acting_as(actor_of(self.membership))

    def referral(self, referral_id: UUID) -> Referral:
        """The referral as it is stored now."""
        with self.acting():
            return Referral.objects.get(pk=referral_id)

    def url(self, name: str, *args: Any) -> str:
        with translation.override(self.language):
            return reverse(f"referrals:{name}", args=args)

    def get(self, name: str, *args: Any) -> Any:
        return self.client.get(self.url(name, *args))

    def post(self, name: str, *args: Any, **data: Any) -> Any:
        return self.client.post(self.url(name, *args), data)

    def create(self, **data: Any) -> Referral:
        draft_id = uuid4()
        response = self.post("create", draft_id=draft_id, **{**REQUEST, **data})
        assert response.status_code == 302, response.text
        return self.referral(draft_id)

    def save(self, draft_id: UUID, slug: str, **data: Any) -> Any:
        """Save one step on top of the newest version."""
        data.setdefault("version", self.referral(draft_id).version)
        return self.post("step", draft_id, slug, **data)

    def recipients(self, draft_id: UUID, **data: Any) -> Any:
        return self.save(
            draft_id,
            "recipients",
            **{"contact_point": "on", "asking_order": "parallel", **data},
        )

    def complete(self, **data: Any) -> Referral:
        """A draft that can be sent."""
        draft = self.create(**data)
        for response in (
            self.recipients(draft.pk),
            self.save(draft.pk, "person", **PERSON),
            self.save(draft.pk, "situation", **SITUATION),
            self.save(draft.pk, "consent", **CONSENT),
        ):
            assert response.status_code == 302, response.text
        return self.referral(draft.pk)


def signed_in(slug: str, role: Role, email: str, language: str = "nl") -> Filer:
    """Somebody of an organisation of the directory."""
    user = User.objects.create_user(email, "a long password for tests", language=language)
    membership = Membership.objects.create(
        user=user, organisation=Organisation.objects.get(slug=slug), role=role
    )
    client = Client()
    client.force_login(user)
    return Filer(client, membership, language)


def text_of(response: HttpResponse) -> str:
    """The words of a page without its tags, white space as single spaces."""
    main = re.search(r"<main.*</main>", response.text, re.DOTALL)
    assert main
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main[0]))


@pytest.fixture
def filer(db: None) -> Filer:
    """A caseworker of Payoke, reading Dutch."""
    return signed_in("payoke", Role.CASEWORKER, "worker@payoke.example")
