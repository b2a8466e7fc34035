"""Views that do to the portal what a careless view might do, beside the real addresses."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from benelux_thb import urls
from protection.audit import record
from referrals.models import Referral
from referrals.selectors import read_case
from tests.factories import NOW


def counting(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{Referral.objects.count()} of {connection.connection.info.backend_pid}")


def streaming(request: HttpRequest) -> HttpResponseBase:
    def pieces() -> Iterator[str]:
        yield from (referral.reference for referral in Referral.objects.all())

    return StreamingHttpResponse(pieces())


def _write() -> None:
    record("wrote", subject="referral", subject_id="1")
    Referral.objects.update(callback_number="+32000000000")


def breaking(request: HttpRequest) -> HttpResponse:
    _write()
    raise RuntimeError("in the middle of the view")


def breaking_the_database(request: HttpRequest) -> HttpResponse:
    _write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return HttpResponse("never")


def answering(request: HttpRequest, status: int) -> HttpResponse:
    _write()
    return HttpResponse(status=status)


def refusing(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    raise Http404


def showing(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return HttpResponse(read_case(referral_id, now=NOW).note)


urlpatterns = [
    path("attack/count/", counting),
    path("attack/stream/", streaming),
    path("attack/break/", breaking),
    path("attack/break-database/", breaking_the_database),
    path("attack/answer/<int:status>/", answering),
    path("attack/refuse/<uuid:referral_id>/", refusing, name="refuse"),
    path("attack/show/<uuid:referral_id>/", showing),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
