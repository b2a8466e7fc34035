"""The catalogue of open data: DCAT-AP 3 in Turtle, in Dutch, French and English.

Vocabularies are those of the Publications Office of the European Union. Every node has an address
of its own, so that the same publications always give the same text.
"""

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import override

from reports.definitions import Words
from reports.models import Publication, PublishedFile
from reports.opendata.files import CSV, ZIP, schema_name
from reports.opendata.publishing import address_of, followers, publications
from reports.opendata.sheets import LANGUAGES
from reports.opendata.words import (
    CATALOGUE_TITLE,
    KEYWORDS,
    PUBLISHER,
    description,
    title_of,
)

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

TURTLE = "text/turtle; charset=utf-8"
KEEP_SECONDS = 24 * 3600
AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA = "https://www.iana.org/assignments/media-types/"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
COUNTRIES = ("BEL", "LUX", "NLD")
TONGUES = {"nl": "NLD", "fr": "FRA", "en": "ENG"}


def catalogue() -> bytes:
    """The whole catalogue; made anew when something was published or withdrawn."""
    standing = list(publications().filter(withdrawal__isnull=True))
    state = "|".join([settings.PORTAL_BASE_URL, *(one.slug for one in standing)])
    name = f"opendata:catalogue:{hashlib.sha256(state.encode()).hexdigest()}"
    found: bytes | None = cache.get(name)
    if found is None:
        found = _made(standing)
        cache.set(name, found, KEEP_SECONDS)
    return found


def _made(standing: list[Publication]) -> bytes:
    files = PublishedFile.objects.filter(content_type__in=(CSV, ZIP)).defer("content")
    prefetch_related_objects(standing, Prefetch("files", files))
    from rdflib import Graph  # takes 0.5 s: only who makes the catalogue waits for it

    graph = Graph()
    _Writer(graph).write(standing)
    return graph.serialize(format="turtle", encoding="utf-8")


