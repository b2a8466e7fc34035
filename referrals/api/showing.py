"""A referral, a line of a list and an identity, as programs read them: codes with their labels."""

from datetime import date
from typing import Any

from django.forms import ChoiceField

from accounts.machine.filling import Schema
from contacts import codes
from contacts.models import Organisation
from contacts.standard_questions import AnswerKind, QuestionVersion
from referrals.codes import Side
from referrals.consents import ConsentRecord
from referrals.countries import country_label
from referrals.forms.questions import field_for
from referrals.labels import event_detail, event_title, state_label
from referrals.lists import Row
from referrals.models import CodedValue
from referrals.selectors import Asked, Case, Exchange, OpenedIdentity, TimelineLine
from referrals.services.handover import OpenedHandover
from referrals.views.stage_1 import COUNTRIES, LINES

Shown = dict[str, Any]

CODED: Schema = {
    "type": "object",
    "properties": {"code": {"type": "string"}, "label": {"type": "string"}},
    "required": ["code", "label"],
}
TEXT: Schema = {
    "type": ["object", "null"],
    "properties": {"text": {"type": "string"}, "language": {"type": "string"}},
    "required": ["text", "language"],
}
ORGANISATION: Schema = {
    "type": "object",
    "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}},
    "required": ["id", "name"],
}
MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
DAY: Schema = {"type": ["string", "null"], "format": "date"}
NAME: Schema = {"type": "string"}
UUID_: Schema = {"type": "string", "format": "uuid"}
YES_OR_NO: Schema = {"type": "boolean"}


def object_(**properties: Schema) -> Schema:
    """The schema of an object whose every property is there."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def list_(items: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": items}


def _stage_1_schema() -> Schema:
    return {
        "type": "object",
        "description": "What was filled in; a field that was not is left out",
        "properties": {name: _line_schema(kind, listed) for name, _label, kind, listed in LINES},
    }


def _line_schema(kind: str, code_list: str) -> Schema:
    if kind:
        return list_(CODED)
    return CODED if code_list else {"type": ["integer", "string"]}


QUESTION = object_(
    id=UUID_,
    asked_by=NAME,
    asked_at=MOMENT,
    standard={**NAME, "description": "The code of a standard question; empty for a free one"},
    kind={**NAME, "description": "What its answer is made of"},
    choices=list_(CODED),
    field={**NAME, "description": "The name under which answer-question takes the answer"},
    question=TEXT,
    answered_at=MOMENT,
    answer=TEXT,
)
REQUEST = object_(
    id=UUID_,
    to_contact_point=YES_OR_NO,
    country=NAME,
    organisations=list_(ORGANISATION),
    state=CODED,
    asked_at=MOMENT,
    due_at=MOMENT,
    overdue=YES_OR_NO,
    seen_at=MOMENT,
    answered_at=MOMENT,
    answer_channel=NAME,
    available_from=DAY,
    decline_reason={**CODED, "type": ["object", "null"]},
    note=TEXT,
    questions=list_(QUESTION),
    identity_open=YES_OR_NO,
    named_in_consent=YES_OR_NO,
    place_kind={**CODED, "type": ["object", "null"]},
    conditions=list_(CODED),
    suggested={**ORGANISATION, "type": ["object", "null"]},
    passed_on_to={**ORGANISATION, "type": ["object", "null"]},
)
EVENT = object_(
    at=MOMENT, move=CODED, detail=NAME, organisation=NAME, from_state=NAME, to_state=NAME
)
REFERRAL = object_(
    id=UUID_,
    reference=NAME,
    version={"type": "integer"},
    state=CODED,
    side={"type": "string", "enum": list(Side)},
    sender=ORGANISATION,
    sender_country=NAME,
    destination_country=NAME,
    callback_number=NAME,
    sent_at=MOMENT,
    agreed_at=MOMENT,
    handed_over_at=MOMENT,
    closed_at=MOMENT,
    withdrawn_at=MOMENT,
    stage_1=_stage_1_schema(),
    withheld={**list_(NAME), "description": "Fields that were left empty on purpose"},
    note=TEXT,
    risk_reason=TEXT,
    requests=list_(REQUEST),
    timeline=list_(EVENT),
    has_identity=YES_OR_NO,
)
LINE = object_(
    id=UUID_,
    request={**UUID_, "type": ["string", "null"]},
    reference=NAME,
    side={"type": "string", "enum": list(Side)},
    state=CODED,
    urgency=CODED,
    needs=list_(CODED),
    due_at=MOMENT,
    overdue=YES_OR_NO,
    at=MOMENT,
    sender_country=NAME,
    destination_country=NAME,
    other_side=NAME,
)
PAGE = object_(
    next={"type": ["string", "null"], "format": "uri"},
    previous={"type": ["string", "null"], "format": "uri"},
    results=list_(LINE),
)
CONSENT = object_(
    basis=CODED,
    given_by={**CODED, "type": ["object", "null"]},
    given_on=DAY,
    recorded_at=MOMENT,
    withdrawn_at=MOMENT,
    scope=list_(CODED),
    evidence={**CODED, "type": ["object", "null"]},
    language=NAME,
    with_interpreter=YES_OR_NO,
    recipients=list_(object_(organisation=ORGANISATION, withheld=list_(NAME))),
)
HANDOVER = object_(
    appointment={**NAME, "description": "Local time at the meeting point; empty for none"},
    meeting_point=NAME,
    escort={**CODED, "type": ["object", "null"]},
    transport={**CODED, "type": ["object", "null"]},
    ready=list_(CODED),
    note=TEXT,
    confirmed_at=MOMENT,
)
RECEIPT = object_(id=UUID_, reference=NAME, state=CODED, version={"type": "integer"})
IDENTITY = object_(
    fields={"type": "object", "additionalProperties": NAME},
    withheld=list_(NAME),
    remarks_language=NAME,
)


def coded(list_code: str, code: str) -> Shown:
    """A code with its label in the reader's language."""
    return {"code": code, "label": codes.label(list_code, code) if code else ""}


