"""Addresses of the machine interface: opaque ids only."""

from django.urls import path

from .changing import STEP_VIEWS, SplitView
from .files import FilesView, FileView
from .moves import CALLS
from .talking import MessagesView, NotesView
from .views import IdentityView, ReferralsView, ReferralView

ONE = "referrals/<uuid:referral_id>"
REQUEST = f"{ONE}/requests/<uuid:request_id>"

urlpatterns = [
    path("referrals", ReferralsView.as_view(), name="api-referrals"),
    path(ONE, ReferralView.as_view(), name="api-referral"),
    path(f"{ONE}/identity", IdentityView.as_view(), name="api-identity"),
    path(f"{ONE}/files", FilesView.as_view(), name="api-files"),
    path(f"{ONE}/files/<uuid:attachment_id>", FileView.as_view(), name="api-file"),
    path(f"{ONE}/notes", NotesView.as_view(), name="api-notes"),
    path(f"{ONE}/split", SplitView.as_view(), name="api-split"),
    path(f"{REQUEST}/messages", MessagesView.as_view(), name="api-messages"),
    *(path(f"{ONE}/{slug}", view, name=f"api-{slug}") for slug, view in STEP_VIEWS.items()),
    *(
        path(f"{REQUEST if call.on_request else ONE}/{call.at}", call.view(), name=call.name)
        for call in CALLS
    ),
]
