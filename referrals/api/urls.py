"""Addresses of the machine interface: opaque ids only."""

from django.urls import path

from . import moves
from .files import FilesView, FileView
from .views import IdentityView, ReferralsView, ReferralView

ONE = "referrals/<uuid:referral_id>"
REQUEST = f"{ONE}/requests/<uuid:request_id>"

urlpatterns = [
    path("referrals", ReferralsView.as_view(), name="api-referrals"),
    path(ONE, ReferralView.as_view(), name="api-referral"),
    path(f"{ONE}/identity", IdentityView.as_view(), name="api-identity"),
    path(f"{ONE}/files", FilesView.as_view(), name="api-files"),
    path(f"{ONE}/files/<uuid:attachment_id>", FileView.as_view(), name="api-file"),
    path(f"{ONE}/withdraw", moves.withdraw, name="api-withdraw"),
    path(f"{ONE}/hand-over", moves.hand_over, name="api-hand-over"),
    path(f"{ONE}/close", moves.close, name="api-close"),
    path(f"{REQUEST}/answer", moves.answer, name="api-answer"),
    path(f"{REQUEST}/questions", moves.ask, name="api-ask"),
    path(f"{REQUEST}/answer-question", moves.answer_question, name="api-answer-question"),
    path(f"{REQUEST}/choose", moves.choose, name="api-choose"),
]
