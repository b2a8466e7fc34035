"""One style sheet and one script for every page, one more script for who is signed in, and one for
each page that needs more, joined from small files by subject.

Those of a folder of `assets` are joined in the order of their names,
Bootstrap's part first, whenever static files are looked up or collected: there is no build step to
forget.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

SOURCES = settings.BASE_DIR / "assets"
BUILT = settings.BASE_DIR / ".built"
_COMMENT = re.compile(rb"/\*(?!!).*?\*/", re.DOTALL)
# Address below /static/ -> the files it is made of.
JOINED = {
    "css/portal.css": ("vendor/bootstrap/bootstrap.css", "css/*.css"),
    "js/portal.js": ("js/*.js",),
    "js/signed-in.js": ("signed_in/*.js",),  # a visitor without an account does not load it
    "js/suggest.js": ("suggest/*.js",),
    "js/preview.js": ("preview/*.js",),
}


def joined(name: str) -> bytes:
    """The content of one joined file; `name` is a key of JOINED."""
    sources = [path for pattern in JOINED[name] for path in sorted(SOURCES.glob(pattern))]
    content = b"\n".join(path.read_bytes() for path in sources)
    return lighter(content, script=name.endswith(".js"))


def lighter(content: bytes, *, script: bool) -> bytes:
    """Without what a browser skips: indentation, and comments but those of a licence.

    A script's comments have lines of their own, and no text in it goes over several lines.
    """
    lines = (content if script else _COMMENT.sub(b"", content)).splitlines()
    return b"\n".join(
        stripped
        for line in lines
        if (stripped := line.strip()) and not (script and stripped.startswith(b"//"))
    )


def build(name: str) -> Path:
    """Write a joined file where its content has changed; other processes never see half of it."""
    path: Path = BUILT / name
    content = joined(name)
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return path


class JoinedFinder(BaseFinder):
    """Gives the joined files to Django's static files (STATICFILES_FINDERS)."""

    def find(self, path: str, find_all: bool = False, **_older: Any) -> Any:
        """The path on disk of a joined file, or an empty list."""
        if path not in JOINED:
            return []
        found = str(build(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """What collectstatic takes."""
        storage = FileSystemStorage(location=BUILT)
        for name in JOINED:
            build(name)
            yield name, storage
