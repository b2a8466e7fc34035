"""Addresses of data protection work: opaque ids only."""

from django.urls import path

from .views import breaches, requests, trail

app_name = "rights"
urlpatterns = [
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.receive, name="receive"),
    path("requests/<uuid:person_request_id>/", requests.one, name="request"),
    path("requests/<uuid:person_request_id>/export/", requests.export, name="export"),
    path("requests/<uuid:person_request_id>/<slug:step>/", requests.take_step, name="step"),
    path("breaches/", breaches.breaches, name="breaches"),
    path("breaches/new/", breaches.report, name="report_breach"),
    path("breaches/register.csv", breaches.register, name="register"),
    path("breaches/<uuid:breach_id>/", breaches.one, name="breach"),
    path("breaches/<uuid:breach_id>/change/", breaches.change, name="change_breach"),
    path("breaches/<uuid:breach_id>/close/", breaches.close, name="close_breach"),
    path("breaches/<uuid:breach_id>/sheet.pdf", breaches.sheet, name="breach_sheet"),
    path("audit/", trail.audit, name="audit"),
    path("audit/export.csv", trail.export, name="audit_export"),
]
