"""Addresses below /data/ without a language: for programs and citations, for good."""

from django.urls import path

from reports import converters
from reports.opendata import views

converters.register()
app_name = "data"
ONE = "releases/<slug:slug>/"
urlpatterns = [
    path("", views.to_index, name="index"),
    path("catalogue.ttl", views.catalogue, name="catalogue"),
    path(ONE, views.to_release, name="release"),
    path(f"{ONE}<file_name:name>", views.file, name="file"),
]
