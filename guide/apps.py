from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuideConfig(AppConfig):
    name = "guide"
    verbose_name = _("Guide")

    def ready(self) -> None:
        # After modeltranslation has added its columns: tracked before, an edit of the French text
        # alone would leave no history.
        from guide import history, signals  # noqa: F401
        from guide.countries import register_facts

        register_facts()
