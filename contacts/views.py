"""The directory's pages: search, an organisation, and its own entry form."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contacts import codes, selectors
from contacts.capacity_views import rooms_shown
from contacts.criteria import Criteria
from contacts.forms import DirectorySearch, EntryForm
from contacts.models import Organisation
from contacts.permissions import Editor, can_edit_organisation, can_say_capacity
from contacts.presenters import draw_rows, present_organisation, present_row, present_rule
from contacts.services import EntryChange, StaleEntryError, update_entry
from contacts.visibility import public_fields


@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Search the directory; 422 with a message when the question cannot be understood."""
    form = DirectorySearch(request.GET)
    if not form.is_valid():
        context = {"form": form, "open_filters": True}
        return render(request, "contacts/list.html", context, status=422)
    criteria, asked = form.criteria(), form.asked()
    page = form.cleaned_data["page"] or 1
    results = selectors.search_organisations(criteria, page=page)
    filters = set(asked) - {"q", "sort"}
    beginning = not asked and page == 1
    context = {
        "form": form,
        "results": results,
        "rows": draw_rows(results.organisations),
        "page": page,
        "previous": _address(asked, page - 1) if 1 < page <= results.pages + 1 else "",
        "next": _address(asked, page + 1) if page < results.pages else "",
        "asked": _address(asked, 1) if asked else "",
        "open_filters": bool(filters),
        "filtered": bool(filters),
        "without_filters": _address({k: v for k, v in asked.items() if k == "q"}, 1),
        "rotas": _rotas(criteria.country) if beginning or not results.count else [],
    }
    if not results.count:
        context |= _help(form, criteria, results)
    return render(request, "contacts/list.html", context)


@require_GET
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: how to reach it, what it does, what is not confirmed, its country."""
    organisation = _organisation(slug)
    rule = None
    if organisation.country_id:
        today = timezone.localdate()
        rule = selectors.rule_in_force(organisation.country_id, "reflection_period", today)
    context = {
        "organisation": present_organisation(organisation),
        "rule": present_rule(rule) if rule else None,
        "can_edit": can_edit_organisation(getattr(request, "membership", None), organisation),
        "rooms": rooms_shown(organisation, timezone.now()),
        "can_say_room": can_say_capacity(getattr(request, "membership", None), organisation),
    }
    return render(request, "contacts/detail.html", context)


@require_http_methods(["GET", "POST"])
def organisation_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The own entry; a stranger gets 404. 422 keeps what was typed and writes nothing."""
    organisation = _organisation(slug)
    editor: Editor | None = getattr(request, "membership", None)
    if editor is None or not can_edit_organisation(editor, organisation):
        raise Http404
    if request.method != "POST":
        form = EntryForm(organisation=organisation)
        return _entry_page(request, organisation, form)
    typed = request.POST.copy()
    form = EntryForm(typed, organisation=organisation)
    if not form.is_valid():
        return _entry_page(request, organisation, form, status=422)
    change = EntryChange(
        organisation=form.own(),
        points=form.of_points(),
        services=form.of_services(),
        new_point=form.new_point(),
        confirmed=form.cleaned_data["confirmed"],
    )
    try:
        update_entry(
            organisation.pk,
            change,
            version=form.cleaned_data["version"],
            editor=editor,
            today=timezone.localdate(),
        )
    except StaleEntryError:
        form.add_error(
            None,
            _(
                "This entry was changed in the meantime, so nothing was saved. What you typed is "
                "kept below. Open the entry in another tab, compare, and save again: your text "
                "then replaces the other change."
            ),
        )
        typed["version"] = str(organisation.version)
        return _entry_page(request, organisation, form, status=422)
    messages.success(request, _("The entry has been saved."))
    return redirect("contacts:detail", slug=organisation.slug)


def _entry_page(
    request: HttpRequest, organisation: Organisation, form: EntryForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "organisation": organisation,
        "public": bool(public_fields(organisation)),
    }
    return render(request, "contacts/edit.html", context, status=status)


def _organisation(slug: str) -> Organisation:
    organisation = selectors.organisation_page(slug)
    if organisation is None:
        raise Http404
    return organisation


def _address(asked: dict[str, Any], page: int) -> str:
    """This list with the same filters, on another page."""
    return f"?{urlencode({**asked, 'page': page} if page > 1 else asked)}"


def _help(
    form: DirectorySearch, criteria: Criteria, results: selectors.Results
) -> dict[str, object]:
    """What to do when nothing is found: other words, one filter less."""
    asked = form.asked()
    found = selectors.found_without(criteria, results.words)
    mean = results.did_you_mean
    return {
        "mean": mean,
        "mean_url": _address({**asked, "q": mean}, 1),
        "drop": [
            {
                "label": form[name].label,
                "value": form.chosen_label(name),
                "count": number,
                "url": _address({k: v for k, v in asked.items() if k != name}, 1),
            }
            for name, number in found.items()
        ],
    }


def _rotas(country: str) -> list[dict[str, Any]]:
    """The national contact points, grouped by country; with a `country` those of that one."""
    countries: dict[str, dict[str, Any]] = {}
    for place in selectors.national_contact_points():
        if country and place.country_id != country:
            continue
        rota = countries.setdefault(
            place.country_id,
            {"country": codes.label("country", place.country_id), "organisations": []},
        )
        rota["organisations"].append(vars(present_row(place.organisation)))
    return list(countries.values())
