"""Meetings by agenda: who is proposed, who is invited, who sees what, who came."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.actors import actor_of
from accounts.models import Membership, Role
from contacts.models import Organisation
from tests.factories import MembershipFactory, acting
from tests.referrals.files import samples
from workinggroup.codes import MeetingState, Reply
from workinggroup.meetings import composing, planning
from workinggroup.meetings.archive import archive
from workinggroup.meetings.calendar import calendar_of
from workinggroup.meetings.planning import MeetingRefused
from workinggroup.models import Meeting, Paper

from .gatherings import fresh, held_by, invited, plan, planned, soon
from .world import member, member_of, secretariat, told

pytestmark = pytest.mark.django_db


def caseworker(slug: str, role: Role = Role.CASEWORKER) -> Membership:
    organisation = Organisation.objects.get(slug=slug)
    return MembershipFactory.create(organisation=organisation, role=role)


def sees(meeting: Meeting, person: Membership) -> bool:
    return Meeting.objects.visible_to(actor_of(person)).filter(pk=meeting.pk).exists()


class TestComposition:
    def test_the_agenda_decides_whom_the_portal_proposes(self) -> None:
        meeting = fresh(planned(secretariat(), "police", "guardianship"))
        proposed = [one for one in composing.candidates(meeting) if one.proposed]
        assert {one.kind for one in proposed} == {"police", "guardianship"}
        assert {one.country for one in proposed} == {"NL", "BE", "LU"}
        assert all(one.items == (1,) for one in proposed)

    def test_in_a_body_with_fixed_seats_everybody_is_concerned(self) -> None:
        meeting = fresh(planned(secretariat(), "police", body="working-group"))
        found = composing.candidates(meeting)
        assert [one.proposed for one in found] == [True, True, True]

    def test_only_who_sits_in_the_body_can_be_invited(self) -> None:
        clerk, outsider = secretariat(), caseworker("fier")
        meeting = planned(clerk, "shelter")
        with acting(clerk), pytest.raises(MeetingRefused):
            composing.invite(meeting.pk, [outsider.organisation_id], now=timezone.now())

    def test_who_is_invited_is_told_once(self) -> None:
        clerk, justice, police = (
            secretariat(),
            member("NL"),
            member_of("federale-politie-mensenhandel"),
        )
        meeting = invited(clerk, justice)
        with acting(clerk):
            both = [justice.organisation_id, police.organisation_id]
            assert composing.invite(meeting.pk, both, now=timezone.now()) == 1
        assert told(justice) == told(police) == ["meeting_invited"]

    def test_without_an_agenda_nobody_is_invited(self) -> None:
        clerk, justice = secretariat(), member("NL")
        meeting = planned(clerk)
        with acting(clerk), pytest.raises(MeetingRefused):
            composing.invite(meeting.pk, [justice.organisation_id], now=timezone.now())


class TestSight:
    def test_a_seat_in_one_body_shows_nothing_of_the_other(self) -> None:
        clerk, police = secretariat(), member_of("federale-politie-mensenhandel")
        justice = member("NL")
        meeting = invited(clerk, justice, body="working-group")
        assert sees(meeting, justice)
        assert sees(meeting, member("LU"))  # sits there, though not invited
        assert not sees(meeting, police)

    def test_the_ad_hoc_group_is_who_was_invited(self) -> None:
        clerk, justice = secretariat(), member("NL")
        meeting = invited(clerk, justice)
        assert sees(meeting, justice)
        assert not sees(meeting, member("LU"))
        assert not sees(meeting, caseworker("payoke"))

    @pytest.mark.parametrize("role", [Role.DPO, Role.OPERATOR])
    def test_others_see_nothing_at_all(self, role: Role) -> None:
        stranger = MembershipFactory.create(role=role, organisation__of_the_benelux=True)
        assert not Meeting.objects.visible_to(actor_of(stranger)).exists()

    def test_what_is_prepared_is_for_who_writes_it(self) -> None:
        clerk = secretariat()
        meeting = planned(clerk, "ministry", body="working-group")
        assert sees(meeting, clerk)
        assert not sees(meeting, member("NL"))

    def test_the_meetings_of_the_sources_are_for_all_who_take_part(self) -> None:
        rows = Meeting.objects.visible_to(actor_of(caseworker("payoke"))).order_by("starts_at")
        assert [row.key for row in rows] == [
            "antwerp",
            "second-round-table",
            "specific-protection-2016",
            "training-day-2016",
            "brainstorm-2016",
        ]
        proposed = rows.get(key="specific-protection-2016")
        assert proposed.state == MeetingState.PROPOSED
        assert not proposed.day_known


class TestReplying:
    def test_an_organisation_accepts_and_may_change_its_mind(self) -> None:
        clerk, lead = secretariat(), caseworker("payoke", Role.TEAM_LEAD)
        meeting = invited(clerk, lead)
        for answer in (Reply.ACCEPTED, Reply.DECLINED):
            with acting(lead):
                composing.reply(meeting.pk, answer, now=timezone.now())
        assert meeting.invitations.get().reply == Reply.DECLINED

    def test_a_caseworker_does_not_answer_for_the_organisation(self, client: Client) -> None:
        clerk, lead = secretariat(), caseworker("payoke", Role.TEAM_LEAD)
        meeting = invited(clerk, lead)
        client.force_login(caseworker("payoke").user)
        page = reverse("workinggroup:reply", args=[meeting.pk])
        assert client.post(page, {"reply": "accepted"}).status_code == 404

    def test_once_it_has_begun_it_is_too_late(self) -> None:
        clerk, justice = secretariat(), member("NL")
        meeting = invited(clerk, justice)
        later = meeting.starts_at + timedelta(minutes=1)
        with acting(justice), pytest.raises(MeetingRefused):
            composing.reply(meeting.pk, Reply.ACCEPTED, now=later)

    def test_who_came_is_counted_by_country_and_kind(self) -> None:
        clerk = secretariat()
        meeting = held_by(clerk, member("NL"), member("BE"), member_of("police-grand-ducale"))
        found = composing.presence(meeting)
        assert found.people == 6
        assert found.by_country == [("Belgium", 2), ("Luxembourg", 2), ("Netherlands", 2)]
        assert [number for _kind, number in found.by_kind] == [4, 2]

    def test_nobody_was_present_at_what_is_to_come(self) -> None:
        clerk, justice = secretariat(), member("NL")
        meeting = invited(clerk, justice)
        with acting(clerk), pytest.raises(MeetingRefused):
            composing.record_presence(meeting.pk, {}, now=timezone.now())


class TestCalendar:
    def test_another_library_reads_the_time_and_its_zone(self) -> None:
        meeting = invited(secretariat(), member("NL"))
        (event,) = Calendar.from_ical(calendar_of(meeting)).walk("VEVENT")
        assert event.decoded("dtstart") == meeting.starts_at
        assert event["dtstart"].params["TZID"] == "Europe/Brussels"
        assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
        assert "minderjarigen" not in calendar_of(meeting).decode()
        assert "BEGIN:VTIMEZONE" in calendar_of(meeting).decode()

    def test_a_new_time_has_the_same_name_and_a_higher_sequence(self) -> None:
        clerk, justice = secretariat(), member("NL")
        meeting = invited(clerk, justice)
        with acting(clerk):
            moved = plan(starts_at=soon() + timedelta(days=1), ends_at=soon() + timedelta(days=2))
            planning.change(meeting.pk, moved, revision=meeting.revision, now=timezone.now())
            planning.cancel(meeting.pk, now=timezone.now())
        calendar = Calendar.from_ical(calendar_of(fresh(meeting)))
        (event,) = calendar.walk("VEVENT")
        assert (event["sequence"], event["status"]) == (2, "CANCELLED")
        assert calendar["method"] == "CANCEL"
        assert told(justice) == ["meeting_cancelled", "meeting_changed", "meeting_invited"]

    def test_the_second_of_two_who_change_a_meeting_is_refused(self) -> None:
        clerk = secretariat()
        meeting = planned(clerk)
        with acting(clerk):
            planning.change(meeting.pk, plan(), revision=meeting.revision, now=timezone.now())
            with pytest.raises(MeetingRefused):
                planning.change(meeting.pk, plan(), revision=meeting.revision, now=timezone.now())


class TestArchive:
    def test_every_word_is_found_at_its_beginning_in_both_languages(self) -> None:
        clerk = actor_of(secretariat())
        for question in ("prostitutiesect antwerp", "PROSTITUTION anvers", "handleiding"):
            assert archive(clerk, question=question).meetings[0].source == "reply"
        assert archive(clerk, question="nergens te vinden").meetings == []

    def test_it_continues_where_it_ended(self) -> None:
        clerk = secretariat()
        made = {
            planned(clerk, starts_at=soon() + timedelta(days=day), ends_at=None).pk
            for day in range(21)
        }
        first = archive(actor_of(clerk))
        second = archive(actor_of(clerk), after=first.following)
        shown = [row.pk for row in (*first.meetings, *second.meetings)]
        assert made < set(shown)
        assert len(shown) == len(set(shown)) == 26
        assert archive(actor_of(clerk), after="nonsense~x").meetings[0] == first.meetings[0]


class TestPages:
    def test_the_list_reads_the_same_whatever_its_length(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        clerk = secretariat()
        client.force_login(clerk.user)
        address = reverse("workinggroup:meetings")
        client.get(address)
        with django_assert_num_queries(8):
            client.get(address)
        for _ in range(3):
            planned(clerk, "police")
        with django_assert_num_queries(8):
            client.get(address)

    def test_the_page_reads_the_same_however_many_are_invited(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        clerk, justice = secretariat(), member("NL")
        client.force_login(justice.user)
        for others in ([], [member("BE"), member_of("police-grand-ducale")]):
            meeting = held_by(clerk, justice, *others)
            address = reverse("workinggroup:meeting", args=[meeting.pk])
            with django_assert_num_queries(15):
                assert client.get(address).status_code == 200

    def test_a_document_is_checked_and_only_for_who_sees_the_meeting(self, client: Client) -> None:
        clerk, justice = secretariat(), member("NL")
        meeting = invited(clerk, justice)
        client.force_login(clerk.user)
        add = reverse("workinggroup:paper_add", args=[meeting.pk])
        item = meeting.items.get().pk
        wrong = SimpleUploadedFile("nota.pdf", b"MZ a program")
        said = {"language": "nl", "item": item}
        assert client.post(add, said | {"file": wrong}).status_code == 422
        right = SimpleUploadedFile("nota.pdf", samples.pdf())
        assert client.post(add, said | {"file": right}).status_code == 302
        address = reverse("workinggroup:paper", args=[Paper.objects.get().pk])
        client.force_login(justice.user)
        answer = client.get(address)
        assert answer.content == samples.pdf()
        assert answer["Content-Disposition"].startswith("attachment")
        client.force_login(member("LU").user)
        assert client.get(address).status_code == 404
