from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingsConfig(AppConfig):
    name = "trainings"
    verbose_name = _("Trainings")

    def ready(self) -> None:
        """Make known the calendars of mails, and the tasks that stand beside their subject."""
        from trainings import aftercare_tasks  # noqa: F401 - models are ready only now
        from trainings.calendars import mailing  # noqa: F401
        from trainings.certificates import tasks as of_certificates  # noqa: F401
        from trainings.materials import tasks as of_materials  # noqa: F401
