"""Filters that are drawn once for many readers say what their fields would say."""

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from contacts.drawing import draw_filters, draw_row
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


def test_the_words_of_a_row_are_escaped() -> None:
    shape = {"state": "“Held” & <kept>", "tag": "good"}
    for title in ("<script>'1'</script>", 'a "b" & c', gettext_lazy("Home"), mark_safe("<b>s</b>")):
        words = {"url": "/?a=1&b=2", "title": title, "when": 7, "body": "{title}"}
        row = render_to_string("workinggroup/meeting_row.html", {**shape, **words})
        assert draw_row("workinggroup/meeting_row.html", shape, words) == row


def test_a_refused_filter_says_why() -> None:
    with override("fr"):
        form = DirectorySearch({"need": "gold"})
        assert not form.is_valid()
        assert 'class="field has-error"' in draw_filters(form, form.filters())
