"""The pages of the moves under bad input: a clear message beside the field, what was typed kept,
nothing written; moves of others, or made twice, change nothing either."""

import base64
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from accounts.models import Role
from contacts.models import Organisation
from referrals.models import Event, Question, Request
from referrals.views.move_pages import PAGES
from tests.referrals.pages.filing import CONSENT, Filer, signed_in

pytestmark = pytest.mark.django_db

NUL = "a\0b"
ARABIC = "آنا ماريا"
EMOJI = "Ana 🙂"
HTML = "<script>alert(1)</script>"
DIRECTION = "Ana\u202egnp.exe"
FORMULAS = ("=1+1", "@SUM(A1:A9)")
NO_CODE = ("nonsense", "x" * 5000, NUL, ARABIC, EMOJI, HTML, *FORMULAS, "-1", "1899-12-31")
NO_TEXT = ("x" * 2001, NUL, HTML, DIRECTION, *FORMULAS)
NO_DATE = ("1899-12-31", "9999-12-31", "2020-02-30", "1990", "gisteren", NUL, HTML, EMOJI, ARABIC)
NO_ORGANISATION = (*NO_CODE, "0", "999999", str(2**70))


class Case:
    """A referral of Payoke that waits for the answer of Fier; who does what with it."""

    def __init__(self) -> None:
        self.sender = signed_in("payoke", Role.CASEWORKER, "sender@payoke.example")
        self.recipient = signed_in("fier", Role.CASEWORKER, "asked@fier.example")
        self.stranger = signed_in("infotraite", Role.CASEWORKER, "stranger@infotraite.example")
        self.contact_point = signed_in("comensha", Role.CONTACT_POINT, "cp@comensha.example")
        self.pk = self.sender.complete().pk
        self.ask("fier")

    def ask(self, slug: str) -> None:
        """Send the draft to this organisation alone."""
        organisation = Organisation.objects.get(slug=slug)
        asked: dict[str, Any] = {"contact_point": "", "organisations": [organisation.pk]}
        if slug == "comensha":
            asked = {"contact_point": "on"}
        assert self.sender.recipients(self.pk, **asked).status_code == 302
        version = self.sender.referral(self.pk).version
        assert self.sender.post("send", self.pk, version=version).status_code == 302

    def request_id(self) -> UUID:
        with self.sender.acting():
            return Request.objects.filter(referral_id=self.pk).earliest("position").pk

    def url(self, filer: Filer, slug: str) -> str:
        if not PAGES[slug].on_request:
            return filer.url("move", self.pk, slug)
        return filer.url("request_move", self.pk, self.request_id(), slug)

    def post(self, filer: Filer, slug: str, **data: Any) -> Any:
        return filer.client.post(self.url(filer, slug), data)

    def written(self) -> tuple[Any, ...]:
        """All that a move could change."""
        with self.sender.acting():
            return (
                self.sender.referral(self.pk).version,
                self.sender.referral(self.pk).state,
                Event.objects.filter(referral_id=self.pk).count(),
                Question.objects.filter(request__referral_id=self.pk).count(),
                sorted(Request.objects.filter(referral_id=self.pk).values_list("pk", "state")),
            )


@pytest.fixture
def case(db: None) -> Case:
    return Case()


def at_contact_point(case: Case) -> None:
    """The same referral once more, but to the contact point."""
    case.pk = case.sender.complete().pk
    case.ask("comensha")


def asked_by_recipient(case: Case) -> None:
    """A question waits for the sender's answer."""
    assert case.post(case.recipient, "ask", note="Wie?", language="nl").status_code == 302


def accepted(case: Case) -> None:
    assert case.post(case.recipient, "accept", language="nl").status_code == 302


def handed_over(case: Case) -> None:
    accepted(case)
    assert case.post(case.sender, "hand-over").status_code == 302


def closed(case: Case) -> None:
    handed_over(case)
    data = {"outcome": "sheltered", "language": "nl"}
    assert case.post(case.sender, "close", **data).status_code == 302


