from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "contacts"
    verbose_name = _("Directory")

    def ready(self) -> None:
        # After modeltranslation has added its columns (it stands first in INSTALLED_APPS):
        # tracked before, an edit of the French text alone would leave no history.
        from contacts import history, signals  # noqa: F401
        from contacts.country_forms import register_parts

        register_parts()
