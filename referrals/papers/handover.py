"""The handover sheet: one page, two languages side by side, for who travels and who waits.

It holds what the receiving side may read, whoever prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from contacts import codes
from contacts.models import Organisation
from referrals.case_parts import handover_context
from referrals.forms.base import WITHHELD
from referrals.forms.identity import IdentityForm
from referrals.models import Disclosure
from referrals.residence import residence_of
from referrals.selectors import Case, read_identity
from referrals.services.handover import OpenedHandover
from referrals.views.stage_1 import stage_1_lines
from referrals.views.stage_2 import in_words

from .dossier import moment
from .paper import LANGUAGES, Paper, make_pdf

# What the one at the door needs of stage 1, by field.
NEEDED = (
    "needs",
    "age_group",
    "gender",
    "languages",
    "interpreter",
    "children",
    "companions",
    "care_needs",
    "accessibility_needs",
    "residence_stage",
    "residence_document",
    "avoid_regions",
)
# Of the identity, only to recognise the person and to reach a child's guardian.
NAME = (
    "given_names",
    "family_name",
    "birth_date",
    "estimated_age",
    "nationality",
    "guardian_name",
    "guardian_phone",
)


@dataclass(frozen=True)
class Said:
    """One answer in one language; `language` is that of a free text, "" for a coded answer."""

    label: str
    text: str
    language: str = ""


def receivers(case: Case) -> list[Organisation]:
    """Who was chosen, as far as the reader sees it: the one that receives the person first."""
    chosen = [a for a in case.asked if a.request.state == "chosen" and a.organisation]
    chosen.sort(key=lambda asked: asked.request.chosen_as != "receives")
    return [asked.organisation for asked in chosen if asked.organisation]


def handover_pdf(
    case: Case,
    receiver: Organisation,
    *,
    languages: tuple[str, str],
    with_name: bool,
    printed_by: str,
    now: datetime,
) -> Paper:
    """The sheet for one receiver, in the sender's and the recipient's language."""
    referral = case.referral
    names = _names(referral.pk, receiver.pk) if with_name else {}
    plan = handover_context(case)
    titles: list[str] = []
    answers: list[list[Said]] = []
    signs: list[list[str]] = []
    for language in languages:
        with override(language):
            titles.append(_("Handover"))
            answers.append([*_plan(plan), *_needs(case), *_named(names), *_reach(case, receiver)])
            signs.append(
                [_("Handed over by, time"), _("Received by, time"), _("The person (if willing)")]
            )
    with override(languages[0]):
        printed = _("Printed by %(who)s on %(when)s") % {"who": printed_by, "when": moment(now)}
    content = make_pdf(
        "handover.typ",
        {
            "head": referral.reference,
            "parties": f"{case.sender.name} → {receiver.name}",
            "languages": [{"code": code, "name": LANGUAGES[code]} for code in languages],
            "rows": [[vars(said) for said in row] for row in zip(*answers, strict=True)],
            "signs": list(zip(*signs, strict=True)),
            "foot": f"{referral.reference} · {printed}",
        },
        language=languages[0],
        title=" – ".join(dict.fromkeys(titles)),
        now=now,
    )
    return Paper(f"{referral.reference}-h-{'-'.join(languages)}.pdf", content)


def _plan(found: Mapping[str, object]) -> list[Said]:
    opened, at = found.get("handover"), found.get("handover_at")
    open_ = _("not agreed yet")
    if not isinstance(opened, OpenedHandover):
        return [Said(_("Appointment"), open_), Said(_("Meeting point"), open_)]
    row = opened.row
    items = codes.choices("handover_item")
    ready = [str(label) for code, label in items if code in row.ready]
    still = [str(label) for code, label in items if code not in row.ready]
    said = [
        Said(_("Appointment"), moment(at) if isinstance(at, datetime) else open_),
        Said(_("Meeting point"), opened.meeting_point or open_),
        Said(_("Who travels along"), codes.label("escort_kind", row.escort) if row.escort else ""),
        Said(
            _("By which transport"),
            codes.label("transport_kind", row.transport) if row.transport else "",
        ),
        Said(_("Ready"), ", ".join(ready)),
        Said(_("Still open"), ", ".join(still)),
        Said(_("Note"), opened.note, row.note_language),
    ]
    return [one for one in said if one.text]


def _needs(case: Case) -> list[Said]:
    found = {line.name: line for line in stage_1_lines(case) if line.name in NEEDED}
    said = [Said(found[name].label, found[name].text) for name in NEEDED if name in found]
    if clock := residence_of(case.referral, timezone.localdate()):
        said.append(Said(_("It ends on"), date_format(clock.ends_on)))
    return said


def _names(referral_id: UUID, receiver_id: int) -> dict[str, str | None]:
    """The name as the receiver may read it, None for what is withheld from it; empty without an
    open disclosure to it."""
    disclosure = Disclosure.objects.filter(
        referral_id=referral_id, organisation_id=receiver_id, ended_at__isnull=True
    ).first()
    opened = read_identity(referral_id, purpose="handover_sheet") if disclosure else None
    if disclosure is None or opened is None:
        return {}
    kept = {*disclosure.withheld, *opened.withheld}
    return {name: None if name in kept else opened.texts[name] for name in NAME}


def _named(names: Mapping[str, str | None]) -> list[Said]:
    said = []
    for name, value in names.items():
        if value != "":
            label = str(IdentityForm.base_fields[name].label)
            shown = str(WITHHELD) if value is None else in_words(name, value)
            said.append(Said(label, shown))
    return said


def _reach(case: Case, receiver: Organisation) -> list[Said]:
    sender = ", ".join(filter(None, (case.sender.name, case.referral.callback_number)))
    return [
        Said(_("Sender"), sender),
        Said(_("Recipient"), ", ".join(filter(None, (receiver.name, receiver.phone)))),
    ]
