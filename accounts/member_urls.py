"""Addresses of the members' pages, under a language."""

from django.urls import path

from accounts.views import members, programs

app_name = "members"
urlpatterns = [
    path("", members.organisation_list, name="list"),
    path("of/<slug:slug>/", members.of_organisation, name="of_organisation"),
    path("of/<slug:slug>/invite/", members.invite, name="invite"),
    path(
        "invitations/<uuid:invitation_id>/send/",
        members.invitation_act,
        {"act": "send"},
        name="invitation_send",
    ),
    path(
        "invitations/<uuid:invitation_id>/withdraw/",
        members.invitation_act,
        {"act": "withdraw"},
        name="invitation_withdraw",
    ),
    path("of/<slug:slug>/programs/", programs.service_accounts, name="service_accounts"),
    path("programs/<uuid:account_id>/token/", programs.new_token, name="new_token"),
    path("programs/<uuid:account_id>/end/", programs.end, name="end_service_account"),
    path("tokens/<uuid:token_id>/revoke/", programs.revoke, name="revoke_token"),
    path("<int:membership_id>/role/", members.change_role, name="role"),
    path("<int:membership_id>/leave/", members.leave, name="leave"),
    path("<int:membership_id>/return/", members.bring_back, name="return"),
    path("<int:membership_id>/confirm/", members.confirm, name="confirm"),
]
