"""Below accounts/: one's own sessions."""

from django.urls import path

from . import views

urlpatterns = [
    path("sessions/", views.session_list, name="session_list"),
    path("sessions/end-all/", views.session_end_all, name="session_end_all"),
    path("sessions/not-me/", views.session_not_me, name="session_not_me"),
    path("sessions/stay/", views.session_stay, name="session_stay"),
    path("sessions/keep/", views.session_keep, name="session_keep"),
    path("sessions/discard/", views.session_discard, name="session_discard"),
    path("sessions/<uuid:session_id>/end/", views.session_end, name="session_end"),
]