class _Writer:
    """Writes publications into a graph."""

    def __init__(self, graph: "Graph") -> None:
        from rdflib import DCTERMS, FOAF, RDF, XSD, Namespace  # as above

        self.graph = graph
        self.dct, self.foaf, self.rdf, self.xsd = DCTERMS, FOAF, RDF, XSD
        self.dcat = Namespace("http://www.w3.org/ns/dcat#")  # rdflib knows version 2 of it
        self.spdx = Namespace("http://spdx.org/rdf/terms#")
        self.vcard = Namespace("http://www.w3.org/2006/vcard/ns#")
        for prefix, space in (("dcat", self.dcat), ("spdx", self.spdx), ("vcard", self.vcard)):
            graph.bind(prefix, space)
        self.followers = followers()
        self.base = f"{settings.PORTAL_BASE_URL}/data/"

    def write(self, standing: list[Publication]) -> None:
        """The catalogue with its publisher and contact point, the series, and each data set."""
        dcat, dct = self.dcat, self.dct
        whole = self._node("catalogue.ttl#catalogue")
        self._is(whole, dcat.Catalog)
        self._said(whole, dct.title, CATALOGUE_TITLE)
        self._said(whole, dct.description, description())
        self._agent()
        self._contact()
        self._add(whole, dct.publisher, self._node("catalogue.ttl#publisher"))
        self._add(whole, dct.license, self._authority("licence/CC_BY_4_0"))
        self._add(whole, self.foaf.homepage, self._uri(self.base))
        self._add(whole, dcat.themeTaxonomy, self._authority("data-theme"))
        self._common(whole)
        if standing:
            self._add(whole, dct.modified, self._moment(standing[0].published_at))
            self._series(standing)
        for one in standing:
            self._add(whole, dcat.dataset, self._dataset(one))

    def _agent(self) -> None:
        node = self._node("catalogue.ttl#publisher")
        self._is(node, self.foaf.Agent)
        self._said(node, self.foaf.name, PUBLISHER)

    def _contact(self) -> None:
        node = self._node("catalogue.ttl#contact")
        self._is(node, self.vcard.Organization)
        self._said(node, self.vcard.fn, PUBLISHER)
        address = f"mailto:{settings.PORTAL_CONTACT_EMAIL}"
        self._add(node, self.vcard.hasEmail, self._uri(address))

    def _series(self, standing: list[Publication]) -> None:
        node = self._node("catalogue.ttl#series")
        self._is(node, self.dcat.DatasetSeries)
        self._said(node, self.dct.title, CATALOGUE_TITLE)
        self._said(node, self.dct.description, description())
        self._add(node, self.dct.publisher, self._node("catalogue.ttl#publisher"))
        self._add(node, self.dcat.contactPoint, self._node("catalogue.ttl#contact"))
        self._add(node, self.dct.accrualPeriodicity, self._authority("frequency/ANNUAL"))
        self._add(node, self.dct.issued, self._moment(standing[-1].published_at))
        self._add(node, self.dct.modified, self._moment(standing[0].published_at))
        for country in COUNTRIES:
            self._add(node, self.dct.spatial, self._authority(f"country/{country}"))

    def _common(self, node: "URIRef") -> None:
        """What holds for the catalogue and each data set: languages and countries."""
        for tongue in TONGUES.values():
            self._add(node, self.dct.language, self._authority(f"language/{tongue}"))
        for country in COUNTRIES:
            self._add(node, self.dct.spatial, self._authority(f"country/{country}"))

    def _dataset(self, one: Publication) -> "URIRef":
        dcat, dct, release = self.dcat, self.dct, one.release
        address = address_of(one.slug)
        node = self._uri(address)
        self._is(node, dcat.Dataset)
        self._said(node, dct.title, title_of(release))
        self._said(node, dct.description, description())
        self._said(node, dcat.keyword, KEYWORDS)
        self._common(node)
        self._add(node, dct.identifier, self._text(address))
        self._add(node, dcat.version, self._text(str(release.number)))
        self._add(node, dct.issued, self._moment(one.published_at))
        self._add(node, dct.publisher, self._node("catalogue.ttl#publisher"))
        self._add(node, dcat.contactPoint, self._node("catalogue.ttl#contact"))
        self._add(node, dcat.theme, self._authority("data-theme/JUST"))
        self._add(node, dct.accessRights, self._authority("access-right/PUBLIC"))
        self._add(node, dcat.inSeries, self._node("catalogue.ttl#series"))
        for language in LANGUAGES:
            with override(language):
                page = reverse("opendata:release", args=[one.slug])
            self._add(node, dcat.landingPage, self._uri(f"{settings.PORTAL_BASE_URL}{page}"))
        if newer := self.followers.get(one.slug):
            self._add(node, dct.isReplacedBy, self._uri(address_of(newer)))
        self._temporal(node, release.period_from, release.period_to)
        for file in one.files.all():
            self._add(node, dcat.distribution, self._distribution(one, file))
        return node

    def _temporal(self, node: "URIRef", first: dt.date, last: dt.date) -> None:
        period = self._uri(f"{node}#period")
        self._is(period, self.dct.PeriodOfTime)
        self._add(node, self.dct.temporal, period)
        self._add(period, self.dcat.startDate, self._day(first))
        self._add(period, self.dcat.endDate, self._day(last))

    def _distribution(self, one: Publication, file: PublishedFile) -> "URIRef":
        dcat, dct = self.dcat, self.dct
        address = f"{address_of(one.slug)}{file.name}"
        node = self._uri(f"{address}#distribution")
        self._is(node, dcat.Distribution)
        self._said(node, dct.title, Words(**file.title))
        self._add(node, dcat.accessURL, self._uri(address))
        self._add(node, dcat.downloadURL, self._uri(address))
        self._add(node, dct.issued, self._moment(one.published_at))
        self._add(node, dct.license, self._authority("licence/CC_BY_4_0"))
        self._add(node, dcat.byteSize, self._number(file.size))
        self._add(node, dcat.mediaType, self._uri(f"{MEDIA}{file.content_type}"))
        if file.content_type == CSV:
            self._add(node, dct["format"], self._authority("file-type/CSV"))
            schema = self._uri(schema_name(address))
            self._is(schema, dct.Standard)
            self._add(node, dct.conformsTo, schema)
        else:
            self._add(node, dct["format"], self._authority("file-type/ZIP"))
            self._add(node, dcat.packageFormat, self._uri(f"{MEDIA}{ZIP}"))
        for tongue in TONGUES.values():
            self._add(node, dct.language, self._authority(f"language/{tongue}"))
        checksum = self._uri(f"{address}#checksum")
        self._is(checksum, self.spdx.Checksum)
        self._add(node, self.spdx.checksum, checksum)
        self._add(checksum, self.spdx.algorithm, self._uri(SHA256))
        self._add(checksum, self.spdx.checksumValue, self._hex(file.sha256))
        return node

    def _add(self, subject: "URIRef", predicate: Any, value: Any) -> None:
        self.graph.add((subject, predicate, value))

    def _is(self, node: "URIRef", kind: Any) -> None:
        self._add(node, self.rdf.type, kind)

    def _said(self, node: "URIRef", predicate: Any, words: Words) -> None:
        from rdflib import Literal  # as above

        for language in LANGUAGES:
            self._add(node, predicate, Literal(words.in_language(language), lang=language))

    def _uri(self, text: str) -> "URIRef":
        from rdflib import URIRef  # as above

        return URIRef(text)

    def _node(self, name: str) -> "URIRef":
        return self._uri(f"{self.base}{name}")

    def _authority(self, name: str) -> "URIRef":
        return self._uri(f"{AUTHORITY}{name}")

    def _typed(self, text: str, kind: Any) -> Any:
        from rdflib import Literal  # as above

        return Literal(text, datatype=kind)

    def _text(self, text: str) -> Any:
        return self._typed(text, self.xsd.string)

    def _day(self, day: dt.date) -> Any:
        return self._typed(day.isoformat(), self.xsd.date)

    def _moment(self, moment: dt.datetime) -> Any:
        return self._typed(moment.isoformat(timespec="seconds"), self.xsd.dateTime)

    def _number(self, number: int) -> Any:
        return self._typed(str(number), self.xsd.nonNegativeInteger)

    def _hex(self, digits: str) -> Any:
        return self._typed(digits, self.xsd.hexBinary)
