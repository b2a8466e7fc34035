from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("referrals")

    def ready(self) -> None:
        from .services import leaving  # noqa: F401 - registers what accounts hands over
