"""What the page of one referral shows, read in a fixed number of queries.

The audit row is written first: no audit row, no data.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from contacts.models import Organisation
from contacts.selectors import contact_point_organisations
from contacts.standard_questions import QuestionVersion
from protection.actor import require_actor
from protection.audit import record
from protection.prepared import Given, Prepared

from .codes import IDENTITY_FIELDS, OPEN_REQUEST, RequestState, Side, State
from .consents import ConsentTerm, terms_by_consent
from .files.reading import ShownFile, files_of
from .models import (
    CodedValue,
    Consent,
    ConsentRecipient,
    Disclosure,
    Event,
    Handover,
    Identity,
    IdentityField,
    Party,
    Question,
    Referral,
    Request,
)
from .permissions import Standpoint
from .questions import shown, versions
from .services.writing import NotAParty, own_party
from .vault import Vault

NOBODY = UUID(int=0)
_OWN_IDENTITY = Identity.objects.filter(pk=OuterRef("pk"))
_REFERRAL: Prepared[Any] = Prepared(
    lambda: Referral.objects.annotate(has_identity=Exists(_OWN_IDENTITY)).filter(pk=Given("id"))
)
_REQUESTS = Prepared(lambda: Request.objects.filter(referral_id=Given("id")))
_QUESTIONS = Prepared(lambda: Question.objects.filter(referral_id=Given("id")))
_EVENTS = Prepared(lambda: Event.objects.filter(referral_id=Given("id")))
_CONSENTS = Prepared(
    lambda: Consent.objects.filter(referral_id=Given("id")).order_by("withdrawn_at", "-recorded_at")
)
_DISCLOSURES = Prepared(
    lambda: Disclosure.objects.filter(referral_id=Given("id")).only("organisation_id", "ended_at")
)
_ORGANISATIONS = Prepared(
    lambda: Organisation.objects.only("name", "phone", "email", "slug", "country_id").filter(
        pk__in=Given("ids")
    )
)
_CODES = Prepared(lambda: CodedValue.objects.filter(referral_id=Given("id")).only("kind", "code"))


@dataclass(frozen=True)
class Exchange:
    """A question and its answer, opened. `version` is the standard question that was asked, whose
    words and answer are in the reader's language; None for a free one."""

    question: Question
    asked_by: str
    text: str
    answer: str
    version: QuestionVersion | None = None


@dataclass(frozen=True)
class Asked:
    """One request as the page shows it. `organisation` is None for an unanswered contact point."""

    request: Request
    organisation: Organisation | None
    rota: list[Organisation]
    standpoint: Standpoint
    overdue: bool
    note: str
    exchanges: list[Exchange]
    named_in_consent: bool
    identity_open: bool
    suggested: Organisation | None = None
    passed_on_to: Organisation | None = None

    @property
    def is_open(self) -> bool:
        return self.request.state in OPEN_REQUEST

    @property
    def who(self) -> list[Organisation]:
        """The organisation that is asked or answered, else the contact point's rota."""
        return [self.organisation] if self.organisation else self.rota


@dataclass(frozen=True)
class TimelineLine:
    """An event with the name of the organisation that made it ("" for the portal itself), and of
    whose request it speaks where that is another ("" otherwise)."""

    event: Event
    organisation: str
    about: str


@dataclass(frozen=True)
class Case:
    """A referral from where the actor stands."""

    referral: Referral
    party: Party
    standpoint: Standpoint
    sender: Organisation
    codes: dict[str, list[str]]
    note: str
    risk_reason: str
    asked: list[Asked]
    timeline: list[TimelineLine]
    consent: Consent | None
    consent_terms: list[ConsentTerm]
    disclosed_to: list[Organisation]
    has_identity: bool
    files: list[ShownFile]
    arrival_confirmed: bool
    identity_closed: bool  # it was open to the reader's organisation once, and is so no longer

    @property
    def consent_names(self) -> list[Organisation]:
        """Whom the consent in force names."""
        return [term.organisation for term in self.consent_terms]

    @property
    def is_sender(self) -> bool:
        return self.party.side == Side.SENDER


