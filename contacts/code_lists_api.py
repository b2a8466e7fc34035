"""Code lists for programs: `/api/v1/code-lists`. What crosses a border is one of their codes."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from contacts import codes
from contacts.models import CodeList

_TEXT = {"type": "string"}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


_LIST = _object(code=_TEXT, title=_TEXT)
_CODES = _object(
    code=_TEXT,
    title=_TEXT,
    codes={"type": "array", "items": _object(code=_TEXT, label=_TEXT)},
)


class CodeListsView(APIView):
    """Which lists there are."""

    scopes = {"read": "contacts:read"}

    @extend_schema(
        operation_id="code_lists_list", responses={200: {"type": "array", "items": _LIST}}
    )
    def get(self, request: Request) -> Response:
        """Every list with its title, in the language of Accept-Language."""
        return Response([{"code": one.code, "title": one.title} for one in CodeList.objects.all()])


class CodeListView(APIView):
    """One list."""

    scopes = {"read": "contacts:read"}

    @extend_schema(operation_id="code_lists_read", responses={200: _CODES})
    def get(self, request: Request, code: str) -> Response:
        """The codes that can be sent, in their order, with their labels."""
        found = CodeList.objects.filter(code=code).first()
        if found is None:
            raise NotFound
        offered = [{"code": key, "label": label} for key, label in codes.choices(code)]
        return Response({"code": found.code, "title": found.title, "codes": offered})
