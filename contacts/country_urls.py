"""Addresses of the countries, under those of the directory."""

from django.urls import path

from contacts import country_views as views

urlpatterns = [
    path("", views.country_list, name="countries"),
    path("add/", views.country_add, name="country_add"),
    path("<str:country_code>/", views.country_page, name="country"),
    path("<str:country_code>/change/", views.country_change, name="country_change"),
    path("<str:country_code>/open/", views.country_open, name="country_open"),
    path("<str:country_code>/<slug:part>/add/", views.part_edit, name="country_part_add"),
    path("<str:country_code>/<slug:part>/<int:row_id>/", views.part_edit, name="country_part"),
    path(
        "<str:country_code>/<slug:part>/<int:row_id>/remove/",
        views.part_remove,
        name="country_part_remove",
    ),
]