def read_case(referral_id: UUID, *, now: datetime) -> Case:
    """Everything on the page. Raises NotAParty for a stranger, and leaves evidence of the try."""
    actor = require_actor()
    try:
        party = own_party(referral_id, actor)
    except NotAParty:
        record("access_denied", subject="referral", subject_id=str(referral_id))
        raise
    record("referral_viewed", subject="referral", subject_id=str(referral_id))
    referral = _REFERRAL.get(id=referral_id)
    vault = Vault.open(referral_id)
    requests = _REQUESTS.rows(id=referral_id)
    questions = _QUESTIONS.rows(id=referral_id)
    events = _EVENTS.rows(id=referral_id)
    consents = _CONSENTS.rows(id=referral_id)
    in_force = [consent for consent in consents if consent.withdrawn_at is None]
    consent = in_force[0] if in_force else None
    terms = terms_by_consent(referral_id).get(consent.pk, []) if consent else []
    named = [term.organisation.pk for term in terms]
    disclosures = _DISCLOSURES.rows(id=referral_id)
    disclosed = [one.organisation_id for one in disclosures if not one.ended_at]
    once_disclosed = {one.organisation_id for one in disclosures}
    rotas = {
        country: contact_point_organisations(country)
        for country in {r.country_id for r in requests if r.to_contact_point}
    }
    organisations = _organisations(referral, requests, questions, events, disclosed)
    received_by = {request.pk: request.organisation_id or 0 for request in requests}
    asked_versions = versions(q.standard_id for q in questions if q.standard_id)
    asked = [
        Asked(
            request=request,
            organisation=organisations.get(request.organisation_id or 0),
            rota=rotas.get(request.country_id, []) if request.to_contact_point else [],
            standpoint=_standpoint(actor.role, party, referral, request),
            overdue=request.is_overdue(now),
            note=vault.text(request, "answer_note"),
            exchanges=[
                _exchange(
                    question,
                    organisations[question.asked_by_organisation_id].name,
                    asked_versions.get(question.standard_id or 0),
                    vault,
                )
                for question in questions
                if question.request_id == request.pk
            ],
            named_in_consent=request.organisation_id in named,
            identity_open=request.organisation_id in disclosed,
            suggested=organisations.get(request.suggested_id or 0),
            passed_on_to=organisations.get(received_by.get(request.passed_on_to_id or NOBODY, 0)),
        )
        for request in requests
    ]
    own = next((a.request for a in asked if a.request.pk == party.request_id), None)
    return Case(
        referral=referral,
        party=party,
        standpoint=_standpoint(actor.role, party, referral, own),
        sender=organisations[referral.sender_organisation_id],
        codes=_codes(referral_id),
        note=vault.text(referral, "note"),
        risk_reason=vault.text(referral, "risk_reason"),
        asked=asked,
        timeline=[
            TimelineLine(
                event,
                organisations[event.organisation_id].name if event.organisation_id else "",
                _about(event, received_by, organisations) if party.side == Side.SENDER else "",
            )
            for event in reversed(events)
        ],
        consent=consent,
        consent_terms=terms,
        disclosed_to=[organisations[pk] for pk in disclosed],
        has_identity=referral.has_identity,
        files=files_of(referral_id, vault),
        identity_closed=actor.organisation_id in once_disclosed - set(disclosed),
        arrival_confirmed=referral.state == State.HANDED_OVER
        and Handover.objects.filter(pk=referral_id, confirmed_at__isnull=False).exists(),
    )


def _about(
    event: Event, received_by: dict[UUID, int], organisations: dict[int, Organisation]
) -> str:
    asked = received_by.get(event.request_id or NOBODY, 0)
    return organisations[asked].name if asked and asked != event.organisation_id else ""


def _exchange(
    question: Question, asked_by: str, version: QuestionVersion | None, vault: Vault
) -> Exchange:
    answer = vault.text(question, "answer")
    if version is None:
        return Exchange(question, asked_by, vault.text(question, "text"), answer)
    return Exchange(question, asked_by, version.text, shown(version, answer), version)


def _standpoint(role: str, party: Party, referral: Referral, request: Request | None) -> Standpoint:
    return Standpoint(
        role=role,
        side=Side(party.side),
        state=referral.state_code,
        request_state=RequestState(request.state) if request else None,
        to_contact_point=bool(request and request.to_contact_point),
    )


def _organisations(
    referral: Referral,
    requests: list[Request],
    questions: list[Question],
    events: list[Event],
    disclosed: list[int],
) -> dict[int, Organisation]:
    wanted = {
        referral.sender_organisation_id,
        *(r.organisation_id for r in requests if r.organisation_id),
        *(r.suggested_id for r in requests if r.suggested_id),
        *(q.asked_by_organisation_id for q in questions),
        *(e.organisation_id for e in events if e.organisation_id),
        *disclosed,
    }
    return {one.pk: one for one in _ORGANISATIONS.rows(ids=tuple(wanted))}


def _codes(referral_id: UUID) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in CodedValue.Kind.values}
    for row in _CODES.rows(id=referral_id):
        found[row.kind].append(row.code)
    return found


@dataclass(frozen=True)
class OpenedIdentity:
    """The identity's texts by field, "" where nothing was filled in; `withheld` names the fields
    that the reader may not see, filled in or not."""

    texts: dict[str, str]
    remarks_language: str
    withheld: frozenset[str]


def read_identity(referral_id: UUID, *, purpose: str) -> OpenedIdentity | None:
    """The identity, opened; None when row security shows none.

    The audit row comes before anything is decrypted, and tells a look from a try in vain.
    """
    identity = Identity.objects.filter(pk=referral_id).first()
    seen = "identity_viewed_in_danger" if purpose == "danger" else "identity_viewed"
    action = seen if identity else "identity_not_shown"
    record(action, subject="referral", subject_id=str(referral_id), purpose=purpose)
    if identity is None:
        return None
    vault = Vault.open(referral_id)
    # Row security leaves out what is withheld; the disclosure says which fields that are.
    rows = IdentityField.objects.filter(referral_id=referral_id)
    opened = {row.field: vault.field_text(row) for row in rows}
    return OpenedIdentity(
        {name: opened.get(name, "") for name in IDENTITY_FIELDS},
        identity.remarks_language,
        withheld_from_reader(referral_id),
    )


def withheld_from_reader(referral_id: UUID) -> frozenset[str]:
    """The fields of the identity that the reader's own open disclosure leaves out; in danger, those
    that any consent ever withheld from the reader's organisation."""
    own = {"referral_id": referral_id, "organisation_id": require_actor().organisation_id}
    open_ones = Disclosure.objects.filter(**own, ended_at__isnull=True)
    withheld = open_ones.values_list("withheld", flat=True).first()
    if withheld is None:
        ever = ConsentRecipient.objects.filter(**own).values_list("withheld", flat=True)
        withheld = [name for fields in ever for name in fields]
    return frozenset(withheld)
