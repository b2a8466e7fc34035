"""Parts of a template that are the same for everybody are drawn once in each language."""

from django.template import Context, Engine
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.translation import override

from benelux_thb.templating import Constants, put_together

WRITTEN = """{% load i18n %}<p>{% translate "Help" %}</p>
<a href="{% url 'home' %}">{% translate who %}</a>
{% if who %}<b>{% translate "Help" %}, {{ who }}</b>{% endif %}{% url who as place %}{{ place }}"""


def test_they_are_drawn_in_the_language_of_the_reader() -> None:
    for _time in ("drawn", "kept"):
        for language, skip in (("nl", "Naar de inhoud"), ("fr", "Aller au contenu")):
            with override(language):
                drawn = get_template("frame.html").render({})
                assert f">{skip}</a>" in drawn
                assert f'class="wordmark" href="/{language}/"' in drawn


def test_what_differs_by_reader_is_not_kept() -> None:
    plain, kept = (Engine.get_default().from_string(WRITTEN) for _twice in range(2))
    put_together(kept.nodelist)
    assert kept.nodelist.get_nodes_by_type(Constants)
    for language in ("nl", "fr"):
        for who in ("home", "", "<An>"):
            with override(language):
                assert kept.render(Context({"who": who})) == plain.render(Context({"who": who}))


def test_an_address_depends_on_no_request() -> None:
    """Django asks the request which instance of an app is meant, where there are several."""
    several = [names for _app, names in get_resolver().app_dict.items() if len(names) > 1]
    assert several == []
