#!/usr/bin/env python3
"""Write the secrets that docker-compose.yml mounts; needs nothing but Python.

    python3 deploy/make_secrets.py [FOLDER]      (default: deploy/secrets)

What is there already is kept, so it is safe to run again after an upgrade. Keep a copy of the
folder apart from the database's backups: without the key-encryption keys no identity opens again.
"""

import base64
import json
import secrets
import sys
from pathlib import Path


def key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def contents() -> dict[str, str]:
    """File name to a fresh value."""
    broker = secrets.token_urlsafe(32)
    names = ("superuser", "owner", "default", "system", "statistics")
    return {f"database_password_{name}": secrets.token_urlsafe(32) for name in names} | {
        "secret_key": secrets.token_urlsafe(64),
        "key_encryption_keys": json.dumps({"1": key()}),
        "audit_seal_key": key(),
        "blind_index_key": key(),
        "receipt_signing_keys": json.dumps({"1": key()}),
        "broker_url": f"redis://:{broker}@broker:6379/0",
        "broker.conf": f"requirepass {broker}\nappendonly yes\nmaxmemory-policy noeviction\n",
        "email_password": "",
        "oidc_providers": "[]\n",
    }


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # on the host only its owner passes; containers mount single files
    fresh = contents()
    if (folder / "broker_url").exists() != (folder / "broker.conf").exists():
        raise SystemExit(f"{folder}: broker_url and broker.conf belong together, one is missing.")
    for name, value in fresh.items():
        path = folder / name
        if path.exists():
            print(f"kept  {path}")
            continue
        path.write_text(value, encoding="utf-8")
        path.chmod(0o444)  # read by the containers' own users
        print(f"wrote {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "secrets")
