"""Equal names are found by those who may read them; duplicates are told to contact points only."""

from uuid import UUID

import pytest

from accounts.models import Membership
from notifications.models import Notice
from referrals.duplicates import MOST_A_DAY, find_duplicates, settle
from referrals.models import DuplicateWarning, IdentityIndex, Referral
from referrals.name_index import name_digests, referrals_by_digest, search_by_name
from referrals.services import deciding
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting
from tests.protection.catalogue import rows


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Amina Zoë Geheimhouder", "GEHEIMHOUDER, amina zoe"),
        ("de Vries Jan", "Jan de Vries"),
        ("Jan De Smet", "desmet jan"),
        ("Anna van den Berg", "Vandenberg Anna"),
        ("Anna van den Berg", "Berg, Anna van den"),
        ("van den Berg", "Berg, van den"),
        ("Jérôme d’Hondt", "DHONDT Jerome"),
        ("Marie Le Roy", "Leroy, Marie"),
        ("Samira El-Amrani", "samira elamrani"),
        ("Nguyễn Văn An", "An Nguyen Van"),
    ],
)
def test_the_same_name_is_found_however_it_is_written(typed: str, same: str) -> None:
    assert set(name_digests(typed)) & set(name_digests(same))


@pytest.mark.parametrize(
    ("one", "other"), [("Anna Berg", "Anna Bergh"), ("Anna van Berg", "Anna Berg"), ("De", "Van")]
)
def test_another_name_is_another(one: str, other: str) -> None:
    assert not set(name_digests(one)) & set(name_digests(other))


def found_by(name: str) -> list[UUID]:
    return list(referrals_by_digest(search_by_name(name)))


def test_too_little_of_a_name_has_no_digest() -> None:
    assert name_digests("", "J.") == []


@pytest.mark.django_db
class TestSearch:
    def test_the_sender_finds_by_name_and_a_stranger_finds_nothing(self) -> None:
        sender, host = MembershipFactory.create(), MembershipFactory.create(belgian=True)
        referral = ReferralFactory.create(sender=sender, recipients=[host])
        with acting(sender):
            assert found_by("geheimhouder amina zoe") == [referral.pk]
            assert found_by("Amina") == []
            trail = rows("SELECT detail FROM protection_auditentry WHERE action = 'name_searched'")
            assert all("eheim" not in line for line in trail)
            assert len(trail) == 2
        for person in (host, MembershipFactory.create()):
            with acting(person):
                assert found_by("Amina Zoë Geheimhouder") == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])
class TestDuplicates:
    def two(self) -> tuple[list[Membership], list[UUID]]:
        """One person, referred to France's neighbour by a Dutch and a Belgian organisation."""
        dutch, belgian = MembershipFactory.create(), MembershipFactory.create(belgian=True)
        host = MembershipFactory.create(organisation__luxembourgish=True)
        made = [ReferralFactory.create(sender=s, recipients=[host]) for s in (dutch, belgian)]
        return [dutch, belgian, host], [referral.pk for referral in made]

    def test_the_two_contact_points_are_told_and_never_who_typed(self) -> None:
        points = [
            MembershipFactory.create(contact_point=True),
            MembershipFactory.create(contact_point=True, belgian=True),
        ]
        elsewhere = MembershipFactory.create(contact_point=True, organisation__luxembourgish=True)
        typed, _keys = self.two()
        assert find_duplicates(NOW) == 1
        assert find_duplicates(NOW) == 0
        told = Notice.objects.using("owner").filter(kind="possible_duplicate")
        assert set(told.values_list("user_id", flat=True)) >= {p.user_id for p in points}
        assert not told.filter(user_id__in=[p.user_id for p in (*typed, elsewhere)]).exists()
        for person in points:
            with acting(person):
                assert DuplicateWarning.objects.count() == 1
                assert not Referral.objects.exists(), "the warning opens no case"
        for person in (*typed, elsewhere):
            with acting(person):
                assert not DuplicateWarning.objects.exists()

    def test_a_contact_point_that_typed_the_name_itself_is_not_told(self) -> None:
        typing = MembershipFactory.create(contact_point=True)
        host = MembershipFactory.create(organisation__luxembourgish=True)
        for sender in (typing, MembershipFactory.create(belgian=True)):
            ReferralFactory.create(sender=sender, recipients=[host])
        assert find_duplicates(NOW) == 1
        with acting(typing):
            assert not DuplicateWarning.objects.exists()
        told = Notice.objects.using("owner").filter(kind="possible_duplicate")
        assert typing.user_id not in told.values_list("user_id", flat=True)

    def test_it_goes_when_one_of_them_is_closed(self) -> None:
        people, keys = self.two()
        assert find_duplicates(NOW) == 1
        with acting(people[0]):
            deciding.withdraw(keys[0], "solved_here", now=NOW)
        find_duplicates(NOW)
        assert not DuplicateWarning.objects.using("owner").exists()

    def test_what_was_settled_does_not_come_back(self) -> None:
        point = MembershipFactory.create(contact_point=True)
        self.two()
        find_duplicates(NOW)
        with acting(point):
            assert settle(DuplicateWarning.objects.get().pk, now=NOW)
            assert not settle(DuplicateWarning.objects.get().pk, now=NOW)
        assert find_duplicates(NOW) == 0

    def test_an_organisation_has_so_many_names_compared_a_day(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("referrals.duplicates.MOST_A_DAY", 0)
        assert MOST_A_DAY == 50
        self.two()
        assert find_duplicates(NOW) == 0
        assert IdentityIndex.objects.using("owner").filter(compared_at=None).count() == 2
