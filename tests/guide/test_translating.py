"""The workbench: every translated text of the portal is found, translated and remembered."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from modeltranslation.translator import translator

from accounts.models import Membership, Role
from contacts.consent_sheet import english_sentences, find_sheet, write_sheet
from contacts.models import Organisation, Service
from contacts.standard_questions import QuestionVersion
from guide.life import State
from guide.models import Page, Section, Version
from guide.terms import Term
from guide.translating import reading, writing
from guide.translating.reading import Filters, Unit
from guide.translating.streams import SHEET, streams, translated_fields
from protection.actor import require_actor
from protection.models import AuditEntry
from tests.factories import MembershipFactory, acting

pytestmark = pytest.mark.django_db
DEFINITION = "guide.term.definition"


@pytest.fixture
def member() -> Membership:
    return MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)


@pytest.fixture
def editor(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def found(stream: str, key: str, language: str) -> Unit:
    unit = reading.unit(stream, key, language)
    assert unit is not None
    return unit


def save(member: Membership, unit: Unit, text: str, **options: Any) -> None:
    with acting(member):
        writing.save(unit, text, actor=require_actor(), now=timezone.now(), **options)


class TestStreams:
    def test_every_translated_field_that_can_be_edited_is_in_it_by_itself(self) -> None:
        registered = {
            f"{model._meta.label_lower}.{name}"
            for model in translator.get_registered_models(abstract=False)
            for name in translated_fields(model)
        }
        # What the program derives, and the other forms of a term, which each language has its own.
        nobody_s = {"contacts.organisation.sort_key", "guide.term.forms"}
        # What is never changed, and needs both languages from the start.
        nobody_s |= {f"workinggroup.synthesis.{name}" for name in ("text", "result")}
        nobody_s.add("workinggroup.countryposition.reasons")
        assert registered - set(streams()) == nobody_s

    @pytest.mark.parametrize("language", list(reading.SOURCES))
    def test_every_stream_can_be_read_in_every_language(self, language: str) -> None:
        reading.units(Filters(language, states=("done", "missing", "stale", "same")), limit=9999)
        for stream in streams().values():
            if language in stream.languages:
                assert reading.not_noted(stream, language) is not None

    def test_dutch_and_french_of_the_product_s_own_data_are_complete(self) -> None:
        waiting = [u for lang in reading.DEMANDED for u in reading.units(Filters(lang))]
        assert [(u.language, u.stream, u.key) for u in waiting] == []


class TestList:
    def test_what_is_missing_is_listed_until_it_is_translated(
        self, editor: Client, member: Membership
    ) -> None:
        assert "nidos" in editor.get("/nl/guide/translations/de/", {"area": "glossary"}).text
        save(member, found(DEFINITION, "nidos", "de"), "Vormundschaft in den Niederlanden.")
        assert Term.objects.filter(
            slug="nidos", definition_de="Vormundschaft in den Niederlanden."
        ).exists()
        keys = [u.key for u in reading.units(Filters("de", "glossary"), limit=999)]
        assert "nidos" not in keys
        with acting(member):
            line = AuditEntry.objects.get(action="translation_written")
        assert (line.subject_id, line.user_id) == ("nidos", member.user_id)

    def test_pages_follow_each_other_without_a_gap(self) -> None:
        everything = reading.units(Filters("de"), limit=9999)
        after, walked = "", []
        while page := reading.units(Filters("de"), after=after, limit=40):
            walked += page
            after = page[-1].place
        assert len(everything) > 40
        assert walked == everything

    def test_a_country_narrows_it(self) -> None:
        of_belgium = reading.units(Filters("de", "glossary", "BE"), limit=999)
        slugs = {unit.key for unit in of_belgium}
        assert slugs
        assert set(Term.objects.filter(slug__in=slugs).values_list("country", flat=True)) == {"BE"}

    @pytest.mark.parametrize(("path", "queries"), [("", 16), ("de/", 9)])
    def test_its_pages_ask_a_fixed_number_of_queries(
        self, editor: Client, django_assert_num_queries: Any, path: str, queries: int
    ) -> None:
        editor.get("/nl/guide/translations/")
        for kept in (1, 3):
            Term.objects.exclude(pk__in=Term.objects.all()[:kept].values("pk")).update(active=False)
            with django_assert_num_queries(queries):
                editor.get(f"/nl/guide/translations/{path}")
            Term.objects.update(active=True)


class TestStale:
    def test_a_source_changed_after_its_translation_is_listed_and_settled(
        self, member: Membership
    ) -> None:
        writing.note_sources()
        Term.objects.filter(slug="nidos").update(definition_nl="Heeft de voogdij.")
        assert found(DEFINITION, "nidos", "fr").state == "stale"
        assert found(DEFINITION, "nidos", "nl").state == "done", "it is the one that is new"
        unit = found(DEFINITION, "nidos", "fr")
        save(member, unit, unit.target)  # it still holds
        assert found(DEFINITION, "nidos", "fr").state == "done"

    def test_both_changed_at_once_is_none(self) -> None:
        writing.note_sources()
        Term.objects.filter(slug="nidos").update(definition_nl="Nieuw.", definition_fr="Nouveau.")
        assert found(DEFINITION, "nidos", "fr").state == "done"
        assert writing.note_sources() > 0
        assert writing.note_sources() == 0

    def test_the_same_text_is_asked_about_until_it_is_meant(self, member: Membership) -> None:
        unit = found("guide.term.name", "nidos", "fr")
        assert unit.state == "same"
        save(member, unit, unit.source, same=True)
        assert found("guide.term.name", "nidos", "fr").state == "done"


class TestWriting:
    def test_a_text_of_the_guide_becomes_a_draft(self, member: Membership) -> None:
        section = Section.objects.filter(
            version__page__slug="nl-help", version__state=State.PUBLISHED
        )[0]
        unit = found("guide.section.title", f"nl-help/{section.key}", "de")
        save(member, unit, "Melden und registrieren")
        page = Page.objects.get(slug="nl-help")
        draft = Version.objects.get(page=page, state=State.DRAFT)
        assert draft.sections.filter(key=section.key, title_de="Melden und registrieren").exists()
        public = Section.objects.filter(pk=section.pk, title_de="Melden und registrieren")
        assert not public.exists()
        assert found("guide.section.title", f"nl-help/{section.key}", "de").state == "done"

    def test_a_standard_question_gets_a_new_version(self, member: Membership) -> None:
        newest = QuestionVersion.objects.order_by("question_id", "-number")[0]
        code = newest.question.code
        save(member, found("contacts.questionversion.text", code, "en"), "Worded by a translator?")
        assert QuestionVersion.objects.filter(
            question=newest.question, number=newest.number + 1, text_en="Worded by a translator?"
        ).exists()

    def test_an_organisation_keeps_its_version_history_and_is_found_by_it(
        self, member: Membership
    ) -> None:
        organisation = Organisation.objects.get(slug="comensha")
        before = organisation.version
        save(member, found("contacts.organisation.notes", "comensha", "de"), "Zufallswort")
        organisation.refresh_from_db()
        assert organisation.version == before + 1
        assert "zufallswort" in str(organisation.search_vector)
        event = organisation.events.latest("pgh_id")  # type: ignore[attr-defined]
        assert event.pgh_context.metadata["source"] == "workbench"

    def test_a_sentence_of_the_consent_sheet_is_a_version_of_it(self, member: Membership) -> None:
        texts = dict(english_sentences())
        key = min(texts)
        write_sheet(
            "de", name="Deutsch", direction="ltr", active=True,
            texts={k: v for k, v in texts.items() if k != key},
            shown=find_sheet("de").version, by=1, now=timezone.now(),  # type: ignore[union-attr]
        )  # fmt: skip
        assert found(SHEET, key, "de").state == "missing"
        assert reading.units(Filters("de", "sheet"))[0].key == key
        save(member, found(SHEET, key, "de"), "Auf Deutsch")
        assert found(SHEET, key, "de").target == "Auf Deutsch"

    def test_it_saves_and_goes_to_the_next(self, editor: Client) -> None:
        first, second = reading.units(Filters("de", "glossary"), limit=2)
        address = f"/nl/guide/translations/de/{first.stream}/{first.key}/?area=glossary"
        typed = {
            "text": "Auf Deutsch",
            "source_digest": first.source_digest,
            "target_digest": first.target_digest,
        }
        answer = editor.post(address, typed)
        assert answer.status_code == 302
        assert f"/{second.stream}/{second.key}/" in answer["Location"]
        again = editor.post(address, {**typed, "text": "Anders"})
        assert again.status_code == 409
        assert "Anders" in again.text

    @pytest.mark.parametrize("text", ["", "=SUM(1)", "<b>x</b>", "x" * 700, "mit **fett**"])
    def test_bad_input_is_told_and_nothing_is_written(self, editor: Client, text: str) -> None:
        unit = found(DEFINITION, "nidos", "de")
        answer = editor.post(
            f"/nl/guide/translations/de/{DEFINITION}/nidos/",
            {
                "text": text,
                "source_digest": unit.source_digest,
                "target_digest": unit.target_digest,
            },
        )
        assert answer.status_code == 422
        assert found(DEFINITION, "nidos", "de").state == "missing"

    def test_only_a_content_editor_may(self) -> None:
        unit = found(DEFINITION, "nidos", "de")
        with pytest.raises(PermissionError):
            save(MembershipFactory.create(role=Role.CASEWORKER), unit, "Text")

    def test_a_retired_row_is_nobody_s_work(self) -> None:
        service = Service.objects.filter(active=True).first()
        assert service is not None
        Service.objects.filter(pk=service.pk).update(active=False)
        assert reading.unit("contacts.service.name", str(service.pk), "de") is None
