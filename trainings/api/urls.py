"""Addresses of the machine interface of the trainings: opaque ids only."""

from django.urls import path

from . import nominations, views

_ONE = "nominations/<uuid:registration_id>"

urlpatterns = [
    path("", views.TrainingsListView.as_view(), name="api-trainings"),
    path("/rounds", views.RoundsView.as_view(), name="api-training-rounds"),
    path("/rounds/<int:round_id>/needs", views.NeedsView.as_view(), name="api-training-needs"),
    path("/tools", views.ToolsView.as_view(), name="api-training-tools"),
    path("/nominations", nominations.NominationsView.as_view(), name="api-training-nominations"),
    path(f"/{_ONE}", nominations.NominationView.as_view(), name="api-training-nomination"),
    path(f"/{_ONE}/withdraw", nominations.WithdrawView.as_view(), name="api-training-withdraw"),
    path("/<uuid:training_id>", views.TrainingView.as_view(), name="api-training"),
]
