"""Reads of the directory."""

from datetime import date

import pytest

from contacts.models import NationalContactPoint, Organisation
from contacts.selectors import contact_point_organisations, rule_in_force

pytestmark = pytest.mark.django_db


def test_rota_in_its_order() -> None:
    assert [o.slug for o in contact_point_organisations("BE")] == ["payoke", "pag-asa", "surya"]
    assert [o.slug for o in contact_point_organisations("NL")] == ["comensha"]
    NationalContactPoint.objects.filter(organisation__slug="payoke").update(order=9)
    Organisation.objects.filter(slug="surya").update(active=False)
    assert [o.slug for o in contact_point_organisations("BE")] == ["pag-asa", "payoke"]
    assert contact_point_organisations("XX") == []


def test_rule_of_a_day() -> None:
    before = rule_in_force("BE", "reflection_period", date(2017, 5, 19))
    after = rule_in_force("BE", "reflection_period", date(2017, 5, 20))
    assert before is not None
    assert after is not None
    assert before.document != after.document
    assert rule_in_force("BE", "reflection_period", date(1999, 1, 1)) is None
    least = rule_in_force(None, "reflection_period", date(2017, 1, 1))
    assert least is not None
    assert (least.value, least.length_is) == (30, "minimum")
