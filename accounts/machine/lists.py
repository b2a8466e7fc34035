"""A list that programs read: what its address may ask, and the addresses of the pages beside it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from accounts.machine.filling import errors_of

CURSOR, SIZE = "cursor", "pageSize"
LARGEST = 100


class ListForm(forms.Form):
    """The filters of a list; every one may be left out."""

    pageSize = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)  # noqa: N815


def page_parameters(usual: int) -> list[OpenApiParameter]:
    """How a list is read page by page, for the description of the interface."""
    return [
        OpenApiParameter(
            SIZE, {"type": "integer", "minimum": 1, "maximum": LARGEST}, default=usual
        ),
        OpenApiParameter(CURSOR, str, description="As a page of this list gave it."),
    ]


def filters_of(request: Request, form_class: type[ListForm]) -> dict[str, Any]:
    """The filters of an address. Raises ValidationError for what is none: a misspelt filter would
    otherwise give the whole list as if it were narrowed."""
    form = form_class(request.query_params)
    if unknown := set(request.query_params) - {*form.fields, CURSOR}:
        told = ErrorDetail(_("This is not asked here."), code="unknown")
        raise ValidationError({name: [told] for name in sorted(unknown)})
    if not form.is_valid():
        raise ValidationError(errors_of(form))
    return form.cleaned_data


def cursor_of(request: Request, is_cursor: Callable[[str], object]) -> str:
    """Where to go on, "" at the beginning. Raises ValidationError for what no page gave."""
    cursor: str = request.query_params.get(CURSOR, "")
    if cursor and not is_cursor(cursor):
        message = _("This is not a cursor that a page of this list gave.")
        raise ValidationError({CURSOR: [ErrorDetail(message, code="invalid")]})
    return cursor


def address_of(request: Request, cursor: str | None) -> str | None:
    """The address of the page at this cursor, with the filters kept; None for no page."""
    if not cursor:
        return None
    query = request.query_params.copy()
    query[CURSOR] = cursor
    address: str = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return address
