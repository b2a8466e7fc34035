"""The inbox of an organisation: whose work, filters in the address, triage, the duty rota."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from contacts.models import DutyShift, Organisation
from referrals import lists
from referrals.models import Referral, SavedFilter
from referrals.services import teamwork
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to
from tests.referrals.pages.filing import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(recipient: Membership) -> Membership:
    return MembershipFactory.create(
        organisation=recipient.organisation, user__first_name="Noor", user__last_name="Claes"
    )


def page(reader: Membership, name: str = "list", **query: str) -> Any:
    client = Client()
    client.force_login(reader.user)
    return client.get(reverse(f"referrals:{name}"), query)


def post(reader: Membership, view: str, /, *args: object, **data: Any) -> Any:
    client = Client()
    client.force_login(reader.user)
    return client.post(reverse(f"referrals:{view}", args=args), data)


def shown(response: Any) -> set[str]:
    """The references in the table's rows."""
    return set(re.findall(r'<th scope="row"><a [^>]*>([^<]+)<', response.text))


def asked(sender: Membership, recipient: Membership, **how: Any) -> Referral:
    return ReferralFactory.create(sender=sender, recipients=[recipient], **how)


class TestWhoseWork:
    def test_unclaimed_mine_and_the_team_s(
        self, sender: Membership, recipient: Membership, colleague: Membership
    ) -> None:
        own, theirs, nobodys = (asked(sender, recipient) for _unused in range(3))
        for person, referral in ((recipient, own), (colleague, theirs)):
            with acting(person):
                teamwork.claim(referral.pk, now=NOW)
        everything = {own.reference, theirs.reference, nobodys.reference}
        assert shown(page(recipient)) == everything
        assert shown(page(recipient, who="mine")) == {own.reference}
        assert shown(page(recipient, who="unclaimed")) == {nobodys.reference}
        tabs = re.findall(r'<span class="count">(\d+)', page(recipient).text)
        assert tabs == ["1", "1", "3"]
        assert "Noor Claes" in text_of(page(recipient))

    def test_the_deputy_finds_the_work_of_who_is_away(
        self, sender: Membership, recipient: Membership, colleague: Membership
    ) -> None:
        referral = asked(sender, recipient)
        with acting(recipient):
            teamwork.claim(referral.pk, now=NOW)
            assert shown(page(colleague, who="mine")) == set()
        today = timezone.localdate()
        response = post(
            recipient,
            "absences",
            starts_on=today.isoformat(),
            ends_on=(today + timedelta(days=3)).isoformat(),
            deputy=colleague.user_id,
        )
        assert response.status_code == 302
        assert shown(page(colleague, who="mine")) == {referral.reference}

    def test_a_claim_from_the_list_leads_back_to_it(
        self, sender: Membership, recipient: Membership
    ) -> None:
        referral = asked(sender, recipient)
        back = "/en/referrals/?who=unclaimed"
        response = post(recipient, "claim", referral.pk, next=back)
        assert response.url == back
        response = post(recipient, "unclaim", referral.pk, next="https://elsewhere.example/")
        assert response.url == reverse("referrals:detail", args=[referral.pk])

    def test_an_absence_that_cannot_be_keeps_what_was_typed(
        self, recipient: Membership, colleague: Membership
    ) -> None:
        today = timezone.localdate()
        response = post(
            recipient,
            "absences",
            starts_on=today.isoformat(),
            ends_on=(today - timedelta(days=1)).isoformat(),
            deputy=recipient.user_id,
        )
        assert response.status_code == 422
        assert today.isoformat() in response.text


