"""Addresses of notices and of the demonstration's mailbox, under a language."""

from django.urls import path, re_path

from . import views

app_name = "notifications"
urlpatterns = [
    path("notices/", views.notice_list, name="list"),
    path("notices/read/", views.notice_read, name="read"),
    path("notices/choices/", views.preferences, name="preferences"),
    path("mailbox/", views.mailbox_list, name="mailbox"),
    re_path(r"^mailbox/(?P<name>[0-9]+-[0-9a-f]+)/$", views.mailbox_detail, name="mail"),
]
