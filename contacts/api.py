"""The directory for machines: `/api/v1/contacts`, for whoever is signed in.

Labels are in the language of the request (Accept-Language: nl, fr or en) and stand beside their
codes. The list is paged by cursor and takes the same questions and filters as the page.
"""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from contacts import selectors
from contacts.api_parts import (
    CodedField,
    CodedListField,
    ContactPointSerializer,
    MembershipSerializer,
    PartnershipSerializer,
    ServiceSerializer,
    with_all_parts,
)
from contacts.criteria import Criteria
from contacts.forms import DirectorySearch
from contacts.models import Organisation


class OrganisationRowSerializer(serializers.ModelSerializer[Organisation]):
    """An organisation as the list gives it."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    kind = CodedField("org_type")
    country = serializers.CharField(source="country_id", allow_null=True, read_only=True)
    regions = CodedListField("region", source="region_codes")
    languages = CodedListField("language")
    needs = CodedListField("need")
    target_groups = CodedListField("target_group")
    unverified = CodedListField("unverified_field", source="unverified_fields")
    is_contact_point = serializers.BooleanField(read_only=True)

    class Meta:
        model = Organisation
        fields = (
            "id", "slug", "name", "kind", "country", "region", "regions", "national_scope",
            "phone", "email", "website", "languages", "needs", "target_groups", "is_contact_point",
            "unverified", "verified_at",
        )  # fmt: skip


class OrganisationSerializer(OrganisationRowSerializer):
    """An organisation with all that its page shows."""

    roles = serializers.SerializerMethodField()
    contact_points = ContactPointSerializer(many=True, read_only=True)
    services = ServiceSerializer(many=True, read_only=True)
    networks = MembershipSerializer(source="network_memberships", many=True, read_only=True)
    partnerships = PartnershipSerializer(many=True, read_only=True)
    partnered_by = PartnershipSerializer(many=True, read_only=True)
    verified_by = serializers.SerializerMethodField()

    class Meta:
        model = Organisation
        fields = (
            *OrganisationRowSerializer.Meta.fields,
            "address", "secret_location", "roles", "notes", "contact_points", "services",
            "networks", "partnerships", "partnered_by", "verified_by", "source_url",
            "source_read_at",
        )  # fmt: skip

    def get_roles(self, organisation: Organisation) -> list[str]:
        return [line for line in organisation.roles.splitlines() if line]

    def get_verified_by(self, organisation: Organisation) -> str:
        """Who confirmed the entry; empty when nobody of a name did."""
        by = organisation.verified_by
        return str(by.get_full_name()) if by else ""


class ByName(CursorPagination):
    """Pages by name, that stay true while rows come and go."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "pageSize"
    ordering = ("sort_key_en", "id")

    def decode_cursor(self, request: Request) -> Cursor | None:
        cursor: Cursor | None = super().decode_cursor(request)
        if cursor and "\x00" in str(cursor.position):  # the database would raise
            raise NotFound(self.invalid_cursor_message)
        return cursor


_PARAMETERS = [
    OpenApiParameter("q", str, description="Words to look for; all must be found."),
    OpenApiParameter("country", str, description="A country of the portal: NL, BE, LU."),
    OpenApiParameter("kind", str, description="A code of org_type."),
    OpenApiParameter("need", str, description="A code of need."),
    OpenApiParameter("targetGroup", str, description="A code of target_group."),
    OpenApiParameter("language", str, description="A code of language."),
    OpenApiParameter("region", str, description="A code of region: where somebody helps."),
    OpenApiParameter("openNow", bool, description="Only who answers the phone now."),
    OpenApiParameter("places", bool, description="Only who said lately that there is room."),
    OpenApiParameter("contactPoint", bool, description="National contact points only."),
    OpenApiParameter("pageSize", int, description="How many on a page: 50, at most 200."),
]


# The names of the page's form as the addresses of programs write them (API Design Rules).
_NAMES = {
    "targetGroup": "target_group",
    "contactPoint": "contact_point",
    "openNow": "open_now",
}
_NAMES_ASKED = {name: asked for asked, name in _NAMES.items()}


class OrganisationViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet[Organisation]):
    """Organisations of the directory, read only."""

    scopes = {"read": "contacts:read"}
    pagination_class = ByName
    lookup_field = "public_id"
    queryset = Organisation.objects.none()  # names the model for the description

    def get_serializer_class(self) -> type[OrganisationRowSerializer]:
        return OrganisationSerializer if self.action == "retrieve" else OrganisationRowSerializer

    def get_queryset(self) -> "QuerySet[Organisation]":
        if self.action == "retrieve":
            return with_all_parts(selectors.with_contact_point(selectors.directory(Criteria())))
        asked = self.request.query_params.dict()
        form = DirectorySearch({_NAMES.get(name, name): said for name, said in asked.items()})
        if not form.is_valid():
            raise ValidationError(
                {
                    _NAMES_ASKED.get(name, name): [str(error) for error in errors]
                    for name, errors in form.errors.items()
                }
            )
        return selectors.with_contact_point(selectors.directory(form.criteria()))

    @extend_schema(parameters=_PARAMETERS, operation_id="contacts_list")
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Organisations that meet the question and the filters, by name."""
        return super().list(request, *args, **kwargs)
