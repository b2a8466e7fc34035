"""Addresses of the directory, under a language."""

from django.urls import path

from contacts import views

app_name = "contacts"
urlpatterns = [
    path("", views.organisation_list, name="list"),
    path("<slug:slug>/", views.organisation_detail, name="detail"),
    path("<slug:slug>/edit/", views.organisation_edit, name="edit"),
]
