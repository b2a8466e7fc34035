"""A data folder keeps its secrets for ever; a newer portal adds what it needs."""

import json
from pathlib import Path

from runtime.paths import Secrets


def test_secrets_of_an_older_folder_stay_and_what_is_missing_is_made(tmp_path: Path) -> None:
    first = Secrets.keep(tmp_path)
    assert Secrets.keep(tmp_path) == first
    path = tmp_path / "secrets.json"
    older = json.loads(path.read_text())
    del older["blind_index_key"]
    path.write_text(json.dumps(older))
    upgraded = Secrets.keep(tmp_path)
    assert upgraded.audit_seal_key == first.audit_seal_key
    assert upgraded.key_encryption_keys == first.key_encryption_keys
    assert upgraded.blind_index_key != first.blind_index_key
    assert Secrets.keep(tmp_path) == upgraded
    assert path.stat().st_mode & 0o777 == 0o600
