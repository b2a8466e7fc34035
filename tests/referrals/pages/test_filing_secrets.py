"""What filing shows to nobody else, and what reading back leaves behind."""

import logging
import re
from uuid import uuid4

import pytest

from accounts.models import Role
from protection.models import AuditEntry
from referrals.models import IdentityField, Referral
from tests.referrals.pages.filing import (
    IDENTITY,
    NOTE,
    REQUEST,
    Filer,
    signed_in,
)

pytestmark = pytest.mark.django_db

# Pages of a draft: name and further arguments.
PAGES: list[tuple[str, list[str]]] = [
    ("step", ["person"]),
    ("check", []),
    ("draft", []),
    ("delete_draft", []),
]


def audited(filer: Filer, action: str) -> int:
    with filer.acting():
        return AuditEntry.objects.filter(action=action, purpose="filing").count()


def test_reading_identity_or_note_back_leaves_a_line_each_time(filer: Filer) -> None:
    draft = filer.complete()
    filer.get("step", draft.pk, "identity")
    assert audited(filer, "identity_viewed") == 0
    filer.save(draft.pk, "identity", **IDENTITY)
    filer.get("step", draft.pk, "identity")
    filer.get("check", draft.pk)
    assert audited(filer, "identity_viewed") == 2
    assert audited(filer, "note_viewed") == 1
    filer.get("step", draft.pk, "situation")
    assert audited(filer, "note_viewed") == 2
    filer.get("draft", draft.pk)
    assert audited(filer, "note_viewed") == 2


@pytest.mark.parametrize(
    ("slug", "where"),
    [("identity", "referrals.selectors"), ("situation", "referrals.forms.coded_step")],
)
def test_without_the_line_nothing_is_read_back(
    filer: Filer, monkeypatch: pytest.MonkeyPatch, slug: str, where: str
) -> None:
    draft = filer.complete()
    filer.save(draft.pk, "identity", **IDENTITY)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the audit trail is full")

    monkeypatch.setattr(f"{where}.record", fail)
    with pytest.raises(RuntimeError):
        filer.get("step", draft.pk, slug)


def test_identity_and_note_are_stored_as_ciphertext(filer: Filer) -> None:
    draft = filer.complete()
    filer.save(draft.pk, "identity", **IDENTITY)
    with filer.acting():
        family_name = IdentityField.objects.get(referral=draft.pk, field="family_name")
        note = Referral.objects.get(pk=draft.pk).note
    assert note is not None
    stored = bytes(family_name.sealed) + bytes(note)
    assert b"Zachtemaker" not in stored
    assert NOTE.encode() not in stored


def test_nothing_personal_in_addresses_titles_and_logs(
    filer: Filer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    draft = filer.complete()
    filer.save(draft.pk, "identity", **{**IDENTITY, "birth_date": "never"})
    filer.save(draft.pk, "identity", **IDENTITY)
    filer.save(draft.pk, "identity", **IDENTITY, version=1)
    for slug in ("person", "situation", "identity", "consent"):
        response = filer.get("step", draft.pk, slug)
        title = re.search(r"<title>(.*?)</title>", response.text, re.DOTALL)
        assert title
        assert not re.search(r"Zachtemaker|slachtoffer|mensenhandel|[0-9A-Z]{4}-", title[1])
        assert response["Cache-Control"] == "no-store, private"
    logged = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert "Zachtemaker" not in logged
    assert NOTE not in logged


# Who may


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {"caseworker", "team_lead", "contact_point"}]
)
def test_roles_without_cases_get_404(filer: Filer, role: Role) -> None:
    draft = filer.create()
    other = signed_in("payoke", role, f"{role}@payoke.example")
    assert other.get("create").status_code == 404
    assert other.post("create", draft_id=uuid4(), **REQUEST).status_code == 404
    for name, arguments in (
        ("step", ["person"]),
        ("check", []),
        ("draft", []),
        ("delete_draft", []),
    ):
        assert other.get(name, draft.pk, *arguments).status_code == 404
    assert other.post("send", draft.pk, version=draft.version).status_code == 404


def test_another_organisation_gets_404_and_a_recipient_too(filer: Filer) -> None:
    draft = filer.complete()
    dutch = signed_in("comensha", Role.CONTACT_POINT, "contact@comensha.example")
    names = [("step", ["identity"]), ("check", []), ("draft", []), ("sent_confirmation", [])]
    for name, arguments in names:
        assert dutch.get(name, draft.pk, *arguments).status_code == 404
    filer.post("send", draft.pk, version=draft.version)
    for name, arguments in names:
        assert dutch.get(name, draft.pk, *arguments).status_code == 404
    assert dutch.post("delete_draft", draft.pk).status_code == 404


def test_another_organisations_draft_id_is_an_unknown_address(filer: Filer) -> None:
    draft = filer.create()
    dutch = signed_in("comensha", Role.CASEWORKER, "worker@comensha.example")
    response = dutch.post("create", draft_id=draft.pk, destination_country="BE", urgency="standard")
    assert response.status_code == 404
    assert filer.referral(draft.pk).version == draft.version


def test_a_colleague_goes_on_with_the_draft(filer: Filer) -> None:
    draft = filer.create()
    lead = signed_in("payoke", Role.TEAM_LEAD, "lead@payoke.example", "fr")
    assert lead.recipients(draft.pk).status_code == 302


def test_an_unknown_step_is_404(filer: Filer) -> None:
    draft = filer.create()
    assert filer.get("step", draft.pk, "nonsense").status_code == 404
    assert filer.get("step", uuid4(), "person").status_code == 404
