"""Addresses below /hsds/v3/. They end without a slash; one is forgiven (ApiSlashMiddleware)."""

from django.urls import path, re_path

from contacts.hsds import views
from contacts.hsds.answers import unknown

app_name = "hsds"
urlpatterns = [
    path("", views.root, name="root"),
    path("openapi.json", views.openapi, name="openapi"),
    path("services", views.services, name="services"),
    path("services/<str:service_id>", views.service, name="service"),
    path("organizations", views.organisations, name="organizations"),
    path("organizations/<str:organisation_id>", views.organisation, name="organization"),
    path("service_at_locations", views.places, name="service_at_locations"),
    path("service_at_locations/<str:place_id>", views.place, name="service_at_location"),
    path("taxonomies", views.taxonomy_list, name="taxonomies"),
    path("taxonomies/<str:taxonomy_id>", views.taxonomy, name="taxonomy"),
    path("taxonomy_terms", views.term_list, name="taxonomy_terms"),
    path("taxonomy_terms/<str:term_id>", views.term, name="taxonomy_term"),
    re_path(r"", unknown),
]
