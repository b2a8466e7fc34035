"""What every move shares: the lock, the log, the lists, and telling the other side."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import CASE_ROLES, Role
from accounts.selectors import people_of
from contacts import codes as code_lists
from contacts.selectors import contact_point_organisations
from notifications.services import Recipient, queue_notice
from protection.actor import Actor, require_actor, standing_in_for
from protection.audit import record
from protection.prepared import Given, Prepared
from referrals.codes import (
    AWAITING_RECIPIENT,
    REFERRAL_MOVES,
    REQUEST_MOVES,
    WHILE_RESTRICTED,
    Move,
    RequestState,
    Side,
    State,
)
from referrals.fingerprints import WITH_RECEIPT, content_of, fingerprint
from referrals.models import Event, Party, Referral, Request, Retention
from referrals.permissions import Standpoint
from referrals.terms import keep_term
from referrals.webhooks.outbox import note_events

# How long those who were not chosen keep sight of stage 1.
SIGHT_AFTER_RELEASE = timedelta(days=7)
DEFAULT_ANSWER_HOURS = 72
URGENT = frozenset({"emergency", "urgent"})
RESTRICTED = gettext_lazy(
    "The person has asked to restrict the use of these data. Until the sender "
    "lifts the restriction, they are kept and nothing else is done with them."
)


class MoveRefused(Exception):
    """The move is not possible (any more). The text says why, in the reader's language."""


def is_restricted(referral_id: UUID) -> bool:
    """Whether the person has the use of these data restricted (GDPR art. 18)."""
    return Retention.objects.filter(pk=referral_id).exclude(restriction="").exists()


class NotAParty(Exception):
    """The actor's organisation has no part in this referral: answered like an unknown address."""


@dataclass
class Moving:
    """One move under way: the locked referral, all its requests, and what is to be told."""

    actor: Actor
    referral: Referral
    requests: list[Request]
    party: Party
    now: datetime
    events: list[Event] = field(default_factory=list)
    changed: set[UUID] = field(default_factory=set)
    restricted: bool = False  # by the person (GDPR art. 18)

    def request(self, request_id: UUID) -> Request:
        """One request of this referral. Raises NotAParty for another's."""
        for request in self.requests:
            if request.pk == request_id:
                return request
        raise NotAParty

    def standpoint(self, request: Request | None = None) -> Standpoint:
        """Where the actor stands, on the rows as they are under the lock."""
        if self.party.request_id is not None and request is None:
            request = self.request(self.party.request_id)
        return Standpoint(
            role=self.actor.role,
            side=Side(self.party.side),
            state=self.referral.state_code,
            request_state=request.state_code if request else None,
            to_contact_point=bool(request and request.to_contact_point),
        )

    def log(
        self,
        move: Move,
        *,
        request: Request | None = None,
        before: str = "",
        after: str = "",
        detail: str = "",
        channel: str = "",
        by_system: bool = False,
    ) -> None:
        """Add a line to the referral's log; written when the move ends.

        Raises MoveRefused for what has to wait while the person has the use restricted.
        """
        if self.restricted and move not in WHILE_RESTRICTED:
            raise MoveRefused(str(RESTRICTED))
        self.referral.version += 1
        self.events.append(
            Event(
                referral=self.referral,
                request=request,
                at=self.now,
                sequence=self.referral.version,
                user_id=None if by_system else self.actor.user_id,
                organisation_id=None if by_system else self.actor.organisation_id,
                move=move,
                from_state=before,
                to_state=after,
                detail=detail,
                channel=channel,
            )
        )

    def enter(self, move: Move, *, to: str | None = None) -> tuple[str, str]:
        """Take the referral where the table lets a move lead; the states before and after.

        `to` says where, for a move that may lead to several. Raises MoveRefused where the table
        has no such way.
        """
        transition, before = REFERRAL_MOVES[move], self.referral.state
        if before not in transition.sources:
            raise refuse(move, self.standpoint())
        self.referral.state = to or transition.target or before
        return before, self.referral.state

    def advance(
        self, move: Move, *, detail: str = "", by_system: bool = False, to: str | None = None
    ) -> None:
        """Make a move of the whole referral, with its line in the log."""
        before, after = self.enter(move, to=to)
        self.log(move, before=before, after=after, detail=detail, by_system=by_system)

    def advance_request(
        self,
        request: Request,
        move: Move,
        *,
        detail: str = "",
        channel: str = "",
        by_system: bool = False,
    ) -> None:
        """Make a move of one request, with its line in the log; saved when the move ends.

        Raises MoveRefused where the table has no such way.
        """
        transition, before = REQUEST_MOVES[move], request.state
        if before not in transition.sources or transition.target is None:
            raise refuse(move, self.standpoint(request))
        request.state = transition.target
        self.changed.add(request.pk)
        self.log(
            move,
            request=request,
            before=before,
            after=request.state,
            detail=detail,
            channel=channel,
            by_system=by_system,
        )


