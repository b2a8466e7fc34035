"""The files of a referral: their list, one more, and one to save."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machine.once import once
from protection.files.checks import FileRefused
from referrals.files.reading import ShownFile, open_file, read_file_page
from referrals.forms.files import FileForm
from referrals.services.files import add_file, delete_file
from referrals.services.writing import NotAParty
from referrals.views.files import as_download

from . import showing
from .base import CaseView, check_version, receipt
from .said import errors_of

FILE = {
    "type": "object",
    "properties": {
        "id": showing.UUID_,
        "name": showing.NAME,
        "kind": showing.NAME,
        "size": {"type": "integer", "description": "Bytes"},
        "stage": {"type": "integer", "description": "1: with the request, 2: with the identity"},
        "state": showing.NAME,
        "organisation": showing.NAME,
        "added_at": showing.MOMENT,
    },
}
NEW_FILE = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "stage": {
            "type": "string",
            "enum": ["1", "2"],
            "description": "1: everybody who is asked may open it; 2: with the identity. Only "
            "the sender says it.",
        },
    },
    "required": ["file"],
}
# Names and contents may say who the person is.
READS = "identity:read"


class FilesView(CaseView):
    """The files that the organisation may see."""

    parser_classes = [MultiPartParser]

    def scope_of(self, request: Request) -> str:
        """Reading asks for more than adding."""
        return READS if request.method in SAFE_METHODS else self.scopes["write"]

    @extend_schema(operation_id="files_list", responses={200: {"type": "array", "items": FILE}})
    def get(self, request: Request, referral_id: UUID) -> Response:
        """The files, the oldest first."""
        return Response([_shown(file) for file in read_file_page(referral_id).files])

    @extend_schema(
        operation_id="files_add",
        request={"multipart/form-data": NEW_FILE},
        responses={201: showing.RECEIPT},
    )
    @once
    def post(self, request: Request, referral_id: UUID) -> Response:
        """Add a file; the other side is told."""
        check_version(request, referral_id)
        page = read_file_page(referral_id)
        form = FileForm(request.data, request.FILES, by_sender=page.is_sender)
        if not form.is_valid():
            raise ValidationError(errors_of(form))
        try:
            added = add_file(referral_id, form.new_file(), now=timezone.now())
        except FileRefused as refused:
            message = ErrorDetail(str(refused), code="refused")
            raise ValidationError({"file": [message]}) from None
        return receipt(referral_id, status=201, file=str(added))


class FileView(CaseView):
    """One file."""

    scopes = {"read": READS, "write": "referrals:write"}

    @extend_schema(
        operation_id="files_read",
        responses={(200, "application/octet-stream"): {"type": "string", "format": "binary"}},
    )
    def get(self, request: Request, referral_id: UUID, attachment_id: UUID) -> HttpResponse:
        """The file itself; each time is logged."""
        return as_download(open_file(referral_id, attachment_id))

    @extend_schema(operation_id="files_delete", request=None, responses={200: showing.RECEIPT})
    @once
    def delete(self, request: Request, referral_id: UUID, attachment_id: UUID) -> Response:
        """Delete a file of the own organisation for good; that it was there stays."""
        check_version(request, referral_id)
        files = read_file_page(referral_id).files
        if not any(file.id == attachment_id and file.own and file.is_kept for file in files):
            raise NotAParty
        delete_file(referral_id, attachment_id, now=timezone.now())
        return receipt(referral_id)


def _shown(file: ShownFile) -> dict[str, Any]:
    return {
        "id": file.id,
        "name": file.name,
        "kind": file.kind,
        "size": file.size,
        "stage": file.stage,
        "state": file.state,
        "organisation": file.organisation,
        "added_at": file.added_at,
    }
