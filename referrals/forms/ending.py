"""What the handover, the end of a referral and its rating ask for."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts import codes
from referrals.models import Handover
from referrals.services.handover import Plan, read_handover
from referrals.services.rating import Verdict

from .answering import FURTHEST_DATE, MOMENT, NotedForm
from .fields import long_text, offer, tick_codes
from .move_base import MoveForm

SHORT_TEXT = 300


class HandoverForm(NotedForm):
    """The plan of the handover, as both sides see it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    appointment = forms.DateTimeField(
        label=_("Appointment"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M"],
        help_text=_("Local time at the meeting point."),
    )
    meeting_point = long_text(
        _("Meeting point"),
        rows=2,
        max_length=SHORT_TEXT,
        help_text=_("Encrypted. Only the two sides read it. Not the address of a secret shelter."),
    )
    escort = forms.ChoiceField(label=_("Who travels along"), required=False)
    transport = forms.ChoiceField(label=_("By which transport"), required=False)
    ready = tick_codes("handover_item", _("What is ready"), required=False)
    field_order = (
        "version", "appointment", "meeting_point", "escort", "transport", "ready", "note",
        "language",
    )  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        self.choices_from("escort", "escort_kind")
        self.choices_from("transport", "transport_kind")
        if not self.is_bound:
            self.initial = {"version": 0, **self._saved(), **self.initial}

    def _saved(self) -> dict[str, Any]:
        opened = read_handover(self.case.referral.pk)
        if opened is None:
            return {}
        row = opened.row
        return {
            "version": row.version,
            "appointment": opened.appointment,
            "meeting_point": opened.meeting_point,
            "escort": row.escort,
            "transport": row.transport,
            "ready": row.ready,
            "note": opened.note,
            "language": row.note_language or self.fields["language"].initial,
        }

    def refused(self) -> None:
        """Somebody was quicker: what was typed can be sent again on top of what they saved."""
        row = Handover.objects.filter(pk=self.case.referral.pk).only("version").first()
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["version"] = str(row.version if row else 0)
        self.data = typed

    def clean_appointment(self) -> object:
        moment = self.cleaned_data["appointment"]
        now = timezone.now()
        if moment and not now - FURTHEST_DATE <= moment <= now + FURTHEST_DATE:
            raise forms.ValidationError(_("Enter a moment within a year from now."))
        return moment

    def plan(self) -> Plan:
        data = self.cleaned_data
        moment = data["appointment"]
        return Plan(
            appointment=timezone.localtime(moment).strftime(MOMENT) if moment else "",
            meeting_point=data["meeting_point"],
            escort=data["escort"],
            transport=data["transport"],
            ready=tuple(data["ready"]),
            note=self.note_value(),
        )


class RateForm(NotedForm):
    """How it went: codes for the monitoring, and a short text that holds no names."""

    guide_sufficed = forms.ChoiceField(
        label=_("Did the practical guide give you enough to go on?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The Committee of Ministers monitors this. Only totals are reported."),
    )
    missing = tick_codes("guide_missing", _("What was missing in the guide?"), required=False)
    answered_in_time = forms.ChoiceField(
        label=_("Did the other side answer in time?"), required=False, widget=forms.RadioSelect
    )
    effort = forms.ChoiceField(
        label=_("How much effort did the referral take?"),
        required=False,
        widget=forms.RadioSelect,
    )
    field_order: tuple[str, ...] = (
        "guide_sufficed", "missing", "answered_in_time", "effort", "note", "language",
    )  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        for name in ("guide_sufficed", "answered_in_time", "effort"):
            offer(self, name, codes.choices(name))
        note = self.fields["note"]
        note.label = _("Something to add?")
        note.help_text = _(
            "Short, without names or anything by which a person can be recognised. Only your own "
            "organisation reads it again."
        )

    def verdict(self) -> Verdict:
        """What the valid form says."""
        data = self.cleaned_data
        return Verdict(
            guide_sufficed=data["guide_sufficed"],
            missing=tuple(data["missing"]),
            answered_in_time=data["answered_in_time"],
            effort=data["effort"],
            text=self.note_value(),
        )


class CloseForm(RateForm):
    outcome = forms.ChoiceField(label=_("Outcome"))
    field_order = ("outcome", *RateForm.field_order)

    def prepare(self) -> None:
        super().prepare()
        self.choices_from("outcome", "outcome")


class ReopenForm(MoveForm):
    reason = forms.ChoiceField(label=_("Reason for reopening"))

    def prepare(self) -> None:
        self.choices_from("reason", "reopen_reason")
