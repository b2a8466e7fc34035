"""The directory in the admin site: to read. It is changed on its own pages and by its files, the
rules of the countries by proposals that a contact point decides on."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from contacts.models import (
    Code,
    Country,
    CountryNotice,
    CountryRule,
    DutyShift,
    NationalContactPoint,
    Network,
    OpeningHours,
    Organisation,
    Partnership,
    PlacingRule,
)


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """For staff to look at. A save here would pass by contacts.services, so there is none."""

    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Country)
class CountryAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "emergency_number", "police_number", "in_portal")


@admin.register(Code)
class CodeAdmin(ReadOnlyAdmin):
    list_display = ("list_id", "code", "name_nl", "name_fr", "name_en", "active")
    list_filter = ("list",)


@admin.register(CountryRule)
class CountryRuleAdmin(ReadOnlyAdmin):
    list_display = ("country", "kind", "value", "unit", "length_is", "valid_from", "to_confirm")
    list_select_related = ("country",)


@admin.register(CountryNotice)
class CountryNoticeAdmin(ReadOnlyAdmin):
    list_display = ("key", "topic", "country", "for_minors", "valid_from", "active")
    list_select_related = ("country",)
    list_filter = ("topic",)


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "country", "phone", "verified_at", "active")
    list_filter = ("country", "active")
    list_select_related = ("country",)
    search_fields = ("slug", "sort_key")
    ordering = ("sort_key", "id")
    exclude = ("search_vector", "sort_key")


@admin.register(NationalContactPoint)
class NationalContactPointAdmin(ReadOnlyAdmin):
    list_display = ("country", "order", "organisation")
    list_select_related = ("country", "organisation")


@admin.register(Network)
class NetworkAdmin(ReadOnlyAdmin):
    list_display = ("name", "slug", "active")


@admin.register(Partnership)
class PartnershipAdmin(ReadOnlyAdmin):
    list_display = ("organisation", "partner", "since", "until")
    list_select_related = ("organisation", "partner")


@admin.register(OpeningHours)
class OpeningHoursAdmin(ReadOnlyAdmin):
    list_display = ("contact_point", "weekday", "opens", "closes", "on_holidays")
    list_select_related = ("contact_point",)


@admin.register(DutyShift)
class DutyShiftAdmin(ReadOnlyAdmin):
    list_display = ("country", "organisation", "deputy", "weekdays", "starts_at", "ends_at")
    list_select_related = ("country", "organisation")


@admin.register(PlacingRule)
class PlacingRuleAdmin(ReadOnlyAdmin):
    list_display = ("country", "kind", "through", "active")
    list_select_related = ("country", "through")
