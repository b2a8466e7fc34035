"""Everything held on one person in the referrals that their request names (GDPR art. 15).

Read under the eyes of the team lead who answers: row security decides what that is. People of
organisations are named by their organisation and function, not by name: who helped somebody is no
datum about that person (Court of Justice, C-579/21).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Role
from contacts import codes
from contacts.models import Organisation
from protection.audit import record
from protection.models import AuditEntry
from referrals.codes import IDENTITY_FIELDS, RequestState
from referrals.consents import read_history
from referrals.forms.identity import IdentityForm
from referrals.labels import event_detail, event_title, state_label
from referrals.models import Disclosure
from referrals.papers.paper import make_pdf
from referrals.selectors import Case, read_case, read_identity
from referrals.services.handover import read_handover
from referrals.terms import term_for
from referrals.views.stage_1 import stage_1_lines
from referrals.working import read_working

from .models import LinkedReferral, PersonRequest
from .trail_words import action_label

MOST_VIEWS = 500


@dataclass
class Section:
    """A heading with lines of (what, answer); `code` names it for programs."""

    code: str
    heading: str
    lines: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Part:
    """All of one referral."""

    reference: str
    heading: str
    sections: list[Section]


@dataclass
class Held:
    """The whole document. `body` is the organisation that answers."""

    reference: str
    title: str
    body: str
    made_at: str
    introduction: list[str]
    parts: list[Part]


def everything_held(row: PersonRequest, linked: Iterable[LinkedReferral], *, now: datetime) -> Held:
    """All of it in the language in force. Raises NotAParty where a referral is no longer there."""
    return Held(
        reference=row.reference,
        title=_("What is held about you"),
        body=row.organisation.name,
        made_at=date_format(timezone.localtime(now), "DATETIME_FORMAT"),
        introduction=[
            _(
                "You asked what this organisation holds about you in the Benelux portal, and with "
                "whom it was shared. Here it is."
            ),
            _(
                "You may ask to have something corrected or erased, or that it is not used for "
                "now. You may complain to the supervisory authority of your country. You need "
                "give no reason for asking, and it costs nothing."
            ),
        ],
        parts=[_part(link, now) for link in linked],
    )


def as_json(held: Held) -> bytes:
    """The same for a program: UTF-8, indented."""
    return json.dumps(asdict(held), ensure_ascii=False, indent=1).encode()


def as_pdf(held: Held, language: str, now: datetime) -> bytes:
    """The same on paper, accessible (PDF/UA-1)."""
    foot = f"{held.body} – {held.reference}"
    data = {**asdict(held), "foot": foot}
    return make_pdf("sheet.typ", data, language=language, title=held.title, now=now)


def _part(link: LinkedReferral, now: datetime) -> Part:
    record(
        "person_data_exported",
        subject="referral",
        subject_id=str(link.referral_id),
        purpose="person_request",
    )
    case = read_case(link.referral_id, now=now)
    sections = [
        _identity(case),
        Section("request", _("What was asked for you"), _stage_1(case)),
        _consents(case),
        _recipients(case),
        _words(case, now),
        _handover(case),
        Section(
            "files",
            _("Files"),
            [
                (file.name or _("deleted"), f"{file.organisation}, {_moment(file.added_at)}")
                for file in case.files
            ],
        ),
        Section(
            "events",
            _("What happened"),
            [
                (
                    _moment(line.event.at),
                    _joined(event_title(line.event), event_detail(line.event), line.organisation),
                )
                for line in reversed(case.timeline)
            ],
        ),
        _disclosures(case),
        _looks(case),
        _kept(case, now),
    ]
    heading = _("Referral %(reference)s") % {"reference": link.reference}
    return Part(link.reference, heading, [section for section in sections if section.lines])


def _identity(case: Case) -> Section:
    opened = read_identity(case.referral.pk, purpose="person_request")
    texts = opened.texts if opened else {}
    lines = [
        (str(IdentityForm.base_fields[name].label), texts[name])
        for name in IDENTITY_FIELDS
        if texts.get(name)
    ]
    return Section("identity", _("Who you are"), lines)


def _stage_1(case: Case) -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in stage_1_lines(case)]


def _consents(case: Case) -> Section:
    lines = []
    for line in read_history(case.referral.pk):
        consent = line.consent
        names = ", ".join(term.organisation.name for term in line.terms)
        ended = (
            _("withdrawn on %(day)s") % {"day": _moment(consent.withdrawn_at)}
            if consent.withdrawn_at
            else _("in force")
        )
        basis = codes.label("sharing_basis", consent.basis)
        lines.append((_day(consent.given_on), _joined(basis, names, ended)))
    return Section("consents", _("Your consent, and what else it was shared on"), lines)


def _recipients(case: Case) -> Section:
    lines = []
    for asked in case.asked:
        if asked.request.state == RequestState.QUEUED:
            continue
        who = ", ".join(organisation.name for organisation in asked.who)
        lines.append((who, _joined(state_label(asked.request.state), asked.note)))
        lines += [(e.asked_by, _joined(e.text, e.answer)) for e in asked.exchanges]
    return Section("recipients", _("Who was asked for help, and what they answered"), lines)


def _words(case: Case, now: datetime) -> Section:
    working = read_working(case, now=now)
    lines = [
        (_joined(message.by, _moment(message.at)), message.text)
        for thread in working.messages.values()
        for message in thread
    ]
    lines += [(_("Internal note, %(at)s") % {"at": _moment(n.at)}, n.text) for n in working.notes]
    return Section("messages", _("Messages and notes about you"), lines)


def _handover(case: Case) -> Section:
    plan = read_handover(case.referral.pk)
    found = (
        (
            (_("Appointment"), plan.appointment),
            (_("Meeting point"), plan.meeting_point),
            (_("Note"), plan.note),
        )
        if plan
        else ()
    )
    return Section("handover", _("The handover"), [line for line in found if line[1]])


def _disclosures(case: Case) -> Section:
    rows = Disclosure.objects.filter(referral_id=case.referral.pk).select_related("organisation")
    lines = []
    for row in rows.order_by("opened_at"):
        until = _("until %(at)s") % {"at": _moment(row.ended_at)} if row.ended_at else ""
        withheld = ", ".join(str(IdentityForm.base_fields[name].label) for name in row.withheld)
        without = _("without: %(fields)s") % {"fields": withheld} if withheld else ""
        since = _("since %(at)s") % {"at": _moment(row.opened_at)}
        lines.append((row.organisation.name, _joined(since, until, without)))
    return Section("disclosures", _("Who could read your identity"), lines)


def _looks(case: Case) -> Section:
    """Who opened it, when: of the own organisation, as row security shows the audit trail."""
    rows = AuditEntry.objects.filter(
        subject="referral", subject_id=str(case.referral.pk), action__endswith="_viewed"
    ).order_by("-id")[:MOST_VIEWS]
    found = list(rows)
    bodies = Organisation.objects.in_bulk({row.organisation_id for row in found})
    roles = dict(Role.choices)
    lines = []
    for row in reversed(found):
        body = bodies.get(row.organisation_id)
        role = str(roles.get(row.role, row.role))
        who = _joined(body.name if body else "", role, action_label(row.action))
        lines.append((_moment(row.at), who))
    return Section("looks", _("Who opened it in this organisation"), lines)


def _kept(case: Case, now: datetime) -> Section:
    term = term_for(case.referral.pk, timezone.localdate(now))
    until = (
        _day(term.ends_on)
        if term and term.ends_on
        else _("from when it ends: six months to three years")
    )
    return Section("kept", _("How long it is kept"), [(_("Until"), until)])


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else ""


def _day(day: date) -> str:
    return date_format(day)


def _joined(*texts: object) -> str:
    return " – ".join(str(text) for text in texts if str(text))