def refuse(move: Move, at: Standpoint) -> MoveRefused:
    """Why a move is not possible: in words, with the state as it is now."""
    list_code, state = (
        ("request_status", at.request_state)
        if at.request_state and at.side != Side.SENDER
        else ("referral_status", at.state)
    )
    return MoveRefused(
        _(
            "This is no longer possible: the referral has changed meanwhile and is now "
            "“%(state)s”. The page shows how it stands."
        )
        % {"state": code_lists.label(list_code, state)}
    )


@contextmanager
def moving(referral_id: UUID, *, now: datetime, request_id: UUID | None = None) -> Iterator[Moving]:
    """Lock the referral and let one move happen to it; write all of it together, or nothing.

    With `request_id` the actor's part in that request is meant, else its part in the whole.
    Raises NotAParty.
    """
    actor = require_actor()
    party = own_party(referral_id, actor, request_id)
    with standing_in_for(party.sender_organisation_id):
        referral = Referral.objects.select_for_update().get(pk=referral_id)
        requests = list(referral.requests.select_for_update().order_by("position", "id"))
        move = Moving(actor, referral, requests, party, now, restricted=is_restricted(referral_id))
        yield move
        _write(move)
    for event in move.events:
        record(
            f"referral_{event.move}",
            subject="referral",
            subject_id=str(referral_id),
            detail={"state": event.to_state, "detail": event.detail},
        )


def locked_version(referral_id: UUID) -> int:
    """Lock the referral until the transaction ends, and say its version. Raises NotAParty."""
    party = own_party(referral_id, require_actor())
    with standing_in_for(party.sender_organisation_id):
        locked = Referral.objects.select_for_update().only("version").get(pk=referral_id)
    return locked.version


_PARTIES = Prepared(
    lambda: Party.objects.filter(
        referral_id=Given("referral"), organisation_id=Given("organisation")
    )
)


def own_party(referral_id: UUID, actor: Actor, request_id: UUID | None = None) -> Party:
    """The actor's part: as sender, or towards one request. Raises NotAParty.

    An organisation may hold several (asked itself, and in a contact point's rota); the one that
    says most comes first, and one that lasts before one that ends.
    """
    parties = _PARTIES.rows(referral=referral_id, organisation=actor.organisation_id)
    order = [Side.SENDER, Side.RECIPIENT, Side.CONTACT_POINT]
    parties.sort(key=lambda party: (order.index(Side(party.side)), party.ends_at is not None))
    for party in parties:
        if party.side == Side.SENDER or request_id is None or party.request_id == request_id:
            return party
    raise NotAParty


def _write(move: Moving) -> None:
    referral = move.referral
    referral.updated_at = move.now
    referral.save(force_update=True)
    for request in move.requests:
        if request.pk in move.changed:
            request.save()
    _keep_fingerprints(move)
    Event.objects.bulk_create(move.events)
    note_events(referral, move.events)
    if move.events:
        keep_term(referral, move.requests, move.now)
    refresh_parties(referral, move.requests, move.changed)


def _keep_fingerprints(move: Moving) -> None:
    """What was said by the moves of which a receipt can be had; one query, for those alone."""
    proved = [event for event in move.events if event.move in WITH_RECEIPT]
    if not proved:
        return
    coded = list(move.referral.coded_values.values_list("kind", "code"))
    for event in proved:
        event.fingerprint = fingerprint(content_of(move.referral, event.request, coded))


def refresh_parties(referral: Referral, requests: list[Request], changed: set[UUID]) -> None:
    """Keep the lists true: the sender's row, and those of the requests that changed."""
    awaited = [r.due_at for r in requests if r.state in AWAITING_RECIPIENT and r.due_at]
    Party.objects.filter(referral=referral, side=Side.SENDER).update(
        state=referral.state,
        urgency=referral.urgency,
        due_at=min(awaited, default=None),
        destination_country=referral.destination_country_id or "",
        sort_at=referral.sent_at or referral.updated_at,
    )
    whole = referral.state_code in {State.AGREED, State.HANDED_OVER, State.CLOSED, State.WITHDRAWN}
    for request in requests:
        chosen = request.state == RequestState.CHOSEN
        if request.pk in changed or (chosen and whole):
            Party.objects.filter(referral=referral, request=request).update(
                state=referral.state if chosen and whole else request.state,
                due_at=request.due_at if request.state in AWAITING_RECIPIENT else None,
            )


