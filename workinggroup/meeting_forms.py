"""The forms of meetings, minutes and what follows from them."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts import codes
from contacts.models import Organisation
from contacts.presenters import named_language
from contacts.validators import clean_text, refuse_control_characters, refuse_markup
from protection.files.checks import CONTENT_TYPES
from workinggroup.codes import Reply
from workinggroup.forms import BaseForm, day_field
from workinggroup.meetings.composing import MOST_PEOPLE, Candidate
from workinggroup.meetings.minutes import LANGUAGES, Text
from workinggroup.meetings.planning import Plan
from workinggroup.models import Body, Invitation, Meeting
from workinggroup.models.minutes import LONGEST_MINUTES

NAMES = {"nl": _("Dutch"), "fr": _("French")}


def line_in(label: Any, language: str, *, longest: int) -> forms.CharField:
    """One line of text in one language."""
    return forms.CharField(
        label=label,
        max_length=longest,
        validators=[clean_text],
        widget=forms.TextInput(attrs={"lang": language}),
    )


def hour_field(label: Any) -> forms.TimeField:
    """A time of day in Brussels."""
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class PlanForm(BaseForm):
    """A meeting: of which body, what, when and where."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    body: Any = forms.ModelChoiceField(
        label=_("Body"), queryset=Body.objects.all(), empty_label=None, widget=forms.RadioSelect
    )
    title_nl = line_in(_("Title in Dutch"), "nl", longest=200)
    title_fr = line_in(_("Title in French"), "fr", longest=200)
    day = day_field(_("Day"))
    begins = hour_field(_("Begins at"))
    ends = hour_field(_("Ends at"))
    place = forms.CharField(
        label=_("Place"), required=False, max_length=200, validators=[clean_text]
    )
    online_link = forms.URLField(
        label=_("Link to take part online"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Shown to those who are invited, and never mailed."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("begins"), data.get("ends")
        if isinstance(begins, time) and isinstance(ends, time) and ends <= begins:
            self.add_error("ends", _("Choose a time after the beginning."))
        if not data.get("place") and not data.get("online_link"):
            self.add_error("place", _("Say where it is, or give a link."))
        return data

    def plan(self) -> Plan:
        """What the valid form says."""
        given = self.cleaned_data
        zone = timezone.get_default_timezone()
        return Plan(
            given["body"].pk,
            {language: given[f"title_{language}"] for language in LANGUAGES},
            datetime.combine(given["day"], given["begins"], tzinfo=zone),
            datetime.combine(given["day"], given["ends"], tzinfo=zone),
            given["place"],
            given["online_link"],
        )

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        """What the form begins with for a meeting that is there."""
        begins = timezone.localtime(meeting.starts_at)
        ends = timezone.localtime(meeting.ends_at) if meeting.ends_at else None
        return {
            "revision": meeting.revision,
            "body": meeting.body_id,
            "title_nl": meeting.title_nl,  # type: ignore[attr-defined]
            "title_fr": meeting.title_fr,  # type: ignore[attr-defined]
            "day": begins.date(),
            "begins": begins.time(),
            "ends": ends.time() if ends else None,
            "place": meeting.place,
            "online_link": meeting.online_link,
        }


class ItemForm(BaseForm):
    """A subject of the agenda."""

    title_nl = line_in(_("Subject in Dutch"), "nl", longest=200)
    title_fr = line_in(_("Subject in French"), "fr", longest=200)
    kinds = forms.MultipleChoiceField(
        label=_("Which kinds of body it concerns"),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of body.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kinds"]
        kinds.choices = codes.choices("org_type")


class InviteForm(BaseForm):
    """Whom to invite; those whom the agenda concerns are chosen already."""

    organisations = forms.TypedMultipleChoiceField(
        label=_("Whom to invite"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one organisation.")},
    )

    def __init__(self, found: list[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = [one for one in found if not one.invited]
        organisations: Any = self.fields["organisations"]
        organisations.choices = [(one.organisation_id, one.name) for one in open_to]
        organisations.initial = [one.organisation_id for one in open_to if one.proposed]


class ReplyForm(BaseForm):
    """Whether one's organisation comes."""

    reply = forms.ChoiceField(
        label=_("Does your organisation take part?"),
        choices=[(Reply.ACCEPTED, _("We take part")), (Reply.DECLINED, _("We do not take part"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )


class PresenceForm(BaseForm):
    """How many people of each invited organisation came."""

    def __init__(self, invited: list[Invitation], names: dict[int, str], data: Any = None) -> None:
        super().__init__(data)
        for one in invited:
            expected = 1 if one.reply == Reply.ACCEPTED else 0
            self.fields[f"present_{one.organisation_id}"] = forms.IntegerField(
                label=names[one.organisation_id],
                min_value=0,
                max_value=MOST_PEOPLE,
                initial=one.present if one.present is not None else expected,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def present(self) -> dict[int, int]:
        """People by organisation."""
        return {int(name.partition("_")[2]): number for name, number in self.cleaned_data.items()}


class PaperForm(BaseForm):
    """A document of a meeting."""

    item = forms.TypedChoiceField(
        label=_("For which subject"), required=False, coerce=int, empty_value=None
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=list(NAMES.items()), widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument or an image, at most 20 MB. "
            "Nothing about a victim."
        ),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
        widget=forms.ClearableFileInput(
            attrs={"accept": ",".join(f".{kind}" for kind in (*CONTENT_TYPES, "jpeg"))}
        ),
    )

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item: Any = self.fields["item"]
        subjects = [
            (one.pk, f"{place}. {one.title}") for place, one in enumerate(meeting.items.all(), 1)
        ]
        item.choices = [("", _("The whole meeting")), *subjects]


class MinutesForm(BaseForm):
    """The minutes side by side. `revision` is that on which they were begun; after a conflict
    `languages` are those in which somebody chooses whose text stays."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, text: Text, revision: int, *args: Any, languages: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = revision
        if languages:
            self.fields["choose"] = forms.CharField(
                widget=forms.HiddenInput, initial=" ".join(languages)
            )
        for language in languages:
            self.fields[f"keep_{language}"] = forms.ChoiceField(
                label=_("Which text stays? (%(language)s)")
                % {"language": named_language(NAMES[language])},
                choices=[
                    ("mine", _("Mine, as it stands in the field below")),
                    ("theirs", _("The one that is saved now")),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose whose text stays.")},
            )
        for language in LANGUAGES:
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("Minutes (%(language)s)") % {"language": named_language(NAMES[language])},
                required=False,
                strip=False,
                initial=text.of(language),
                max_length=LONGEST_MINUTES,
                validators=[refuse_control_characters, refuse_markup],
                widget=forms.Textarea(attrs={"rows": 24, "lang": language}),
            )

    @property
    def choices_of_conflict(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("keep_")]

    @property
    def sides(self) -> list[forms.BoundField]:
        return [self[f"text_{language}"] for language in LANGUAGES]

    def text(self) -> Text:
        """What was typed, with the line ends of a file."""
        return Text(
            *(
                self.cleaned_data[f"text_{language}"].replace("\r\n", "\n").rstrip()
                for language in LANGUAGES
            )
        )


class DueForm(BaseForm):
    """Until when the countries answer."""

    due = day_field(_("Answer by"))

    def clean_due(self) -> Any:
        day = self.cleaned_data["due"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day


class DecisionForm(BaseForm):
    """What was decided."""

    text_nl = line_in(_("Decision in Dutch"), "nl", longest=500)
    text_fr = line_in(_("Decision in French"), "fr", longest=500)


class ActionForm(BaseForm):
    """What is to be done, by whom and until when."""

    text_nl = line_in(_("Action point in Dutch"), "nl", longest=500)
    text_fr = line_in(_("Action point in French"), "fr", longest=500)
    owner: Any = forms.ModelChoiceField(
        label=_("Who does it"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    due = day_field(_("Until when"))

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        there = meeting.invitations.values("organisation")
        owner.queryset = Organisation.objects.filter(pk__in=there)
