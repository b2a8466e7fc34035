"""Filing a referral: the way through, what stays secret, what two clicks and two tabs do."""

import pytest

from contacts.models import Organisation
from referrals.models import Consent, Request
from tests.referrals.pages.filing import (
    CONSENT,
    IDENTITY,
    PERSON,
    SITUATION,
    Filer,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_a_referral_is_filed_and_sent(filer: Filer) -> None:
    draft = filer.create()
    comensha = Organisation.objects.get(slug="comensha")
    assert filer.recipients(draft.pk).url == filer.url("step", draft.pk, "person")
    assert filer.save(draft.pk, "person", **PERSON).status_code == 302
    assert filer.save(draft.pk, "situation", **{**SITUATION, "note": "Spoed."}).status_code == 302
    assert filer.save(draft.pk, "identity", **IDENTITY).status_code == 302
    response = filer.save(
        draft.pk,
        "consent",
        **CONSENT,
        consent_basis="explicit_consent",
        given_on="2026-01-05",
        organisations=[comensha.pk],
        language="ro",
        with_interpreter="on",
    )
    assert response.status_code == 302, text_of(response)
    assert response.url == filer.url("check", draft.pk)
    page = filer.get("check", draft.pk)
    assert "Zachtemaker" in page.text
    response = filer.post("send", draft.pk, version=filer.referral(draft.pk).version)
    assert response.status_code == 302, text_of(response)
    assert response.url == filer.url("sent_confirmation", draft.pk)
    page = filer.get("sent_confirmation", draft.pk)
    assert draft.reference in page.text
    assert "+31 33 448 11 86" in page.text
    sent = filer.referral(draft.pk)
    assert (sent.state, sent.callback_number) == ("sent", "+32 3 201 16 90")
    with filer.acting():
        assert Request.objects.get(referral=draft).state == "asked"
        consent = Consent.objects.get(referral=draft)
        assert [named.organisation for named in consent.recipients.all()] == [comensha]
