"""Addresses of the machine interface of the trainings: opaque ids only."""

from django.urls import path

from . import nominations, views

_ONE = "trainings/nominations/<uuid:registration_id>"

urlpatterns = [
    path("trainings", views.TrainingsListView.as_view(), name="api-trainings"),
    path("trainings/rounds", views.RoundsView.as_view(), name="api-training-rounds"),
    path(
        "trainings/rounds/<int:round_id>/needs",
        views.NeedsView.as_view(),
        name="api-training-needs",
    ),
    path("trainings/tools", views.ToolsView.as_view(), name="api-training-tools"),
    path(
        "trainings/nominations",
        nominations.NominationsView.as_view(),
        name="api-training-nominations",
    ),
    path(_ONE, nominations.NominationView.as_view(), name="api-training-nomination"),
    path(f"{_ONE}/withdraw", nominations.WithdrawView.as_view(), name="api-training-withdraw"),
    path("trainings/<uuid:training_id>", views.TrainingView.as_view(), name="api-training"),
]