def is_urgent(referral: Referral) -> bool:
    """Whether its notices neither wait for the morning nor for a digest: an answer within hours."""
    return referral.urgency in URGENT


def answer_hours(urgency: str) -> int:
    """The indicative answer time by urgency, in hours (code list `urgency`)."""
    hours = code_lists.attribute("urgency", urgency, "answer_within_hours", DEFAULT_ANSWER_HOURS)
    return int(hours)


def open_request(move: Moving, request: Request) -> None:
    """Ask one recipient: its clock starts, its people get sight of stage 1 and are told."""
    referral = move.referral
    request.asked_at = move.now
    request.due_at = move.now + timedelta(hours=answer_hours(referral.urgency))
    request.state = RequestState.ASKED
    move.changed.add(request.pk)
    request.save()
    side, organisation_ids = Side.RECIPIENT, [request.organisation_id]
    if request.to_contact_point:
        side = Side.CONTACT_POINT
        rota = contact_point_organisations(request.country_id)
        organisation_ids = [organisation.pk for organisation in rota]
    give_sight(move, request, side, [pk for pk in organisation_ids if pk is not None])
    tell(move, "referral_asked", people_asked(request))


def give_sight(move: Moving, request: Request, side: Side, organisation_ids: list[int]) -> None:
    """Let these organisations see stage 1, from where this request stands."""
    needs = needs_of(move.referral.pk)
    Party.objects.bulk_create(
        party_in(request, move.referral, organisation_id, side, needs=needs, now=move.now)
        for organisation_id in organisation_ids
    )


def needs_of(referral_id: UUID, *, using: str = "default") -> list[str]:
    """The needs as the sender's line in the lists names them."""
    lines = Party.objects.using(using).filter(referral_id=referral_id, side=Side.SENDER)
    return list(lines.values_list("needs", flat=True).get())


def party_in(
    request: Request,
    referral: Referral,
    organisation_id: int,
    side: Side,
    *,
    needs: list[str],
    now: datetime,
) -> Party:
    """The unsaved row by which an organisation sees a request, and finds it in its list."""
    return Party(
        referral_id=referral.pk,
        request_id=request.pk,
        organisation_id=organisation_id,
        sender_organisation_id=referral.sender_organisation_id,
        side=side,
        sort_at=now,
        reference=referral.reference,
        state=request.state,
        urgency=referral.urgency,
        due_at=request.due_at,
        sender_country=referral.sender_country,
        destination_country=request.country_id,
        needs=needs,
    )


def people_asked(request: Request, *, using: str = "default") -> list[Recipient]:
    """Those who are told of a request: the organisation's people, or the rota's contact points."""
    if request.organisation_id is not None:
        return people_of([request.organisation_id], using=using)
    rota = [organisation.pk for organisation in contact_point_organisations(request.country_id)]
    return people_of(rota, roles=[Role.CONTACT_POINT], using=using)


def tell_sender(move: Moving, kind: str) -> None:
    """Tell the sender's people."""
    tell(move, kind, people_of([move.referral.sender_organisation_id], roles=CASE_ROLES))


def tell_recipients(move: Moving, kind: str, requests: Iterable[Request]) -> None:
    """Tell the people of the recipients of these requests."""
    for request in requests:
        tell(move, kind, people_asked(request))


def tell(
    move: Moving,
    kind: str,
    recipients: list[Recipient],
    *,
    sees_it_still: bool = True,
    page: str = "",
) -> None:
    """Queue one notice a person, but not to the one who made the move.

    Who lost sight of the referral is led to their list instead of to a page that is not there, and
    who never had it to `page`.
    """
    on_case = sees_it_still and not page
    others = [person for person in recipients if person.user_id != move.actor.user_id]
    queue_notice(
        kind,
        others,
        reference=move.referral.reference,
        path_name="referrals:detail" if on_case else page or "referrals:list",
        path_args=[str(move.referral.pk)] if on_case else [],
        urgent=is_urgent(move.referral),
    )
