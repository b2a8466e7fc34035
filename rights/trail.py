"""The audit trail as a data protection officer reads it: who did what, when, to which reference.

Row security decides whose lines these are: those of the controllers of the officer's country. The
lines hold codes and ids only; nothing is decrypted here.
"""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Role, User
from contacts.models import Organisation
from documents.tables import harmless
from protection.actor import Actor
from protection.models import AuditEntry
from referrals.models import Retention

from .models import Breach, PersonRequest
from .trail_words import action_label, subject_label

PAGE = 50
MOST_ROWS = 10_000
# Lines get their number a moment before their time, so numbers and times run apart by a few.
SLACK = 1000


@dataclass(frozen=True)
class Search:
    """What the officer looks for; empty means all."""

    since: date | None = None
    until: date | None = None
    organisation: int | None = None
    reference: str = ""
    action: str = ""


@dataclass(frozen=True)
class Line:
    """One line in words."""

    id: int
    at: datetime
    who: str
    role: str
    organisation: str
    action: str
    code: str
    subject: str
    reference: str
    purpose: str
    detail: str


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """Those whose lines the officer may see, by name."""
    working = Membership.objects.values("organisation")
    found = Organisation.objects.filter(pk__in=working)
    if actor.country:
        found = found.filter(country=actor.country)
    return found.order_by("name")


def find(search: Search, *, before: int | None = None) -> QuerySet[AuditEntry]:
    """The lines that fit, newest first."""
    rows = AuditEntry.objects.all()
    if search.since:
        start = timezone.make_aware(datetime.combine(search.since, time()))
        rows = rows.filter(at__gte=start)
        first = AuditEntry.objects.filter(at__gte=start).order_by("at").values_list("pk").first()
        rows = rows.filter(pk__gte=first[0] - SLACK) if first else rows.none()
    if search.until:
        end = timezone.make_aware(datetime.combine(search.until + timedelta(days=1), time()))
        rows = rows.filter(at__lt=end)
        last = AuditEntry.objects.filter(at__lt=end).order_by("-at").values_list("pk").first()
        rows = rows.filter(pk__lte=last[0] + SLACK) if last else rows.none()
    if search.organisation:
        rows = rows.filter(organisation_id=search.organisation)
    if search.action:
        rows = rows.filter(action=search.action)
    if search.reference:
        subject = _subject_of(search.reference)
        rows = rows.filter(subject=subject[0], subject_id=subject[1]) if subject else rows.none()
    if before:
        rows = rows.filter(pk__lt=before)
    return rows.order_by("-id")


def _subject_of(reference: str) -> tuple[str, str] | None:
    """Which referral, request or breach has a reference; row security decides whether to say."""
    for subject, rows in (
        ("referral", Retention.objects.filter(reference=reference)),
        ("person_request", PersonRequest.objects.filter(reference=reference)),
        ("breach", Breach.objects.filter(reference=reference)),
    ):
        if key := rows.values_list("pk", flat=True).first():
            return subject, str(key)
    return None


def in_words(rows: Iterable[AuditEntry]) -> list[Line]:
    """The lines with names of people and organisations and with references: five queries."""
    found = list(rows)
    people = User.objects.only("first_name", "last_name", "email").in_bulk(
        {row.user_id for row in found}
    )
    bodies = Organisation.objects.only("name").in_bulk({row.organisation_id for row in found})
    references = _references(found)
    roles = dict(Role.choices)
    return [
        Line(
            id=row.pk,
            at=row.at,
            who=str(people.get(row.user_id or 0, _("the portal"))),
            role=str(roles.get(row.role, row.role)),
            organisation=bodies[row.organisation_id].name if row.organisation_id in bodies else "",
            action=action_label(row.action),
            code=row.action,
            subject=subject_label(row.subject),
            reference=references.get(row.subject_id, ""),
            purpose=row.purpose,
            detail=", ".join(f"{name}: {code}" for name, code in json.loads(row.detail).items()),
        )
        for row in found
    ]


def _references(rows: list[AuditEntry]) -> dict[str, str]:
    keys: dict[str, set[UUID]] = {"referral": set(), "person_request": set(), "breach": set()}
    for row in rows:
        if row.subject in keys and len(row.subject_id) == len(str(UUID(int=0))):
            keys[row.subject].add(UUID(row.subject_id))
    named = [
        *Retention.objects.filter(pk__in=keys["referral"]).values_list("pk", "reference"),
        *PersonRequest.objects.filter(pk__in=keys["person_request"]).values_list("pk", "reference"),
        *Breach.objects.filter(pk__in=keys["breach"]).values_list("pk", "reference"),
    ]
    return {str(key): reference for key, reference in named}


def as_csv(lines: Iterable[Line]) -> bytes:
    """UTF-8 with a mark at the start; no cell is taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        [
            _("Number"), _("Date and time"), _("Organisation"), _("Role"), _("Who"), _("Action"),
            _("Action (code)"), _("About"), _("Reference"), _("Purpose"), _("Detail (codes)"),
        ]
    )  # fmt: skip
    for line in lines:
        cells = [
            str(line.id), timezone.localtime(line.at).isoformat(timespec="seconds"),
            line.organisation, line.role, line.who, line.action, line.code, line.subject,
            line.reference, line.purpose, line.detail,
        ]  # fmt: skip
        writer.writerow([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + file.getvalue().encode()
