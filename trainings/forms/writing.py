"""What the secretariat writes of a training, and what content editors may."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes
from contacts.models import Country, Organisation
from contacts.validators import clean_text
from trainings.codes import USUAL_HOURS, DayPart, Format, Jurisdiction, Level, Provider, Topic
from trainings.editing import TEXT_FIELDS, Half
from trainings.forms.fields import codes_field, text_in
from trainings.forms.lists import language_choices
from trainings.models import Training

MOST_PLACES = 1000


class TextsForm(forms.Form):
    """Title, aims and the like in both languages; `revision` says which state they began from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title_nl = text_in(gettext_lazy("Title"), "nl", 150)
    title_fr = text_in(gettext_lazy("Title"), "fr", 150)
    aims_nl = text_in(gettext_lazy("Aims"), "nl", 2000, 5)
    aims_fr = text_in(gettext_lazy("Aims"), "fr", 2000, 5)
    accessibility_nl = text_in(gettext_lazy("Accessibility"), "nl", 500, 2)
    accessibility_fr = text_in(gettext_lazy("Accessibility"), "fr", 500, 2)
    costs_nl = text_in(gettext_lazy("Costs"), "nl", 250)
    costs_fr = text_in(gettext_lazy("Costs"), "fr", 250)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("title_nl") or data.get("title_fr")) and not self.errors:
            self.add_error("title_nl", ValidationError(_("Write a title."), code="required"))
        return data

    def fields_of(self) -> dict[str, Any]:
        """What to write, by name of the field."""
        return {name: self.cleaned_data[name] for name in TEXT_FIELDS & set(self.fields)}


