"""The fields of stage 1: saved in a draft, corrected after sending, seen by whom they concern."""

from datetime import date

import pytest

from accounts.models import Membership
from contacts.models import CountryRule
from referrals.models import CodedValue, Event, Referral, SenderFile
from referrals.residence import residence_of
from referrals.services import deciding
from referrals.services.drafts import StaleDraft
from referrals.services.fields import Withheld, own_reference, save_fields
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting
from tests.referrals.conftest import Told

pytestmark = pytest.mark.django_db


def test_a_correction_is_logged_and_told_to_whoever_is_asked(
    sender: Membership, recipient: Membership, told: Told
) -> None:
    sent = ReferralFactory.create(sender=sender, recipients=[recipient])
    told.forget()
    with acting(sender):
        save_fields(
            sent.pk, sent.version, now=NOW, step="person", fields={"citizenship_group": "eu"}
        )
        assert Event.objects.filter(referral=sent, move="correct", detail="person").exists()
    assert told.kinds_to(recipient) == ["referral_corrected"]
    with acting(recipient):
        assert Referral.objects.get(pk=sent.pk).citizenship_group == "eu"
        assert Event.objects.filter(referral=sent, move="correct").exists()


def test_a_correction_of_an_older_version_writes_nothing(
    sender: Membership, recipient: Membership
) -> None:
    sent = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(sender), pytest.raises(StaleDraft):
        save_fields(sent.pk, sent.version - 1, now=NOW, fields={"gender": "M"})
    with acting(sender):
        assert Referral.objects.get(pk=sent.pk).gender == "F"


def test_only_the_sender_corrects_and_not_after_the_end(
    sender: Membership, recipient: Membership
) -> None:
    sent = ReferralFactory.create(sender=sender, recipients=[recipient])
    stranger = MembershipFactory.create()
    for person in (recipient, stranger):
        with acting(person), pytest.raises((MoveRefused, NotAParty)):
            save_fields(sent.pk, sent.version, now=NOW, fields={"gender": "M"})
    with acting(sender):
        ended = deciding.withdraw(sent.pk, "other", now=NOW)
        with pytest.raises(MoveRefused):
            save_fields(sent.pk, ended.version, now=NOW, fields={"gender": "M"})


def test_the_own_reference_is_the_senders_alone(sender: Membership, recipient: Membership) -> None:
    draft = ReferralFactory.create(sender=sender, recipients=[recipient], draft=True)
    with acting(sender):
        saved = save_fields(draft.pk, draft.version, now=NOW, own_reference="D-2026/17")
        sent = deciding.send(draft.pk, saved.version, now=NOW)
        assert own_reference(sent) == "D-2026/17"
        row = SenderFile.objects.get(referral=sent)
        assert b"2026" not in bytes(row.own_reference or b"")
    with acting(recipient):
        assert not SenderFile.objects.exists()
        assert own_reference(sent) == ""
    colleague = MembershipFactory.create(organisation=sender.organisation)
    with acting(colleague):
        assert own_reference(sent) == "D-2026/17"


def test_what_is_withheld_in_one_step_stays_when_another_is_saved(sender: Membership) -> None:
    draft = ReferralFactory.create(sender=sender, recipients=["BE"], draft=True)
    person = Withheld(frozenset({"region", "languages"}), frozenset({"region"}))
    situation = Withheld(frozenset({"children"}), frozenset({"children"}))
    with acting(sender):
        saved = save_fields(draft.pk, draft.version, now=NOW, withheld=person)
        saved = save_fields(draft.pk, saved.version, now=NOW, withheld=situation)
        saved = save_fields(
            draft.pk, saved.version, now=NOW, withheld=Withheld(person.of, frozenset())
        )
        kept = CodedValue.objects.filter(referral=saved, kind="withheld")
        assert set(kept.values_list("code", flat=True)) == {"children"}


@pytest.mark.parametrize(
    ("stage", "age", "guardian", "start", "ends"),
    [
        # The Netherlands: three calendar months at most, shortened where a month is shorter.
        ("nl_bedenktijd", "23-29", "", date(2026, 9, 21), date(2026, 12, 21)),
        ("nl_bedenktijd", "23-29", "", date(2025, 11, 30), date(2026, 2, 28)),
        # Belgium: 45 days; an unaccompanied minor gets three months at once.
        ("be_annex15", "23-29", "", date(2026, 10, 1), date(2026, 11, 15)),
        ("be_annex15", "15-17", "guardianship_service", date(2026, 10, 1), date(2027, 1, 1)),
        ("be_annex15", "15-17", "parent", date(2026, 10, 1), date(2026, 11, 15)),
        # Luxembourg: 90 days.
        ("lu_reflection", "23-29", "", date(2026, 10, 1), date(2026, 12, 30)),
        ("be_ai", "23-29", "", date(2026, 10, 1), date(2027, 1, 1)),
        ("asylum", "23-29", "", date(2026, 10, 1), None),
        ("nl_bedenktijd", "23-29", "", None, None),
    ],
)
def test_the_clock_follows_the_rule_in_force(
    stage: str, age: str, guardian: str, start: date | None, ends: date | None
) -> None:
    referral = Referral(
        residence_stage=stage, age_group=age, guardian_kind=guardian, residence_start=start
    )
    clock = residence_of(referral, date(2026, 11, 21))
    assert (clock.ends_on if clock else None) == ends


def test_the_clock_ends_early_with_a_reason() -> None:
    referral = Referral(
        residence_stage="nl_bedenktijd",
        residence_start=date(2026, 11, 1),
        residence_ended_on=date(2026, 11, 10),
        residence_end_reason="renounced",
    )
    clock = residence_of(referral, date(2026, 11, 21))
    assert clock is not None
    assert (clock.ends_on, clock.early, clock.over) == (date(2026, 11, 10), True, True)


def test_no_rule_is_shorter_than_the_convention_allows() -> None:
    CountryRule.objects.create(
        country_id="LU",
        kind="reflection_period",
        value=10,
        unit="days",
        length_is="fixed",
        valid_from=date(2026, 1, 1),
        legal_basis="invented",
    )
    referral = Referral(residence_stage="lu_reflection", residence_start=date(2026, 11, 1))
    clock = residence_of(referral, date(2026, 11, 21))
    assert clock is not None
    assert clock.ends_on == date(2026, 12, 1)
