"""The programme with its items, and the pages of the four topics."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts import codes
from workinggroup import contributing
from workinggroup.declaration.figures_of_reports import RECOMMENDATIONS, chapters, line_of
from workinggroup.models.recommendations import ProgrammeItem, TopicEntry, TopicPage
from workinggroup.practices.selectors import portal_countries
from workinggroup.practices.views import reader
from workinggroup.programme import services
from workinggroup.programme.forms import EntryForm, ItemForm, TopicForm
from workinggroup.stale import StaleError, meanwhile
from workinggroup.themes import EntryKind, ItemKind, ItemState, Topic
from workinggroup.wording import told

TAGS = {ItemState.PLANNED: "quiet", ItemState.UNDER_WAY: "info", ItemState.DONE: "good"}
PAGE_SIZE = 20


def item_line(item: ProgrammeItem, number: int = 0) -> dict[str, Any]:
    """An item in words; `number`: how many activities and findings serve it."""
    return {
        "slug": item.slug,
        "title": told(item, "title"),
        "text": told(item, "text"),
        "line": told(item, "line"),
        "source": item.source,
        "state": item.get_state_display(),
        "tag": TAGS[ItemState(item.state)],
        "number": number,
    }


def entry_lines(entries: Iterable[TopicEntry]) -> list[dict[str, Any]]:
    """Entries in words; no query of their own."""
    return [
        {
            "id": entry.pk,
            "title": told(entry, "title"),
            "text": told(entry, "text"),
            "kind": entry.get_kind_display(),
            "topic": entry.topic,
            "topic_label": entry.get_topic_display() if entry.topic else "",
            "on": entry.on,
            "country": codes.label("country", entry.country_id) if entry.country_id else "Benelux",
            "source": entry.source,
            "may_change": services.may_change(entry),
        }
        for entry in entries
    ]


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """Recommendations and items with their states; two queries."""
    actor = reader()
    items = list(ProgrammeItem.objects.order_by("order", "slug"))
    served: dict[int, int] = {}
    for pk in ProgrammeItem.entries.through.objects.values_list("programmeitem_id", flat=True):
        served[pk] = served.get(pk, 0) + 1
    told_of = chapters(request)
    groups = [
        (
            kind.label,
            [
                item_line(item, served.get(item.pk, 0)) | {"told": line_of(told_of, item.slug)}
                for item in items
                if item.kind == kind
            ],
        )
        for kind in ItemKind
    ]
    context = {
        "groups": groups,
        "topics": [(topic.value, topic.label) for topic in Topic],
        "chapter": told_of.get(RECOMMENDATIONS, ""),
        "may_write": contributing.can_write_programme(actor),
    }
    return render(request, "workinggroup/programme/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, programme_item: str) -> HttpResponse:
    """An item, what serves it and its line of the report; the secretariat writes both."""
    actor = reader()
    row = get_object_or_404(ProgrammeItem, slug=programme_item)
    may_write = contributing.can_write_programme(actor)
    posted = request.method == "POST"
    if posted and not may_write:
        raise Http404
    form = ItemForm(request.POST if posted else None, item=row) if may_write else None
    status, saved = (422 if posted else 200), None
    if posted and form is not None and form.is_valid():
        values = {"state": form.cleaned_data["state"], **form.text_values()}
        revision = form.cleaned_data["revision"]
        try:
            services.write_item(programme_item, values, revision=revision, now=timezone.now())
        except StaleError:
            row.refresh_from_db()
            status, saved = 409, meanwhile(form, ItemForm(item=row))
        else:
            messages.success(request, _("The item was saved."))
            return redirect("workinggroup:programme_item", programme_item)
    told_of = chapters(request)
    context = {
        "item": item_line(row),
        "kind": row.get_kind_display(),
        "chapter": line_of(told_of, row.slug) or told_of.get(RECOMMENDATIONS, ""),
        "entries": entry_lines(row.entries.order_by("-on", "-id")),
        "form": form,
        "saved": saved,
    }
    return render(request, "workinggroup/programme/item.html", context, status=status)


@require_safe
def topic(request: HttpRequest, topic_code: str) -> HttpResponse:
    """The activities and findings of a topic, the newest first, a page at a time."""
    actor = reader()
    page = get_object_or_404(TopicPage, topic=topic_code)
    rows = TopicEntry.objects.filter(topic=topic_code)
    kind = request.GET.get("kind", "")
    if kind in EntryKind.values:
        rows = rows.filter(kind=kind)
    else:
        kind = ""
    before = _day_and_id(request.GET.get("before", ""))
    if before is not None:
        rows = rows.filter(on__lt=before[0]) | rows.filter(on=before[0], pk__lt=before[1])
    found = list(rows.order_by("-on", "-id")[: PAGE_SIZE + 1])
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    following = f"?kind={kind}&before={found[-1].on}_{found[-1].pk}" if more else ""
    context = {
        "topic": page,
        "summary": told(page, "summary"),
        "entries": entry_lines(found),
        "following": following,
        "kind": kind,
        "kinds": EntryKind.choices,
        "may_add": contributing.can_write_entry(actor),
        "may_write": contributing.can_write_programme(actor),
    }
    return render(request, "workinggroup/programme/topic.html", context)


def _day_and_id(typed: str) -> tuple[date, int] | None:
    day, _sign, number = typed.partition("_")
    if not number.isdecimal() or len(number) > 18:
        return None
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def topic_write(request: HttpRequest, topic_code: str) -> HttpResponse:
    """Change the summary of a topic: the secretariat. Others get 404."""
    if not contributing.can_write_programme(reader()):
        raise Http404
    page = get_object_or_404(TopicPage, topic=topic_code)
    form = TopicForm(request.POST if request.method == "POST" else None, page=page)
    status, saved = (422 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            services.write_topic(
                topic_code, form.text_values(), revision=revision, now=timezone.now()
            )
        except StaleError:
            page.refresh_from_db()
            status, saved = 409, meanwhile(form, TopicForm(page=page))
        else:
            messages.success(request, _("The text was saved."))
            return redirect("workinggroup:topic", topic_code)
    context = {"form": form, "topic": page, "title": _("Summary of a topic"), "saved": saved}
    return render(request, "workinggroup/programme/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_write(request: HttpRequest, topic_code: str, entry_id: int | None = None) -> HttpResponse:
    """Add an activity or a finding, or change one's own. Others get 404."""
    actor = reader()
    if not contributing.can_write_entry(actor):
        raise Http404
    page = get_object_or_404(TopicPage, topic=topic_code)
    entry = get_object_or_404(TopicEntry, pk=entry_id, topic=topic_code) if entry_id else None
    if entry is not None and not services.may_change(entry):
        raise Http404
    every = [(country.code, country.name) for country in portal_countries()]
    form_of = partial(
        EntryForm,
        countries=every if contributing.can_write_programme(actor) else None,
        today=timezone.localdate(),
    )
    form = form_of(request.POST if request.method == "POST" else None, entry=entry)
    status, saved = (422 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        try:
            services.write_entry(
                {"topic": topic_code, **form.values()},
                list(form.cleaned_data["items"]),
                now=timezone.now(),
                entry_id=entry_id,
                revision=form.cleaned_data["revision"],
            )
        except StaleError:
            theirs = form_of(entry=get_object_or_404(TopicEntry, pk=entry_id))
            status, saved = 409, meanwhile(form, theirs)
        else:
            messages.success(request, _("The entry was saved."))
            return redirect("workinggroup:topic", topic_code)
    context = {
        "form": form,
        "topic": page,
        "title": _("Activity or finding"),
        "entry": True,
        "saved": saved,
    }
    return render(request, "workinggroup/programme/form.html", context, status=status)
