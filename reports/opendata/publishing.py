"""The one writer of open data: what is proposed for the public, published, and withdrawn.

A report publishes by itself, since the countries adopted it. Outside a report the secretariat
proposes figures that the working group has, and a member agrees: two people, and what the second
one agrees to is what the first one looked at.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.selectors import people_in_role
from notifications.services import queue_notice
from protection.actor import Actor
from protection.audit import record
from reports.disclosure.refusal import NotReleasable
from reports.figures import as_json, digest
from reports.models import (
    Audience,
    Decider,
    ProposalState,
    Publication,
    PublicationProposal,
    PublishedFile,
    Release,
    Withdrawal,
    WithdrawalReason,
)
from reports.opendata.files import About, files_of
from reports.opendata.sheets import sheets_of
from reports.opendata.words import PUBLISHER, description, title_of
from reports.permissions import can_agree_to_publish, can_write_reports
from reports.releases import ShownChanged, counted_of, figures_of, make_release, preview, releases


class PublishingRefused(Exception):
    """It cannot be done now, for the reason given; nothing was written."""


@dataclass(frozen=True)
class Decision:
    """Who decided that figures are for the public, when, and where that is written down."""

    decider: Decider
    decided_on: dt.date
    reference: str = ""


def slug_of(release: Release) -> str:
    """What the addresses of a release have in common, e.g. 2016-12-02_2017-12-31_1.

    Of one country its code stands before the number.
    """
    scope = f"{release.scope.lower()}_" if release.scope else ""
    return f"{release.period_from}_{release.period_to}_{scope}{release.number}"


def address_of(slug: str) -> str:
    """The address of a publication, as it stands in its own files."""
    return f"{settings.PORTAL_BASE_URL}/data/releases/{slug}/"


def publish(
    release: Release,
    decision: Decision,
    *,
    now: dt.datetime,
    user_id: int | None = None,
    agreed_by: int | None = None,
) -> Publication:
    """Freeze the files of a release for the public and open its addresses; once for each release.

    Tells the secretariat and the members.
    """
    if release.audience != Audience.PUBLIC:
        raise ValueError("only a release for the public is published")
    with transaction.atomic():
        found = Publication.objects.filter(release=release.pk).first()
        if found is not None:
            return found
        figures = figures_of(release)
        publication = Publication.objects.create(
            release=release,
            slug=slug_of(release),
            published_at=now,
            published_by_id=user_id,
            agreed_by_id=agreed_by,
            decider=decision.decider,
            decided_on=decision.decided_on,
            reference=decision.reference,
        )
        about = About(
            slug=publication.slug,
            title=title_of(release),
            description=description(),
            address=address_of(publication.slug),
            version=str(release.number),
            created=now.isoformat(timespec="seconds"),
            first=release.period_from.isoformat(),
            last=release.period_to.isoformat(),
            threshold=release.threshold,
            publisher=PUBLISHER.en,
        )
        PublishedFile.objects.bulk_create(
            PublishedFile(
                publication=publication,
                position=position,
                name=file.name,
                table=file.table,
                title=dict(file.title),
                content_type=file.content_type,
                content=file.content,
                size=len(file.content),
                sha256=file.sha256,
            )
            for position, file in enumerate(files_of(sheets_of(figures), about), start=1)
        )
        _announce("figures_published", publication)
    return publication


def sources() -> list[Release]:
    """What may be proposed: of each period the newest figures that the working group has, unless
    the public has had some since, or they wait for somebody to agree.

    Figures of one country are the working group's own; a report on it may publish them."""
    waiting = PublicationProposal.objects.filter(state=ProposalState.WAITING)
    proposed = set(waiting.values_list("source_id", flat=True))
    public: dict[tuple[dt.date, dt.date], dt.datetime] = {}
    for entry in releases(Audience.PUBLIC).filter(publication__isnull=False):
        period = (entry.period_from, entry.period_to)
        public[period] = max(entry.released_at, public.get(period, entry.released_at))
    newest: dict[tuple[dt.date, dt.date], Release] = {}
    for entry in releases(Audience.INSIDE):
        newest.setdefault((entry.period_from, entry.period_to), entry)
    return [
        entry
        for period, entry in newest.items()
        if entry.pk not in proposed and (period not in public or public[period] < entry.released_at)
    ]


def propose(
    source: Release, decision: Decision, *, by: Actor, now: dt.datetime
) -> PublicationProposal:
    """Ask for a second person's agreement; keeps what the public would be shown.

    Raises PublishingRefused, also where nothing can be shown without naming people.
    """
    if not can_write_reports(by) or source not in sources():
        raise PublishingRefused(_("These figures cannot be published now."))
    try:
        shown = as_json(preview(counted_of(source), Audience.PUBLIC))
    except NotReleasable:
        raise PublishingRefused(
            _("These figures cannot be published without making people recognisable.")
        ) from None
    try:
        with transaction.atomic():
            proposal = PublicationProposal.objects.create(
                source=source,
                shown=shown,
                sha256=digest(shown),
                decider=decision.decider,
                decided_on=decision.decided_on,
                reference=decision.reference,
                proposed_by_id=by.user_id,
                proposed_at=now,
            )
            _note("publication_proposed", proposal)
            _tell("publication_proposed", proposal, Role.MEMBER)
    except IntegrityError:
        raise PublishingRefused(_("These figures wait for an answer already.")) from None
    return proposal


