"""Parts of addresses that Django has no converter for."""

from django.urls import register_converter
from django.urls.converters import get_converters


class FileName:
    """A name of letters, digits, dots and hyphens: what the database can look for."""

    regex = r"[A-Za-z0-9][A-Za-z0-9.-]{0,79}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register() -> None:
    """Make them known; every module of addresses that uses one calls this."""
    if "file_name" not in get_converters():
        register_converter(FileName, "file_name")
