"""What people fill in about good practices."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.validators import clean_text
from protection.files.checks import CONTENT_TYPES
from workinggroup.fields import NAMES, NO_PERSON, SideBySide, all_and, initial_texts
from workinggroup.models.practices import Practice
from workinggroup.personal import refuse_personal_data
from workinggroup.practices.selectors import Filters
from workinggroup.themes import Theme, Transferability

VALIDATORS = (clean_text, refuse_personal_data)
FIRST_DAY = date(2010, 1, 1)


class PracticeForm(SideBySide):
    """A good practice in the language of its writer, with the other alongside."""

    texts = (
        ("title", gettext_lazy("Title"), 150, 0, VALIDATORS),
        ("body", gettext_lazy("What is done, and how"), 4000, 8, VALIDATORS),
        ("conditions", gettext_lazy("What others need to do the same"), 2000, 4, VALIDATORS),
    )
    optional_texts = frozenset({"conditions"})
    one_is_enough = True

    theme = forms.ChoiceField(label=gettext_lazy("Theme"))
    country = forms.ChoiceField(label=gettext_lazy("Country it comes from"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do you write?"),
        choices=tuple(NAMES.items()),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "The other language may follow: both are complete before it is published."
        ),
    )
    transferability = forms.ChoiceField(
        label=gettext_lazy("Can the other countries take it over?"), choices=Transferability.choices
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=250,
        validators=[clean_text],
        help_text=gettext_lazy("A law, a circular, a report: where others can read on."),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    field_order = ("language", "theme", "country")

    def __init__(
        self,
        data: Any = None,
        *,
        countries: list[tuple[str, str]],
        practice: Practice | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=_shown(practice) if practice else initial)
        choose = [("", _("Choose a theme"))]
        self.fields["theme"].choices = choose + list(Theme.choices)  # type: ignore[attr-defined]
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", _("The Benelux as a whole")),
            *countries,
        ]

    def clean(self) -> dict[str, Any]:
        if language := self.cleaned_data.get("language"):
            self.need_language(language)
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """The columns of a valid form."""
        plain = ("theme", "language", "transferability", "source", "source_url")
        return {
            **{name: self.cleaned_data[name] for name in plain},
            "country_id": self.cleaned_data["country"] or None,
            **self.text_values(),
        }


def _shown(practice: Practice) -> dict[str, Any]:
    names = ("theme", "language", "transferability", "source", "source_url", "revision")
    return {
        **{name: getattr(practice, name) for name in names},
        "country": practice.country_id or "",
        **initial_texts(practice, ("title", "body", "conditions")),
    }


class FilterForm(forms.Form):
    """What narrows the list; words that it does not know count as nothing."""

    use_required_attribute = False
    q = forms.CharField(
        label=gettext_lazy("Words in it"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("From"), required=False)
    transferability = forms.ChoiceField(label=gettext_lazy("Can be taken over"), required=False)
    adopted = forms.ChoiceField(label=gettext_lazy("Adopted in"), required=False)

    def __init__(self, data: Any, *, countries: list[tuple[str, str]]) -> None:
        super().__init__(data, label_suffix="")
        choices: dict[str, list[tuple[Any, Any]]] = {
            "theme": list(Theme.choices),
            "country": list(countries),
            "transferability": list(Transferability.choices),
            "adopted": list(countries),
        }
        for name, found in choices.items():
            self.fields[name].choices = all_and(found)  # type: ignore[attr-defined]

    def filters(self, view: str) -> Filters:
        """What was asked for; a field that holds nonsense asks for nothing."""
        self.is_valid()
        return Filters(view=view, **{name: self.cleaned_data.get(name, "") for name in self.fields})


class CommentForm(forms.Form):
    """A comment on a published practice."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        max_length=1500,
        validators=list(VALIDATORS),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_PERSON,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="", prefix="comment")


class AdoptionForm(forms.Form):
    """Since when a country does the same."""

    use_required_attribute = False
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    on = forms.DateField(
        label=gettext_lazy("Adopted since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None, *, countries: list[tuple[str, str]], today: date) -> None:
        super().__init__(data, label_suffix="", prefix="adoption")
        self.today = today
        self.fields["country"].choices = countries  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """Neither tomorrow nor before any of this began."""
        on: date = self.cleaned_data["on"]
        if not FIRST_DAY <= on <= self.today:
            raise forms.ValidationError(_("Give a day between 2010 and today."))
        return on


class ReviewForm(forms.Form):
    """The secretariat's decision; whoever sends back says what is asked."""

    use_required_attribute = False
    PUBLISH, RETURN = "publish", "return"
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=(
            (PUBLISH, gettext_lazy("Publish it")),
            (RETURN, gettext_lazy("Send it back to its contributor")),
        ),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("What is asked of the contributor"),
        required=False,
        max_length=500,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("decision") == self.RETURN and not found.get("note"):
            self.add_error("note", _("Say what is asked, so that the contributor can go on."))
        return found


class FileForm(forms.Form):
    """One attachment."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        help_text=gettext_lazy(
            "PDF, Word, Excel, PowerPoint, OpenDocument or an image (JPEG, PNG, WebP), at most "
            "20 MB. Of an image, the place and time that a camera adds are removed; a PDF or "
            "office file keeps its author and properties."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another."),
            "invalid": gettext_lazy("Choose a file."),
        },
        widget=forms.ClearableFileInput(
            attrs={"accept": ",".join(f".{kind}" for kind in (*CONTENT_TYPES, "jpeg"))}
        ),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")

    def clean_file(self) -> Any:
        """The name is told to readers: no control characters in it."""
        file = self.cleaned_data["file"]
        clean_text(file.name)
        return file
