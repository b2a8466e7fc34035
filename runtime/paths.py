"""Where the running portal keeps its data, and what other processes read to reach it."""

import base64
import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .processes import PROJECT, Identity

# The kernel takes 107 bytes of socket address; PostgreSQL adds ".s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 85


class PortalNotRunning(SystemExit):
    """Ends a command with one plain line: settings and commands need a running portal."""


def data_dir() -> Path:
    """The data folder: `PORTAL_DATA`, by default `.data` in the project. Need not exist yet."""
    return Path(os.environ.get("PORTAL_DATA") or PROJECT / ".data").expanduser().absolute()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads; readers see the old text or the new, never half."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # made 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)


@dataclass(frozen=True)
class Secrets:
    """What a data folder is locked with; made once and kept with the data.

    Keys are base64 of 32 bytes; `key_encryption_keys` and `receipt_signing_keys` map a version to
    its key.
    """

    secret_key: str
    key_encryption_keys: dict[str, str]
    audit_seal_key: str
    blind_index_key: str
    receipt_signing_keys: dict[str, str]

    @classmethod
    def keep(cls, folder: Path) -> "Secrets":
        """The folder's secrets; those that an older portal did not need yet are made now."""
        path = folder / "secrets.json"
        fresh = cls(
            secret_key=secrets.token_urlsafe(50),
            key_encryption_keys={"1": _random_key()},
            audit_seal_key=_random_key(),
            blind_index_key=_random_key(),
            receipt_signing_keys={"1": _random_key()},
        )
        there = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        kept = replace(fresh, **there)
        if asdict(kept) != there:
            write_private(path, json.dumps(asdict(kept)))
        return kept


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@dataclass(frozen=True)
class RunFile:
    """How to reach the portal that runs from a data folder; there while it runs."""

    secret_key: str
    key_encryption_keys: dict[str, str]
    audit_seal_key: str
    blind_index_key: str
    receipt_signing_keys: dict[str, str]
    database_socket_dir: str
    broker_socket: str
    mail_port: int
    port: int
    pid: int
    pid_started: str

    @staticmethod
    def path(folder: Path) -> Path:
        return folder / "run.json"

    @classmethod
    def load(cls, folder: Path) -> "RunFile":
        """What the last run wrote, whether it still runs or was killed."""
        return cls(**json.loads(cls.path(folder).read_text(encoding="utf-8")))

    @classmethod
    def read(cls, folder: Path) -> "RunFile":
        """Raises PortalNotRunning when no portal runs from `folder`."""
        try:
            run: RunFile | None = cls.load(folder)
        except FileNotFoundError:
            run = None
        except PermissionError as error:
            raise PortalNotRunning(
                f"The portal's data in {folder} belongs to another user: use that account."
            ) from error
        if run is None or not Identity(run.pid, run.pid_started).is_alive():
            raise PortalNotRunning(
                f"The portal is not running from {folder}: start it with make run, then try again."
            )
        return run

    def write(self, folder: Path) -> None:
        write_private(self.path(folder), json.dumps(asdict(self)))


def socket_folder(folder: Path) -> Path:
    """A private folder for sockets: in the data folder, or a short one where that is too long."""
    inside = folder / "run"
    if len(os.fsencode(inside)) > LONGEST_SOCKET_FOLDER:
        return Path(tempfile.mkdtemp(prefix="portal-", dir="/tmp"))
    inside.mkdir(mode=0o700, exist_ok=True)
    return inside
