"""The example of the documentation, against a running server with two tokens."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from .conftest import Program


def load_example() -> Any:
    path = Path(settings.BASE_DIR) / "docs" / "api_client.py"
    spec = importlib.util.spec_from_file_location("api_client", path)
    assert spec is not None
    assert spec.loader is not None
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    return example


@pytest.mark.django_db(transaction=True)
def test_the_example_files_and_answers(
    live_server: Any, sender: Program, recipient: Program
) -> None:
    example = load_example()
    state = example.main(live_server.url, sender.token, recipient.token, recipient.organisation_id)
    assert state == "agreed"
