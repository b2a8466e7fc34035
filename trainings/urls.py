"""Addresses of the trainings, under a language."""

from django.urls import path

from trainings.views import lists

app_name = "trainings"
urlpatterns = [
    path("", lists.training_list, name="list"),
]
