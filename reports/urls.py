"""Addresses of the progress report."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("<uuid:report_id>/", views.report_detail, name="detail"),
    path("<uuid:report_id>/progress/", views.report_progress, name="progress"),
    path("<uuid:report_id>/run/", views.report_run_again, name="run_again"),
    path("<uuid:report_id>/share/", views.report_share, name="share"),
    path("<uuid:report_id>/charts/<str:language>/<str:key>.svg", views.report_chart, name="chart"),
    path("<uuid:report_id>/files/<str:name>", views.report_file, name="file"),
]
