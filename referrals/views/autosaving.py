"""What assets/signed_in/typing.js has saved while somebody types in a step of a draft.

Answers that can be saved are, by the same form and service as with the button. What cannot (half
an answer, a decision, a step that changed meanwhile) is kept as typed text, for its writer alone:
the page is never shown a mistake that its reader has not finished making.
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.sessions.keeping import forget_typed, keep_for_reader
from referrals.forms.base import drawn_from
from referrals.forms.identity import IdentityForm
from referrals.forms.stale import settle
from referrals.forms.steps import RequestForm, StepForm
from referrals.models import Referral
from referrals.services.writing import MoveRefused

from .correcting import CORRECTABLE

AUTOSAVE = "autosave"


def autosave(request: HttpRequest, draft: Referral, form_class: type[StepForm]) -> HttpResponse:
    """Save the step, or keep what was typed. Answers JSON: `saved`, `at`, and, saved, what the
    page then stands for (`version`, `drawn_from`); `stale` when the step was changed elsewhere."""
    settled = settle(form_class, draft, request.POST, may_wait=True)
    form = settled.form
    if form.is_valid() and not settled.differences and form.may_save_unasked():
        now = timezone.now()
        try:
            with transaction.atomic():
                form.save(now=now)
        except MoveRefused:  # saved or sent by somebody else at this moment
            return keep_for_later(request)
        forget_typed(request, request.path)
        version = Referral.objects.values_list("version", flat=True).get(pk=draft.pk)
        return _answer(
            now, saved=True, version=version, drawn_from=drawn_from(form.as_saved(), version)
        )
    return keep_for_later(request, stale=bool(settled.differences))


def autosave_begun(request: HttpRequest, draft: Referral) -> HttpResponse:
    """After the first step of a new referral was saved: the page is that of the draft from now."""
    forget_typed(request, request.path)
    draft.refresh_from_db()
    form = RequestForm(draft)
    return _answer(
        draft.updated_at,
        saved=True,
        version=draft.version,
        drawn_from=form.initial["drawn_from"],
        page=reverse("referrals:step", args=[draft.pk, form.slug]),
    )


def keep_for_later(request: HttpRequest, *, stale: bool = False) -> HttpResponse:
    """Keep what was typed as it is."""
    kept_at = keep_for_reader(request, request.path, request.path, request.POST)
    if kept_at is None:
        raise Http404
    return _answer(kept_at, saved=False, stale=stale)


def typed_after_sending(request: HttpRequest, referral: Referral, slug: str) -> HttpResponse | None:
    """A step that was typed while somebody sent the draft: the page where it is corrected now, with
    what was typed. None for what is not corrected but decided (recipients, consent)."""
    if slug in CORRECTABLE:
        page = reverse("referrals:correct", args=[referral.pk, slug])
    elif slug == IdentityForm.slug:
        page = reverse("referrals:edit_identity", args=[referral.pk])
    else:
        return None
    kept_at = keep_for_reader(request, page, page, request.POST)
    if kept_at is None:
        return None
    if AUTOSAVE in request.POST:
        return _answer(kept_at, saved=False, stale=True)
    messages.info(
        request,
        _("This referral was sent meanwhile. What you typed is on this page, and not saved yet."),
    )
    return redirect(page)


def _answer(at: datetime, **said: Any) -> JsonResponse:
    return JsonResponse({"at": date_format(timezone.localtime(at), "TIME_FORMAT"), **said})
