"""Open data for everybody: the pages in words, and the addresses that programs follow."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports.definitions.words import Words
from reports.models import Publication, PublishedFile
from reports.monitoring.panels import public_panels
from reports.opendata.answers import Answer, Gone, Missing, endpoint, successor
from reports.opendata.catalogue import TURTLE
from reports.opendata.catalogue import catalogue as made_catalogue
from reports.opendata.files import CSV, ZIPPED, schema_name
from reports.opendata.publishing import address_of, followers, publications
from reports.opendata.words import PUBLISHER, country_of, title_of
from reports.releases import figures_of

A_PAGE = 10


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is, how it is protected, how to cite it; the releases, newest first."""
    rows = _page(request.GET.get("after", ""))
    following = followers()
    context = {
        "releases": [
            _described(one, following) | {"tables": [_table(file) for file in one.files.all()]}
            for one in rows[:A_PAGE]
        ],
        "next": f"?after={rows[A_PAGE - 1].slug}" if len(rows) > A_PAGE else "",
        "catalogue": f"{settings.PORTAL_BASE_URL}/data/catalogue.ttl",
        "publisher": _here(PUBLISHER),
    }
    return render(request, "reports/opendata/index.html", context)


def _page(after: str) -> list[Publication]:
    """A page of releases and one row of the next; `after` is the last one of the page before."""
    tables = PublishedFile.objects.filter(content_type=CSV).defer("content")
    found = publications().prefetch_related(Prefetch("files", tables))
    last = Publication.objects.filter(slug=after).first() if after else None
    if last is not None:
        earlier = Q(published_at__lt=last.published_at)
        found = found.filter(earlier | Q(published_at=last.published_at, slug__lt=last.slug))
    return list(found[: A_PAGE + 1])


@login_not_required
@require_safe
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """One release in words: its tables, its files, how to cite it; or that it was withdrawn."""
    publication = publications().filter(slug=slug).first()
    if publication is None:
        raise Http404
    language = get_language() or "en"
    described = _described(publication, followers())
    context: dict[str, Any] = {"one": described, "publisher": _here(PUBLISHER)}
    if not described["withdrawal"]:
        files = list(publication.files.defer("content"))
        named = {file.table: file for file in files if file.content_type == CSV}
        figures = figures_of(publication.release)
        context |= {
            "tables": [
                (panel, _table(named[panel.key]))
                for panel in public_panels(figures, language)
                if panel.key in named
            ],
            "package": next(file for file in files if file.name == ZIPPED),
        }
    return render(request, "reports/opendata/release.html", context)


def _described(one: Publication, following: dict[str, str]) -> dict[str, Any]:
    """A release as a page tells of it."""
    return {
        "publication": one,
        "release": one.release,
        "title": _here(title_of(one.release)),
        "country": country_of(one.release, get_language() or "en"),
        "withdrawal": getattr(one, "withdrawal", None),
        "follower": following.get(one.slug, ""),
        "address": address_of(one.slug),
    }


def _table(file: PublishedFile) -> dict[str, Any]:
    """One table's file as a page tells of it."""
    return {
        "name": file.name,
        "schema_name": schema_name(file.name),
        "title": _here(Words(**file.title)),
        "size": file.size,
    }


def _here(words: Words) -> str:
    return words.in_language(get_language() or "en")


@login_not_required
@require_safe
def to_index(request: HttpRequest) -> HttpResponse:
    """The address without a language leads to the page in the reader's."""
    return redirect("opendata:index")


@login_not_required
@require_safe
def to_release(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of one release: what a citation and the catalogue lead to."""
    return redirect("opendata:release", slug)


@endpoint
def catalogue() -> Answer:
    """The catalogue of all releases that stand (DCAT-AP 3, Turtle)."""
    return Answer(made_catalogue(), TURTLE)


@endpoint
def file(slug: str, name: str) -> Answer:
    """One file of a release, as it was on the day of publication."""
    publication = publications().filter(slug=slug).first()
    if publication is None:
        raise Missing
    follower = followers().get(slug, "")
    leads_to = address_of(follower) if follower else ""
    if hasattr(publication, "withdrawal"):
        raise Gone(leads_to)
    found = PublishedFile.objects.filter(publication=publication, name=name).first()
    if found is None:
        raise Missing
    headers = {"Link": successor(leads_to)} if leads_to else {}
    return Answer(bytes(found.content), found.content_type, found.sha256, headers)
