"""Every edit of the directory leaves a row of history, whatever the language."""

import pytest
from django.db import IntegrityError, transaction

from contacts.models import CountryRule, Organisation, Service
from contacts.services import refresh_search

pytestmark = pytest.mark.django_db


def test_edit_of_the_french_text_alone_is_kept() -> None:
    organisation = Organisation.objects.get(slug="comensha")
    before = organisation.events.count()  # type: ignore[attr-defined]
    organisation.notes_fr = "Autre texte"  # type: ignore[attr-defined]
    organisation.save(update_fields=["notes_fr"])
    events = organisation.events.order_by("pgh_id")  # type: ignore[attr-defined]
    assert events.count() == before + 1
    assert events.last().notes_fr == "Autre texte"


def test_rebuilding_the_search_is_no_edit() -> None:
    organisation = Organisation.objects.get(slug="comensha")
    before = organisation.events.count()  # type: ignore[attr-defined]
    refresh_search([organisation.pk])
    assert organisation.events.count() == before  # type: ignore[attr-defined]


def test_service_is_kept_too() -> None:
    service = Service.objects.filter(organisation__slug="payoke")[0]
    service.name_nl = "Anders"  # type: ignore[attr-defined]
    service.save()
    labels = service.events.order_by("pgh_id").values_list("pgh_label", flat=True)  # type: ignore[attr-defined]
    assert list(labels) == ["insert", "update"]


def test_rule_twice_on_one_day_is_refused() -> None:
    rule = CountryRule.objects.get(country=None)
    rule.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        rule.save()