class TestFilters:
    @pytest.fixture
    def referrals(self, sender: Membership, recipient: Membership) -> dict[str, Referral]:
        from_luxembourg = MembershipFactory.create(organisation__luxembourgish=True)
        return {
            "urgent": asked(sender, recipient),
            "standard": asked(from_luxembourg, recipient, urgency="standard"),
            "late": asked(sender, recipient, now=NOW - timedelta(days=9)),
        }

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"urgency": "standard"}, {"standard"}),
            ({"country": "NL"}, {"urgent", "late"}),
            ({"country": "LU"}, {"standard"}),
            ({"need": "legal"}, {"urgent", "standard", "late"}),
            ({"need": "medical"}, set()),
            ({"overdue": "on"}, {"late"}),
            ({"group": "to_answer", "country": "NL"}, {"urgent", "late"}),
            ({"group": "ended"}, set()),
            ({"urgency": "no such", "since": "30 February", "sort": "x"}, None),
        ],
    )
    def test_each_narrows(
        self,
        referrals: dict[str, Referral],
        recipient: Membership,
        query: dict[str, str],
        expected: set[str] | None,
    ) -> None:
        wanted = referrals if expected is None else expected
        assert shown(page(recipient, **query)) == {referrals[name].reference for name in wanted}

    def test_a_period_includes_both_its_days(
        self, referrals: dict[str, Referral], recipient: Membership
    ) -> None:
        day = timezone.localdate(NOW - timedelta(days=9)).isoformat()
        assert shown(page(recipient, since=day, until=day)) == {referrals["late"].reference}

    def test_a_reference_or_its_beginning_finds(
        self, referrals: dict[str, Referral], recipient: Membership, sender: Membership
    ) -> None:
        reference = referrals["late"].reference
        for typed in (reference, reference.lower(), reference.replace("-", ""), reference[:6]):
            assert reference in shown(page(recipient, reference=typed))
        assert shown(page(recipient, reference="ZZZZ-ZZZZ")) == set()
        stranger = MembershipFactory.create()
        assert shown(page(stranger, reference=reference)) == set()

    def test_order(self, referrals: dict[str, Referral], recipient: Membership) -> None:
        def order(sort: str) -> list[str]:
            found = re.findall(
                r'<th scope="row"><a [^>]*>([^<]+)<', page(recipient, sort=sort).text
            )
            return [name for r in found for name, row in referrals.items() if row.reference == r]

        assert order("due") == ["late", "urgent", "standard"]
        assert order("old")[0] == "late"
        assert order("")[-1] == "late"

    @pytest.mark.parametrize("sort", ["", "old", "due"])
    def test_paging_loses_neither_a_filter_nor_a_row(
        self, sender: Membership, recipient: Membership, monkeypatch: pytest.MonkeyPatch, sort: str
    ) -> None:
        monkeypatch.setattr(lists, "PAGE_SIZE", 2)
        wanted = {asked(sender, recipient).reference for _unused in range(5)}
        asked(sender, recipient, urgency="standard")
        client, found, url = Client(), [], f"?urgency=urgent&need=legal&sort={sort}"
        client.force_login(recipient.user)
        while url:
            response = client.get(reverse("referrals:list") + url)
            found += re.findall(r'<th scope="row"><a [^>]*>([^<]+)<', response.text)
            following = re.search(r'rel="next" href="([^"]+)"', response.text)
            url = following[1].replace("&amp;", "&") if following else ""
            assert not url or "urgency=urgent&need=legal" in url
        assert sorted(found) == sorted(wanted)

    def test_filters_are_kept_under_a_name_for_their_owner_alone(
        self, recipient: Membership, colleague: Membership
    ) -> None:
        query = "urgency=urgent&country=NL&secret=Zachtemaker&at=x"
        post(recipient, "save_filter", "received", name="  Spoed  NL ", query=query)
        response = page(recipient)
        assert "Spoed NL" in text_of(response)
        assert "?urgency=urgent&amp;country=NL" in response.text
        assert "Zachtemaker" not in response.text
        assert "Spoed NL" not in text_of(page(colleague))
        with acting(recipient):
            saved = SavedFilter.objects.get()
        assert post(colleague, "forget_filter", saved.pk).status_code == 404
        assert post(recipient, "forget_filter", saved.pk).status_code == 302
        assert "Spoed NL" not in text_of(page(recipient))


