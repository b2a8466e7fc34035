"""A file is what it is, whatever its name says; what could run or cannot be seen is refused."""

import io

import pytest
from PIL import Image

from protection.files import images
from protection.files.checks import MAX_BYTES, MAX_UNPACKED, FileRefused, checked

from . import samples

OPEN_DOCUMENT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("pdf", samples.pdf()),
        ("docx", samples.word()),
        ("xlsx", samples.sheet()),
        ("odt", samples.package(OPEN_DOCUMENT)),
    ],
    ids=["pdf", "docx", "xlsx", "odt"],
)
def test_documents_are_kept_as_they_are(kind: str, data: bytes) -> None:
    assert checked(data) == (kind, data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"x" * (MAX_BYTES + 1), "larger than 20 MB"),
        (b"just text", "cannot be attached"),
        (b"MZ\x90\x00" + b"\0" * 60, "cannot be attached"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cannot be attached"),
        (samples.package({"a.txt": b"x"}), "Archives"),
        (samples.package({"[Content_Types].xml": b"", "x.txt": b"x"}), "Archives"),
        (samples.with_part(samples.word(), "word/vbaProject.bin", b"x"), "macros"),
        (samples.with_part(samples.word(), "word/embeddings/oleObject1.bin", b"x"), "macros"),
        (samples.package({**OPEN_DOCUMENT, "Basic/Standard/M.xml": b"x"}), "macros"),
        (samples.word()[:-40], "damaged"),
        (samples.pdf(script=True), "scripts or other files"),
        (samples.pdf(attached=True), "scripts or other files"),
        (samples.pdf(password="secret"), "protected by a password"),
        (b"%PDF-1.7\nnothing that follows is a PDF", "damaged"),
        (samples.photo()[:60], "damaged"),
    ],
    ids=[
        "empty", "too large", "text", "program", "old office", "archive", "disguised archive",
        "macro", "embedded program", "OpenDocument macro", "cut package", "script", "attachment",
        "password", "cut pdf", "cut image",
    ],
)  # fmt: skip
def test_what_is_refused_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        checked(data)


def test_a_package_that_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = samples.package(
        {"[Content_Types].xml": b"", "word/document.xml": b"\0" * (MAX_UNPACKED + 1)}
    )
    assert len(bomb) < 1_000_000
    with pytest.raises(FileRefused, match="unpacks to too much"):
        checked(bomb)


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_an_image_keeps_its_pixels_alone(kind: str) -> None:
    found, clean = checked(samples.photo(images.IMAGE_KINDS[kind]))
    image = Image.open(io.BytesIO(clean))
    assert found == kind
    assert dict(image.getexif()) == {}
    assert b"Camera of somebody" not in clean
    assert image.size == (20, 40), "it stands upright, though the turn is no longer written in it"


def test_an_image_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 100)
    with pytest.raises(FileRefused, match="megapixels"):
        checked(samples.photo())
