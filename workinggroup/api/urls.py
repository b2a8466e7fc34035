"""Addresses of the machine interface of the working group."""

from django.urls import path

from . import views

urlpatterns = [
    path("meetings", views.MeetingsView.as_view(), name="api-working-group-meetings"),
    path(
        "meetings/<int:meeting_id>", views.MeetingView.as_view(), name="api-working-group-meeting"
    ),
    path("decisions", views.DecisionsView.as_view(), name="api-working-group-decisions"),
    path("action-points", views.ActionsView.as_view(), name="api-working-group-actions"),
    path(
        "action-points/<int:action_id>/done",
        views.ActionDoneView.as_view(),
        name="api-working-group-action-done",
    ),
    path("practices", views.PracticesView.as_view(), name="api-working-group-practices"),
    path(
        "practices/<int:practice_id>",
        views.PracticeView.as_view(),
        name="api-working-group-practice",
    ),
    path("signals", views.SignalsView.as_view(), name="api-working-group-signals"),
    path("signals/<int:signal_id>", views.SignalView.as_view(), name="api-working-group-signal"),
    path(
        "signals/<int:signal_id>/confirm",
        views.SignalConfirmView.as_view(),
        name="api-working-group-signal-confirm",
    ),
    path("programme", views.ProgrammeView.as_view(), name="api-working-group-programme"),
    path(
        "programme/<slug:programme_item>",
        views.ProgrammeItemView.as_view(),
        name="api-working-group-item",
    ),
    path("tasks", views.TasksView.as_view(), name="api-working-group-tasks"),
]
