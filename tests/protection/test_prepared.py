"""Reads whose SQL is put together once: what they find is what their queryset finds."""

import pytest
from django.utils import timezone, translation

from accounts.models import Role
from contacts.models import Country
from protection.actor import Actor
from protection.prepared import Given, Prepared, PreparedFor
from workinggroup.models import Meeting

NAMED = Prepared(lambda: Country.objects.filter(code__in=Given("codes")).order_by("name"))
SEEN = PreparedFor(lambda actor: Meeting.objects.visible_to(actor).filter(pk__gt=Given("after")))


@pytest.mark.django_db
class TestPrepared:
    def test_each_asking_brings_its_own_values(self) -> None:
        assert [one.code for one in NAMED.rows(codes=("NL",))] == ["NL"]
        assert {one.code for one in NAMED.rows(codes=("BE", "LU"))} == {"BE", "LU"}
        assert NAMED.first(codes=("nowhere",)) is None

    def test_each_language_has_its_own_statement(self) -> None:
        for language in ("nl", "fr", "nl"):
            with translation.override(language):
                expected = Country.objects.filter(code__in=("BE", "DE", "NL")).order_by("name")
                assert NAMED.rows(codes=("BE", "DE", "NL")) == list(expected)

    def test_what_is_not_there_is_said_as_by_a_queryset(self) -> None:
        with pytest.raises(Country.DoesNotExist):
            NAMED.get(codes=("nowhere",))
        with pytest.raises(KeyError):
            NAMED.rows()
        for nothing in (None, ()):
            with pytest.raises(ValueError, match="no values"):
                NAMED.rows(codes=nothing)

    def test_a_day_is_not_kept(self) -> None:
        of_today = Prepared(lambda: Meeting.objects.filter(starts_at__gt=timezone.now()))
        with pytest.raises(ValueError, match="first asking"):
            of_today.rows()

    @pytest.mark.parametrize("country", ["NL", ""])
    @pytest.mark.parametrize("role", [str(role) for role in Role])
    def test_each_reader_finds_what_they_may_see(self, role: str, country: str) -> None:
        for organisation in (1, 2):
            actor = Actor(organisation, organisation, role, country)
            assert SEEN.rows_for(actor, after=0) == list(Meeting.objects.visible_to(actor))
