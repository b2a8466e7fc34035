"""Addresses of one's own account that are not allauth's, under a language."""

from django.urls import path, re_path

from accounts.views import invitation, profile

app_name = "account"
LINK = "(?P<token>[A-Za-z0-9_-]{43})"
urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("profile/address/", profile.address, name="address"),
    path("profile/address/cancel/", profile.address_cancel, name="address_cancel"),
    path("profile/address/confirm/", profile.address_confirm, name="address_confirm"),
    re_path(rf"^profile/address/{LINK}/$", profile.address_link, name="address_link"),
    path("membership/", profile.membership, name="membership"),
    path("invitation/", invitation.invitation, name="invitation"),
    path("invitation/join/", invitation.join, name="invitation_join"),
    re_path(rf"^invitation/{LINK}/$", invitation.invitation_link, name="invitation_link"),
]
