"""The demonstration's mailbox: the files that its mail receiver stored."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

LISTED = 100


@dataclass(frozen=True)
class StoredMail:
    """`name` is the file's, of digits, a hyphen and hexadecimal digits, without its ending."""

    name: str
    arrived: datetime
    to: str
    subject: str
    language: str
    text: str


def _read(path: Path) -> StoredMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    nanoseconds = int(path.stem.partition("-")[0])
    return StoredMail(
        name=path.stem,
        arrived=datetime.fromtimestamp(nanoseconds / 1e9, tz=UTC),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        language=str(message["Content-Language"] or ""),
        text=body.get_content() if body else "",
    )


def newest(folder: Path) -> list[StoredMail]:
    """The last LISTED mails, newest first."""
    return [_read(path) for path in sorted(folder.glob("*.eml"), reverse=True)[:LISTED]]


def find(folder: Path, name: str) -> StoredMail | None:
    """One mail by its name, or None."""
    path = folder / f"{name}.eml"
    return _read(path) if path.is_file() else None
