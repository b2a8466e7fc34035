"""What a reader keeps of the directory: favourites, and searches with what is new in them."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import keeping, saved_searches
from contacts.forms import DirectorySearch
from contacts.models import Organisation, SavedSearch
from contacts.presenters import draw_rows
from contacts.validators import clean_text
from protection.actor import Actor, current_actor

KEEP, LET_GO = "keep", "let_go"


class NamingForm(forms.Form):
    """The name of a search, and whether its reader is mailed."""

    name = forms.CharField(
        label=gettext_lazy("Name of this search"),
        max_length=saved_searches.NAME_LENGTH,
        validators=[clean_text],
        help_text=gettext_lazy("Only you see it. No name of a victim, and nothing of a referral."),
    )
    mail = forms.BooleanField(
        label=gettext_lazy("Mail me when something new fits"), required=False, initial=True
    )


@require_POST
def favourite(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep an organisation as a favourite, or let it go; back to where the button was."""
    organisation = Organisation.objects.filter(slug=slug, active=True).defer("search_vector")
    found, reader = organisation.first(), _reader()
    if found is None:
        raise Http404
    move, back = request.POST.get("move", KEEP), request.POST.get("back", "")
    if move == LET_GO:
        keeping.let_go(found, reader=reader)
        if back == "favourites":
            address = reverse("contacts:favourites")
            return redirect(f"{address}?{urlencode({'removed': slug})}")
        messages.success(request, _("%(name)s is no favourite any more.") % {"name": found.name})
    else:
        keeping.keep(found, reader=reader, now=timezone.now())
        messages.success(request, _("%(name)s is among your favourites.") % {"name": found.name})
        if back == "favourites":
            return redirect("contacts:favourites")
    if "list" in request.POST:
        # Read and written anew: whatever was sent, the way leads to the list.
        asked = QueryDict(request.POST["list"][: saved_searches.MOST_QUERY]).urlencode()
        return redirect(f"{reverse('contacts:list')}?{asked}#o-{slug}")
    if search_id := _id(request.POST.get("search", "")):
        return redirect("contacts:search", search_id)
    return redirect("contacts:detail", slug)


@require_safe
def favourites(request: HttpRequest) -> HttpResponse:
    """The reader's favourites: how to reach them, and who answers now."""
    now = timezone.now()
    page = keeping.favourites(_reader(), now, after=request.GET.get("after", ""))
    removed = request.GET.get("removed", "").replace("\x00", "")
    context = {
        "favourites": page.favourites,
        "now": now,
        "next": f"?{urlencode({'after': page.after})}" if page.after else "",
        "first": reverse("contacts:favourites") if request.GET.get("after") else "",
        "removed": Organisation.objects.filter(slug=removed, active=True)
        .defer("search_vector")
        .first()
        if removed
        else None,
    }
    return render(request, "contacts/keeping/favourites.html", context)


@require_safe
def search_list(request: HttpRequest) -> HttpResponse:
    """The reader's searches, each with how much is new in it."""
    rows = [
        {"search": search, "asked": _asked(search), "new": len(search.fresh)}
        for search in saved_searches.searches_of(_reader())
    ]
    return render(request, "contacts/keeping/searches.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def search_add(request: HttpRequest) -> HttpResponse:
    """Save what the list is narrowed to: its address is this page's own; 422 as the list."""
    question = DirectorySearch(request.GET)
    if not question.is_valid():
        context: dict[str, Any] = {"form": question, "open_filters": True}
        return render(request, "contacts/list.html", context, status=422)
    reader, question = _reader(), saved_searches.as_understood(question)
    question.is_valid()
    status, form = 200, NamingForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                search = saved_searches.save(
                    question,
                    form.cleaned_data["name"],
                    mail=form.cleaned_data["mail"],
                    reader=reader,
                    now=timezone.now(),
                )
            except saved_searches.NameTakenError:
                taken = ValidationError(_("You already have a search of this name."), code="taken")
                form.add_error("name", taken)
            except saved_searches.TooManySearchesError:
                most = {"most": saved_searches.MOST}
                form.add_error(None, _("You have %(most)d searches: delete one first.") % most)
                status = 409
            else:
                messages.success(request, _("The search is saved."))
                return redirect("contacts:search", search.pk)
    context = {
        "form": form,
        "asked": saved_searches.described(question),
        "address": f"{reverse('contacts:list')}?{urlencode(question.asked())}",
        "passing": _passing(question),
    }
    return render(request, "contacts/keeping/add.html", context, status=status)


@require_safe
def search_page(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """One search: what is new in it, and its mails. A notice of it leads here."""
    search = _own(search_id)
    entries = saved_searches.fresh_entries(search)
    kept = keeping.kept_among([one.pk for one in entries], _reader())
    form = saved_searches.form_of(search.query)
    asked = _asked(search)
    context = {
        "search": search,
        "asked": asked,
        "address": f"{reverse('contacts:list')}?{search.query}",
        "passing": bool(asked) and form.is_valid() and _passing(form),
        "rows": draw_rows(entries, kept, compare=False),
        "shown": search.fresh[: saved_searches.PAGE_SIZE],
        "more": max(0, len(search.fresh) - saved_searches.PAGE_SIZE),
    }
    return render(request, "contacts/keeping/search.html", context)


@require_POST
def search_change(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Mark what was shown as seen, stop or start the mails, or delete the search."""
    search, reader, move = _own(search_id), _reader(), request.POST.get("move", "")
    if move == "seen":
        shown = [int(one) for one in request.POST.getlist("shown") if _is_id(one)]
        saved_searches.mark_seen(search.pk, shown, reader=reader)
        messages.success(request, _("From now on only what is newer shows here."))
    elif move in {"stop", "start"}:
        saved_searches.set_mail(search.pk, mail=move == "start", reader=reader)
        if move == "stop":
            text = _("You get no more mails about this search. What is new still shows here.")
        else:
            text = _("You get a mail when something new fits.")
        messages.success(request, text)
    elif move == "forget":
        saved_searches.forget(search.pk, reader=reader)
        messages.success(request, _("The search is deleted."))
        return redirect("contacts:searches")
    else:
        raise Http404
    return redirect("contacts:search", search.pk)


def _asked(search: SavedSearch) -> list[str]:
    """What a search asks, in words; empty where a filter of it is no longer there."""
    form = saved_searches.form_of(search.query)
    return saved_searches.described(form) if form.is_valid() else []


def _passing(form: DirectorySearch) -> bool:
    """Whether it asks who answers at this minute, which no mail waits for."""
    return bool(form.cleaned_data["open_now"])


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _own(search_id: UUID) -> SavedSearch:
    search = saved_searches.search_of(search_id, _reader())
    if search is None:
        raise Http404
    return search


def _reader() -> Actor:
    actor = current_actor()
    if actor is None:  # signed in, but no member of anything
        raise Http404
    return actor
