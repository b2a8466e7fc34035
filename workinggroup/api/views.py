"""The addresses of the working group for programs."""

from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machine.filling import errors_of, object_of, schema_of, take_from
from accounts.machine.lists import SIZE, ListForm, filters_of, page_parameters
from accounts.machine.once import once
from accounts.machine.refusals import Conflict, check_match, etag
from accounts.machine.schemas import NAME, list_, page_of
from contacts.search import MAX_QUESTION
from workinggroup.contributing import can_confirm_signal, can_contribute
from workinggroup.meetings import following
from workinggroup.meetings.archive import found_by
from workinggroup.meetings.planning import MeetingRefused
from workinggroup.models import (
    Body,
    Decision,
    DeclarationTask,
    Meeting,
    ProgrammeItem,
    Signal,
)
from workinggroup.practices import selectors as practices
from workinggroup.practices.life import State
from workinggroup.signals import selectors as board
from workinggroup.signals import services as signals
from workinggroup.signals.forms import ConfirmForm, SignalForm
from workinggroup.themes import SignalKind, Theme, Transferability

from . import showing
from .base import USUAL, GroupView, page

JSON = "application/json"
_PAGES = page_parameters(USUAL)
_WORDS = OpenApiParameter("q", str, description="Words to look for; all must be found.")
_COUNTRY = OpenApiParameter("country", str, description="A country of the portal: NL, BE, LU.")


def _countries() -> list[tuple[str, str]]:
    return [(country.code, country.name) for country in practices.portal_countries()]


class MeetingFilters(ListForm):
    q = forms.CharField(max_length=MAX_QUESTION, required=False)
    body: Any = forms.ModelChoiceField(queryset=Body.objects.all(), required=False)


class ActionFilters(ListForm):
    done = forms.ChoiceField(choices=[("true", "true"), ("false", "false")], required=False)


class PracticeFilters(ListForm):
    q = forms.CharField(max_length=MAX_QUESTION, required=False)
    theme = forms.ChoiceField(choices=Theme.choices, required=False)
    country = forms.ChoiceField(choices=_countries, required=False)
    transferability = forms.ChoiceField(choices=Transferability.choices, required=False)
    adoptedIn = forms.ChoiceField(choices=_countries, required=False)  # noqa: N815


class SignalFilters(ListForm):
    kind = forms.ChoiceField(choices=SignalKind.choices, required=False)
    country = forms.ChoiceField(choices=_countries, required=False)


class MeetingsView(GroupView):
    """The archive."""

    @extend_schema(
        operation_id="working_group_meetings",
        parameters=[_WORDS, OpenApiParameter("body", str), *_PAGES],
        responses={200: page_of(showing.MEETING, both_ways=True)},
    )
    def get(self, request: Request) -> Response:
        """The meetings that the organisation may see, the latest first."""
        asked = filters_of(request, MeetingFilters)
        body = asked["body"].pk if asked["body"] else ""
        rows = found_by(self.actor, question=asked["q"], body=body)
        rows = rows.select_related("body").defer("search_vector")
        shown = page(request, rows, showing.meeting, column="starts_at", size=asked[SIZE])
        return Response(shown)


class MeetingView(GroupView):
    """One meeting."""

    @extend_schema(operation_id="working_group_meeting", responses={200: showing.WHOLE_MEETING})
    def get(self, request: Request, meeting_id: int) -> Response:
        """Agenda, people present by country, minutes, decisions and action points."""
        seen = Meeting.objects.visible_to(self.actor).select_related("body")
        row = _one(seen.defer("search_vector"), pk=meeting_id)
        return Response(showing.whole_meeting(row, self.actor))


class DecisionsView(GroupView):
    """What was decided."""

    @extend_schema(
        operation_id="working_group_decisions",
        parameters=_PAGES,
        responses={200: page_of(showing.DECISION, both_ways=True)},
    )
    def get(self, request: Request) -> Response:
        """The decisions of the meetings that the organisation may see, the latest first."""
        asked = filters_of(request, ListForm)
        seen = Meeting.objects.visible_to(self.actor)
        rows = Decision.objects.filter(meeting__in=seen.values("pk"))
        rows = rows.select_related("meeting").defer("meeting__search_vector")
        rows = rows.annotate(at=F("meeting__starts_at"))
        return Response(page(request, rows, showing.decision, column="at", size=asked[SIZE]))


