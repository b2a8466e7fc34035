"""The inquiry, the programme and the topics: who writes what, and what the report gets of it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Role
from tests.factories import acting
from workinggroup.figures import for_period
from workinggroup.inquiry import selectors, services
from workinggroup.models import InquiryQuestion, ProgrammeItem, Synthesis, TopicEntry
from workinggroup.stale import StaleError
from workinggroup.themes import Position
from workinggroup.wording import in_both, told

from .people import NOW, of, posted, published, secretariat

pytestmark = pytest.mark.django_db
REASONS = {"reasons_nl": "Eerst de cijfers.", "reasons_fr": "D’abord les chiffres."}
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_a_country_s_position_has_its_course() -> None:
    member = of("comensha", Role.MEMBER)
    with acting(member):
        for position, day in ((Position.NEEDED, 1), (Position.UNDECIDED, 9)):
            services.take_position(position, REASONS, since=date(2026, 5, day), now=NOW)
    lines = [(line.code, line.current) for line in selectors.positions()]
    assert lines == [("undecided", True), ("needed", False)]
    with acting(of("comensha", Role.CONTACT_POINT)), pytest.raises(PermissionError):
        services.take_position(Position.NEEDED, REASONS, since=date(2026, 5, 1), now=NOW)


def test_two_syntheses_at_once_are_one() -> None:
    texts = {"text_nl": "A", "text_fr": "A", "result_nl": "Nodig", "result_fr": "Nécessaire"}
    with acting(secretariat()):
        services.write_synthesis(texts, after=0, now=NOW)
        with pytest.raises(StaleError):
            services.write_synthesis(texts, after=0, now=NOW)
        services.write_synthesis(texts, after=1, now=NOW)
    assert Synthesis.objects.count() == 2


def test_bodies_answer_and_the_page_counts_them(client: Client) -> None:
    question = InquiryQuestion.objects.get(slug="data-sharing")
    with override("nl"):
        address = reverse("workinggroup:inquiry_question", args=[question.slug])
    client.force_login(of("payoke", Role.TEAM_LEAD).user)
    assert client.post(address, {"text": "Vraag het aan Fatima.", "revision": 0}).status_code == 422
    for revision, text in enumerate(("Soms.", "Vaak.")):
        assert client.post(address, {"text": text, "revision": revision}).status_code == 302
    line = next(one for one in selectors.questions() if one.slug == question.slug)
    assert line.answers == 1
    assert "Vaak." in client.get(address).content.decode()
    late = client.post(address, {"text": "Nooit.", "revision": 0})
    assert late.status_code == 409
    assert set(kept_and_saved(late)) >= {"Nooit.", "Vaak."}
    assert client.post(address, {"text": "Nooit.", "revision": 2}).status_code == 302


def kept_and_saved(late: Any) -> list[str]:
    """What a page says to who comes second: what was typed, and what stands now."""
    page = late.content.decode()
    saved = page[page.index("Wat nu is opgeslagen") :]
    return [text for text in WRITTEN if text in saved]


WRITTEN = ("Nooit.", "Vaak.", "Gedaan.", "Te laat.")


def test_who_saves_second_keeps_what_was_typed_and_sees_what_stands(client: Client) -> None:
    client.force_login(secretariat().user)
    entry = {
        "kind": "finding",
        "on": "2026-05-22",
        "title_nl": "Actiedagen",
        "title_fr": "Actions",
        "text_fr": "Fait.",
    }
    with override("nl"):
        forms: list[tuple[str, str, dict[str, Any]]] = [
            (reverse("workinggroup:programme_item", args=["empact"]), "line", {}),
            (reverse("workinggroup:topic_write", args=["empact"]), "summary", {}),
            (reverse("workinggroup:inquiry_question_edit", args=["data-sharing"]), "text", {}),
            (reverse("workinggroup:inquiry_synthesis"), "text", {"number": 0}),
        ]
        added = reverse("workinggroup:entry_add", args=["empact"])
    assert client.post(added, {**entry, "text_nl": "Nieuw.", "revision": 0}).status_code == 302
    with override("nl"):
        pk = TopicEntry.objects.get().pk
        forms.append((reverse("workinggroup:entry_edit", args=["empact", pk]), "text", entry))
    for address, name, others in forms:
        form = client.get(address).context["form"]
        typed = {one.html_name: one.value() or "Zo." for one in form if "_" in one.name}
        typed |= {one.html_name: one.value() for one in form.hidden_fields()}
        typed |= {"state": "done", **others}
        assert client.post(address, {**typed, f"{name}_nl": "Gedaan."}).status_code == 302, address
        late = client.post(address, {**typed, f"{name}_nl": "Te laat.", "state": "planned"})
        assert late.status_code == 409, address
        assert {"Gedaan.", "Te laat."} <= set(kept_and_saved(late)), address
        again = {one.html_name: one.value() for one in late.context["form"] if one.value()}
        assert again[f"{name}_nl"] == "Te laat."
        assert client.post(address, again).status_code == 302, "theirs was seen"
    assert ProgrammeItem.objects.get(slug="empact").state == "planned"


def test_without_a_release_a_sentence_says_so(client: Client) -> None:
    address = reverse("workinggroup:inquiry")
    sentence = "Er zijn nog geen cijfers vrijgegeven"
    client.force_login(secretariat().user)
    assert sentence in client.get("/nl" + address.removeprefix("/en")).content.decode()
    client.force_login(of("payoke", Role.CASEWORKER).user)  # reads no released tables
    assert sentence not in client.get("/nl" + address.removeprefix("/en")).content.decode()


def test_items_are_the_words_of_the_source_in_both_languages() -> None:
    items = ProgrammeItem.objects.all()
    assert {item.kind for item in items} == {"recommendation", "programme"}
    for item in items:
        assert in_both(item, "text")["nl"]
        assert in_both(item, "text")["fr"]
        assert told(item, "title").text


def test_what_the_report_gets(client: Client) -> None:
    office, lead = secretariat(), of("payoke", Role.TEAM_LEAD)
    published(lead, office)
    posted(lead)
    client.force_login(office.user)
    item = ProgrammeItem.objects.get(slug="empact")
    entry = {
        "kind": "activity",
        "on": "2026-05-22",
        "country": "",
        "title_nl": "Actiedagen",
        "title_fr": "Journées d’action",
        "text_nl": "De drie landen deden mee.",
        "text_fr": "Les trois pays ont participé.",
        "items": [item.pk],
        "revision": 0,
    }
    address = reverse("workinggroup:entry_add", args=["empact"])
    assert client.post(address, {**entry, "title_fr": ""}).status_code == 422
    assert client.post(address, entry).status_code == 302
    line = {"state": "done", "line_nl": "Gedaan.", "line_fr": "Fait.", "revision": 1}
    page = reverse("workinggroup:programme_item", args=["empact"])
    assert client.post(page, line).status_code == 302
    assert client.get(reverse("workinggroup:topic", args=["empact"])).status_code == 200
    found = for_period(*YEAR)
    assert (found.practices, found.practices_by_theme) == (1, {"reception": 1})
    assert (found.signals, found.signals_confirmed) == (1, 0)
    figure = next(one for one in found.items if one.slug == "empact")
    assert (figure.state, figure.activities, figure.line["fr"]) == ("done", 1, "Fait.")
    topic = next(one for one in found.topics if one.topic == "empact")
    assert [one.title["nl"] for one in topic.entries] == ["Actiedagen"]
    assert for_period(date(2025, 1, 1), date(2025, 12, 31)).practices == 0
