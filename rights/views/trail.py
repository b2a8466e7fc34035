"""The audit trail for the data protection officer, and its export."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.step_up import step_up_for_download
from protection.actor import require_actor
from protection.audit import record
from rights import trail
from rights.forms import PlainForm
from rights.permissions import can_read_trail
from rights.trail_words import ACTIONS

from .common import download, for_those

ALL = ("", _("All"))


class SearchForm(PlainForm):
    """What to look for; nothing is required."""

    since = forms.DateField(
        label=_("From"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    organisation = forms.TypedChoiceField(
        label=_("Organisation"), required=False, coerce=int, empty_value=None
    )
    reference = forms.CharField(label=_("Reference"), required=False, max_length=9)
    action = forms.ChoiceField(label=_("Action"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(str(o.pk), o.name) for o in trail.organisations(require_actor())]
        actions = sorted(((code, str(label)) for code, label in ACTIONS.items()), key=_by_label)
        for name, choices in (("organisation", bodies), ("action", actions)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [ALL, *choices]

    def search(self) -> trail.Search:
        """What the valid form says."""
        data = self.cleaned_data
        return trail.Search(
            data["since"], data["until"], data["organisation"],
            data["reference"].strip().upper(), data["action"],
        )  # fmt: skip


def _by_label(choice: tuple[str, str]) -> str:
    return choice[1]


@require_safe
@for_those(can_read_trail)
def audit(request: HttpRequest) -> HttpResponse:
    """A page of it. Looking leaves a line of its own."""
    form = SearchForm(request.GET or {})
    lines: list[trail.Line] = []
    following = ""
    if form.is_valid():
        search = form.search()
        record("audit_viewed", subject="audit", subject_id=search.reference or "all")
        before = request.GET.get("before", "")
        rows = trail.find(search, before=int(before) if before.isdecimal() else None)
        found = list(rows[: trail.PAGE + 1])
        lines = trail.in_words(found[: trail.PAGE])
        if len(found) > trail.PAGE:
            following = "?" + urlencode([*_typed(request, form), ("before", str(lines[-1].id))])
    context = {
        "form": form,
        "lines": lines,
        "following": following,
        "query": urlencode(_typed(request, form)),
    }
    return render(request, "rights/audit.html", context, status=200 if form.is_valid() else 422)


@require_safe
@for_those(can_read_trail)
@step_up_for_download
def export(request: HttpRequest) -> HttpResponse:
    """What the filters leave, as CSV, the newest MOST_ROWS lines."""
    form = SearchForm(request.GET or {})
    if not form.is_valid():
        return render(request, "rights/audit.html", {"form": form}, status=422)
    search = form.search()
    record("audit_exported", subject="audit", subject_id=search.reference or "all")
    lines = trail.in_words(trail.find(search)[: trail.MOST_ROWS])
    return download(trail.as_csv(lines), "audit.csv", "text/csv; charset=utf-8")


def _typed(request: HttpRequest, form: forms.Form) -> list[tuple[str, str]]:
    """What was looked for, to stand in an address."""
    typed = ((name, request.GET.get(name, "")) for name in form.fields)
    return [(name, str(text)) for name, text in typed if text]
