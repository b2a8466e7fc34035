"""`python -m runtime run` starts the portal, `python -m runtime reset` deletes its data."""

import argparse
import os
import shutil
from pathlib import Path

from .paths import data_dir
from .portal import Portal, locked
from .processes import die_with_parent

# Written by the runtime into its folder; a folder without it is not deleted.
OWN_FILE = "lock"


def port_asked() -> int:
    asked = os.environ.get("PORT") or "8000"
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked) <= 65535:
        raise SystemExit(f"PORT must be a number from 1 to 65535, not {asked!r}.")
    return int(asked)


def reset(folder: Path) -> None:
    """Delete the data folder. Refuses while the portal runs from it."""
    if not folder.exists() or not any(folder.iterdir()):
        print(f"Nothing to delete: {folder} has no data.")
        return
    if not (folder / OWN_FILE).exists():
        raise SystemExit(f"{folder} was not made by the portal: nothing was deleted.")
    with locked(folder):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    print(f"Deleted the data in {folder}. The next make run starts afresh.")


def main() -> None:
    parser = argparse.ArgumentParser(prog="runtime")
    parser.add_argument("command", choices=["run", "reset"])
    parser.add_argument(
        "--die-with-parent", action="store_true", help="stop when the calling process ends"
    )
    asked = parser.parse_args()
    if asked.die_with_parent:
        die_with_parent()
    if asked.command == "reset":
        reset(data_dir())
    else:
        Portal(data_dir(), port_asked()).run()


if __name__ == "__main__":
    main()
