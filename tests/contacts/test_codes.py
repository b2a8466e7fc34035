"""Labels of coded values in each reader's language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from contacts import codes
from contacts.models import Code

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "expected"), [("nl", "Politie"), ("fr", "Police"), ("en", "Police")]
)
def test_label_in_the_language_of_the_reader(language: str, expected: str) -> None:
    with translation.override(language):
        assert codes.label("org_type", "police") == expected


def test_unknown_codes_and_lists() -> None:
    assert codes.label("gender", "Q") == "Q"
    assert codes.choices("no_such_list") == []
    assert codes.attribute("gender", "Q", "child", default=False) is False


def test_attribute() -> None:
    assert codes.attribute("urgency", "urgent", "answer_within_hours") == 4
    assert codes.attribute("age_group", "15-17", "child") is True


def test_inactive_code_is_labelled_but_not_offered() -> None:
    code = Code.objects.get(list_id="gender", code="U")
    code.active = False
    code.save()
    assert "U" not in dict(codes.choices("gender"))
    assert codes.label("gender", "U") != "U"


def test_lists_are_read_once_per_language() -> None:
    codes.label("gender", "F")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        codes.choices("need")
        codes.labels("language", ["fr", "nl"])
    assert len(queries) == 0


def test_labels_follow_the_order_of_the_list() -> None:
    with translation.override("nl"):
        assert codes.labels("language", ["xx", "fr", "nl"]) == ["Nederlands", "Frans", "xx"]
