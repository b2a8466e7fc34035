"""What anybody learns who holds the code of a paper: what stands on it, and whether it holds."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from trainings.certificates.paper import Paper
from trainings.models import Certificate


@dataclass(frozen=True)
class Answer:
    """`paper` is None once revoked or when the term is over: the person is then named no more."""

    paper: Paper | None
    issued_on: date
    revoked_on: date | None


def paper_of(certificate: Certificate) -> Paper:
    """What stands on a certificate."""
    return Paper(
        language=certificate.language,
        name=certificate.name,
        title=certificate.title,
        place=certificate.place,
        since=certificate.since,
        until=certificate.until,
        attended=certificate.attended,
        offered=certificate.offered,
        code=certificate.code,
        issued_on=_day(certificate.issued_at),
    )


def look_up(code: str) -> Answer | None:
    """The answer for a code that `codes.read_code` gave; None where no certificate has it."""
    found = Certificate.objects.defer("content").filter(code=code).first()
    if found is None:
        return None
    holds = found.revoked_at is None and found.erased_at is None
    return Answer(
        paper=paper_of(found) if holds else None,
        issued_on=_day(found.issued_at),
        revoked_on=_day(found.revoked_at) if found.revoked_at else None,
    )


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
