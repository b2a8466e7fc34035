"""The pages on which entries are confirmed, found to be stale, looked back on and restored."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from contacts import codes, drafting, entries, upkeep
from contacts.differences import differences
from contacts.forms import QuickSelect
from contacts.models import ContactPoint, EntryDraft, Organisation
from contacts.organisation_page import organisation_with_all, page_of
from contacts.permissions import (
    can_confirm_entry,
    can_edit_organisation,
    can_read_history,
)
from contacts.presenters import kind_of, phone_uri
from contacts.versions import Version, names_of, versions_of
from protection.actor import current_actor
from protection.asking import fragment_of

FRESHNESS = "monitoring:of_directory"  # how many entries nobody confirmed, for who reads figures
SINCE = [
    ("", gettext_lazy("Not confirmed for 180 days")),
    ("reminded", gettext_lazy("Not confirmed for 90 days")),
    ("never", gettext_lazy("Never confirmed")),
]
HISTORY_SIZE = 25


class StaleFilter(forms.Form):
    """Which of the country's entries to list; read by GET."""

    since = forms.ChoiceField(
        label=gettext_lazy("Since when"), choices=SINCE, required=False, widget=QuickSelect
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of organisation"),
        choices=lambda: [("", _("All")), *codes.choices("org_type")],
        required=False,
        widget=QuickSelect,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the link of a reminder leads: one button says that all is still correct."""
    organisation = organisation_with_all(slug)
    actor = current_actor()
    if organisation is None or actor is None or not can_confirm_entry(actor, organisation):
        raise Http404
    today = timezone.localdate()
    if request.method == "POST":
        upkeep.confirm_entry(organisation.pk, confirmer=actor, today=today)
        messages.success(request, _("Thank you. The entry is confirmed as of today."))
        return redirect("contacts:detail", slug)
    context = {
        "organisation": page_of(organisation, timezone.now()),
        "own": can_edit_organisation(actor, organisation),
    }
    return render(request, "contacts/confirm.html", context)


@require_safe
def stale(request: HttpRequest) -> HttpResponse:
    """A contact point's list of the entries of its country that nobody confirmed lately."""
    actor = current_actor()
    if actor is None or actor.role != "contact_point" or not actor.country:
        raise Http404
    form = StaleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"since": "", "kind": ""}
    today = timezone.localdate()
    page = upkeep.stale_entries(actor.country, today, **asked, after=request.GET.get("after", ""))
    waiting = EntryDraft.objects.filter(
        state=EntryDraft.State.PROPOSED, organisation__country_id=actor.country
    ).select_related("organisation", "saved_by")
    again = {name: value for name, value in asked.items() if value}
    context = {
        "form": form,
        "rows": [
            {"organisation": one, "kind": kind_of(one), "phone_uri": phone_uri(one.phone)}
            for one in page.organisations
        ],
        "next": f"?{urlencode({**again, 'after': page.after})}" if page.after else "",
        "first": f"?{urlencode(again)}" if request.GET.get("after") else "",
        "proposals": list(waiting.order_by("saved_at")[:PROPOSALS]),
        "own_user": actor.user_id,
        "freshness": fragment_of(request, FRESHNESS),
    }
    return render(request, "contacts/stale.html", context, status=200 if form.is_valid() else 422)


PROPOSALS = 20


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of an entry, the newest first: who, when, and how much differs."""
    organisation = _readable(slug)
    versions = versions_of(organisation)
    before = request.GET.get("before", "")
    top = int(before) - 1 if before.isdecimal() and len(before) < 9 else len(versions)
    shown = versions[max(0, top - HISTORY_SIZE) : max(0, top)][::-1]
    names = names_of(shown)
    context = {
        "organisation": organisation,
        "rows": [
            {
                "version": one,
                "who": names.get(one.user_id or 0, ""),
                "newest": one.number == len(versions),
                "changes": len(_changes(versions, one)),
                "confirmed": _confirmed(versions, one),
            }
            for one in shown
        ],
        "next": f"?before={shown[-1].number}" if shown and shown[-1].number > 1 else "",
        "previous": "?" if before else "",
    }
    return render(request, "contacts/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What one version changed, and the question before it is restored as a new one."""
    organisation = _readable(slug)
    versions = versions_of(organisation)
    if not 1 <= number <= len(versions):
        raise Http404
    chosen, actor = versions[number - 1], current_actor()
    may_restore = can_edit_organisation(actor, organisation) and number != len(versions)
    if request.method == "POST":
        if actor is None or not may_restore:
            raise Http404
        return _restore(request, organisation, chosen)
    context = {
        "organisation": organisation,
        "version": chosen,
        "who": names_of([chosen]).get(chosen.user_id or 0, ""),
        "changes": _changes(versions, chosen),
        "confirmed": _confirmed(versions, chosen),
        "back": differences(entries.document_of(organisation), chosen.document)
        if may_restore
        else [],
        "may_restore": may_restore,
        "needs_two": may_restore and entries.needs_two(organisation),
    }
    return render(request, "contacts/version.html", context)


def _restore(request: HttpRequest, organisation: Organisation, chosen: Version) -> HttpResponse:
    actor, now = current_actor(), timezone.now()
    if actor is None:
        raise Http404
    try:
        done = drafting.publish(
            organisation,
            chosen.document,
            version=organisation.version,
            editor=actor,
            now=now,
            source=f"restored {chosen.number}",
        )
    except drafting.IncompleteError:
        drafting.save_draft(
            organisation, chosen.document, version=organisation.version, editor=actor, now=now
        )
        messages.warning(
            request,
            _("That version lacks something. It is kept as a draft: complete it, then publish."),
        )
        return redirect("contacts:edit", organisation.slug)
    if done:
        messages.success(request, _("That version was restored, as a new one."))
    else:
        messages.success(
            request,
            _("Your change waits for a second person of the contact point of your country."),
        )
    return redirect("contacts:history", organisation.slug)


def _readable(slug: str) -> Organisation:
    organisation = Organisation.objects.filter(slug=slug).defer("search_vector").first()
    if organisation is None or not can_read_history(current_actor(), organisation):
        raise Http404
    return organisation


def _changes(versions: list[Version], one: Version):  # type: ignore[no-untyped-def]
    if one.number == 1:
        return []
    return differences(versions[one.number - 2].document, one.document)


def _confirmed(versions: list[Version], one: Version) -> bool:
    before = versions[one.number - 2].verified_at if one.number > 1 else None
    return one.verified_at is not None and one.verified_at != before


def upkeep_of(organisation: Organisation) -> dict[str, object]:
    """What an organisation's page shows of its upkeep to this reader; one query."""
    actor = current_actor()
    may_confirm = can_confirm_entry(actor, organisation)
    draft = drafting.open_draft(organisation)
    reached: list[Organisation | ContactPoint] = [organisation, *organisation.contact_points.all()]
    return {
        "upkeep": {
            "can_confirm": may_confirm,
            "can_read_history": can_read_history(actor, organisation),
        },
        "open_draft": draft if may_confirm else None,
        "bounced": [
            (row.email, row.email_bounced_at)
            for row in reached
            if row.email and row.email_bounced_at
        ],
    }