class TrainingForm(TextsForm):
    """All but days, programme, trainers and courses."""

    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=Topic.choices)
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Level.choices)
    audience = codes_field(gettext_lazy("For whom"), lambda: codes.choices("org_type"))
    languages = codes_field(gettext_lazy("Languages"), language_choices)
    interpretation = codes_field(gettext_lazy("Interpretation into"), language_choices)
    format = forms.ChoiceField(label=gettext_lazy("How it is given"), choices=Format.choices)
    place = forms.CharField(
        label=gettext_lazy("Place"), max_length=200, required=False, validators=[clean_text]
    )
    online_link = forms.URLField(
        label=gettext_lazy("Link to take part"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Only those who have a place see it."),
    )
    reserve = forms.IntegerField(
        label=gettext_lazy("Common reserve"), min_value=0, max_value=MOST_PLACES, initial=0
    )
    nomination_needed = forms.BooleanField(
        label=gettext_lazy("The organisation puts people forward; nobody registers alone."),
        required=False,
    )
    approval_needed = forms.BooleanField(
        label=gettext_lazy("The country’s contact point approves each nomination."), required=False
    )
    register_until = forms.DateField(
        label=gettext_lazy("Registration until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    organiser: Any = forms.ModelChoiceField(
        label=gettext_lazy("Organiser"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("the secretariat"),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        organiser: Any = self.fields["organiser"]
        organiser.queryset = (
            Organisation.objects.filter(active=True).defer("search_vector").order_by("sort_key")
        )
        countries = Country.objects.filter(in_portal=True).order_by("order", "code")
        self.countries = [country.code for country in countries]
        for country in countries:
            self.fields[f"places_{country.code}"] = forms.IntegerField(
                label=_("Places for %(country)s") % {"country": country.name},
                min_value=0,
                max_value=MOST_PLACES,
                initial=0,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        form = data.get("format")
        if form in {Format.ONLINE, Format.HYBRID}:
            self._wants("online_link", _("An online training needs a link."))
        if form in {Format.ON_SITE, Format.HYBRID}:
            self._wants("place", _("Say where it is."))
        return data

    def fields_of(self) -> dict[str, Any]:
        left = {"revision", *(f"places_{code}" for code in self.countries)}
        return {name: value for name, value in self.cleaned_data.items() if name not in left}

    def _wants(self, name: str, fault: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, fault)

    def own(self) -> dict[str, int]:
        """Places by country; a country without any is left out."""
        places = {code: self.cleaned_data[f"places_{code}"] for code in self.countries}
        return {code: number for code, number in places.items() if number}


def initial_of(training: Training) -> dict[str, Any]:
    """What stands there now, for either form."""
    names = {*TrainingForm.base_fields} - {"organiser"}
    found = {name: getattr(training, name) for name in names}
    own = training.country_places.values_list("country_id", "places")
    found |= {f"places_{code}": places for code, places in own}
    return found | {"organiser": training.organiser_id}


class HalfForm(forms.Form):
    """One half-day; hours that are left empty are the usual ones."""

    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    # What a list shows at first is no answer: without it an empty row would count as begun.
    part = forms.ChoiceField(
        label=gettext_lazy("Part of the day"), choices=DayPart.choices, initial=DayPart.MORNING
    )
    starts = forms.TimeField(
        label=gettext_lazy("Begins"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=gettext_lazy("Ends"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if part := data.get("part"):
            begin, end = (time.fromisoformat(one) for one in USUAL_HOURS[DayPart(part)])
            data["starts"], data["ends"] = data.get("starts") or begin, data.get("ends") or end
            if data["starts"] >= data["ends"]:
                self.add_error("ends", _("The end comes after the beginning."))
        return data


class PartForm(forms.Form):
    """One part of the programme."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title_nl = text_in(gettext_lazy("Title"), "nl", 150)
    title_fr = text_in(gettext_lazy("Title"), "fr", 150)
    text_nl = text_in(gettext_lazy("Text"), "nl", 1500, 3)
    text_fr = text_in(gettext_lazy("Text"), "fr", 1500, 3)
    jurisdiction = forms.ChoiceField(
        label=gettext_lazy("Whose law"),
        choices=Jurisdiction.choices,
        initial=Jurisdiction.COMMON,
    )
    half_day_id = forms.TypedChoiceField(
        label=gettext_lazy("When"), coerce=int, empty_value=None, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("title_nl") or data.get("title_fr")) and not self.errors:
            self.add_error("title_nl", ValidationError(_("Write a title."), code="required"))
        return data


class TrainerForm(forms.Form):
    """Who gives it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, validators=[clean_text])
    function_nl = text_in(gettext_lazy("Function"), "nl", 150)
    function_fr = text_in(gettext_lazy("Function"), "fr", 150)


class CourseForm(forms.Form):
    """A course that it builds on."""

    provider = forms.ChoiceField(
        label=gettext_lazy("Whose course"), choices=Provider.choices, initial=Provider.CEPOL
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, validators=[clean_text])
    reference = forms.CharField(
        label=gettext_lazy("Reference"), max_length=60, required=False, validators=[clean_text]
    )
    link = forms.URLField(
        label=gettext_lazy("Link"), max_length=500, required=False, assume_scheme="https"
    )


class RowsFormSet(BaseFormSet):
    """Rows of one kind: those that are there, and room for a few more. An empty one is nothing."""

    halves: Sequence[tuple[int, str]] = ()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "half_day_id" in form.fields:
            form.fields["half_day_id"].choices = [("", _("Not yet set")), *self.halves]
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this")

    def rows(self) -> list[dict[str, Any]]:
        """What to keep, in order."""
        return [
            {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and self._filled(form)
        ]

    def clean(self) -> None:
        seen: set[tuple[date, str]] = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if data.get("DELETE") or "day" not in data:
                continue
            key = (data["day"], data.get("part", ""))
            if key in seen:
                form.add_error("day", _("This half-day stands there already."))
            seen.add(key)

    @staticmethod
    def _filled(form: Any) -> bool:
        return bool(form.has_changed() or form.initial)


def rows_of(kind: str) -> Any:
    """The class of the rows of a kind: days, programme, trainers or courses."""
    form = {"days": HalfForm, "programme": PartForm, "trainers": TrainerForm, "courses": CourseForm}
    return formset_factory(
        form[kind], formset=RowsFormSet, extra=3, can_delete=True, max_num=40, validate_max=True
    )


def halves_of(rows: Sequence[dict[str, Any]]) -> list[Half]:
    """Rows of half-days as the service takes them."""
    return [Half(row["day"], row["part"], row["starts"], row["ends"]) for row in rows]
