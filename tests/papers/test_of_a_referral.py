"""The papers of one referral: for whom, with what on them, and signed so that it can be checked."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.models import Membership
from contacts import codes
from protection.models import AuditEntry
from referrals.codes import Move
from referrals.fingerprints import content_of, fingerprint
from referrals.forms.exploitation import indicators_by_dimension
from referrals.forms.steps import STEPS
from referrals.models import Event, Referral, Stage
from referrals.papers.blank import LEFT_OUT
from referrals.services import answering
from referrals.services.answering import Note
from referrals.services.consent import narrow_consent
from referrals.services.files import NewFile, add_file
from referrals.services.handover import Plan, plan_handover
from referrals.services.messages import write_message
from referrals.services.protecting import restrict
from tests.factories import IDENTITY, NOTE, NOW, MembershipFactory, ReferralFactory, acting
from tests.referrals.files import samples

from .conftest import Browse
from .reading import Read

LATER = NOW + timedelta(minutes=30)
CHECK = "/nl/referrals/receipts/"


@pytest.fixture
def agreed(sender: Membership, recipient: Membership) -> Referral:
    """A referral whose recipient said yes, and so reads the identity."""
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(recipient):
        answering.accept(referral.pk, referral.requests.get().pk, now=LATER)
    with acting(sender):
        plan = Plan(appointment="2026-12-01T10:30", meeting_point="Station, platform 2")
        plan_handover(referral.pk, 0, plan, now=LATER)
    return referral


def papers(referral: Referral) -> str:
    return f"/nl/referrals/{referral.pk}/papers/"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
class TestBlank:
    def test_the_form_has_every_question_of_every_step(
        self, language: str, sender: Membership, browse: Browse
    ) -> None:
        read = Read(browse(sender).get(f"/nl/referrals/papers/blank/form/{language}/").content)
        assert (read.faults(), read.language) == ([], language)
        words = squeezed(read.text)
        with override(language):
            asked = [
                str(field.label)
                for form in STEPS.values()
                for name, field in form.base_fields.items()
                if field.label and not field.widget.is_hidden and name not in LEFT_OUT
            ]
            urgent = codes.label("urgency", "emergency")
        assert [label for label in asked if squeezed(label) not in words] == []
        assert squeezed(urgent) in words

    def test_the_checklist_has_every_indicator_under_its_dimension(
        self, language: str, sender: Membership, browse: Browse
    ) -> None:
        address = f"/nl/referrals/papers/blank/indicators/{language}/"
        read = Read(browse(sender).get(address).content)
        assert (read.faults(), read.language) == ([], language)
        words = squeezed(read.text)
        with override(language):
            found = indicators_by_dimension()
            said = [label for _code, group in found for _c, label in group]
            said += [str(dimension) for dimension, _group in found]
        assert [label for label in said if squeezed(str(label)) not in words] == []


def squeezed(text: str) -> str:
    """Without spaces and hyphens, which a line's end adds."""
    return re.sub(r"[\s\u00ad-]", "", text)