class ActionsView(GroupView):
    """What is to be done."""

    @extend_schema(
        operation_id="working_group_action_points",
        parameters=[OpenApiParameter("done", bool, description="Left out: both."), *_PAGES],
        responses={200: page_of(showing.ACTION, both_ways=True)},
    )
    def get(self, request: Request) -> Response:
        """The action points of the own organisation; for the secretariat, all."""
        asked = filters_of(request, ActionFilters)
        rows = following.owned_by(self.actor)
        if asked["done"]:
            rows = rows.filter(done_on__isnull=asked["done"] == "false")
        rows = rows.select_related("owner").annotate(at=F("meeting__starts_at"))
        return Response(page(request, rows, showing.action, column="at", size=asked[SIZE]))


class ActionDoneView(GroupView):
    """An action point is done."""

    @extend_schema(
        operation_id="working_group_action_point_done",
        request=None,
        responses={200: showing.ACTION},
        description='For the contact point that it is given to. `If-Match`: "0" while it is '
        "open, which it must be.",
    )
    @once
    def post(self, request: Request, action_id: int) -> Response:
        """Mark it done today."""
        rows = following.owned_by(self.actor).select_for_update(of=("self",))
        row = _one(rows.select_related("owner"), pk=action_id)
        check_match(request, int(row.done_on is not None))
        try:
            done = following.finish(action_id, on=timezone.localdate())
        except PermissionError:
            raise NotFound from None
        except MeetingRefused:
            raise Conflict from None
        row.done_on = done.done_on
        return Response(showing.action(row), headers={"ETag": etag(1)})


class PracticesView(GroupView):
    """Good practices."""

    @extend_schema(
        operation_id="working_group_practices",
        parameters=[
            _WORDS,
            OpenApiParameter("theme", str, enum=Theme.values),
            _COUNTRY,
            OpenApiParameter("transferability", str, enum=Transferability.values),
            OpenApiParameter("adoptedIn", str, description="A country that took it over."),
            *_PAGES,
        ],
        responses={200: page_of(showing.PRACTICE, both_ways=True)},
    )
    def get(self, request: Request) -> Response:
        """What is published, the newest first."""
        asked = filters_of(request, PracticeFilters)
        filters = practices.Filters(
            q=asked["q"],
            theme=asked["theme"],
            country=asked["country"],
            transferability=asked["transferability"],
            adopted=asked["adoptedIn"],
        )
        rows = practices.narrowed(self.actor, filters)
        rows = rows.select_related("organisation").defer(
            "search_vector", "organisation__search_vector"
        )
        rows = rows.prefetch_related("adoptions")
        return Response(page(request, rows, showing.practice, column="sort_at", size=asked[SIZE]))


class PracticeView(GroupView):
    """One good practice."""

    @extend_schema(operation_id="working_group_practice", responses={200: showing.WHOLE_PRACTICE})
    def get(self, request: Request, practice_id: int) -> Response:
        """A published practice with its texts."""
        row = practices.one(self.actor, practice_id)
        if row is None or row.state != State.PUBLISHED:
            raise NotFound
        return Response(showing.whole_practice(row))


_SIGNAL_BODY = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("title_nl", "title_fr", "text_nl", "text_fr"), NAME),
        "kind": {"type": "string", "enum": SignalKind.values},
        "language": {"type": "string", "enum": ["nl", "fr"]},
        "since": {"type": "string", "format": "date", "description": "The month is kept."},
        "form": {"type": "string", "description": "A code of exploitation_form."},
        "sector": {"type": "string", "description": "A code of exploitation_sector."},
    },
    "required": ["kind", "language", "since"],
}


