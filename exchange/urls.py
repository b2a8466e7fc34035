"""Addresses of the directory's files, under a language."""

from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:exchange_id>/", views.exchange_page, name="page"),
    path("<uuid:exchange_id>/write/", views.write, name="write"),
    path("<uuid:exchange_id>/file/", views.exchange_file, name="file"),
]
