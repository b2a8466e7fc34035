"""The machine interface under /api/v1/: its addresses, its description, its errors.

Errors are problem details (RFC 9457): `type`, `title`, `status`, `detail`, `instance`, and for a
refused question or body `errors`, one entry a message with the field it belongs to.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path, re_path
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from contacts.api import OrganisationViewSet
from contacts.code_lists_api import CodeListsView, CodeListView
from contacts.problems import PROBLEM, problem

# What stands without a slash at the end; the roots themselves have one.
ROOTS = ("/api/v1/", "/hsds/v3/")


def problem_details(exc: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler; None leaves an unforeseen error to the server's page."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    request = context.get("request")
    told = problem(response.status_code, request.path if request else "")
    if isinstance(exc, ValidationError):
        told["errors"] = list(_field_errors(exc.detail))
        told["detail"] = _("The question or the body holds values that are not accepted.")
    elif isinstance(response.data, dict) and "detail" in response.data:
        told["detail"] = str(response.data["detail"])
    response.data = told
    response.content_type = PROBLEM
    return response


@login_not_required
def unknown_address(request: HttpRequest) -> HttpResponse:
    """404 for an address below /api/v1/ that does not exist."""
    told = problem(HTTPStatus.NOT_FOUND, request.path)
    told["detail"] = _("There is nothing at this address.")
    return JsonResponse(told, status=HTTPStatus.NOT_FOUND, content_type=PROBLEM)


def _field_errors(detail: Any, field: str = "") -> list[dict[str, str]]:
    if isinstance(detail, dict):
        return [
            error
            for name, inner in detail.items()
            for error in _field_errors(inner, f"{field}.{name}" if field else str(name))
        ]
    if isinstance(detail, list):
        return [error for inner in detail for error in _field_errors(inner, field)]
    return [{"field": field, "detail": str(detail), "code": getattr(detail, "code", "invalid")}]


class ApiSlashMiddleware:
    """Addresses end without a slash; what asks with one is taken as if it had none.

    Before anything looks at the address, so that whatever guards a view guards it here too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.path_info
        if f"{asked}/" in ROOTS:
            request.path_info, request.path = f"{asked}/", f"{request.path}/"
        elif asked.startswith(ROOTS) and asked not in ROOTS:
            request.path_info = request.path_info.rstrip("/")
            request.path = request.path.rstrip("/")
        return self.get_response(request)


urlpatterns = [
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("contacts", OrganisationViewSet.as_view({"get": "list"}), name="api-contacts-list"),
    path(
        "contacts/<uuid:public_id>",
        OrganisationViewSet.as_view({"get": "retrieve"}),
        name="api-contacts-detail",
    ),
    path("code-lists", CodeListsView.as_view(), name="api-code-lists"),
    path("code-lists/<slug:code>", CodeListView.as_view(), name="api-code-list"),
    path("", include("referrals.api.urls")),
    path("working-group/", include("workinggroup.api.urls")),
    path("", include("trainings.api.urls")),
    re_path(r"", unknown_address),
]