class TestContactPoint:
    @pytest.fixture
    def duty(self) -> Membership:
        payoke = Organisation.objects.get(slug="payoke")
        return MembershipFactory.create(organisation=payoke, contact_point=True)

    def test_the_nearest_answer_time_comes_first_with_its_buttons(
        self, sender: Membership, duty: Membership
    ) -> None:
        later = ReferralFactory.create(sender=sender, recipients=["BE"], urgency="standard")
        sooner = ReferralFactory.create(sender=sender, recipients=["BE"])
        response = page(duty, "triage")
        rows = re.findall(r'<th scope="row"><a [^>]*>([^<]+)<', response.text)
        assert rows == [sooner.reference, later.reference]
        with acting(duty):
            request = request_to(sooner, "BE")
        for slug in ("accept", "decline", "pass-on"):
            url = reverse("referrals:request_move", args=[sooner.pk, request.pk, slug])
            assert url in response.text
            client = Client()
            client.force_login(duty.user)
            assert client.get(url).status_code == 200

    def test_it_is_the_contact_point_s(self, sender: Membership, recipient: Membership) -> None:
        assert page(recipient, "triage").status_code == 404
        assert page(recipient, "duty").status_code == 404
        elsewhere = MembershipFactory.create(belgian=True, contact_point=True)
        assert page(elsewhere, "duty").status_code == 404

    def test_it_keeps_its_rota(self, duty: Membership) -> None:
        night = {
            "who": f"u{duty.user_id}-{duty.organisation_id}",
            "phone": "+32 3 201 16 90",
            "pattern": "weekly",
            "weekdays": ["6", "7"],
            "from_time": "20:00",
            "to_time": "08:00",
        }
        assert post(duty, "duty", **{**night, "weekdays": []}).status_code == 422
        assert post(duty, "duty", **{**night, "who": "o1"}).status_code == 422
        assert post(duty, "duty", **night).status_code == 302
        (shift,) = DutyShift.objects.all()
        assert (shift.country_id, shift.user_id, shift.weekdays) == ("BE", duty.user_id, [6, 7])
        assert "20:00–08:00" in text_of(page(duty, "duty"))
        dutch = Organisation.objects.get(slug="comensha")
        stranger = MembershipFactory.create(organisation=dutch, contact_point=True)
        assert post(stranger, "delete_shift", shift.pk).status_code == 404
        assert post(duty, "delete_shift", shift.pk).status_code == 302
        assert not DutyShift.objects.exists()


def test_notes_and_messages_on_the_page_of_the_case(
    sender: Membership, recipient: Membership, colleague: Membership
) -> None:
    referral = asked(sender, recipient)
    assert post(recipient, "note", referral.pk, text="").status_code == 422
    post(recipient, "note", referral.pk, text="Bed 4.", mentioned=[colleague.user_id])
    with acting(recipient):
        request = request_to(referral, recipient)
    response = post(
        recipient, "request_move", referral.pk, request.pk, "message", note="Goed.", language="nl"
    )
    assert response.status_code == 302

    def case(reader: Membership) -> str:
        client = Client()
        client.force_login(reader.user)
        response: Any = client.get(reverse("referrals:detail", args=[referral.pk]))
        return text_of(response)

    own, other = case(colleague), case(sender)
    assert "Bed 4." in own
    assert "for Noor Claes" in own
    assert "Bed 4." not in other
    assert "Goed." in own
    assert "Goed." in other
    assert "Seen by the other side" in case(recipient)


def test_a_row_shows_words_as_they_are_and_marks_nothing_up(
    sender: Membership, recipient: Membership
) -> None:
    Organisation.objects.filter(pk=sender.organisation_id).update(name_en="<b>Huis</b> {0.pk} {x}")
    asked(sender, recipient)
    assert "&lt;b&gt;Huis&lt;/b&gt; {0.pk} {x} (NL)" in page(recipient).text
