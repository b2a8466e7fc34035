"""WSGI entry point; refuses to serve on an unsafe database (benelux_thb.guard)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benelux_thb.settings.local")

application = get_wsgi_application()

from .guard import refuse_unsafe_start  # noqa: E402 (the settings are read only now)

refuse_unsafe_start()
