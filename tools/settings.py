"""The production settings plus the tool that reviews migrations."""

from benelux_thb.settings.production import *  # noqa: F403
from benelux_thb.settings.production import BASE_DIR
from benelux_thb.settings.production import INSTALLED_APPS as PORTAL_APPS

INSTALLED_APPS = [*PORTAL_APPS, "django_migration_linter"]
MIGRATION_LINTER_OPTIONS = {
    "include_apps": [name for name in PORTAL_APPS if (BASE_DIR / name).is_dir()],
    "database": "owner",
    "no_cache": True,
    "ignore_initial_migrations": True,  # they make their tables, so there is nothing to lock
    "warnings_as_errors": [],  # an empty list means all of them
    # Its table is new with the first release.
    "ignore_name": ["0002_officers_page"],
    "quiet": ["ok", "ignore"],
}
