"""The parts of an organisation as `/api/v1/contacts/{id}` gives them."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from contacts import capacity, codes
from contacts.models import (
    Capacity,
    ContactPoint,
    NetworkMember,
    OpeningHours,
    Organisation,
    Partnership,
    Service,
)

_CODED = {
    "type": "object",
    "properties": {"code": {"type": "string"}, "label": {"type": "string"}},
    "required": ["code", "label"],
}


@extend_schema_field(_CODED)
class CodedField(serializers.CharField):
    """A code with its label: `{"code": "police", "label": "Politie"}`."""

    def __init__(self, list_code: str, **kwargs: Any) -> None:
        self.list_code = list_code
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: str) -> Any:
        if not value:
            return None
        return {"code": value, "label": codes.label(self.list_code, value)}


@extend_schema_field({"type": "array", "items": _CODED})
class CodedListField(serializers.ListField):
    """Several codes with their labels."""

    def __init__(self, list_code: str, **kwargs: Any) -> None:
        self.list_code = list_code
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, data: list[str]) -> list[Any]:
        return [{"code": code, "label": codes.label(self.list_code, code)} for code in data]


class HoursSerializer(serializers.ModelSerializer[OpeningHours]):
    """One weekday's hours (1 is Monday), local time; 00:00 to 00:00 is day and night."""

    languages = CodedListField("language")

    class Meta:
        model = OpeningHours
        fields = ("weekday", "opens", "closes", "on_holidays", "languages")


class ContactPointSerializer(serializers.ModelSerializer[ContactPoint]):
    """A function to reach; `deputy` is whom to try when it does not answer."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    opening_hours = HoursSerializer(many=True, read_only=True)
    languages = CodedListField("language")
    deputy = serializers.UUIDField(source="deputy.public_id", allow_null=True, read_only=True)
    unverified = CodedListField("unverified_field", source="unverified_fields")

    class Meta:
        model = ContactPoint
        fields = (
            "id", "function", "phone", "email", "hours", "opening_hours", "languages", "deputy",
            "email_bounced_at", "unverified",
        )  # fmt: skip


class RoomSerializer(serializers.Serializer[Capacity]):
    """What a service said of its room for a group (null: for everybody), while it holds."""

    target_group = CodedField("target_group", allow_null=True)
    state = serializers.ChoiceField(choices=["yes", "on_request", "no"], read_only=True)
    places_free = serializers.IntegerField(allow_null=True, read_only=True)
    said_at = serializers.DateTimeField(source="updated_at", read_only=True)


class ServiceSerializer(serializers.ModelSerializer[Service]):
    """A service; an empty `coverage` is the whole country, empty `languages` the organisation's.

    `capacity` has what is known now: nothing there says that it is not known.
    """

    id = serializers.UUIDField(source="public_id", read_only=True)
    needs = CodedListField("need")
    target_groups = CodedListField("target_group")
    languages = CodedListField("language")
    accessibility = CodedListField("accessibility_need")
    coverage = CodedListField("region")
    capacity = RoomSerializer(source="rooms_now", many=True, read_only=True)

    class Meta:
        model = Service
        fields = (
            "id", "name", "needs", "target_groups", "conditions", "languages", "accessibility",
            "coverage", "capacity",
        )  # fmt: skip


class MembershipSerializer(serializers.ModelSerializer[NetworkMember]):
    """A network that the organisation is in."""

    slug = serializers.CharField(source="network.slug", read_only=True)
    name = serializers.CharField(source="network.name", read_only=True)

    class Meta:
        model = NetworkMember
        fields = ("slug", "name")


class _Side(serializers.ModelSerializer[Organisation]):
    id = serializers.UUIDField(source="public_id", read_only=True)

    class Meta:
        model = Organisation
        fields = ("id", "name")


class PartnershipSerializer(serializers.ModelSerializer[Partnership]):
    """An agreement that `organisation` recorded with `partner`; `until` null: it goes on."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    organisation = _Side(read_only=True)
    partner = _Side(read_only=True)
    service = serializers.UUIDField(source="service.public_id", allow_null=True, read_only=True)
    partner_service = serializers.UUIDField(
        source="partner_service.public_id", allow_null=True, read_only=True
    )

    class Meta:
        model = Partnership
        fields = (
            "id", "organisation", "service", "partner", "partner_service", "purpose", "since",
            "until", "document",
        )  # fmt: skip


def with_all_parts(found: "QuerySet[Organisation]") -> "QuerySet[Organisation]":
    """With all that the serializers read, in a fixed number of queries."""
    sides = Partnership.objects.select_related(
        "organisation", "partner", "service", "partner_service"
    ).order_by("-since", "pk")
    points = ContactPoint.objects.select_related("deputy").prefetch_related("opening_hours")
    members = NetworkMember.objects.filter(network__active=True).select_related("network")
    return found.select_related("verified_by").prefetch_related(
        Prefetch("contact_points", points.order_by("order", "pk")),
        Prefetch("services", _services(timezone.now())),
        Prefetch("network_memberships", members.order_by("network__order", "pk")),
        Prefetch("partnerships", sides),
        Prefetch("partnered_by", sides),
    )


def _services(now: datetime) -> "QuerySet[Service]":
    rooms = Prefetch("capacities", capacity.in_force(now), to_attr="rooms_now")
    return Service.objects.filter(active=True).prefetch_related(rooms).order_by("order", "pk")