def line(row: Row) -> Shown:
    """One line of a list: stage 1 codes, no text."""
    party = row.party
    return {
        "id": party.referral_id,
        "request": party.request_id,
        "reference": party.reference,
        "side": party.side,
        "state": {"code": party.state, "label": state_label(party.state)},
        "urgency": coded("urgency", party.urgency),
        "needs": [coded("need", code) for code in party.needs],
        "due_at": party.due_at,
        "overdue": row.overdue,
        "at": party.sort_at,
        "sender_country": party.sender_country,
        "destination_country": party.destination_country,
        "other_side": row.other,
    }


def referral(case: Case) -> Shown:
    """All that the page of a referral shows of stage 1, the requests, questions and the log."""
    found = case.referral
    return {
        "id": found.pk,
        "reference": found.reference,
        "version": found.version,
        "state": coded("referral_status", found.state),
        "side": case.party.side,
        "sender": _organisation(case.sender),
        "sender_country": found.sender_country,
        "destination_country": found.destination_country_id or "",
        "callback_number": found.callback_number,
        "sent_at": found.sent_at,
        "agreed_at": found.agreed_at,
        "handed_over_at": found.handed_over_at,
        "closed_at": found.closed_at,
        "withdrawn_at": found.withdrawn_at,
        "stage_1": _stage_1(case),
        "withheld": case.codes[CodedValue.Kind.WITHHELD],
        "note": _text(case.note, found.note_language),
        "risk_reason": _text(case.risk_reason, found.risk_reason_language),
        "requests": [_request(asked) for asked in case.asked],
        "timeline": [_event(one) for one in case.timeline],
        "has_identity": case.has_identity,
    }


def identity(opened: OpenedIdentity) -> Shown:
    """The identity as it was released to the reader: filled-in fields by name."""
    return {
        "fields": {name: text for name, text in opened.texts.items() if text},
        "withheld": sorted(opened.withheld),
        "remarks_language": opened.remarks_language,
    }


def consent(found: ConsentRecord) -> Shown:
    """One record of the consents, with what is withheld from whom."""
    row = found.consent
    return {
        "basis": coded("sharing_basis", row.basis),
        "given_by": coded("consent_giver", row.given_by) if row.given_by else None,
        "given_on": row.given_on,
        "recorded_at": row.recorded_at,
        "withdrawn_at": row.withdrawn_at,
        "scope": [coded("consent_scope", code) for code in row.scope],
        "evidence": coded("consent_evidence", row.evidence) if row.evidence else None,
        "language": row.language,
        "with_interpreter": row.with_interpreter,
        "recipients": [
            {"organisation": _organisation(term.organisation), "withheld": term.withheld}
            for term in found.terms
        ],
    }


