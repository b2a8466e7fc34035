"""Loading the demonstration, whole or not at all."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from django.db.models import Model
from django.utils import timezone

from accounts.models import Role, User
from protection.actor import acting_as
from protection.audit import record
from referrals.codes import State
from referrals.models import Retention
from referrals.terms import ground_of

from . import (
    belongings,
    directory,
    guide,
    learning,
    meetings,
    practices,
    programs,
    readers,
    registers,
    teamwork,
    trainings,
    upkeep,
)
from .accounts import HISTORIAN, ensure_accounts
from .cast import Cast
from .history import year_2017
from .life import Life
from .live import live_cases
from .members import come_and_go
from .telling import queue_recent

BATCH = 500
# Notices older than this are not sent: a new portal does not begin with hundreds of mails.
RECENT = timedelta(hours=8)
HISTORY_ENDS = datetime(2018, 1, 1, tzinfo=UTC)
REVIEWED_AFTER = timedelta(days=180)
HISTORY_REVIEWED = date(2027, 12, 31)


def load(*, using: str, tell: Callable[[str], object], now: datetime | None = None) -> None:
    """Load what is missing, in one transaction; `tell` is given a line of text for each part.

    `now` is the day of loading, by which the live cases are dated.
    Raises Organisation.DoesNotExist without the directory.
    """
    now = now or timezone.now()
    with acting_as(None, using=using):
        # The history is filed under this account: where it is, everything was loaded before.
        loaded_before = User.objects.using(using).filter(email=HISTORIAN).exists()
        made = ensure_accounts(using=using)
        tell(f"Demonstration accounts: {made or 'nothing'} new.")
        if loaded_before:
            tell("Demonstration referrals: nothing new.")
            return
        come_and_go(now, using=using)
        cast = Cast(using=using)
        history = list(year_2017(cast))
        save(history, using=using)
        tell(f"Invented referrals of December 2016 and 2017: {len(history)}.")
        live = list(live_cases(cast, now))
        save(live, using=using)
        kept = registers.rows(cast, live, now)
        for row in (*teamwork.rows(cast, live, now), *belongings.rows(cast, live), *kept):
            row.save(using=using, force_insert=True)
        directory.mark(cast)
        for row in directory.rows(cast, now):
            row.save(using=using, force_insert=True)
        upkeep.confirm_entries(cast, now)
        for row in (*programs.rows(cast, live, now), *upkeep.rows(cast, now)):
            row.save(using=using, force_insert=True)
        for found in readers.rows(cast, now):
            _create(found, using)
        for row in guide.rows(cast, now, using=using):
            row.save(using=using, force_insert=True)
        practices.load(cast, now, using=using)
        for row in learning.following(trainings.rows(cast, now), cast, now):
            row.save(using=using, force_insert=True)
        learning.make_findable(using=using)
        tell(f"Invented meetings: {meetings.load(cast, now, using=using)}.")
        queue_recent(live, since=now - RECENT, using=using)
        tell(f"Invented live referrals: {len(live)}.")
        record(
            "demonstration_loaded",
            subject="demonstration",
            subject_id=now.date().isoformat(),
            detail={"history": str(len(history)), "live": str(len(live))},
            using=using,
        )


def save(lives: list[Life], *, using: str) -> None:
    """Write the rows of many referrals at once."""
    _create((life.referral for life in lives), using)
    _create((life.data_key for life in lives), using)
    _create((row for life in lives for row in life.coded), using)
    # The one passed on to comes after the one passed on: foreign keys wait for the commit.
    _create((row for life in lives for row in life.requests), using)
    _create((row for life in lives for row in life.finished_parties()), using)
    _create((row for life in lives for row in life.events), using)
    _create((row for life in lives for row in life.questions), using)
    _create((life.identity for life in lives if life.identity), using)
    _create((row for life in lives for row in life.identity_fields), using)
    _create((row for life in lives for row in life.name_index), using)
    _create((_term(life) for life in lives if life.referral.state != State.DRAFT), using)
    _create((row for life in lives for row in life.consents), using)
    _create((row for life in lives for row in life.consent_recipients), using)
    _create((row for life in lives for row in life.disclosures), using)
    _create((life.handover for life in lives if life.handover), using)
    _create((row for life in lives for row in life.ratings), using)
    _create((row for life in lives for row in life.gaps), using)


def _term(life: Life) -> Retention:
    """When it is erased; what is of 2017 is history and held."""
    referral = life.referral
    ground = ground_of(referral, life.requests)
    term = Retention(
        referral=referral,
        sender_organisation_id=referral.sender_organisation_id,
        sender_country=referral.sender_country,
        reference=referral.reference,
        ground=ground,
        since=(referral.closed_at or referral.withdrawn_at or referral.updated_at)
        if ground
        else None,
    )
    if referral.created_at < HISTORY_ENDS:
        term.hold_reason, term.hold_at = "history", referral.updated_at
        term.hold_review_on = HISTORY_REVIEWED
    elif life.hold is not None:
        term.hold_reason, term.hold_at = life.hold.reason, life.hold.at
        term.hold_by = life.cast.person(life.sender.organisation.slug, Role.TEAM_LEAD).user
        term.hold_review_on = (life.hold.at + REVIEWED_AFTER).date()
    return term


def _create(rows: Iterable[Model], using: str) -> None:
    found = list(rows)
    if found:
        type(found[0])._default_manager.using(using).bulk_create(found, batch_size=BATCH)
