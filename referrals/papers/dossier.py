"""A referral as it was filed and as it stands, for the paper file of one of its sides.

It holds what its reader may read in the portal and nothing more: the same reads, the same row
security, the same audit lines.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from contacts import codes
from referrals.case_parts import handover_context
from referrals.countries import country_label
from referrals.files.reading import read_file_page
from referrals.forms.consent_questions import identity_labels
from referrals.labels import event_detail, event_title, state_label
from referrals.selectors import Asked, Case, read_case, read_identity
from referrals.services.handover import OpenedHandover
from referrals.terms import term_for
from referrals.views.stage_1 import Line, stage_1_lines
from referrals.views.stage_2 import identity_lines
from referrals.working import read_messages

from .paper import Paper, make_pdf
from .parts import Part, hint, question, rows, section, text

Row = tuple[Any, Any, str]


def moment(at: datetime | None) -> str:
    """A time as the paper shows it, with its zone: a paper travels."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({local.tzname()})"


def dossier_pdf(
    referral_id: UUID, *, language: str, with_identity: bool, printed_by: str, now: datetime
) -> Paper:
    """The paper for the dossier; each page says who printed it and when.

    The identity is on it only where it is asked for and the reader may read it. Raises NotAParty.
    """
    with override(language):
        case = read_case(referral_id, now=now)
        referral = case.referral
        sections = [
            section(_("The request"), rows(_head(case))),
            section(_("The person and the need"), rows(_lines(stage_1_lines(case)))),
            section(
                _("Who was asked") if case.is_sender else _("Your request"),
                *(part for asked in case.asked for part in _asked(case, asked)),
            ),
            section(_("Consent"), *_consent(case)),
        ]
        if with_identity:
            sections.append(section(_("Identity"), *_identity(case)))
        if plan := _handover(case):
            sections.append(section(_("Handover"), rows(plan)))
        if messages := _messages(case):
            sections.append(section(_("What both sides wrote"), *messages))
        if files := _files(case):
            sections.append(section(_("Files"), rows(files)))
        sections.append(section(_("What happened"), rows(_timeline(case))))
        printed = _("Printed by %(who)s on %(when)s") % {"who": printed_by, "when": moment(now)}
        content = make_pdf(
            "paper.typ",
            {
                "head": _("Confidential. For the dossier of one organisation."),
                "lead": "",
                "sections": sections,
                "mark": printed,
                "foot": f"{referral.reference} · {printed}",
            },
            language=language,
            title=_("Referral %s") % referral.reference,
            now=now,
        )
    return Paper(f"{referral.reference}-d-{language}.pdf", content)


def _lines(found: Iterable[Line]) -> list[Row]:
    return [
        (
            f"{line.label} ({line.language.upper()})" if line.language else line.label,
            line.text or _("not filled in"),
            line.language,
        )
        for line in found
    ]


def _head(case: Case) -> list[Row]:
    referral = case.referral
    said = [
        (_("Reference"), referral.reference),
        (_("State"), state_label(referral.state)),
        (_("Sender"), f"{case.sender.name} ({referral.sender_country})"),
        (_("Destination"), country_label(referral.destination_country_id or "")),
        (_("Sent"), moment(referral.sent_at)),
        (_("Call-back number of the sender"), referral.callback_number),
        (_("Agreed"), moment(referral.agreed_at)),
        (_("Handed over"), moment(referral.handed_over_at)),
        (_("Closed"), moment(referral.closed_at)),
        (_("Outcome"), codes.label("outcome", referral.outcome) if referral.outcome else ""),
    ]
    return [(label, value, "") for label, value in said if value]


