"""A throwaway PostgreSQL and a production configuration for one `manage.py` command.

    python -m tools.scratch check --deploy

The check of migrations and of the deployment look at the real engine, roles and settings, and
leave nothing behind.
"""

import base64
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent


def production_variables(database_host: str) -> dict[str, str]:
    """A complete production configuration with fresh secrets, for `database_host`."""

    def key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    passwords = {
        f"PORTAL_DATABASE_PASSWORD_{alias}": "trusted-on-this-socket"
        for alias in ("DEFAULT", "OWNER", "SYSTEM", "STATISTICS")
    }
    return passwords | {
        "DJANGO_SETTINGS_MODULE": "tools.settings",
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(64),
        "PORTAL_KEY_ENCRYPTION_KEYS": json.dumps({"1": key()}),
        "PORTAL_AUDIT_SEAL_KEY": key(),
        "PORTAL_BLIND_INDEX_KEY": key(),
        "PORTAL_RECEIPT_SIGNING_KEYS": json.dumps({"1": key()}),
        "PORTAL_AUDIT_WITNESS_PATH": os.devnull,
        "PORTAL_BASE_URL": "https://portal.test",
        "PORTAL_DATABASE_HOST": database_host,
        "PORTAL_BROKER_URL": "redis://localhost:6379/0",
        "PORTAL_EMAIL_HOST": "localhost",
        "PORTAL_EMAIL_FROM": "portal@portal.test",
        "PORTAL_ALARM_EMAIL": "operator@portal.test",
    }


@contextmanager
def scratch_database() -> Iterator[Path]:
    """An empty database with the portal's roles; yields the folder of its socket."""
    with tempfile.TemporaryDirectory(prefix="portal-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server may run as another user
        sockets = folder / "run"
        sockets.mkdir(mode=0o700)
        server = Postgres(folder / "data", sockets, durable=False)
        server.initialise()
        process = server.start(folder / "log")
        try:
            server.prepare()
            yield sockets
        finally:
            process.terminate()
            process.wait(timeout=30)


def main(arguments: list[str]) -> int:
    with scratch_database() as sockets:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**os.environ, **production_variables(str(sockets))},
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
