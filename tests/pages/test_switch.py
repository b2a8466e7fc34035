"""Another language on a page with a form: what was typed comes along, and nothing is saved."""

import pytest
from django.test import Client

from accounts.models import Membership
from referrals.models import Referral
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def test_what_was_typed_stays_in_the_form(client: Client) -> None:
    typed = {"email": "jos@example.org", "switch-language": "/nl/accounts/password/reset/"}
    response = client.post("/fr/accounts/password/reset/", typed)
    assert response.status_code == 200
    assert '<html lang="fr">' in response.text
    assert 'value="jos@example.org"' in response.text
    assert "error-summary" not in response.text


def test_nothing_is_sent_or_saved(client: Client) -> None:
    client.force_login(MembershipFactory.create().user)
    typed = {"urgency": "urgent", "switch-language": "/nl/referrals/new/", "later": "1"}
    before = Referral.objects.count()
    response = client.post("/fr/referrals/new/", typed)
    assert response.status_code == 200
    assert Referral.objects.count() == before


def test_a_page_that_is_only_posted_to_has_nothing_to_show(
    client: Client, member: Membership
) -> None:
    client.force_login(member.user)
    response = client.post("/fr/notices/read/", {"switch-language": "/nl/notices/read/"})
    assert response.status_code == 405


def test_the_token_of_the_form_is_asked_for_all_the_same() -> None:
    strict = Client(enforce_csrf_checks=True)
    typed = {"email": "jos@example.org", "switch-language": "/nl/accounts/password/reset/"}
    assert strict.post("/fr/accounts/password/reset/", typed).status_code == 403