def _asked(case: Case, asked: Asked) -> list[Part]:
    request = asked.request
    who = ", ".join(organisation.name for organisation in asked.who)
    said: list[Row] = [
        (_("State"), state_label(request.state), ""),
        (_("Asked"), moment(request.asked_at), ""),
        (_("Indicative answer time"), moment(request.due_at), ""),
        (_("Answered"), moment(request.answered_at), ""),
        (_("Reason"), _label("decline_reason", request.decline_reason), ""),
        (_("Offer"), _label("place_kind", request.place_kind), ""),
        (_("Conditions"), ", ".join(codes.labels("place_condition", request.conditions)), ""),
        (
            _("Available from"),
            date_format(request.available_from) if request.available_from else "",
            "",
        ),
        (_("Note"), asked.note, request.answer_note_language),
    ]
    for exchange in asked.exchanges:
        free = "" if exchange.version else exchange.question.text_language
        said.append((_("%(who)s asked") % {"who": exchange.asked_by}, exchange.text, free))
        answer = exchange.answer or _("Not answered yet.")
        said.append((_("Answer of the sender"), answer, exchange.question.answer_language))
    if request.to_contact_point:
        who = _("Contact point: %s") % who
    return [question(who), rows(row for row in said if row[1])]


def _label(list_code: str, code: str) -> str:
    return codes.label(list_code, code) if code else ""


def _consent(case: Case) -> list[Part]:
    consent, labels = case.consent, dict(identity_labels())
    if consent is None:
        return [text(_("No consent in force: the identity is released to nobody."))]
    said: list[Row] = [
        (_("Basis"), codes.label("sharing_basis", consent.basis), ""),
        (_("Given on"), date_format(consent.given_on), ""),
        (_("It covers"), ", ".join(codes.labels("consent_scope", consent.scope)), ""),
        (_("How it was given"), _label("consent_evidence", consent.evidence), ""),
        (_("Language of the conversation"), _label("language", consent.language), ""),
    ]
    for term in case.consent_terms:
        withheld = ", ".join(labels[name] for name in term.withheld)
        kept = " ".join((_("withheld:"), withheld)) if withheld else _("the whole identity")
        said.append((term.organisation.name, kept, ""))
    return [rows(row for row in said if row[1])]


def _identity(case: Case) -> list[Part]:
    opened = read_identity(case.referral.pk, purpose="dossier")
    if opened is None:
        return [text(_("Withheld, or not filled in."))]
    term = term_for(case.referral.pk, timezone.localdate())
    found = identity_lines(case, opened)
    if term and term.retention.restricted and not any(opened.texts.values()):
        return [text(_("Closed: its use is restricted at the person’s request."))]
    return [hint(_("Keep this page under lock.")), rows(_lines(found))]


def _handover(case: Case) -> list[Row]:
    found = handover_context(case)
    opened = found.get("handover")
    if not isinstance(opened, OpenedHandover):
        return []
    at = found.get("handover_at")
    said = [
        (_("Appointment"), moment(at) if isinstance(at, datetime) else "", ""),
        (_("Meeting point"), opened.meeting_point, ""),
        (_("Who travels along"), _label("escort_kind", opened.row.escort), ""),
        (_("By which transport"), _label("transport_kind", opened.row.transport), ""),
        (_("Note"), opened.note, opened.row.note_language),
        (_("Ready"), ", ".join(codes.labels("handover_item", opened.row.ready)), ""),
        (_("Arrival confirmed by the recipient"), moment(opened.row.confirmed_at), ""),
    ]
    return [row for row in said if row[1]]


def _messages(case: Case) -> list[Part]:
    written = read_messages(case)
    parts: list[Part] = []
    for asked in case.asked:
        if found := written.get(asked.request.pk):
            parts += [
                question(", ".join(organisation.name for organisation in asked.who)),
                rows((f"{line.by}, {moment(line.at)}", line.text, line.language) for line in found),
            ]
    return parts


def _files(case: Case) -> list[Row]:
    """What is in the portal beside this paper: the names of the files, not the files."""
    return [
        (
            file.name,
            f"{file.kind}, {filesizeformat(file.size)} – {file.organisation}, "
            f"{moment(file.added_at)}",
            "",
        )
        for file in read_file_page(case.referral.pk).files
        if file.is_kept
    ]


def _timeline(case: Case) -> list[Row]:
    said: list[Row] = []
    for line in reversed(case.timeline):
        what = ": ".join(filter(None, (event_title(line.event), event_detail(line.event))))
        by = line.organisation or _("the portal")
        said.append((moment(line.event.at), f"{what} – {by}", ""))
    return said