RECORDED = {"language": "nl", "spoke_as": "intake"}
BY_PHONE = {"language": "nl", "channel": "phone", "spoke_as": "intake"}
DECLINED = {"language": "nl", "reason": "no_capacity"}
PLAN = {"version": "0", "language": "nl"}
TRANSFER = {
    "organisation": "moviera",
    "reason": "safety",
    "renewed": "on",
    "basis": "explicit_consent",
    "given_on": "today",
}
CONSENT_DATA = {
    "basis": "explicit_consent",
    "given_on": "today",
    "organisations": "fier",
}
# move, who makes it, what happens first, good data, field -> bad values
FIELDS: list[tuple[str, str, Callable[[Case], None] | None, dict[str, str], str, Any]] = [
    ("accept", "recipient", None, {"language": "nl"}, "available_from", NO_DATE),
    ("accept", "recipient", None, {"language": "nl"}, "note", NO_TEXT),
    ("accept", "recipient", None, {}, "language", NO_CODE),
    ("decline", "recipient", None, {"language": "nl"}, "reason", ("", *NO_CODE)),
    ("decline", "recipient", None, {"language": "nl", "reason": "capacity"}, "note", NO_TEXT),
    ("ask", "recipient", None, {"language": "nl"}, "note", ("", "  \n ", *NO_TEXT)),
    ("ask", "recipient", None, {"note": "Wie?"}, "language", NO_CODE),
    ("answer", "sender", asked_by_recipient, {"language": "fr"}, "note", ("", *NO_TEXT)),
    (
        "record-yes",
        "sender",
        None,
        {"language": "nl", "spoke_as": "intake"},
        "channel",
        ("", "portal", *NO_CODE),
    ),
    ("record-no", "sender", None, BY_PHONE, "reason", NO_CODE),
    ("record-no", "sender", None, {**BY_PHONE, "reason": "funding"}, "spoke_as", ("", *NO_CODE)),
    ("record-no", "sender", None, {**BY_PHONE, "reason": "funding"}, "spoke_at", NO_DATE),
    ("accept", "recipient", None, {"language": "nl"}, "place_kind", NO_CODE),
    ("accept", "recipient", None, {"language": "nl"}, "conditions", NO_CODE),
    ("decline", "recipient", None, DECLINED, "suggested", NO_ORGANISATION),
    ("ask", "recipient", None, {"language": "nl", "note": "?"}, "standard", NO_ORGANISATION),
    ("split", "sender", None, {"draft_id": str(UUID(int=7))}, "needs", ("", *NO_CODE)),
    ("handover-plan", "sender", accepted, PLAN, "appointment", NO_DATE),
    ("handover-plan", "sender", accepted, PLAN, "escort", NO_CODE),
    ("handover-plan", "recipient", accepted, PLAN, "ready", NO_CODE),
    ("transfer", "sender", accepted, TRANSFER, "organisation", ("", *NO_ORGANISATION)),
    ("transfer", "sender", accepted, TRANSFER, "renewed", ("",)),
    ("transfer", "sender", accepted, TRANSFER, "reason", ("", *NO_CODE)),
    ("pass-on", "contact_point", at_contact_point, {}, "organisation", ("", *NO_ORGANISATION)),
    ("ask-others", "sender", None, {}, "organisations", ("", *NO_ORGANISATION)),
    ("consent", "sender", None, CONSENT_DATA, "basis", ("", "refused", "anonymous", *NO_CODE)),
    ("consent", "sender", None, CONSENT_DATA, "given_on", ("", *NO_DATE)),
    ("consent", "sender", None, CONSENT_DATA, "organisations", NO_ORGANISATION),
    ("withdraw", "sender", None, {}, "reason", ("", *NO_CODE)),
    ("close", "sender", handed_over, {}, "outcome", ("", *NO_CODE)),
    ("close", "sender", handed_over, {"outcome": "sheltered"}, "guide_sufficed", NO_CODE),
    ("close", "sender", handed_over, {"outcome": "sheltered"}, "missing", NO_CODE),
    ("rate", "recipient", closed, {"language": "nl"}, "effort", NO_CODE),
    ("reopen", "sender", closed, {}, "reason", ("", *NO_CODE)),
]


