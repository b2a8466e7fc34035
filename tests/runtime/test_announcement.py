"""What `make run` prints; the terminal has not set Django up."""

import subprocess
import sys

PRINTED = """
import sys
from pathlib import Path
from runtime.demonstration import announcement
print(announcement(8123, Path("/data")))
sys.exit("django" in sys.modules)
"""


def test_the_terminal_names_the_address_and_the_accounts_without_django() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRINTED], capture_output=True, text=True, check=True
    )

    assert "Portal ready at http://localhost:8123/" in done.stdout
    assert "caseworker@payoke.example        caseworker, Payoke\n" in done.stdout
