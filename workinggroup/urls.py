"""Addresses of the working group, under a language."""

from django.urls import include, path

from workinggroup.views import bodies, procedures

app_name = "workinggroup"
urlpatterns = [
    path("", bodies.home, name="home"),
    path("bodies/<slug:body>/", bodies.body_page, name="body"),
    path("bodies/<slug:body>/rules/", bodies.rules, name="rules"),
    path("bodies/<slug:body>/seats/add/", bodies.seat_add, name="seat_add"),
    path("seats/<int:seat_id>/end/", bodies.seat_end, name="seat_end"),
    path("procedures/", procedures.procedure_list, name="procedures"),
    path("procedures/open/", procedures.procedure_open, name="procedure_open"),
    path("procedures/<uuid:procedure_id>/", procedures.procedure_page, name="procedure"),
    path("", include("workinggroup.practice_urls")),
]
