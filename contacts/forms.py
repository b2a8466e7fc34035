"""The search form of the directory, and the form with which an organisation keeps its entry."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts import codes, search
from contacts.criteria import FILTERS, LISTS, Criteria
from contacts.models import ContactPoint, Organisation, Service
from contacts.selectors import MOST_PAGES
from contacts.validators import clean_text, validate_phone

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


def render_filters(fields: list[forms.BoundField]) -> SafeString:
    """The fields under each other, as <c-field> draws one."""
    return render_to_string("contacts/filters.html", {"fields": fields})


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
        """The filters as HTML. Nothing chosen is the common case: it is drawn once a minute."""
        fields = self.filters()
        if any(field.errors or field.value() for field in fields):
            return render_filters(fields)
        kept = codes.derived()
        if "filters" not in kept:
            kept["filters"] = render_filters(fields)
        drawn: SafeString = kept["filters"]
        return drawn

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


class EntryForm(forms.Form):
    """An organisation's own entry: how to reach it, its languages, the names of its services.

    Fields of contact points and services are named `point_<id>_…` and `service_<id>_…`; those of
    a contact point to be added `point_new_…`.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        validators=[validate_phone],
        help_text=_("With the country code, so that it can be called from abroad."),
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=partial(codes.choices, "language"),
    )
    confirmed = forms.BooleanField(
        label=_("We have checked these details: they are correct."), required=False
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.points = list(organisation.contact_points.all())
        self.services = list(organisation.services.all())
        kwargs.setdefault("initial", self._initial(organisation))
        super().__init__(*args, **kwargs)
        for point in self.points:
            self._add_point(str(point.pk), required=True)
        self._add_point("new", required=False)
        for service in self.services:
            self._add_texts(f"service_{service.pk}_name", _("Name"), 200, required=True)

    def _initial(self, organisation: Organisation) -> dict[str, Any]:
        initial: dict[str, Any] = {
            name: getattr(organisation, name) for name in ("version", "phone", "email", "languages")
        }
        for point in self.points:
            initial |= {f"point_{point.pk}_{n}": getattr(point, n) for n in ("phone", "email")}
            initial |= _texts(point, f"point_{point.pk}_", ("function", "hours"))
        for service in self.services:
            initial |= _texts(service, f"service_{service.pk}_", ("name",))
        return initial

    def _add_point(self, key: str, *, required: bool) -> None:
        prefix = f"point_{key}_"
        self._add_texts(f"{prefix}function", _("Function"), 150, required=required)
        self.fields[f"{prefix}phone"] = forms.CharField(
            label=_("Phone"), max_length=40, required=False, validators=[validate_phone]
        )
        self.fields[f"{prefix}email"] = forms.EmailField(
            label=_("E-mail"), max_length=254, required=False
        )
        self._add_texts(f"{prefix}hours", _("Hours"), 200, required=False)

    def _add_texts(self, name: str, label: Any, most: int, *, required: bool) -> None:
        for language, language_label in TEXT_LANGUAGES:
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=f"{label} ({language_label})",
                max_length=most,
                required=required and language != "en",
                validators=[clean_text],
                widget=forms.TextInput(attrs={"lang": language}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if any(self._new_point(data).values()):
            for language, _label in TEXT_LANGUAGES[:2]:
                name = f"point_new_function_{language}"
                if not data.get(name) and name not in self.errors:
                    self.add_error(
                        name, _("Say what can be reached here, for instance “Helpdesk”.")
                    )
            reachable = data.get("point_new_phone") or data.get("point_new_email")
            if not reachable and not self.errors:
                self.add_error("point_new_phone", _("Give a phone number or an e-mail address."))
        return data

    def _new_point(self, data: dict[str, Any]) -> dict[str, str]:
        prefix = "point_new_"
        return {n[len(prefix) :]: value for n, value in data.items() if n.startswith(prefix)}

    def own(self) -> dict[str, Any]:
        """Values of the organisation itself, by field name."""
        return {name: self.cleaned_data[name] for name in ("phone", "email", "languages")}

    def of_points(self) -> dict[int, dict[str, str]]:
        """Values of each contact point there is, by its id."""
        return {point.pk: self._values(f"point_{point.pk}_") for point in self.points}

    def of_services(self) -> dict[int, dict[str, str]]:
        """Values of each service there is, by its id."""
        return {service.pk: self._values(f"service_{service.pk}_") for service in self.services}

    def new_point(self) -> dict[str, str]:
        """Values of a contact point to add; empty when none was typed."""
        values = self._new_point(self.cleaned_data)
        return values if any(values.values()) else {}

    def _values(self, prefix: str) -> dict[str, str]:
        return {
            name[len(prefix) :]: value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix)
        }

    def point_groups(self) -> list[tuple[ContactPoint, list[forms.BoundField]]]:
        """Each contact point there is, with its fields."""
        return [(point, self._bound(f"point_{point.pk}_")) for point in self.points]

    def new_point_fields(self) -> list[forms.BoundField]:
        """The fields of a contact point to add."""
        return self._bound("point_new_")

    def service_groups(self) -> list[tuple[Service, list[forms.BoundField]]]:
        """Each service, with its fields."""
        return [(service, self._bound(f"service_{service.pk}_")) for service in self.services]

    def _bound(self, prefix: str) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(prefix)]


def _texts(row: ContactPoint | Service, prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{prefix}{name}_{language}": getattr(row, f"{name}_{language}") or ""
        for name in names
        for language, _label in TEXT_LANGUAGES
    }
