"""All addresses. Pages live under a language; machine interfaces do not."""

from allauth.account.decorators import secure_admin_login
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from accounts import single_sign_on
from benelux_thb import views
from referrals.views import calendar
from trainings.views import calendar as training_calendar

# The admin's own sign-in knows no second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = _("Benelux portal")
admin.site.index_title = _("Administration")

urlpatterns = [
    path("", views.root, name="root"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("favicon.ico", views.favicon),
    path("admin/", admin.site.urls),
    # One address for a provider to send people back to, whatever their language.
    path("accounts/oidc/<slug:provider_id>/", single_sign_on.begin, name="openid_connect_login"),
    path(
        "accounts/oidc/<slug:provider_id>/callback/",
        openid_connect.callback,
        name="openid_connect_callback",
    ),
    # A calendar program follows it without a language or a session.
    path("calendar/<str:token>.ics", calendar.feed, name="calendar_feed"),
    path("calendar/trainings/<str:token>.ics", training_calendar.feed, name="training_feed"),
    path("api/v1/", include("benelux_thb.api")),
    path("hsds/v3/", include("contacts.hsds.urls")),
    path("data/", include("reports.opendata.data_urls")),
]
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("about/", views.about, name="public_about"),
    path("help/", views.help_page, name="public_help"),
    path("contact/", views.contact, name="public_contact"),
    path("privacy/", views.privacy, name="public_privacy"),
    path("accessibility/", views.accessibility, name="public_accessibility"),
    path("gallery/", views.gallery, name="gallery"),
    path("accounts/", include("benelux_thb.account_urls")),
    path("accounts/", include("accounts.urls")),
    path("members/", include("accounts.member_urls")),
    # Before the directory, whose organisations have a short name at the same place.
    path("contacts/exchange/", include("exchange.urls")),
    path("contacts/", include("contacts.urls")),
    path("guide/", include("guide.urls")),
    path("data/", include("reports.opendata.urls")),
    path("trainings/", include("trainings.urls")),
    path("working-group/", include("workinggroup.urls")),
    path("reports/", include("reports.urls")),
    path("monitoring/", include("reports.monitoring.urls")),
    path("referrals/", include("referrals.urls")),
    path("rights/", include("rights.urls")),
    path("", include("notifications.urls")),
)

handler400 = "benelux_thb.errors.bad_request"
handler403 = "benelux_thb.errors.permission_denied"
handler404 = "benelux_thb.errors.not_found"
handler429 = "benelux_thb.errors.too_many_requests"
handler500 = "benelux_thb.errors.server_error"
