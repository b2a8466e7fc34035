"""The pages on which an organisation keeps its partnerships; everybody else gets 404."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.criteria import Criteria
from contacts.models import Organisation, Partnership
from contacts.partnership_forms import EndForm, PartnerSearch, PartnershipForm
from contacts.partnerships import (
    StalePartnershipError,
    add_partnership,
    change_partnership,
    end_partnership,
    own_partnership,
)
from contacts.permissions import Editor, can_edit_organisation
from contacts.selectors import search_organisations


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_add(request: HttpRequest, slug: str) -> HttpResponse:
    """First the partner, found by its name (`q`, then `partner`); then the agreement."""
    organisation, editor = _own(request, slug)
    chosen = request.GET.get("partner", "")
    partner = _partner(chosen, organisation) if chosen else None
    if partner is None:
        return _choose(request, organisation)
    form = PartnershipForm(
        request.POST if request.method == "POST" else None,
        organisation=organisation,
        partner=partner,
    )
    if request.method == "POST" and form.is_valid():
        add_partnership(organisation, partner, form.agreement(), editor=editor, now=timezone.now())
        messages.success(
            request, _("The partnership has been recorded. It stands on both pages now.")
        )
        return redirect("contacts:detail", organisation.slug)
    return _form_page(request, organisation, partner, form)


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_change(request: HttpRequest, slug: str, partnership_id: UUID) -> HttpResponse:
    """Write it anew; 409 where somebody else did so meanwhile, with what was typed."""
    organisation, editor, found = _own_one(request, slug, partnership_id)
    typed = request.POST.copy() if request.method == "POST" else None
    form = PartnershipForm(
        typed, organisation=organisation, partner=found.partner, partnership=found
    )
    if typed is not None and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_partnership(
                partnership_id, form.agreement(), version=version, editor=editor, now=timezone.now()
            )
        except StalePartnershipError:
            form.add_error(None, _stale())
            typed["version"] = str(found.version)
            return _form_page(request, organisation, found.partner, form, found, status=409)
        messages.success(request, _("The partnership has been saved."))
        return redirect("contacts:detail", organisation.slug)
    return _form_page(request, organisation, found.partner, form, found)


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_end(request: HttpRequest, slug: str, partnership_id: UUID) -> HttpResponse:
    """Confirm that it ended, and when; it stays on both pages as ended."""
    organisation, editor, found = _own_one(request, slug, partnership_id)
    typed = request.POST.copy() if request.method == "POST" else None
    initial = {"version": found.version, "until": timezone.localdate()}
    form = EndForm(typed, partnership=found, initial=initial)
    status = 200
    if typed is not None:
        if form.is_valid():
            data = form.cleaned_data
            try:
                end_partnership(
                    partnership_id, data["until"], version=data["version"], editor=editor
                )
            except StalePartnershipError:
                form.add_error(None, _stale())
                typed["version"] = str(found.version)
                status = 409
            else:
                messages.success(request, _("The partnership is marked as ended."))
                return redirect("contacts:detail", organisation.slug)
        else:
            status = 422
    context = {"form": form, "organisation": organisation, "partnership": found}
    return render(request, "contacts/partnerships/end.html", context, status=status)


def _own(request: HttpRequest, slug: str) -> tuple[Organisation, Editor]:
    found = Organisation.objects.filter(slug=slug, active=True)
    organisation = found.defer("search_vector").first()
    editor: Editor | None = getattr(request, "membership", None)
    if organisation is None or editor is None or not can_edit_organisation(editor, organisation):
        raise Http404
    return organisation, editor


def _own_one(
    request: HttpRequest, slug: str, partnership_id: UUID
) -> tuple[Organisation, Editor, Partnership]:
    organisation, editor = _own(request, slug)
    found = own_partnership(partnership_id, organisation)
    if found is None:
        raise Http404
    return organisation, editor, found


def _partner(slug: str, organisation: Organisation) -> Organisation:
    if "\x00" in slug:  # the database would raise
        raise Http404
    found = Organisation.objects.filter(slug=slug, active=True).exclude(pk=organisation.pk)
    partner = found.defer("search_vector").first()
    if partner is None:
        raise Http404
    return partner


def _choose(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = PartnerSearch(request.GET if "q" in request.GET else None)
    found: list[Organisation] = []
    if form.is_valid():
        results = search_organisations(Criteria(question=form.cleaned_data["q"]))
        found = [one for one in results.organisations if one.pk != organisation.pk]
    context = {"form": form, "organisation": organisation, "found": found}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "contacts/partnerships/choose.html", context, status=status)


def _form_page(
    request: HttpRequest,
    organisation: Organisation,
    partner: Organisation,
    form: PartnershipForm,
    partnership: Partnership | None = None,
    *,
    status: int = 0,
) -> HttpResponse:
    context = {
        "form": form,
        "organisation": organisation,
        "partner": partner,
        "partnership": partnership,
    }
    status = status or (422 if form.is_bound and form.errors else 200)
    return render(request, "contacts/partnerships/form.html", context, status=status)


def _stale() -> str:
    return _(
        "Somebody else has changed it meanwhile, so nothing was saved. What you typed is kept: "
        "compare, and save again."
    )
