"""The page on which an organisation says with one click whether it has room."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from contacts import capacity, codes
from contacts.models import Capacity, CapacityState, Organisation, PlacingRule, Service
from contacts.permissions import Editor, can_say_capacity
from contacts.presenters import phone_uri

# Places to sleep are what others ask for first; the rest folds away.
FIRST_NEED = "safe_accommodation"


class CapacityForm(forms.Form):
    """One click: a service, a group, what is said of it, and the places free if wished."""

    service = forms.IntegerField(widget=forms.HiddenInput)
    group = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=CapacityState)
    places_free = forms.IntegerField(
        label=gettext_lazy("Places free"),
        required=False,
        min_value=1,
        max_value=capacity.MOST_PLACES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


@dataclass(frozen=True)
class Line:
    """One group of one service: what stands, and the form that changes it."""

    group: str
    title: str
    room: capacity.Room
    form: CapacityForm

    @property
    def words(self) -> str:
        return words_of(self.room)


@dataclass(frozen=True)
class ServiceRooms:
    """A service with a line a group; `placed_by` where another body gives out its places."""

    service: Service
    lines: list[Line]
    placed_by: Organisation | None

    @property
    def phone_uri(self) -> str:
        return phone_uri(self.placed_by.phone) if self.placed_by else ""

    @property
    def comes_first(self) -> bool:
        return FIRST_NEED in self.service.needs


def words_of(room: capacity.Room) -> str:
    """What is said, in the reader's language; "" where it is not known."""
    return str(CapacityState(room.state).label) if room.state else ""


@require_http_methods(["GET", "HEAD", "POST"])
def capacity_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said of room, and big buttons to say it anew; strangers get 404."""
    organisation, editor = _own(request, slug)
    now = timezone.now()
    if request.method != "POST":
        return _page(request, organisation, editor, now)
    form = CapacityForm(request.POST, auto_id=_auto_id(request.POST))
    if not form.is_valid():
        return _page(request, organisation, editor, now, form=form, status=422)
    try:
        row = capacity.say(
            form.cleaned_data["service"],
            form.cleaned_data["group"],
            form.cleaned_data["state"],
            places_free=form.cleaned_data["places_free"],
            editor=editor,
            now=now,
        )
    except capacity.NotForThisServiceError:
        raise Http404 from None
    return redirect(f"{reverse('contacts:capacity', args=[slug])}?said={row.pk}")


@require_POST
def capacity_undo(request: HttpRequest, slug: str, capacity_id: int) -> HttpResponse:
    """Take back what was said a moment ago; 409 where something newer was said."""
    organisation, editor = _own(request, slug)
    now = timezone.now()
    try:
        capacity.take_back(capacity_id, editor=editor, now=now)
    except capacity.NotForThisServiceError:
        raise Http404 from None
    except capacity.TooLateToUndoError:
        messages.error(request, _("This can no longer be undone. Say what holds now."))
        return _page(request, organisation, editor, now, status=409)
    messages.success(request, _("Undone. What was said before holds again."))
    return redirect("contacts:capacity", slug)


def rooms_shown(organisation: Organisation, now: datetime) -> list[ServiceRooms]:
    """What an organisation says of its room, to read: only services of which something is said
    or whose places another body gives out; two queries."""
    shown = _rooms(organisation, now)
    return [one for one in shown if one.placed_by or any(line.room.said_at for line in one.lines)]


def _own(request: HttpRequest, slug: str) -> tuple[Organisation, Editor]:
    organisation = (
        Organisation.objects.filter(slug=slug, active=True).defer("search_vector").first()
    )
    editor: Editor | None = getattr(request, "membership", None)
    if organisation is None or editor is None or not can_say_capacity(editor, organisation):
        raise Http404
    return organisation, editor


def _page(
    request: HttpRequest,
    organisation: Organisation,
    editor: Editor,
    now: datetime,
    *,
    form: CapacityForm | None = None,
    status: int = 200,
) -> HttpResponse:
    services = _rooms(organisation, now, form)
    key = request.GET.get("said", "")
    said = _just_said(organisation, key, now) if key.isdecimal() else None
    context = {
        "organisation": organisation,
        "form": form,
        "first": [one for one in services if one.comes_first],
        "others": [one for one in services if not one.comes_first],
        "said": said,
        "holds_until": said.updated_at + capacity.LASTS if said else None,
        "can_undo": said is not None and capacity.can_be_taken_back(said, editor, now),
        "states": CapacityState,
        "open_others": form is not None or not any(one.comes_first for one in services),
    }
    return render(request, "contacts/capacity.html", context, status=status)


def _just_said(organisation: Organisation, key: str, now: datetime) -> Capacity | None:
    found = (
        Capacity.objects.select_related("service")
        .filter(pk=int(key[:18]), service__organisation=organisation)
        .first()
    )
    return found if found and now - found.updated_at < capacity.UNDO_WITHIN else None


def _rooms(
    organisation: Organisation, now: datetime, typed: CapacityForm | None = None
) -> list[ServiceRooms]:
    rule = capacity.rule_of(capacity.placing_rules(), organisation)
    services = organisation.services.filter(active=True).order_by("order", "id")
    found = services.prefetch_related("capacities")
    return [_of_service(service, rule, now, typed) for service in found]


def _of_service(
    service: Service, rule: PlacingRule | None, now: datetime, typed: CapacityForm | None
) -> ServiceRooms:
    if rule is not None and capacity.is_placed(rule, service):
        return ServiceRooms(service, [], rule.through)
    said = {row.target_group: row for row in service.capacities.all()}
    lines = []
    for group in capacity.groups_of(service):
        room = capacity.room(said.get(group), now)
        title = codes.label("target_group", group) if group else _("everybody it is there for")
        own = {"service": service.pk, "group": group, "places_free": room.places_free}
        form = CapacityForm(initial=own, auto_id=_auto_id(own))
        if typed is not None and typed.auto_id == form.auto_id:
            form = typed
        lines.append(Line(group, title, room, form))
    return ServiceRooms(service, lines, None)


def _auto_id(values: object) -> str:
    """Each line has a form of its own, so each needs names of its own on the page."""
    get = getattr(values, "get")  # noqa: B009 - a QueryDict or a dict
    return f"id_{get('service')}_{get('group') or 'all'}_%s"
