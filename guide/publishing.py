"""The one writer of a version's state: it locks the page, asks the table and who may, writes state
and log together, and tells those who wait for it."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from guide.life import FROM, OPEN, WRITING, Move, State
from guide.models import LifeEvent, Page, Version
from guide.permissions import can_edit_guide, can_review, can_send_back
from guide.reviewing import needed_for, reviewers, seats
from guide.signals import page_published
from guide.wording import missing, wording_of
from notifications.services import Recipient, queue_notice
from protection.actor import Actor, acting_as, current_actor, require_actor
from protection.audit import record


class MoveRefused(Exception):
    """The version does not stand where this move begins, or no longer."""


class NotComplete(Exception):
    """A text is missing in Dutch or in French."""


def lock(slug: str) -> Page:
    """The page, held until the transaction ends. Raises Page.DoesNotExist."""
    return Page.objects.select_for_update().get(slug=slug)


def in_work(page: Page) -> Version | None:
    """The version on its way to the public page."""
    return page.versions.filter(state__in=OPEN).first()


def authors_of(version: Version) -> set[int]:
    """The user ids of all who wrote on a version."""
    rows = version.moves.filter(move__in=WRITING).exclude(user_id=None)
    return {user_id for user_id in rows.values_list("user_id", flat=True) if user_id}


def log(version: Version, move: Move, now: datetime, *, seat: str = "", remarks: str = "") -> None:
    """Note a move in the version's life and in the audit trail."""
    actor = current_actor()
    LifeEvent.objects.create(
        version=version,
        move=move,
        at=now,
        user_id=actor.user_id if actor else None,
        organisation_id=actor.organisation_id if actor else None,
        seat=seat,
        remarks=remarks,
    )
    record(
        f"guide_{move}",
        subject="guide_page",
        subject_id=version.page.slug,
        detail={"version": str(version.number)},
    )


def send_for_review(slug: str, *, reason: str, publish_on: date | None, now: datetime) -> None:
    """Draft → in review; its reviewers are told. Raises MoveRefused, NotComplete."""

    def move(version: Version, page: Page) -> None:
        if missing(wording_of(version)) and not version.retired:
            raise NotComplete
        version.state, version.approved = State.REVIEW, []
        version.reason, version.publish_on = reason, publish_on
        log(version, Move.SEND, now)
        _tell("guide_review_asked", reviewers(needed_for(page, version)), "guide:review", slug)

    _by_editor(slug, Move.SEND, move)


def take_back(slug: str, *, now: datetime) -> None:
    """In review or scheduled → draft, by an editor. Raises MoveRefused."""

    def move(version: Version, page: Page) -> None:
        version.state, version.approved = State.DRAFT, []
        log(version, Move.RECALL, now)

    _by_editor(slug, Move.RECALL, move)


def withdraw(slug: str, *, now: datetime) -> None:
    """Draft → withdrawn: what is public stays. Raises MoveRefused."""

    def move(version: Version, page: Page) -> None:
        version.state = State.WITHDRAWN
        log(version, Move.WITHDRAW, now)

    _by_editor(slug, Move.WITHDRAW, move)


def approve(slug: str, *, number: int, revision: int, now: datetime) -> State:
    """One seat agrees to the version it read; with the last one it is scheduled or public.

    Raises MoveRefused, also when the version is not that `number` and `revision` any more, and
    PermissionError.
    """
    with transaction.atomic():
        page, version, seat = _for_review(slug, Move.APPROVE, number, revision)
        needed = needed_for(page, version)
        waiting = [one for one in needed if one not in version.approved]
        if seat not in needed:
            raise PermissionError
        if not can_review(
            require_actor(), seat=seat, waiting_for=waiting, authors=authors_of(version)
        ):
            raise MoveRefused
        version.approved = [*version.approved, seat]
        log(version, Move.APPROVE, now, seat=seat)
        if set(needed) <= set(version.approved):
            if version.publish_on and version.publish_on > timezone.localdate(now):
                version.state = State.SCHEDULED
                log(version, Move.SCHEDULE, now)
            else:
                _publish(version, now)
        version.save()
        return State(version.state)


def send_back(slug: str, *, number: int, revision: int, remarks: str, now: datetime) -> None:
    """In review or scheduled → draft, with what must change. Raises as `approve`."""
    with transaction.atomic():
        page, version, seat = _for_review(slug, Move.RETURN, number, revision)
        needed, authors = needed_for(page, version), authors_of(version)
        if seat is None or not can_send_back(
            require_actor(), seat=seat, needed=needed, authors=authors
        ):
            raise PermissionError
        version.state, version.approved = State.DRAFT, []
        log(version, Move.RETURN, now, seat=seat, remarks=remarks)
        version.save()
        _tell("guide_sent_back", _people(authors), "guide:work", slug)


def publish_due(now: datetime) -> int:
    """Make public what is scheduled until today; how many. A transaction each, without an actor."""
    due = Version.objects.filter(
        state=State.SCHEDULED, publish_on__lte=timezone.localdate(now)
    ).values_list("page__slug", flat=True)
    return sum(_publish_scheduled(slug, now) for slug in list(due.order_by("publish_on", "pk")))


def _publish_scheduled(slug: str, now: datetime) -> bool:
    with acting_as(None):
        version = in_work(lock(slug))
        if (
            version is None
            or version.state != State.SCHEDULED
            or version.publish_on is None
            or version.publish_on > timezone.localdate(now)
        ):
            return False  # somebody took it back meanwhile
        _publish(version, now)
        version.save()
    return True


def _publish(version: Version, now: datetime) -> None:
    """The version takes the place of the public one; the caller saves it."""
    slug, number = version.page.slug, version.number
    Version.objects.filter(page=version.page_id, state=State.PUBLISHED).update(state=State.REPLACED)
    version.state, version.published_at = State.PUBLISHED, now
    version.page.organisations, version.page.order = version.organisations, version.order
    version.page.save(update_fields=["organisations", "order"])
    log(version, Move.PUBLISH, now)
    _tell("guide_published", _people(authors_of(version)), "guide:work", slug)
    transaction.on_commit(
        lambda: page_published.send_robust(sender=Page, slug=slug, number=number), robust=True
    )


def _by_editor(slug: str, move: Move, change: Callable[[Version, Page], None]) -> None:
    with transaction.atomic():
        if not can_edit_guide(require_actor()):
            raise PermissionError
        page = lock(slug)
        version = in_work(page)
        if version is None or version.state not in FROM[move]:
            raise MoveRefused
        change(version, page)
        version.save()


def _for_review(slug: str, move: Move, number: int, revision: int) -> tuple[Page, Version, str]:
    actor: Actor = require_actor()
    page = lock(slug)
    version, seat = in_work(page), seats().of(actor)
    if seat is None:
        raise PermissionError
    if (
        version is None
        or version.state not in FROM[move]
        or (version.number, version.revision) != (number, revision)
    ):
        raise MoveRefused
    return page, version, seat


def _people(user_ids: set[int]) -> list[Recipient]:
    rows = User.objects.filter(pk__in=user_ids, is_active=True).order_by("pk")
    return [Recipient(*row) for row in rows.values_list("pk", "email", "language")]


def _tell(kind: str, recipients: list[Recipient], path_name: str, slug: str) -> None:
    queue_notice(kind, recipients, reference="", path_name=path_name, path_args=[slug])
