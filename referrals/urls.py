"""Addresses of referrals: opaque ids only, nothing that speaks of a person."""

from django.urls import path

from .views import (
    case,
    consent,
    correcting,
    duty,
    files,
    filing,
    filters,
    lists,
    moves,
    teamwork,
    triage,
)

app_name = "referrals"
urlpatterns = [
    path("", lists.received, name="list"),
    path("sent/", lists.sent, name="sent"),
    path("drafts/", lists.drafts, name="drafts"),
    path("new/", filing.create, name="create"),
    path("<uuid:referral_id>/draft/", filing.draft, name="draft"),
    path("<uuid:referral_id>/step/<slug:slug>/", filing.step, name="step"),
    path("<uuid:referral_id>/check/", filing.check, name="check"),
    path("<uuid:referral_id>/send/", filing.send, name="send"),
    path("<uuid:referral_id>/delete/", filing.delete_draft, name="delete_draft"),
    path("<uuid:referral_id>/confirmation/", filing.sent_confirmation, name="sent_confirmation"),
    path("triage/", triage.triage, name="triage"),
    path("duty/", duty.rota, name="duty"),
    path("duty/<int:shift_id>/delete/", duty.delete_shift, name="delete_shift"),
    path("filters/<slug:list_name>/", filters.save_filter, name="save_filter"),
    path("filters/<uuid:filter_id>/forget/", filters.forget_filter, name="forget_filter"),
    path("absences/", teamwork.absences, name="absences"),
    path("absences/<uuid:absence_id>/end/", teamwork.end_absence, name="end_absence"),
    path("<uuid:referral_id>/claim/", teamwork.claim, name="claim"),
    path("<uuid:referral_id>/unclaim/", teamwork.unclaim, name="unclaim"),
    path("<uuid:referral_id>/assign/", teamwork.assign, name="assign"),
    path("<uuid:referral_id>/note/", teamwork.note, name="note"),
    path("<uuid:referral_id>/", case.detail, name="detail"),
    path("<uuid:referral_id>/files/", files.files, name="files"),
    path("<uuid:referral_id>/files/<uuid:attachment_id>/", files.file, name="file"),
    path("<uuid:referral_id>/files/<uuid:attachment_id>/delete/", files.delete, name="delete_file"),
    path("<uuid:referral_id>/consent/", consent.consent, name="consent"),
    path("<uuid:referral_id>/fill-in/<slug:slug>/", correcting.correct, name="correct"),
    path("<uuid:referral_id>/identity/", case.identity, name="identity"),
    path("<uuid:referral_id>/identity/edit/", case.edit_identity, name="edit_identity"),
    path(
        "<uuid:referral_id>/requests/<uuid:request_id>/<slug:slug>/",
        moves.move,
        name="request_move",
    ),
    path("<uuid:referral_id>/moves/<slug:slug>/", moves.move, name="move"),
]
