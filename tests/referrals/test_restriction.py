"""The use of a referral restricted by the person (GDPR art. 18), and erasure by two people."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.models import Membership
from notifications.models import Notice
from referrals.codes import WHILE_RESTRICTED, Move
from referrals.files.reading import open_file
from referrals.models import AttachmentContent, Event, IdentityField, Referral, Retention, Stage
from referrals.retention import erase_expired
from referrals.selectors import read_identity
from referrals.services import answering, deciding, keeping, messages, protecting
from referrals.services.answering import Note
from referrals.services.files import NewFile, add_file
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to
from tests.referrals.files import samples

People = tuple[Membership, Membership, Membership]


@pytest.fixture
def people(db: None) -> People:
    """A team lead who sends, a caseworker beside them, and a recipient."""
    lead = MembershipFactory.create(team_lead=True)
    worker = MembershipFactory.create(organisation=lead.organisation)
    return lead, worker, MembershipFactory.create(belgian=True)


def agreed(people: People) -> Referral:
    """A referral whose identity the recipient may read, with a file."""
    lead, _worker, recipient = people
    referral = ReferralFactory.create(sender=lead, recipients=[recipient])
    with acting(recipient):
        answering.accept(referral.pk, request_to(referral, recipient).pk, now=NOW)
    with acting(lead):
        add_file(referral.pk, NewFile("a.pdf", samples.pdf(), Stage.IDENTITY), now=NOW)
    return referral


def restricted(people: People) -> Referral:
    referral = agreed(people)
    with acting(people[0]):
        protecting.restrict(referral.pk, "accuracy", now=NOW)
    return referral


def name_read_by(person: Membership, referral: Referral) -> str:
    with acting(person):
        opened = read_identity(referral.pk, purpose="case")
        return opened.texts["family_name"] if opened else ""


@pytest.mark.django_db
class TestRestriction:
    def test_the_database_closes_identity_and_files_to_all_who_need_not_decide(
        self, people: People
    ) -> None:
        referral = agreed(people)
        assert all(name_read_by(person, referral) for person in people)
        lead, worker, recipient = people
        with acting(lead):
            protecting.restrict(referral.pk, "accuracy", now=NOW)
        assert [bool(name_read_by(person, referral)) for person in people] == [True, False, False]
        for person in (worker, recipient):
            with acting(person):
                assert not IdentityField.objects.exists()
                assert not AttachmentContent.objects.exists()
                file = referral.attachments.get().pk
                with pytest.raises(NotAParty):
                    open_file(referral.pk, file)
        with acting(lead):
            assert open_file(referral.pk, file).name == "a.pdf"
            protecting.lift_restriction(referral.pk, now=NOW)
        assert all(name_read_by(person, referral) for person in people)

    def test_nobody_writes_into_it_not_even_who_decides(self, people: People) -> None:
        referral = restricted(people)
        for person in people:
            with acting(person):
                rows = IdentityField.objects.filter(referral=referral)
                assert rows._raw_delete("default") == 0
                assert rows.update(sealed=b"") == 0

    def test_nothing_is_done_with_it_but_talking_and_ending(self, people: People) -> None:
        lead, worker, recipient = people
        referral = restricted(people)
        with acting(lead):
            request = referral.requests.get().pk
        for person in (lead, recipient):
            with acting(person), pytest.raises(MoveRefused, match="restrict"):
                deciding.hand_over(referral.pk, now=NOW)
        with acting(recipient):
            messages.write_message(referral.pk, request, Note("Until when?", "en"), now=NOW)
        with acting(worker):
            deciding.withdraw(referral.pk, "solved_here", now=NOW)

    def test_what_may_still_happen_opens_nothing_to_anybody(self) -> None:
        opening = {Move.CHOOSE, Move.ACCEPT, Move.NAME_IN_CONSENT, Move.PASS_ON, Move.ASK_NEXT}
        assert WHILE_RESTRICTED.isdisjoint(opening | {Move.WRITE_IDENTITY, Move.CLOSE})

    def test_both_sides_are_told_and_the_course_of_events_tells_it(self, people: People) -> None:
        referral = restricted(people)
        with acting(people[2]):
            assert Notice.objects.filter(kind="restriction_set").count() == 1
        with acting(people[1]):
            assert Notice.objects.filter(kind="restriction_set").count() == 1
            event = Event.objects.get(referral=referral, move=Move.RESTRICT)
            assert event.detail == "accuracy"

    @pytest.mark.parametrize("who", [1, 2], ids=["caseworker", "recipient"])
    def test_only_a_lead_or_contact_point_of_the_sender_decides(
        self, people: People, who: int
    ) -> None:
        referral = agreed(people)
        with acting(people[who]), pytest.raises(MoveRefused):
            protecting.restrict(referral.pk, "accuracy", now=NOW)

    def test_the_pages_say_so_and_the_lead_lifts_it(self, people: People) -> None:
        referral = agreed(people)
        page = f"/en/referrals/{referral.pk}/"
        browser, other = Client(), Client()
        browser.force_login(people[0].user)
        other.force_login(people[2].user)
        empty = browser.post(f"{page}restriction/", {})
        assert empty.status_code == 422
        assert browser.post(f"{page}restriction/", {"ground": "claims"}).status_code == 302
        assert browser.post(f"{page}restriction/", {"ground": "claims"}).status_code == 409
        seen = other.get(page).content.decode()
        assert "Restricted at the person’s request" in seen
        closed = other.get(f"{page}identity/").content.decode()
        assert "The identity is closed" in closed
        assert "not filled in" not in closed
        assert other.post(f"{page}restriction/", {"lift": "1"}).status_code == 404
        assert browser.post(f"{page}restriction/", {"lift": "1"}).status_code == 302
        assert "Restricted at" not in other.get(page).content.decode()


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])
class TestErasureNow:
    def withdrawn(self, people: People) -> Referral:
        referral = agreed(people)
        with acting(people[0]):
            deciding.withdraw(referral.pk, "solved_here", now=NOW)
        return referral

    def test_one_proposes_another_confirms_and_the_night_erases(self, people: People) -> None:
        lead, worker, recipient = people
        referral = self.withdrawn(people)
        with acting(worker):
            protecting.propose_erasure(referral.pk, "person_asked", now=NOW)
        assert erase_expired(NOW) == 0
        with acting(worker), pytest.raises(MoveRefused, match="Only a team lead"):
            protecting.confirm_erasure(referral.pk, now=NOW)
        with acting(lead):
            assert Notice.objects.filter(kind="erasure_proposed").exists()
            protecting.confirm_erasure(referral.pk, now=NOW)
        with acting(recipient):  # who had the identity
            assert Notice.objects.filter(kind="erasure_confirmed").exists()
        assert erase_expired(NOW) == 1
        with acting(lead):
            assert not Referral.objects.filter(pk=referral.pk).exists()
        term = Retention.objects.using("owner").get(pk=referral.pk)
        assert (term.erase_reason, term.erased_at is not None) == ("person_asked", True)
        assert {term.erase_proposed_by_id, term.erase_confirmed_by_id} == {
            worker.user_id, lead.user_id,
        }  # fmt: skip

    def test_nobody_is_both_pairs_of_eyes(self, people: People) -> None:
        lead = people[0]
        referral = self.withdrawn(people)
        with acting(lead):
            protecting.propose_erasure(referral.pk, "unlawful", now=NOW)
            with pytest.raises(MoveRefused, match="Somebody else"):
                protecting.confirm_erasure(referral.pk, now=NOW)
        with pytest.raises(IntegrityError, match="erasure_has_four_eyes"), acting(lead):
            Retention.objects.filter(pk=referral.pk).update(
                erase_confirmed_by_id=lead.user_id, erase_asked_at=NOW
            )
        assert erase_expired(NOW) == 0

    def test_it_is_taken_back_until_that_night(self, people: People) -> None:
        lead, worker, _recipient = people
        referral = self.withdrawn(people)
        with acting(worker):
            protecting.propose_erasure(referral.pk, "person_asked", now=NOW)
        with acting(lead):
            protecting.confirm_erasure(referral.pk, now=NOW)
        with acting(worker):
            protecting.take_back_erasure(referral.pk, now=NOW)
        assert erase_expired(NOW) == 0

    def test_open_held_or_restricted_referrals_are_not_erased(self, people: People) -> None:
        lead = people[0]
        open_ = agreed(people)
        with acting(lead), pytest.raises(MoveRefused, match="still open"):
            protecting.propose_erasure(open_.pk, "person_asked", now=NOW)
        referral = self.withdrawn(people)
        with acting(lead):
            keeping.hold(referral.pk, "proceedings", (NOW + timedelta(days=40)).date(), now=NOW)
            with pytest.raises(MoveRefused, match="held"):
                protecting.propose_erasure(referral.pk, "person_asked", now=NOW)
            keeping.lift_hold(referral.pk, now=NOW)
            protecting.restrict(referral.pk, "unlawful", now=NOW)
            with pytest.raises(MoveRefused, match="restricted"):
                protecting.propose_erasure(referral.pk, "person_asked", now=NOW)
        # Past its term, and still kept: that is what the person asked for.
        assert erase_expired(NOW + timedelta(days=400)) == 0

    def test_the_page_asks_first_and_says_what_stays(self, people: People) -> None:
        referral = self.withdrawn(people)
        page = f"/en/referrals/{referral.pk}/erasure/"
        lead, worker = Client(), Client()
        lead.force_login(people[0].user)
        worker.force_login(people[1].user)
        asked = worker.get(page).content.decode()
        assert "What stays" in asked
        assert worker.post(page, {"reason": "person_asked"}).status_code == 422
        typed = {"reason": "person_asked", "understood": "on"}
        assert worker.post(page, typed).status_code == 302
        assert 'name="confirm"' not in worker.get(page).content.decode()
        assert worker.post(page, {"confirm": "1"}).status_code == 409
        assert 'name="confirm"' in lead.get(page).content.decode()
        assert lead.post(page, {"confirm": "1"}).status_code == 302
        assert "next night" in lead.get(f"/en/referrals/{referral.pk}/").content.decode()
