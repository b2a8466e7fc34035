"""What the secretariat and members fill in about the programme and the topics."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.validators import clean_text
from workinggroup.fields import SideBySide, initial_texts
from workinggroup.models.recommendations import ProgrammeItem, TopicEntry, TopicPage
from workinggroup.personal import refuse_personal_data
from workinggroup.themes import EntryKind, ItemState
from workinggroup.wording import told

PLAIN = (clean_text,)
FIRST_DAY = date(2014, 1, 1)


class ItemForm(SideBySide):
    """State and line of an item of the programme."""

    texts = (("line", gettext_lazy("Line of the progress report"), 600, 4, PLAIN),)
    optional_texts = frozenset({"line"})
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=ItemState.choices, widget=forms.RadioSelect
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ("state",)

    def __init__(self, data: Any = None, *, item: ProgrammeItem) -> None:
        shown = {"state": item.state, "revision": item.revision}
        super().__init__(data, initial={**shown, **initial_texts(item, ("line",))})


class TopicForm(SideBySide):
    """The words at the head of a topic, and of its chapter."""

    texts = (("summary", gettext_lazy("Summary"), 2000, 6, PLAIN),)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, page: TopicPage) -> None:
        shown = {"revision": page.revision, **initial_texts(page, ("summary",))}
        super().__init__(data, initial=shown)


class EntryForm(SideBySide):
    """An activity or a finding in both languages, as both go into the report."""

    texts = (
        ("title", gettext_lazy("Title"), 150, 0, (clean_text, refuse_personal_data)),
        ("text", gettext_lazy("Text"), 1500, 5, (clean_text, refuse_personal_data)),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=EntryKind.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Source"), required=False, max_length=250, validators=[clean_text]
    )
    items: Any = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which items of the programme does it serve?"),
        queryset=ProgrammeItem.objects.order_by("order"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ("kind", "on", "country")

    def __init__(
        self,
        data: Any = None,
        *,
        countries: list[tuple[str, str]] | None,
        today: date,
        entry: TopicEntry | None = None,
    ) -> None:
        initial: dict[str, Any] = {"on": today, "kind": EntryKind.ACTIVITY, "revision": 0}
        if entry:
            initial = {
                **{name: getattr(entry, name) for name in ("kind", "on", "source", "revision")},
                "country": entry.country_id or "",
                "items": list(entry.items.values_list("pk", flat=True)),
                **initial_texts(entry, ("title", "text")),
            }
        super().__init__(data, initial=initial)
        self.today = today
        self.fields["items"].label_from_instance = lambda item: told(item, "title").text  # type: ignore[attr-defined]
        if countries is None:  # a member writes for its own country
            del self.fields["country"]
        else:
            self.fields["country"].choices = [  # type: ignore[attr-defined]
                ("", _("The Benelux as a whole")),
                *countries,
            ]

    def clean_on(self) -> date:
        """Neither tomorrow nor long before the cooperation began."""
        on: date = self.cleaned_data["on"]
        if not FIRST_DAY <= on <= self.today:
            raise forms.ValidationError(_("Give a day between 2014 and today."))
        return on

    def values(self) -> dict[str, Any]:
        """The columns of a valid form, without the items."""
        found = self.cleaned_data
        country = {"country_id": found["country"] or None} if "country" in found else {}
        plain = {name: found[name] for name in ("kind", "on", "source")}
        return {**plain, **country, **self.text_values()}