def good(data: dict[str, str]) -> dict[str, Any]:
    """The data with what is only known when the test runs."""
    found: dict[str, Any] = dict(data)
    if found.get("given_on") == "today":
        found["given_on"] = timezone.localdate().isoformat()
    if "organisation" in found:
        found["organisation"] = Organisation.objects.get(slug=found["organisation"]).pk
    if "organisations" in found:
        found["organisations"] = [Organisation.objects.get(slug=found["organisations"]).pk]
    return found


@pytest.mark.parametrize(
    ("slug", "who", "first", "data", "name", "values"),
    FIELDS,
    ids=[f"{slug}-{name}" for slug, _who, _first, _data, name, _values in FIELDS],
)
def test_bad_input(
    case: Case,
    slug: str,
    who: str,
    first: Callable[[Case], None] | None,
    data: dict[str, str],
    name: str,
    values: tuple[str, ...],
) -> None:
    if first:
        first(case)
    filer: Filer = getattr(case, who)
    assert filer.client.get(case.url(filer, slug)).status_code == 200
    before = case.written()
    for value in values:
        response = case.post(filer, slug, **{**good(data), name: value})
        assert response.status_code == 422, (name, value)
        page = response.text
        assert "<title>Fout: " in page
        assert 'class="error-summary"' in page
        assert f'href="#id_{name}' in page, (name, value)
        assert HTML not in page
        if values is NO_TEXT or values is NO_DATE:
            assert value in unescape(page), (name, value)
        assert case.written() == before, (name, value)


def test_texts_of_every_script_are_taken(case: Case) -> None:
    for value in (ARABIC, EMOJI, "- één\n- twee", "+32 470 12 34 56", "x" * 2000):
        assert case.post(case.recipient, "ask", note=value, language="nl").status_code == 302
        page = unescape(case.sender.get("detail", case.pk).text)
        assert value.splitlines()[0] in page
        assert case.post(case.sender, "answer", note=value, language="nl").status_code == 302


def test_dates_at_the_edges(case: Case) -> None:
    today = timezone.localdate()
    consent = good(CONSENT_DATA)
    for day in (today + timedelta(days=1), today - timedelta(days=367)):
        answer = case.post(case.sender, "consent", **{**consent, "given_on": day.isoformat()})
        assert answer.status_code == 422
    for day in (today - timedelta(days=1), today + timedelta(days=367)):
        data = {"language": "nl", "available_from": day.isoformat()}
        assert case.post(case.recipient, "accept", **data).status_code == 422
    data = {"language": "nl", "available_from": today.isoformat()}
    assert case.post(case.recipient, "accept", **data).status_code == 302


@pytest.mark.parametrize("slug", ["ask-others", "pass-on"])
def test_only_those_who_help_in_that_country_are_offered(case: Case, slug: str) -> None:
    at_contact_point(case)
    filer, name = (case.contact_point, "organisation")
    if slug == "ask-others":
        filer, name = (case.sender, "organisations")
    before = case.written()
    elsewhere = ["payoke", "infotraite", "politie-avim", "ministerie-jenv", "comensha"]
    for organisation in Organisation.objects.filter(slug__in=elsewhere):
        response = case.post(filer, slug, **{name: organisation.pk})
        assert response.status_code == 422, organisation.slug
    assert case.written() == before
    fier = Organisation.objects.get(slug="fier")
    assert case.post(filer, slug, **{name: fier.pk}).status_code == 302


