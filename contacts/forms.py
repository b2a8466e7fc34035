"""The search form of the directory, and the form with which an organisation keeps its entry."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts import codes, search
from contacts.criteria import FILTERS, LISTS, Criteria
from contacts.drawing import draw_filters
from contacts.selectors import MOST_PAGES

SORTS = [("", _("Best match")), ("name", _("Name")), ("country", _("Country"))]
TEXT_LANGUAGES = (("nl", _("Dutch")), ("fr", _("French")), ("en", _("English")))


class QuickSelect(forms.Select):
    """A select that draws its options itself: rendering a template for each of the hundred
    options of the filters would take longer than the search."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (code, mark_safe(" selected") if code == (value or "") else "", label)
                for code, label in self.choices
            ),
        )
        given = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", given, options)


def _all_or(list_code: str) -> list[tuple[str, Any]]:
    return [("", pgettext_lazy("filter", "All")), *codes.choices(list_code)]


def _filter(label: Any, list_code: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=partial(_all_or, list_code), widget=QuickSelect
    )


class DirectorySearch(forms.Form):
    """What to look for; every field may stay empty. Read by GET, so an address can be shared."""

    q = forms.CharField(
        label=_("Name, place, need or language"),
        max_length=search.MAX_QUESTION,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    country = _filter(_("Country"), "country")
    kind = _filter(_("Kind of organisation"), "org_type")
    need = _filter(_("Need"), "need")
    target_group = _filter(_("Target group"), "target_group")
    language = _filter(_("Language"), "language")
    region = _filter(_("Region or Euregion"), "region")
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS, widget=QuickSelect)
    open_now = forms.BooleanField(label=_("Answers the phone now"), required=False)
    places = forms.BooleanField(label=_("Says that there is room"), required=False)
    contact_point = forms.BooleanField(label=_("National contact points only"), required=False)
    page = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_PAGES, widget=forms.HiddenInput
    )

    def clean_q(self) -> str:
        question: str = self.cleaned_data["q"]
        if question and not search.words(question):
            raise ValidationError(
                _("Type at least one word: a name, a place, a need or a language."), code="no_word"
            )
        return question

    def filters(self) -> list[forms.BoundField]:
        """All fields but the question and the page."""
        return [self[name] for name in self.fields if name not in {"q", "page"}]

    def drawn_filters(self) -> SafeString:
        """The filters as HTML."""
        return draw_filters(self, self.filters())

    def criteria(self) -> Criteria:
        """What was asked, once the form is valid."""
        chosen = {name: self.cleaned_data[name] for name in FILTERS}
        data = self.cleaned_data
        return Criteria(question=data["q"], sort=data["sort"], now=timezone.now(), **chosen)

    def chosen_label(self, name: str) -> str:
        """The chosen value of a filter in words; "" for one that is only ticked."""
        list_code = LISTS.get(name)
        return codes.label(list_code, self.cleaned_data[name]) if list_code else ""

    def asked(self) -> dict[str, Any]:
        """Everything chosen but the page, as an address says it; once the form is valid."""
        return {
            name: "on" if value is True else value
            for name, value in self.cleaned_data.items()
            if value and name != "page"
        }


class TonightForm(forms.Form):
    """Whom one wants to phone now; both fields may stay empty."""

    country = _filter(_("Country"), "country")
    language = _filter(_("Language"), "language")
