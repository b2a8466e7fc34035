"""Addresses of referrals: opaque ids only, nothing that speaks of a person."""

from django.urls import path

from .views import case, lists, moves

app_name = "referrals"
urlpatterns = [
    path("", lists.received, name="list"),
    path("sent/", lists.sent, name="sent"),
    path("drafts/", lists.drafts, name="drafts"),
    path("<uuid:referral_id>/", case.detail, name="detail"),
    path("<uuid:referral_id>/identity/", case.identity, name="identity"),
    path(
        "<uuid:referral_id>/requests/<uuid:request_id>/<slug:slug>/",
        moves.move,
        name="request_move",
    ),
    path("<uuid:referral_id>/moves/<slug:slug>/", moves.move, name="move"),
]
