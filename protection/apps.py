from django.apps import AppConfig
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _


class ProtectionConfig(AppConfig):
    name = "protection"
    verbose_name = _("protection")

    def ready(self) -> None:
        from .grants import grant_default_privileges  # models are ready only now

        pre_migrate.connect(grant_default_privileges, sender=self)
