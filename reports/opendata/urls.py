"""The pages of open data, under a language."""

from django.urls import path

from reports.opendata import views

app_name = "opendata"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.release, name="release"),
]
