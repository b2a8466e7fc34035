"""Reading trainings, needs and tools."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machine.lists import ListForm
from accounts.machine.schemas import list_, page_of
from contacts import codes
from contacts.search import MAX_QUESTION
from trainings import lists, ranking
from trainings.codes import Jurisdiction, Topic
from trainings.forms.lists import language_choices
from trainings.materials import library
from trainings.models import Round, Training
from trainings.models.materials import MaterialKind
from trainings.permissions import can_see_round

from . import showing
from .base import PAGES, TrainingsView, page, said_in

_TOPIC = OpenApiParameter("topic", str, enum=Topic.values)
_LANGUAGE = OpenApiParameter("language", str, description="A code of language.")
_COUNTRY = OpenApiParameter("country", str, description="A country of the portal: NL, BE, LU.")


def _countries() -> list[tuple[str, str]]:
    return codes.choices("country")


class TrainingFilters(ListForm):
    view = forms.ChoiceField(choices=[(one, one) for one in lists.VIEWS], required=False)
    topic = forms.ChoiceField(choices=Topic.choices, required=False)
    language = forms.ChoiceField(choices=language_choices, required=False)


class NeedFilters(ListForm):
    country = forms.ChoiceField(choices=_countries, required=False)
    kind = forms.ChoiceField(choices=lambda: codes.choices("org_type"), required=False)
    topic = forms.ChoiceField(choices=Topic.choices, required=False)


class ToolFilters(ListForm):
    q = forms.CharField(max_length=MAX_QUESTION, required=False)
    country = forms.ChoiceField(
        choices=lambda: [("benelux", "benelux"), *_countries()], required=False
    )
    kind = forms.ChoiceField(choices=MaterialKind.choices, required=False)
    language = forms.ChoiceField(choices=language_choices, required=False)
    jurisdiction = forms.ChoiceField(choices=Jurisdiction.choices, required=False)


class TrainingsListView(TrainingsView):
    """The trainings."""

    @extend_schema(
        operation_id="trainings_list",
        parameters=[
            OpenApiParameter("view", str, enum=list(lists.VIEWS), default=lists.VIEWS[0]),
            _TOPIC,
            _LANGUAGE,
            *PAGES,
        ],
        responses={200: page_of(showing.TRAINING_LINE)},
    )
    def get(self, request: Request) -> Response:
        """What is to come, the soonest first; or what is past, or drafts for who may see them."""
        said = said_in(request, TrainingFilters)
        said["view"] = said["view"] or lists.VIEWS[0]
        found = lists.page(self.actor, **said, today=timezone.localdate())
        rows = [line.training for line in found.lines]
        return Response(page(request, rows, showing.training_line, following=found.next_after))


class TrainingView(TrainingsView):
    """One training."""

    @extend_schema(operation_id="trainings_read", responses={200: showing.TRAINING})
    def get(self, request: Request, training_id: UUID) -> Response:
        """Programme with whose law each part is about, half-days, and places by country."""
        found = (
            Training.objects.visible_to(self.actor)
            .select_related("organiser")
            .defer("organiser__search_vector")
            .prefetch_related("half_days", "parts", "trainers", "courses")
            .filter(pk=training_id)
            .first()
        )
        if found is None:
            raise NotFound
        return Response(showing.training(found))


class RoundsView(TrainingsView):
    """The rounds of the needs inventory."""

    @extend_schema(operation_id="training_rounds_list", responses={200: list_(showing.ROUND)})
    def get(self, request: Request) -> Response:
        """Those that the reader may see, the latest first."""
        rows = Round.objects.order_by("-closes_on", "-pk")
        return Response([showing.need_round(row) for row in rows if can_see_round(self.actor, row)])


class NeedsView(TrainingsView):
    """What organisations need."""

    @extend_schema(
        operation_id="training_needs_list",
        parameters=[
            _COUNTRY,
            OpenApiParameter("kind", str, description="A code of org_type."),
            _TOPIC,
            *PAGES,
        ],
        responses={200: page_of(showing.NEED)},
    )
    def get(self, request: Request, round_id: int) -> Response:
        """The needs of a round in their order, most wanted first; merged ones are left out."""
        found = Round.objects.filter(pk=round_id).first()
        if found is None or not can_see_round(self.actor, found):
            raise NotFound
        lines, following = ranking.ranked(found, self.actor, **said_in(request, NeedFilters))
        return Response(page(request, lines, showing.need, following=following))


class ToolsView(TrainingsView):
    """The library of training tools."""

    @extend_schema(
        operation_id="training_tools_list",
        parameters=[
            OpenApiParameter("q", str, description="Words to look for; all must be found."),
            OpenApiParameter("country", str, description="NL, BE, LU, or benelux."),
            OpenApiParameter("kind", str, enum=MaterialKind.values),
            _LANGUAGE,
            OpenApiParameter("jurisdiction", str, enum=Jurisdiction.values),
            *PAGES,
        ],
        responses={200: page_of(showing.TOOL)},
    )
    def get(self, request: Request) -> Response:
        """Those that the reader may open, the newest first."""
        said: dict[str, Any] = said_in(request, ToolFilters)
        after, size = said.pop("after"), said.pop("size")
        question = library.Question(text=said.pop("q"), **said)
        found = library.page(self.actor, question, after, size=size)
        return Response(page(request, found.rows, showing.tool, following=found.next_after))
