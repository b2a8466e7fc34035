"""The pages of “something is wrong”: to write one, to follow it, and to answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from contacts import codes
from contacts.models import Organisation
from contacts.notes import (
    NotToAnswerError,
    TooManyNotesError,
    answer_note,
    notes_shown,
    page_of_notes,
    write_note,
)
from contacts.permissions import can_answer_note
from contacts.validators import clean_text
from protection.actor import Actor, current_actor

MOST_TEXT = 1000


def _prose(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MOST_TEXT,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 4}),
        **options,
    )


class NoteForm(forms.Form):
    """What is wrong."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=lambda: codes.choices("entry_note_reason"),
        widget=forms.RadioSelect,
    )
    text = _prose(
        gettext_lazy("What should it be?"),
        required=False,
        help_text=gettext_lazy(
            "Nothing about a victim or a referral, and no place that must stay secret."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == "other" and not data.get("text") and "text" not in self.errors:
            self.add_error("text", ValidationError(_("Say what is wrong."), code="required"))
        return data


class AnswerForm(forms.Form):
    """A word back to whoever wrote."""

    answer = _prose(gettext_lazy("Your answer"))
    resolved = forms.BooleanField(
        label=gettext_lazy("The entry is right now: this is settled."), required=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
def note_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell an organisation what is wrong with its entry; everybody who is signed in may."""
    found = Organisation.objects.filter(slug=slug, active=True).defer("search_vector").first()
    if found is None:
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                note = write_note(
                    found, data["reason"], data["text"], writer=_actor(), now=timezone.now()
                )
            except TooManyNotesError:
                form.add_error(
                    None, _("You have written many of these today. Phone the organisation instead.")
                )
                status = 409
            else:
                messages.success(
                    request, _("Thank you. The organisation has been told; you get a word back.")
                )
                return redirect("contacts:note", note.pk)
    context = {"form": form, "organisation": found}
    return render(request, "contacts/notes/add.html", context, status=status)


@require_safe
def note_list(request: HttpRequest) -> HttpResponse:
    """The notes one may see: on the own entry, of the country's contact point, and one's own."""
    done = request.GET.get("state") == "resolved"
    notes, more = page_of_notes(done=done, after=_key(request.GET.get("after", "")))
    last = notes[-1] if more else None
    context = {
        "notes": notes,
        "done": done,
        "next": f"{last.written_at.isoformat()}_{last.pk}" if last else "",
    }
    return render(request, "contacts/notes/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def note_page(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """One note with its answer; its owner and the country's contact point answer it here."""
    note = notes_shown().filter(pk=note_id).first()
    if note is None:
        raise Http404
    actor = current_actor()
    may_answer = can_answer_note(actor, note)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                answer_note(
                    note_id,
                    data["answer"],
                    resolved=data["resolved"],
                    answerer=_actor(),
                    now=timezone.now(),
                )
            except NotToAnswerError:
                form.add_error(None, _("This cannot be answered any more. Nothing was saved."))
                status = 409
            else:
                messages.success(request, _("Your answer has been sent."))
                return redirect("contacts:note", note_id)
    context = {"form": form, "note": note, "may_answer": may_answer or form.is_bound}
    return render(request, "contacts/notes/page.html", context, status=status)


def _actor() -> Actor:
    actor = current_actor()
    if actor is None:  # signed in, but no member of anything
        raise Http404
    return actor


def _key(typed: str) -> tuple[datetime, UUID] | None:
    """Where a page begins; what nobody could have been given begins at the first."""
    at, _sign, note_id = typed.partition("_")
    try:
        moment, found = datetime.fromisoformat(at), UUID(note_id)
    except ValueError:
        return None
    return (moment, found) if moment.tzinfo else None