class SignalsView(GroupView):
    """The board of signals."""

    @extend_schema(
        operation_id="working_group_signals",
        parameters=[OpenApiParameter("kind", str, enum=SignalKind.values), _COUNTRY, *_PAGES],
        responses={200: page_of(showing.SIGNAL, both_ways=True)},
    )
    def get(self, request: Request) -> Response:
        """All signals on the board, the newest first."""
        asked = filters_of(request, SignalFilters)
        filters = board.Filters(kind=asked["kind"], country=asked["country"])
        rows = board.with_company(board.narrowed(self.actor, filters))
        return Response(page(request, rows, showing.signal, column="posted_at", size=asked[SIZE]))

    @extend_schema(
        operation_id="working_group_signal_post",
        request={JSON: _SIGNAL_BODY},
        responses={201: showing.SIGNAL},
        description="For a contact point, of its own country. What looks like a name, a phone "
        "number, a plate or anything else of a person is refused, with the field.",
    )
    @once
    def post(self, request: Request) -> Response:
        """Post a signal in the language of its writer; the other one may stand alongside."""
        if not can_contribute(self.actor):
            raise NotFound
        country = self.actor.country
        form = SignalForm(
            take_from(object_of(request.data), _blank_signal(country)),
            countries=_countries(),
            own_country=country,
            today=timezone.localdate(),
        )
        if not form.is_valid():
            raise ValidationError(errors_of(form))
        made = signals.post(form.values(), now=timezone.now())
        shown = showing.signal(_one(board.with_company(Signal.objects.all()), pk=made.pk))
        address = reverse("api-working-group-signal", args=[made.pk])
        return Response(shown, status=201, headers={"Location": address, "ETag": etag(0)})


def _blank_signal(country: str) -> SignalForm:
    return SignalForm(countries=_countries(), own_country=country, today=timezone.localdate())


class SignalView(GroupView):
    """One signal."""

    @extend_schema(operation_id="working_group_signal", responses={200: showing.SIGNAL})
    def get(self, request: Request, signal_id: int) -> Response:
        """A signal and the countries that see it too."""
        row = board.one(self.actor, signal_id)
        if row is None:
            raise NotFound
        return Response(showing.signal(row), headers={"ETag": etag(row.confirmed_in)})


class SignalConfirmView(GroupView):
    """“We see this too”."""

    @extend_schema(
        operation_id="working_group_signal_confirm",
        request={JSON: schema_of(ConfirmForm)},
        responses={200: showing.SIGNAL},
        description="For a contact point of another country. A second time it corrects the note, "
        "which may not tell of a person either.",
    )
    @once
    def post(self, request: Request, signal_id: int) -> Response:
        """Confirm a signal from the own country."""
        Signal.objects.select_for_update().only("pk").filter(pk=signal_id).first()
        row = board.one(self.actor, signal_id)
        if row is None or not can_confirm_signal(self.actor, row.country_id):
            raise NotFound
        check_match(request, row.confirmed_in)
        form = ConfirmForm(take_from(object_of(request.data), ConfirmForm()))
        if not form.is_valid():
            raise ValidationError(errors_of(form))
        try:
            signals.confirm(
                signal_id,
                form.cleaned_data["note"],
                language=get_language() or "nl",
                now=timezone.now(),
            )
        except signals.NotFoundError:
            raise NotFound from None
        now = _one(board.with_company(Signal.objects.all()), pk=signal_id)
        return Response(showing.signal(now), headers={"ETag": etag(now.confirmed_in)})


class ProgrammeView(GroupView):
    """Recommendations and the work programme."""

    @extend_schema(operation_id="working_group_programme", responses={200: list_(showing.ITEM)})
    def get(self, request: Request) -> Response:
        """The recommendations of the Assembly and the items of the joint work programme."""
        rows = ProgrammeItem.objects.order_by("order", "slug")
        return Response([showing.item(row) for row in rows])


class ProgrammeItemView(GroupView):
    """One recommendation or item."""

    @extend_schema(operation_id="working_group_programme_item", responses={200: showing.WHOLE_ITEM})
    def get(self, request: Request, programme_item: str) -> Response:
        """Its state, its line of the report, and the activities and findings that serve it."""
        row = _one(ProgrammeItem.objects.all(), slug=programme_item)
        return Response(showing.whole_item(row))


class TasksView(GroupView):
    """The tasks of the declaration."""

    @extend_schema(operation_id="working_group_tasks", responses={200: list_(showing.TASK)})
    def get(self, request: Request) -> Response:
        """The six tasks in the declaration's order, with state and line."""
        rows = DeclarationTask.objects.order_by("order")
        return Response([showing.task(row) for row in rows])


def _one(rows: "QuerySet[Any]", **named: Any) -> Any:
    row = rows.filter(**named).first()
    if row is None:
        raise NotFound
    return row
