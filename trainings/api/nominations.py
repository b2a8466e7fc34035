"""Whom the own organisation puts forward: read, put forward, withdraw."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machine.filling import errors_of, object_of, schema_of, take_from
from accounts.machine.lists import ListForm
from accounts.machine.once import once
from accounts.machine.refusals import Conflict, check_match, etag
from accounts.machine.schemas import page_of
from accounts.machine.showing import Shown
from accounts.models import Language, Membership
from contacts.validators import clean_text
from protection.actor import Actor
from protection.audit import record
from trainings import placing
from trainings.life import Seat, Step
from trainings.models import Registration, Training
from trainings.permissions import can_see_registration, is_own_team_lead
from trainings.placing import Person, PlaceRefused, member_as_person
from trainings.views.places import REFUSED

from . import showing
from .base import NOMINATE, PAGES, TrainingsView, for_team_leads, page, said_in

JSON = "application/json"


class NominationFilters(ListForm):
    training = forms.UUIDField(required=False)
    seat = forms.ChoiceField(choices=Seat.choices, required=False)


class NominationForm(forms.Form):
    """Somebody of the own organisation, by the address that names a member or a colleague."""

    training = forms.UUIDField(label=gettext_lazy("Training"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160, validators=[clean_text])
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)


class NominationsView(TrainingsView):
    """Whom the organisation puts forward."""

    scopes = {"read": NOMINATE, "write": NOMINATE}

    @extend_schema(
        operation_id="training_nominations_list",
        parameters=[
            OpenApiParameter("training", str, description="The id of a training."),
            OpenApiParameter("seat", str, enum=Seat.values),
            *PAGES,
        ],
        responses={200: page_of(showing.NOMINATION)},
    )
    def get(self, request: Request) -> Response:
        """Those of the own organisation, the newest first. Reading names leaves a trace."""
        said = said_in(request, NominationFilters)
        with for_team_leads(request) as actor:
            return Response(_listed(request, actor, said))

    @extend_schema(
        operation_id="training_nominations_create",
        request={JSON: schema_of(NominationForm)},
        responses={201: showing.NOMINATION},
    )
    @once
    def post(self, request: Request) -> Response:
        """Put somebody forward: with a place, in line, or waiting for who approves."""
        form = NominationForm()
        form = NominationForm(take_from(object_of(request.data), form))
        if not form.is_valid():
            raise ValidationError(errors_of(form))
        said = form.cleaned_data
        with for_team_leads(request) as actor:
            if not Training.objects.visible_to(actor).filter(pk=said["training"]).exists():
                raise ValidationError({"training": [_("There is no such training.")]})
            try:
                made = placing.nominate(said["training"], _person(said, actor), now=timezone.now())
            except PlaceRefused as refused:
                raise Conflict(str(REFUSED[refused.code])) from None
            except PermissionError:
                raise PermissionDenied(_("Team leads put colleagues forward.")) from None
        return _told(made, status=201)


class NominationView(TrainingsView):
    """One of them."""

    scopes = {"read": NOMINATE}

    @extend_schema(operation_id="training_nominations_read", responses={200: showing.NOMINATION})
    def get(self, request: Request, registration_id: UUID) -> Response:
        """Where somebody stands, with the ETag for a withdrawal."""
        with for_team_leads(request) as actor:
            found = _found(actor, registration_id)
            _read(actor, [found])
        return _told(found)


class WithdrawView(TrainingsView):
    """Somebody does not come."""

    scopes = {"write": NOMINATE}

    @extend_schema(
        operation_id="training_nominations_withdraw",
        request=None,
        responses={200: showing.NOMINATION},
    )
    @once
    def post(self, request: Request, registration_id: UUID) -> Response:
        """A place goes to the next in line at once, who is told."""
        with for_team_leads(request) as actor:
            found = _found(actor, registration_id)
            placing.lock(found.training_id)
            found.refresh_from_db(fields=["seat"])
            check_match(request, showing.version_of(found))
            try:
                found = placing.take_step(found.pk, Step.WITHDRAW, now=timezone.now())
            except PlaceRefused:
                raise Conflict(_("This place can no longer be given up.")) from None
            except PermissionError:
                raise PermissionDenied(_("Team leads put colleagues forward.")) from None
        return _told(found)


def _of(actor: Actor) -> "QuerySet[Registration]":
    """Those of the organisation whom this reader may see (permissions.can_see_registration)."""
    found = Registration.objects.filter(organisation_id=actor.organisation_id)
    if not is_own_team_lead(actor, Registration(organisation_id=actor.organisation_id)):
        found = found.filter(user_id=actor.user_id)
    return found.select_related("training")


def _found(actor: Actor, registration_id: UUID) -> Registration:
    found = _of(actor).filter(pk=registration_id).first()
    if found is None or not can_see_registration(actor, found):
        raise NotFound
    return found


def _person(said: dict[str, Any], actor: Actor) -> Person:
    """A member is put forward as such, whatever name was sent; somebody else by name."""
    member = (
        Membership.objects.in_force()
        .filter(organisation_id=actor.organisation_id, user__email__iexact=said["email"])
        .select_related("user")
        .first()
    )
    if member is not None:
        return member_as_person(member)
    return Person(None, said["name"], said["email"], said["language"])


def _listed(request: Request, actor: Actor, said: dict[str, Any]) -> Shown:
    rows, after, size = _of(actor), said["after"], said["size"]
    if said["training"]:
        rows = rows.filter(training=said["training"])
    if said["seat"]:
        rows = rows.filter(seat=said["seat"])
    if after:
        moment, _sign, key = after.partition("_")
        at = parse_datetime(moment)
        rows = (
            rows.filter(Q(registered_at__lt=at) | Q(registered_at=at, pk__lt=key)) if at else rows
        )
    found = list(rows.order_by("-registered_at", "-pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    _read(actor, found)
    following = f"{found[-1].registered_at.isoformat()}_{found[-1].pk}" if more else ""
    return page(request, found, showing.nomination, following=following)


def _read(actor: Actor, rows: list[Registration]) -> None:
    others = [row for row in rows if row.user_id != actor.user_id]
    for training_id in sorted({str(row.training_id) for row in others}):
        number = sum(str(row.training_id) == training_id for row in others)
        record(
            "training_people_viewed",
            subject="training",
            subject_id=training_id,
            detail={"people": str(number)},
        )


def _told(row: Registration, *, status: int = 200) -> Response:
    headers = {"ETag": etag(showing.version_of(row))}
    if status == 201:
        headers["Location"] = reverse("api-training-nomination", args=[row.pk])
    return Response(showing.nomination(row), status=status, headers=headers)
