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
    # Columns became rows, and lists got columns and indexes: CHANGELOG says to stop the portal for
    # that upgrade.
    "ignore_name": [
        "0003_identity_by_field",
        "0004_working_together",
        "0007_asking_in_full",
        "0002_officers_page",
        "0011_restriction_and_erasure",
        "0013_webhooks",
        "0014_fingerprints",
        "0008_directory_of_services",
        "0003_editing",
        "0012_country_preparation",
    ],
    "quiet": ["ok", "ignore"],
}
