"""Minutes side by side, two who write at once, their approval, and what follows."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Membership
from tests.factories import acting
from workinggroup.codes import Answer, MinutesState
from workinggroup.meetings import following, minutes
from workinggroup.meetings.archive import archive
from workinggroup.meetings.minutes import Conflict
from workinggroup.meetings.planning import MeetingRefused
from workinggroup.models import ActionPoint, Meeting, Minutes, Procedure

from .gatherings import held_by, invited, written
from .world import in_days, member, member_of, secretariat, told, votes

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Membership:
    return secretariat()


@pytest.fixture
def meeting(clerk: Membership) -> Meeting:
    return held_by(clerk, member("NL"), member("BE"), body="working-group")


def text(meeting: Meeting) -> tuple[str, str]:
    found = Minutes.objects.get(meeting=meeting)
    return found.text_nl, found.text_fr


class TestTwoWhoWrite:
    def test_what_only_one_of_them_changed_goes_together(
        self, clerk: Membership, meeting: Meeting
    ) -> None:
        first = written(clerk, meeting, "Begin.", "Début.")
        written(clerk, meeting, "Begin en midden.", "Début.", on=first)
        written(secretariat(), meeting, "Begin.", "Début et milieu.", on=first)
        assert text(meeting) == ("Begin en midden.", "Début et milieu.")

    def test_where_both_changed_a_language_the_second_chooses(
        self, clerk: Membership, meeting: Meeting
    ) -> None:
        first = written(clerk, meeting, "Begin.", "Début.")
        written(clerk, meeting, "Zij.", "Elle.", on=first)
        with pytest.raises(Conflict) as found:
            written(secretariat(), meeting, "Ik.", "Début.", on=first)
        assert found.value.languages == ("nl",)
        assert (found.value.saved.nl, found.value.mine.nl) == ("Zij.", "Ik.")
        assert found.value.mine.fr == "Elle."
        assert text(meeting) == ("Zij.", "Elle.")

    def test_two_who_begin_from_nothing(
        self, client: Client, clerk: Membership, meeting: Meeting
    ) -> None:
        client.force_login(clerk.user)
        page = reverse("workinggroup:minutes", args=[meeting.pk])
        form = client.get(page).context["form"]
        agenda = {name: form[name].value() for name in ("revision", "text_nl", "text_fr")}
        assert agenda["text_fr"], "headings, which who writes Dutch alone leaves as they are"
        assert client.post(page, agenda | {"text_nl": "Eerst."}).status_code == 302
        assert client.post(page, agenda | {"text_fr": "Aussi."}).status_code == 302
        assert text(meeting) == ("Eerst.", "Aussi.")
        with pytest.raises(Conflict):
            written(secretariat(), meeting, "Ook.", "Aussi.")

    @pytest.mark.parametrize(("keep", "stays"), [("mine", "Ik."), ("theirs", "Zij.")])
    def test_the_page_shows_the_difference_and_keeps_what_was_typed(
        self, client: Client, clerk: Membership, meeting: Meeting, keep: str, stays: str
    ) -> None:
        first = written(clerk, meeting, "Begin.", "Début.")
        written(clerk, meeting, "Zij.", "Début.", on=first)
        client.force_login(secretariat().user)
        page = reverse("workinggroup:minutes", args=[meeting.pk])
        typed = {"revision": first, "text_nl": "Ik.", "text_fr": "Début."}
        refused = client.post(page, typed)
        assert refused.status_code == 409
        shown = refused.content.decode()
        assert "<ins" in shown
        assert "<del" in shown
        assert 'name="keep_nl"' in shown
        assert 'name="keep_fr"' not in shown
        again = typed | {"revision": first + 1, "choose": "nl"}
        undecided = client.post(page, again)
        assert undecided.status_code == 422  # nothing is overwritten without a choice
        assert "<del" in undecided.content.decode()
        again |= {"keep_nl": keep}
        assert client.post(page, again).status_code == 302
        assert text(meeting)[0] == stays


class TestApproval:
    def test_before_the_meeting_nothing_is_asked(self, clerk: Membership) -> None:
        meeting = invited(clerk, member("NL"))
        written(clerk, meeting, "Ontwerp.", "Projet.")
        with acting(clerk), pytest.raises(MeetingRefused):
            minutes.ask(meeting, due=in_days(14))

    def asked(self, clerk: Membership, meeting: Meeting) -> Procedure:
        written(clerk, meeting, "Besproken: de bedenktijd.", "Discuté : le délai de réflexion.")
        with acting(clerk):
            return minutes.ask(meeting, due=in_days(14))

    def test_with_all_countries_they_are_approved_found_and_closed(
        self, clerk: Membership, meeting: Meeting
    ) -> None:
        procedure = self.asked(clerk, meeting)
        asked = (procedure.question_nl, procedure.question_fr, procedure.question_en)
        assert [text.split()[0] for text in asked] == ["Keurt", "Approuvez-vous", "Do"]
        assert all(meeting.reference in text for text in asked)
        reader = actor_of(member("NL"))
        assert archive(reader, question="bedenktijd").meetings == []
        for country in ("NL", "BE", "LU"):
            votes(procedure, member(country))
        found = Minutes.objects.get(meeting=meeting)
        assert found.state == MinutesState.APPROVED
        assert archive(reader, question="bedenktijd").meetings == [meeting]
        with pytest.raises(MeetingRefused):
            written(clerk, meeting, "Anders.", "Autrement.", on=found.revision)
        with pytest.raises(DatabaseError), transaction.atomic():
            Minutes.objects.filter(pk=found.pk).update(text_nl="Anders.")

    def test_a_country_that_wants_changes_sends_them_back(
        self, clerk: Membership, meeting: Meeting
    ) -> None:
        procedure = self.asked(clerk, meeting)
        with pytest.raises(MeetingRefused):
            written(clerk, meeting, "Anders.", "Autrement.", on=1)
        votes(procedure, member("NL"), Answer.CHANGES, "Punt 1 klopt niet.")
        votes(procedure, member("BE"))
        votes(procedure, member("LU"))
        assert Minutes.objects.get(meeting=meeting).state == MinutesState.DRAFT
        assert written(clerk, meeting, "Beter.", "Mieux.", on=1) == 2

    def test_in_one_language_they_are_put_to_nobody(
        self, clerk: Membership, meeting: Meeting
    ) -> None:
        written(clerk, meeting, "Alleen Nederlands.", "")
        with acting(clerk), pytest.raises(MeetingRefused):
            minutes.ask(meeting, due=in_days(14))

    def test_a_draft_is_for_who_writes_it(
        self, client: Client, clerk: Membership, meeting: Meeting
    ) -> None:
        written(clerk, meeting, "Nog een ontwerp.", "Encore un projet.")
        client.force_login(member("NL").user)
        shown = client.get(reverse("workinggroup:meeting", args=[meeting.pk]))
        assert "Nog een ontwerp." not in shown.content.decode()


class TestActionPoints:
    def add(self, clerk: Membership, meeting: Meeting, owner: Membership, days: int) -> ActionPoint:
        said = {"nl": "De lijst aanvullen", "fr": "Compléter la liste"}
        with acting(clerk):
            return following.add_action(
                meeting.pk, said, owner=owner.organisation, due=in_days(days)
            )

    def test_its_owner_is_reminded_before_and_the_secretariat_after(
        self, clerk: Membership, meeting: Meeting
    ) -> None:
        police = member_of("police-grand-ducale")
        self.add(clerk, meeting, police, days=10)
        now = timezone.now()
        sent = [following.remind_due(now + timedelta(days=days)) for days in (0, 3, 4, 10, 12)]
        assert sent == [0, 1, 0, 1, 0]
        assert told(police) == ["action_due", "action_due"]
        assert told(clerk) == []
        assert following.remind_due(now + timedelta(days=20)) == 1
        assert told(clerk) == ["action_due"]

    def test_its_owner_says_that_it_is_done_and_nobody_else(
        self, client: Client, clerk: Membership, meeting: Meeting
    ) -> None:
        owner = member("NL")
        action = self.add(clerk, meeting, owner, days=3)
        address = reverse("workinggroup:action_done", args=[action.pk])
        client.force_login(member("BE").user)
        assert client.post(address).status_code == 404
        client.force_login(owner.user)
        page = client.get(reverse("workinggroup:meeting", args=[meeting.pk])).content.decode()
        asked = page[page.index("<details", page.index("De lijst aanvullen")) : page.index(address)]
        assert "undone" in asked, "what cannot be undone is asked first"
        assert [client.post(address).status_code for _ in range(2)] == [302, 409]
        assert following.remind_due(timezone.now() + timedelta(days=9)) == 0

    def test_decisions_are_numbered_and_of_what_was_held(
        self, clerk: Membership, meeting: Meeting
    ) -> None:
        said = {"nl": "Akkoord met het ontwerp", "fr": "Accord sur le projet"}
        with acting(clerk):
            assert [following.decide(meeting.pk, said).number for _ in range(2)] == [1, 2]
        assert archive(actor_of(clerk), question="akkoord ontwerp").meetings == [meeting]