class TestDossier:
    def test_it_says_who_printed_it_and_holds_no_identity_unless_asked_for(
        self, agreed: Referral, recipient: Membership, browse: Browse
    ) -> None:
        client, address = browse(recipient), f"{papers(agreed)}dossier/"
        answer = client.post(address, {"language": "fr"})
        assert answer["Content-Disposition"].endswith(f'"{agreed.reference}-d-fr.pdf"')
        assert "no-store" in answer["Cache-Control"]
        read = Read(answer.content)
        assert (read.faults(), read.language) == ([], "fr")
        assert f"Imprimé par {recipient.user}" in read.text
        assert NOTE in read.text  # stage 1, which the recipient reads
        assert IDENTITY["family_name"] not in read.text
        whole = Read(client.post(address, {"language": "nl", "with_identity": "on"}).content)
        assert IDENTITY["family_name"] in whole.text
        with acting(recipient):
            lines = AuditEntry.objects.filter(action="identity_viewed", purpose="dossier")
            assert [line.subject_id for line in lines] == [str(agreed.pk)]
            assert AuditEntry.objects.filter(action="paper_printed").count() == 2

    def test_it_holds_what_both_sides_wrote_and_names_the_files(
        self, agreed: Referral, sender: Membership, recipient: Membership, browse: Browse
    ) -> None:
        with acting(recipient):
            said = Note("The room has a lift.", "en")
            write_message(agreed.pk, agreed.requests.get().pk, said, now=LATER)
        with acting(sender):
            add_file(agreed.pk, NewFile("letter.pdf", samples.pdf(), Stage.REQUEST), now=LATER)
        for person in (sender, recipient):
            address = f"{papers(agreed)}dossier/"
            read = Read(browse(person).post(address, {"language": "en"}).content)
            assert "The room has a lift." in read.text
            assert "letter.pdf" in read.text

    def test_who_was_not_chosen_gets_no_identity_by_asking(
        self, sender: Membership, recipient: Membership, browse: Browse
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        typed = {"language": "nl", "with_identity": "on"}
        read = Read(browse(recipient).post(f"{papers(referral)}dossier/", typed).content)
        assert IDENTITY["family_name"] not in read.text
        assert "Achtergehouden" in read.text

    def test_a_stranger_has_no_papers(self, agreed: Referral, browse: Browse) -> None:
        stranger = browse(MembershipFactory.create())
        assert stranger.get(papers(agreed)).status_code == 404
        for paper in ("dossier", "handover"):
            answer = stranger.post(f"{papers(agreed)}{paper}/", {"language": "nl"})
            assert answer.status_code == 404


class TestHandover:
    def typed(self, recipient: Membership, **more: str) -> dict[str, str]:
        receiver = str(recipient.organisation_id)
        return {"receiver": receiver, "first": "fr", "second": "nl", **more}

    def test_it_is_one_page_in_two_languages(
        self, agreed: Referral, sender: Membership, recipient: Membership, browse: Browse
    ) -> None:
        for person in (sender, recipient):
            address = f"{papers(agreed)}handover/"
            read = Read(browse(person).post(address, self.typed(recipient)).content)
            assert (read.faults(), read.pages) == ([], 1)
            for said in ("Lieu de rendez-vous", "Ontmoetingsplaats", "Station, platform 2"):
                assert said in read.text
            assert IDENTITY["family_name"] not in read.text

    def test_the_name_on_it_is_what_the_recipient_may_read(
        self, sender: Membership, recipient: Membership, browse: Browse
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        with acting(sender):
            kept = {recipient.organisation_id: ["family_name"]}
            narrow_consent(referral.pk, kept, now=LATER)
        with acting(recipient):
            answering.accept(referral.pk, referral.requests.get().pk, now=LATER)
        for person in (sender, recipient):
            address = f"{papers(referral)}handover/"
            typed = self.typed(recipient, with_name="on")
            read = Read(browse(person).post(address, typed).content)
            assert IDENTITY["given_names"] in read.text
            assert IDENTITY["family_name"] not in read.text

    def test_there_is_none_before_help_is_agreed_and_none_in_one_language(
        self, sender: Membership, recipient: Membership, browse: Browse
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        address = f"{papers(referral)}handover/"
        assert browse(sender).post(address, self.typed(recipient)).status_code == 404
        with acting(recipient):
            answering.accept(referral.pk, referral.requests.get().pk, now=LATER)
        same = self.typed(recipient, first="nl")
        assert browse(sender).post(address, same).status_code == 422

    def test_there_is_none_while_the_person_has_the_use_restricted(
        self, agreed: Referral, sender: Membership, recipient: Membership, browse: Browse
    ) -> None:
        lead = MembershipFactory.create(organisation=sender.organisation, team_lead=True)
        with acting(lead):
            restrict(agreed.pk, "accuracy", now=LATER)
        for person in (sender, recipient):
            page = browse(person).get(papers(agreed)).text
            assert "Beperkt op vraag van de persoon" in page
            assert f"{papers(agreed)}handover/" not in page
            address = f"{papers(agreed)}handover/"
            assert browse(person).post(address, self.typed(recipient)).status_code == 404


class TestReceipts:
    def test_both_sides_have_those_of_their_own_moves(
        self, agreed: Referral, sender: Membership, recipient: Membership, browse: Browse
    ) -> None:
        with acting(sender):
            events = {event.move: event.pk for event in Event.objects.filter(referral=agreed)}
        sent, yes = (
            f"{papers(agreed)}receipts/{events[move]}/json/" for move in (Move.SEND, Move.ACCEPT)
        )
        assert browse(sender).get(sent).status_code == 200
        assert browse(recipient).get(yes).status_code == 200
        assert browse(sender).get(yes).status_code == 404
        assert browse(recipient).get(sent).status_code == 404

    def test_anybody_can_check_one_and_a_changed_one_is_found_out(
        self, agreed: Referral, sender: Membership, browse: Browse
    ) -> None:
        with acting(sender):
            event = Event.objects.get(referral=agreed, move=Move.SEND)
            case = Referral.objects.get(pk=agreed.pk)
            coded = list(case.coded_values.values_list("kind", "code"))
        address = f"{papers(agreed)}receipts/{event.pk}"
        file = browse(sender).get(f"{address}/json/").text
        for secret in (*IDENTITY.values(), NOTE):
            assert secret not in file
        stranger = Client()
        page = stranger.post(CHECK, {"receipt": file}).text
        assert "Echt: dit portaal" in page
        assert agreed.reference in page
        changed = file.replace(agreed.reference, "AAAA-AAAA")
        for false in (changed, "{}", "[1", '{"receipt": {}, "signature": 1}'):
            assert "Niet echt" in stranger.post(CHECK, {"receipt": false}).text
        content = json.loads(file)["receipt"]["content"]
        again = fingerprint(content_of(case, None, coded), content["salt"])
        assert again == f"{content['salt']}:{content['sha256']}"

    def test_on_paper_it_carries_its_file_inside(
        self, agreed: Referral, sender: Membership, browse: Browse
    ) -> None:
        with acting(sender):
            event = Event.objects.get(referral=agreed, move=Move.SEND)
        answer = browse(sender).get(f"{papers(agreed)}receipts/{event.pk}/fr/")
        read = Read(answer.content)
        assert (read.faults(), read.language, read.title) == ([], "fr", "Récépissé")
        (inside,) = read.reader.attachments["receipt.json"]
        assert "Echt: dit portaal" in Client().post(CHECK, {"receipt": inside.decode()}).text
