from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from . import (  # noqa: F401 - heard from the start
            entries,
            links,
            middleware,
            note_notices,
            search_notices,
        )
        from .second_factor import listen
        from .sessions import devices, ending, services  # noqa: F401 - so do these

        listen()
