"""Makes `.venv` and installs what is pinned, with nothing but the standard library.

Called by runtime/setup.sh as `setup.py run` or `setup.py test`; prints a line a step, and one
line that says how to mend it when something is missing. Does nothing when all is in place.
"""

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
BOOTSTRAP = "requirements-bootstrap.txt"
RUN, TEST = "requirements.txt", "requirements-dev.txt"
LEAST_FREE_BYTES = 2 * 1024**3
# What pip reads from its own settings and uv does not: pip's name, uv's option.
PASSED_ON = {
    "index-url": "--default-index",
    "extra-index-url": "--index",
    "find-links": "--find-links",
    "trusted-host": "--allow-insecure-host",
}


def refuse(what: str) -> None:
    sys.exit(what)


def digest(name: str) -> str:
    """A requirements file by its content, and the Python it was installed for."""
    content = (PROJECT / name).read_bytes()
    return f"{name} {hashlib.sha256(content).hexdigest()} {sys.version_info[:2]}"


def is_installed(name: str) -> bool:
    return STAMP.exists() and digest(name) in STAMP.read_text(encoding="utf-8").splitlines()


def works(python: Path) -> bool:
    """Whether an environment's Python starts and is ours: its base may have been upgraded."""
    check = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        done = subprocess.run([python, "-c", check], capture_output=True, check=False)
        return done.returncode == 0
    except OSError:
        return False


def check_machine(mode: str) -> None:
    """Refuse what would fail minutes later."""
    try:
        import ensurepip
        import venv
    except ImportError:
        version = ".".join(map(str, sys.version_info[:2]))
        refuse(
            "Python's venv module is missing: "
            f"install it (Debian, Ubuntu: sudo apt install python{version}-venv)."
        )
    else:
        del ensurepip, venv
    if shutil.disk_usage(PROJECT).free < LEAST_FREE_BYTES:
        refuse(f"The disk is full: free at least 2 GB where {PROJECT} is.")
    if not os.access(PROJECT, os.W_OK):
        refuse(f"{PROJECT} cannot be written to: use a clone of your own.")
    port = os.environ.get("PORT") or "8000"
    if mode == "run" and port.isascii() and port.isdigit():
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", int(port) % 65536)) == 0:
                refuse(
                    f"Port {port} is taken: stop what listens there, "
                    f"or choose another with PORT={int(port) + 1} make run"
                )


def step(what: str, command: list[str]) -> float:
    """Run a step that shows its own progress; returns its seconds. Ends the program if it fails."""
    print(f"  {what} …", flush=True)
    began = time.monotonic()
    try:
        status = subprocess.run(command, cwd=PROJECT, check=False).returncode
    except KeyboardInterrupt:
        status = 130
    if status:
        refuse(f"{what} failed (see above). Once that is mended, run make again: it goes on here.")
    return time.monotonic() - began


def pip_settings() -> list[str]:
    """pip's indexes, whether set in the environment or in its files, as options for uv."""
    listed = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    environment = {
        name: os.environ.get(f"PIP_{name.upper().replace('-', '_')}", "") for name in PASSED_ON
    }
    found: dict[str, str] = {}
    for line in listed.stdout.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if section in {"global", "install"} and name in PASSED_ON:
            found[name] = value.strip().strip("'\"").replace("\\n", " ")
        if name == "cert":
            os.environ.setdefault("SSL_CERT_FILE", value.strip("'\""))
    options = []
    for name, value in {**found, **{k: v for k, v in environment.items() if v}}.items():
        for one in value.split():
            options += [PASSED_ON[name], one]
    # Every file is pinned by hash, so it does not matter which index has it.
    return [*options, "--index-strategy", "unsafe-best-match"] if options else []


def install(name: str) -> None:
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        step("Fetching the installer", [*pip, "--require-hashes", "-r", BOOTSTRAP])
    command = [str(uv), "pip", "install", "--python", str(PYTHON), "--require-hashes", "-r", name]
    step("Installing what the portal needs", [*command, *pip_settings()])
    done = [RUN, TEST] if name == TEST else [name]
    STAMP.write_text("".join(digest(one) + "\n" for one in done), encoding="utf-8")


def main() -> None:
    mode = sys.argv[1] if len(sys.argv) > 1 else "run"
    name = TEST if mode == "test" else RUN
    if is_installed(name) and PYTHON.exists():
        return
    check_machine(mode)
    print("Setting up (the first time takes about a minute):", flush=True)
    with (PROJECT / ".setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second copy may be started at the same time
        if is_installed(name):
            return
        if not works(PYTHON):
            if VENV.exists():
                shutil.rmtree(VENV)
            step("Making the environment .venv", [sys.executable, "-m", "venv", str(VENV)])
        install(name)


if __name__ == "__main__":
    main()