def test_the_contact_point_can_be_asked_later(case: Case) -> None:
    assert (
        "nationale contactpunt" in case.sender.client.get(case.url(case.sender, "ask-others")).text
    )
    assert case.post(case.sender, "ask-others", contact_point="on").status_code == 302
    assert case.contact_point.get("detail", case.pk).status_code == 200
    response = case.post(case.sender, "ask-others", contact_point="on")
    assert response.status_code == 422


def test_a_move_made_twice_is_refused_in_words(case: Case) -> None:
    accepted(case)
    before = case.written()
    response = case.post(case.recipient, "accept", language="nl")
    assert response.status_code == 409
    assert "Dit kan niet meer" in response.text
    assert "Terug naar de doorverwijzing" in response.text
    assert case.written() == before


def test_moves_of_the_other_side_change_nothing(case: Case) -> None:
    before = case.written()
    today = good(CONSENT_DATA)
    of_the_sender = [("withdraw", {"reason": "duplicate"}), ("choose", {}), ("consent", today)]
    for slug, data in of_the_sender:
        assert case.post(case.recipient, slug, **data).status_code in {404, 409, 422}, slug
    for slug, data in [("accept", {"language": "nl"}), ("ask", {"note": "?", "language": "nl"})]:
        assert case.post(case.sender, slug, **data).status_code in {404, 409, 422}, slug
    assert case.written() == before


def test_strangers_and_unknown_addresses_get_404(case: Case) -> None:
    before = case.written()
    other = Case.__new__(Case)
    other.sender = case.sender
    other.pk = case.sender.complete().pk
    other.ask("fier")
    urls = [case.url(case.stranger, slug) for slug in ("accept", "withdraw", "consent", "choose")]
    urls += [case.stranger.url(name, case.pk) for name in ("detail", "identity")]
    for url in urls:
        assert case.stranger.client.get(url).status_code == 404, url
        assert case.stranger.client.post(url, {"language": "nl"}).status_code in {404, 405}, url
    sender = case.sender
    for url in (
        sender.url("move", case.pk, "accept"),
        sender.url("move", case.pk, "nonsense"),
        sender.url("move", uuid4(), "withdraw"),
        sender.url("request_move", case.pk, uuid4(), "choose"),
        sender.url("request_move", case.pk, other.request_id(), "choose"),
        sender.url("request_move", case.pk, case.request_id(), "withdraw"),
    ):
        assert sender.client.get(url).status_code == 404, url
        assert sender.client.post(url, {"reason": "duplicate"}).status_code == 404, url
    assert case.written() == before


OUTSIDE_THE_CALENDAR = ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59")


def cursor(at: str) -> str:
    """An address's mark of a place in a list, as somebody else could make it up."""
    return base64.urlsafe_b64encode(f"f|{at}|{UUID(int=0)}".encode()).decode().rstrip("=")


def test_notices_before_a_time_outside_the_calendar(case: Case) -> None:
    for at in OUTSIDE_THE_CALENDAR:
        response = case.sender.client.get("/nl/notices/", {"before": f"{at}_{UUID(int=0)}"})
        assert response.status_code == 404


def test_a_minors_own_consent_is_questioned_before_sending(case: Case) -> None:
    draft = case.sender.complete()
    warning = "De persoon is minderjarig of wordt dat vermoed"
    assert warning not in case.sender.get("check", draft.pk).text
    case.sender.save(draft.pk, "person", age_group="15-17", gender="F")
    assert warning in case.sender.get("check", draft.pk).text


@pytest.mark.parametrize("name", ["list", "sent", "drafts"])
@pytest.mark.parametrize("key", ["at", "group", "urgency"])
def test_lists_leave_out_what_they_do_not_know(case: Case, name: str, key: str) -> None:
    values = (*NO_CODE, DIRECTION, "Znw=", "=" * 9, *map(cursor, OUTSIDE_THE_CALENDAR))
    for value in values:
        response = case.sender.client.get(case.sender.url(name), {key: value})
        assert response.status_code == 200, value
        assert HTML not in response.text
    assert CONSENT["callback_number"] not in response.text
