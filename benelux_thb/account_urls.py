"""The part of allauth that invitation-only accounts need: no sign-up, no change of address."""

from allauth.account import views
from django.urls import include, path, re_path

from accounts.recovery import views as recovery
from benelux_thb.sign_in import sign_in

urlpatterns = [
    path("login/", sign_in, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/lost/", recovery.lost_factor, name="account_lost_factor"),
    path("2fa/lost/cancel/", recovery.cancel_lost_factor, name="account_lost_factor_cancel"),
    path("2fa/lost/complete/", recovery.complete_lost_factor, name="account_lost_factor_complete"),
    path("2fa/recoveries/", recovery.recoveries, name="account_recoveries"),
    path("2fa/recoveries/<uuid:recovery_id>/", recovery.recovery, name="account_recovery"),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("accounts.sessions.urls")),
]
