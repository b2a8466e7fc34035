"""Addresses of the progress report."""

from django.urls import path, register_converter

from reports import evidence, views


class FileName:
    """A name of letters, digits, dots and hyphens: what the database can look for."""

    regex = r"[A-Za-z0-9][A-Za-z0-9.-]{0,79}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileName, "file_name")
app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("<uuid:report_id>/", views.report_detail, name="detail"),
    path("<uuid:report_id>/progress/", views.report_progress, name="progress"),
    path("<uuid:report_id>/run/", views.report_run_again, name="run_again"),
    path("<uuid:report_id>/share/", views.report_share, name="share"),
    path(
        "<uuid:report_id>/charts/<slug:language>/<slug:key>.svg", views.report_chart, name="chart"
    ),
    path("<uuid:report_id>/files/<file_name:name>", views.report_file, name="file"),
]
