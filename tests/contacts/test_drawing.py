"""Filters that are drawn once for many readers say what their fields would say."""

import pytest
from django.utils.translation import override

from contacts.drawing import draw_filters
from contacts.forms import DirectorySearch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", [{}, {"need": "safe_accommodation", "places": "on"}])
def test_each_filter_is_drawn_as_its_field(asked: dict[str, str]) -> None:
    with override("nl"):
        for _time in ("drawn", "kept"):
            form = DirectorySearch(asked)
            drawn = draw_filters(form, form.filters())
            for field in form.filters():
                assert str(field.as_field_group()).strip() in drawn
            assert drawn.count('<div class="field">') == len(form.filters())
            chosen = f'<option value="{asked.get("need", "")}" selected>'
            assert chosen in drawn.split('name="need"')[1].split("</select>")[0]


def test_a_refused_filter_says_why() -> None:
    with override("fr"):
        form = DirectorySearch({"need": "gold"})
        assert not form.is_valid()
        assert 'class="field has-error"' in draw_filters(form, form.filters())
