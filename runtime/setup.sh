#!/bin/sh
# Finds a Python that will do and hands over to runtime/setup.py: runtime/setup.sh run|test
set -eu
cd "$(dirname "$0")/.."
least="import sys; sys.exit(sys.version_info < (3, 11))"
newest="import sys; sys.exit(sys.version_info >= (3, 15))"
for python in .venv/bin/python "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python3; do
    if "$python" -c "$least" 2>/dev/null && "$python" -c "$newest" 2>/dev/null; then
        exec "$python" runtime/setup.py "$@"
    fi
done
found=$("${PYTHON:-python3}" --version 2>/dev/null || echo "none at all")
echo "Python 3.11 to 3.14 is needed, found $found: install it (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python), or name it with PYTHON=…" >&2
exit 1
