"""Uploaded files stay in memory until they are encrypted."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemoryUpload(MemoryFileUploadHandler):
    """Django's own would write large files to a temporary folder, in plain text.

    Raises RequestDataTooBig (answered by 413) above FILE_UPLOAD_MAX_MEMORY_SIZE bytes, before
    anything of the body is read.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("The request is larger than FILE_UPLOAD_MAX_MEMORY_SIZE.")
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)