def agree(proposal_id: UUID, *, by: Actor, now: dt.datetime) -> Publication:
    """Publish what was proposed, exactly as it was looked at. Raises PublishingRefused."""
    with transaction.atomic():
        proposal = _waiting(proposal_id)
        if not can_agree_to_publish(by) or by.user_id == proposal.proposed_by_id:
            raise PublishingRefused(_("Somebody else has to agree."))
        try:
            release = make_release(
                counted_of(proposal.source),
                Audience.PUBLIC,
                now=now,
                user_id=proposal.proposed_by_id,
                looked_at=proposal.sha256,
            )
        except (NotReleasable, ShownChanged):
            raise PublishingRefused(
                _(
                    "Other figures were released since, so that these would look different now."
                    " Refuse, and ask the secretariat to propose them anew."
                )
            ) from None
        decision = Decision(Decider(proposal.decider), proposal.decided_on, proposal.reference)
        publication = publish(
            release,
            decision,
            now=now,
            user_id=proposal.proposed_by_id,
            agreed_by=by.user_id,
        )
        proposal.publication = publication
        _settle(proposal, ProposalState.PUBLISHED, by, now)
    return publication


def refuse(proposal_id: UUID, *, remarks: str, by: Actor, now: dt.datetime) -> None:
    """Nothing is published; the secretariat reads why. Raises PublishingRefused."""
    with transaction.atomic():
        proposal = _waiting(proposal_id)
        if not can_agree_to_publish(by):
            raise PublishingRefused(_("Somebody else has to agree."))
        proposal.remarks = remarks
        _settle(proposal, ProposalState.REFUSED, by, now)
        _note("publication_refused", proposal)
        _tell("publication_refused", proposal, Role.SECRETARIAT)


def take_back(proposal_id: UUID, *, by: Actor, now: dt.datetime) -> None:
    """The secretariat no longer asks. Raises PublishingRefused."""
    with transaction.atomic():
        proposal = _waiting(proposal_id)
        if not can_write_reports(by):
            raise PublishingRefused(_("These figures cannot be published now."))
        _settle(proposal, ProposalState.TAKEN_BACK, by, now)
        _note("publication_taken_back", proposal)


def withdraw(
    publication: Publication, reason: WithdrawalReason, *, by: Actor, now: dt.datetime
) -> None:
    """Hand out the files no longer, at once. What was read stays known: the gate counts it on.

    Raises PublishingRefused.
    """
    if not can_write_reports(by):
        raise PublishingRefused(_("These figures cannot be withdrawn now."))
    try:
        with transaction.atomic():
            Withdrawal.objects.create(
                publication=publication,
                reason=reason,
                withdrawn_at=now,
                withdrawn_by_id=by.user_id,
            )
            _announce("figures_withdrawn", publication)
    except IntegrityError:
        raise PublishingRefused(_("These figures were withdrawn already.")) from None


def publications() -> QuerySet[Publication]:
    """All of them, newest first, with what their pages say; without large columns."""
    found = Publication.objects.select_related("release", "withdrawal")
    return found.defer("release__counted", "release__shown")


def followers() -> dict[str, str]:
    """Slug of a publication -> slug of the newest one of its period and scope that still stands."""
    found = Publication.objects.order_by("release__number").values_list(
        "slug",
        "release__number",
        "withdrawal",
        "release__period_from",
        "release__period_to",
        "release__scope",
    )
    rows = list(found)
    newest = {
        tuple(about): (number, slug) for slug, number, withdrawn, *about in rows if not withdrawn
    }
    return {
        slug: newest[about][1]
        for slug, number, _withdrawn, *rest in rows
        if (about := tuple(rest)) in newest and newest[about][0] > number
    }


def _waiting(proposal_id: UUID) -> PublicationProposal:
    found = PublicationProposal.objects.select_for_update().filter(
        pk=proposal_id, state=ProposalState.WAITING
    )
    proposal = found.first()
    if proposal is None:
        raise PublishingRefused(_("This was settled already."))
    return proposal


def _settle(
    proposal: PublicationProposal, state: ProposalState, by: Actor, now: dt.datetime
) -> None:
    proposal.state, proposal.settled_by_id, proposal.settled_at = state, by.user_id, now
    proposal.save(update_fields=["state", "settled_by", "settled_at", "remarks", "publication"])


def _note(action: str, proposal: PublicationProposal) -> None:
    record(action, subject="publication", subject_id=str(proposal.pk))


def _announce(kind: str, publication: Publication) -> None:
    """Write it in the trail, and tell the secretariat and the members."""
    record(kind, subject="publication", subject_id=publication.slug)
    for role in (Role.SECRETARIAT, Role.MEMBER):
        queue_notice(
            kind,
            people_in_role(role),
            reference=publication.slug,
            path_name="opendata:release",
            path_args=[publication.slug],
        )


def _tell(kind: str, proposal: PublicationProposal, role: Role) -> None:
    queue_notice(
        kind,
        people_in_role(role),
        reference=str(proposal.source.period_to.year),
        path_name="reports:proposal",
        path_args=[str(proposal.pk)],
    )