def handover(plan: OpenedHandover) -> Shown:
    """The plan of the handover, as both sides read it."""
    row = plan.row
    return {
        "appointment": plan.appointment,
        "meeting_point": plan.meeting_point,
        "escort": coded("escort_kind", row.escort) if row.escort else None,
        "transport": coded("transport_kind", row.transport) if row.transport else None,
        "ready": [coded("handover_item", code) for code in row.ready],
        "note": _text(plan.note, row.note_language),
        "confirmed_at": row.confirmed_at,
    }


def _stage_1(case: Case) -> Shown:
    withheld = set(case.codes[CodedValue.Kind.WITHHELD])
    found = {}
    for name, _label, kind, code_list in LINES:
        value = case.codes[kind] if kind else getattr(case.referral, name)
        if name not in withheld and value not in ("", None, []):
            found[name] = _value(value, code_list)
    return found


def _value(value: Any, code_list: str) -> Any:
    if isinstance(value, list):
        return [_value(one, code_list) for one in value]
    if not code_list or isinstance(value, date):
        return value
    if code_list == COUNTRIES:
        return {"code": value, "label": country_label(value)}
    return coded(code_list, value)


def _request(asked: Asked) -> Shown:
    request = asked.request
    reason = request.decline_reason
    return {
        "id": request.pk,
        "to_contact_point": request.to_contact_point,
        "country": request.country_id,
        "organisations": [_organisation(one) for one in asked.who],
        "state": coded("request_status", request.state),
        "asked_at": request.asked_at,
        "due_at": request.due_at,
        "overdue": asked.overdue,
        "seen_at": request.seen_at,
        "answered_at": request.answered_at,
        "answer_channel": request.answer_channel,
        "available_from": request.available_from,
        "decline_reason": coded("decline_reason", reason) if reason else None,
        "note": _text(asked.note, request.answer_note_language),
        "questions": [_exchange(one) for one in asked.exchanges],
        "identity_open": asked.identity_open,
        "named_in_consent": asked.named_in_consent,
        "place_kind": coded("place_kind", request.place_kind) if request.place_kind else None,
        "conditions": [coded("place_condition", code) for code in request.conditions],
        "suggested": _organisation(asked.suggested) if asked.suggested else None,
        "passed_on_to": _organisation(asked.passed_on_to) if asked.passed_on_to else None,
    }


def _exchange(exchange: Exchange) -> Shown:
    question, version = exchange.question, exchange.version
    return {
        "id": question.pk,
        "standard": version.question.code if version else "",
        "kind": version.kind if version else AnswerKind.TEXT,
        "choices": _choices(version),
        "field": f"q{question.pk.hex}" if version else "note",
        "asked_by": exchange.asked_by,
        "asked_at": question.asked_at,
        "question": _text(exchange.text, question.text_language),
        "answered_at": question.answered_at,
        "answer": _text(exchange.answer, question.answer_language),
    }


def _choices(version: QuestionVersion | None) -> list[Shown]:
    """What a standard question can be answered with, where it is one of several."""
    if version is None or version.kind not in (AnswerKind.YES_NO, AnswerKind.CHOICE):
        return []
    field = field_for(version)
    assert isinstance(field, ChoiceField)  # noqa: S101 - both kinds are
    offered: Any = field.choices
    return [{"code": code, "label": str(label)} for code, label in offered]


def _event(shown: TimelineLine) -> Shown:
    event = shown.event
    return {
        "at": event.at,
        "move": {"code": event.move, "label": event_title(event)},
        "detail": event_detail(event),
        "organisation": shown.organisation,
        "from_state": event.from_state,
        "to_state": event.to_state,
    }


def _text(text: str, language: str) -> Shown | None:
    return {"text": text, "language": language} if text else None


def _organisation(organisation: Organisation) -> Shown:
    return {"id": organisation.public_id, "name": organisation.name}
