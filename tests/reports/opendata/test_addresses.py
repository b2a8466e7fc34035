"""What stands at /data/: the same bytes for good, for everybody, without a trace of who asks."""

import hashlib
import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from reports.models import Audience, Publication, PublishedFile, Withdrawal, WithdrawalReason
from reports.opendata.publishing import publish
from reports.releases import make_release
from tests.reports.opendata.conftest import DECIDED, counted

pytestmark = pytest.mark.django_db(databases=["default"])
SHAPES = Path("/work/shared/standards/dcat-ap/shapes.ttl")
BASE = "http://localhost:8000/data/"
QUERIES = 7
OWN = {"reports_publication": "slug", "reports_publishedfile": "name"}


def address(publication: Publication, name: str = "ages.csv") -> str:
    return f"/data/releases/{publication.slug}/{name}"


class TestFiles:
    def test_everybody_gets_them_with_their_digest(self, published: Publication) -> None:
        for file in published.files.all():
            response = Client().get(address(published, file.name))
            assert response.status_code == 200
            assert hashlib.sha256(response.content).hexdigest() == file.sha256
            assert response["ETag"] == f'"{file.sha256}"'
            assert response["Content-Type"] == file.content_type
            assert response["Access-Control-Allow-Origin"] == "*"
            assert response["Cache-Control"] == "public, no-cache"
            assert not response.cookies

    def test_who_has_it_gets_no_second_copy(self, published: Publication) -> None:
        etag = Client().get(address(published))["ETag"]
        response = Client().get(address(published), headers={"if-none-match": etag})
        assert response.status_code == 304
        assert not response.content

    def test_programs_of_other_sites_may_ask_and_nobody_may_write(
        self, published: Publication
    ) -> None:
        asked = Client().options(address(published))
        assert asked.status_code == 204
        assert "GET" in asked["Access-Control-Allow-Methods"]
        refused = Client().post(address(published))
        assert refused.status_code == 405
        assert refused["Access-Control-Allow-Origin"] == "*"

    def test_too_much_is_told_to_wait(
        self, published: Publication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("reports.opendata.answers.seconds_to_wait", lambda request: 12)
        response = Client().get(address(published))
        assert response.status_code == 429
        assert response["Retry-After"] == "12"

    @pytest.mark.parametrize("name", ["nothing.csv", "../settings.py", "ages.csv.bak"])
    def test_what_was_never_published_is_not_found(self, published: Publication, name: str) -> None:
        assert Client().get(address(published, name)).status_code == 404

    def test_the_database_refuses_to_change_them(self, published: Publication) -> None:
        for table in ("reports_publication", "reports_publishedfile"):
            for change in (f"UPDATE {table} SET {OWN[table]} = 'x'", f"DELETE FROM {table}"):
                with (
                    pytest.raises(DatabaseError),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(change)

    def test_a_release_that_is_not_published_has_no_address(self) -> None:
        entry = make_release(counted(60), Audience.PUBLIC, now=timezone.now())
        slug = f"{entry.period_from}_{entry.period_to}_{entry.number}"
        assert Client().get(f"/data/releases/{slug}/ages.csv").status_code == 404
        assert Client().get(f"/nl/data/{slug}/").status_code == 404

    def test_figures_of_the_working_group_are_never_published(self) -> None:
        entry = make_release(counted(60), Audience.INSIDE, now=timezone.now())
        with pytest.raises(ValueError, match="for the public"):
            publish(entry, DECIDED, now=timezone.now())


class TestEndings:
    def test_a_newer_release_leaves_the_old_one_and_leads_on(self, published: Publication) -> None:
        before = Client().get(address(published)).content
        entry = make_release(counted(421), Audience.PUBLIC, now=timezone.now())
        newer = publish(entry, DECIDED, now=timezone.now())
        response = Client().get(address(published))
        assert response.content == before
        assert response["Link"] == f'<{BASE}releases/{newer.slug}/>; rel="successor-version"'
        page = Client().get(f"/fr/data/{published.slug}/").content.decode()
        assert f"/fr/data/{newer.slug}/" in page
        assert "Link" not in Client().get(address(newer)).headers

    def test_what_was_withdrawn_is_gone_and_its_page_says_so(self, published: Publication) -> None:
        Withdrawal.objects.create(
            publication=published, reason=WithdrawalReason.WRONG, withdrawn_at=timezone.now()
        )
        response = Client().get(address(published))
        assert response.status_code == 410
        assert response["Access-Control-Allow-Origin"] == "*"
        page = Client().get(f"/nl/data/{published.slug}/")
        assert page.status_code == 200
        assert "Ingetrokken op" in page.content.decode()
        assert "ages.csv" not in page.content.decode()
        assert published.slug not in Client().get("/data/catalogue.ttl").content.decode()


class TestPages:
    @pytest.mark.parametrize("language", ["nl", "fr", "en"])
    def test_a_page_tells_what_the_files_tell(self, published: Publication, language: str) -> None:
        page = Client().get(f"/{language}/data/{published.slug}/")
        text = page.content.decode()
        assert page.status_code == 200
        for file in published.files.filter(content_type="text/csv"):
            assert address(published, file.name) in text, file.name
        assert f"{BASE}releases/{published.slug}/" in text
        assert "PV 2018/3" in text
        assert not page.cookies
        assert len(page.content) < 120_000

    def test_without_a_release_the_page_says_so(self) -> None:
        page = Client().get("/nl/data/").content.decode()
        assert "Nog geen cijfers" in page

    def test_the_list_asks_the_same_for_one_release_and_for_three(
        self, published: Publication, django_assert_num_queries: object
    ) -> None:
        for size in (0, 421, 422):
            if size:
                entry = make_release(counted(size), Audience.PUBLIC, now=timezone.now())
                publish(entry, DECIDED, now=timezone.now())
            with django_assert_num_queries(QUERIES):  # type: ignore[operator]
                assert Client().get("/nl/data/").status_code == 200

    def test_the_address_without_a_language_leads_to_the_page(self, published: Publication) -> None:
        for path, ends in (("/data/", "/data/"), (address(published, ""), published.slug + "/")):
            response = Client().get(path, headers={"accept-language": "fr"})
            assert response.status_code == 302
            assert response["Location"].startswith("/fr/data/")
            assert response["Location"].endswith(ends)


class TestCatalogue:
    @pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
    def test_it_fits_the_shapes_of_dcat_ap(self, published: Publication) -> None:
        if not SHAPES.exists():
            pytest.skip("the shapes are not on this machine")
        import rdflib
        from pyshacl import validate  # both take a second: this test alone

        entry = make_release(counted(421), Audience.PUBLIC, now=timezone.now())
        publish(entry, DECIDED, now=timezone.now())
        data = rdflib.Graph().parse(data=Client().get("/data/catalogue.ttl").content, format="ttl")
        conforms, _graph, said = validate(
            data, shacl_graph=str(SHAPES), inference="none", advanced=True
        )
        assert conforms, said
        dcat, spdx = rdflib.DCAT, rdflib.Namespace("http://spdx.org/rdf/terms#")
        assert len(set(data.subjects(rdflib.RDF.type, dcat.Dataset))) == 2
        sums = {str(value) for value in data.objects(None, spdx.checksumValue)}
        assert sums == {
            file.sha256 for file in PublishedFile.objects.exclude(name__endswith=".json")
        }
        for dataset in data.subjects(rdflib.RDF.type, dcat.Dataset):
            titles = data.objects(dataset, rdflib.DCTERMS.title)
            languages = {getattr(title, "language", None) for title in titles}
            assert languages == {"nl", "fr", "en"}

    def test_the_same_releases_give_the_same_text(self, published: Publication) -> None:
        from django.core.cache import cache

        one = Client().get("/data/catalogue.ttl")
        cache.clear()
        other = Client().get("/data/catalogue.ttl")
        assert one.content == other.content
        assert one["ETag"] == other["ETag"]
        assert one["Content-Type"].startswith("text/turtle")
        assert not re.search(rb"_:|\[\s", one.content)  # every node has an address

    def test_without_a_release_it_is_a_catalogue_all_the_same(self) -> None:
        assert b"dcat:Catalog" in Client().get("/data/catalogue.ttl").content
