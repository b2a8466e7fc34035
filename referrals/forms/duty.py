"""One shift of the duty rota: who, by which phone, every week or once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role
from contacts import codes
from contacts.models import DutyShift, Organisation
from contacts.rota import Weekday
from contacts.validators import clean_text, validate_phone

from .fields import offer

WEEKLY, ONCE = "weekly", "once"
# The languages of the three countries and English first come to mind on a phone.
LANGUAGES = ("nl", "fr", "de", "lb", "en")


class ShiftForm(forms.Form):
    """`who` is an organisation ("o3": whoever is there) or one of its people ("u7-3")."""

    who = forms.ChoiceField(label=_("Who is on duty"))
    deputy = forms.BooleanField(
        label=_("As deputy: phoned and told after the others"), required=False
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        validators=[validate_phone],
        help_text=_("With the country code, so that it can be called from abroad."),
    )
    function = forms.CharField(
        label=_("Who answers there"),
        required=False,
        max_length=150,
        validators=[clean_text],
        help_text=_("A function, for instance “night duty”. Never a person’s name."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pattern = forms.ChoiceField(
        label=_("When"),
        choices=((WEEKLY, _("Every week")), (ONCE, _("Once"))),
        widget=forms.RadioSelect,
        initial=WEEKLY,
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"),
        required=False,
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    from_time = forms.TimeField(
        label=_("From (every week)"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    to_time = forms.TimeField(
        label=_("Until (every week)"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("A time before the first runs over midnight. 00:00 to 00:00 is day and night."),
    )
    starts_at = forms.DateTimeField(
        label=_("Begins (once)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    ends_at = forms.DateTimeField(
        label=_("Ends (once)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, organisations: list[Organisation], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        choices: list[tuple[str, Any]] = [("", _("Choose…"))]
        people: dict[int, list[Membership]] = {}
        members = (
            Membership.objects.in_force()
            .filter(organisation__in=organisations, role=Role.CONTACT_POINT)
            .select_related("user")
            .order_by("user__first_name", "user__last_name", "pk")
        )
        for member in members:
            people.setdefault(member.organisation_id, []).append(member)
        for organisation in organisations:
            whoever = _("whoever is there")
            choices.append((f"o{organisation.pk}", f"{organisation.name}: {whoever}"))
            choices += [
                (f"u{m.user_id}-{organisation.pk}", f"{organisation.name}: {m.user}")
                for m in people.get(organisation.pk, [])
            ]
        offer(self, "who", choices)
        offer(self, "languages", [(code, codes.label("language", code)) for code in LANGUAGES])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needed = (
            ("weekdays", "from_time", "to_time")
            if data.get("pattern") == WEEKLY
            else ("starts_at", "ends_at")
        )
        for name in needed:
            if data.get(name) in (None, [], "") and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if data.get("pattern") == ONCE and starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The shift ends before it begins."))
        return data

    def shift(self) -> DutyShift:
        """The unsaved shift of the valid form."""
        data = self.cleaned_data
        user, _dash, organisation = data["who"][1:].rpartition("-")
        shift = DutyShift(
            organisation_id=int(organisation),
            user_id=int(user) if user else None,
            deputy=data["deputy"],
            phone=data["phone"],
            function=data["function"],
            languages=data["languages"],
        )
        if data["pattern"] == WEEKLY:
            shift.weekdays = sorted(int(day) for day in data["weekdays"])
            shift.from_time, shift.to_time = data["from_time"], data["to_time"]
        else:
            shift.starts_at, shift.ends_at = data["starts_at"], data["ends_at"]
        return shift
