"""The parts of `python -m bench`, by name: who takes part, and what each part measures.

A part that is measured at each size sees the referrals grow; the others run once, after them and
in this order: the later ones fill what the earlier ones measure.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from contacts.models import Organisation
from protection.actor import acting_as
from referrals.models import Referral

from . import (
    brochure,
    certificates,
    contributions,
    crowd,
    directory,
    export,
    figures,
    filing,
    group,
    importing,
    lists,
    moves,
    names,
    pages,
    population,
    public_directory,
    report,
    slow_phone,
    starting,
    trainings,
    weight,
)
from .database import Servers
from .floors import Floor
from .people import ORIGINALS, Worker, original, sign_in
from .timing import Result


@dataclass
class Cast:
    """Who works in the benchmarks, the referrals they share, and bare connections."""

    running: Servers
    sender_home: Organisation = field(init=False)
    recipient_home: Organisation = field(init=False)
    moving_home: Organisation = field(init=False)
    sender: Worker = field(init=False)
    recipient: Worker = field(init=False)
    mover: Worker = field(init=False)
    size: int = 0

    def __post_init__(self) -> None:
        self.sender_home = Organisation.objects.get(slug="payoke")
        self.recipient_home = Organisation.objects.get(slug="comensha")
        # Moves happen between the sender and another, so that the inbox measured does not grow.
        self.moving_home = Organisation.objects.get(slug="fairwork")
        self.sender = sign_in("bench-sender@example.org", self.sender_home)
        self.recipient = sign_in("bench-recipient@example.org", self.recipient_home)
        self.mover = sign_in("bench-mover@example.org", self.moving_home)

    @cached_property
    def originals(self) -> list[UUID]:
        """The real referrals, of which the others are copies."""
        return [
            original(self.sender.actor, self.recipient.actor, self.recipient_home, number)
            for number in range(population.PER_ORGANISATION)
        ]

    @cached_property
    def reference(self) -> str:
        with acting_as(self.recipient.actor):
            return str(Referral.objects.get(pk=self.originals[0]).reference)

    @cached_property
    def owner(self) -> Connection:
        return self.running.connect()

    @cached_property
    def app(self) -> Connection:
        return self.running.connect("portal_app")

    @cached_property
    def counting(self) -> Connection:
        return self.running.connect("portal_stats")

    def floor(self, worker: Worker) -> Floor:
        return Floor(self.app, worker.actor, worker.session_key)

    def grow(self, size: int) -> None:
        """Copy until there are `size` referrals."""
        copied = [str(pk) for pk in self.originals[:ORIGINALS]]
        population.grow(self.owner, copied, self.size, size)
        self.size = size


Part = Callable[[Cast], list[Result]]

AT_EACH_SIZE: dict[str, Part] = {
    "lists": lambda c: lists.measure(c.size, c.recipient.client, c.floor(c.recipient), c.reference),
    "pages": lambda c: pages.measure(
        c.size, c.recipient.client, c.floor(c.recipient), c.originals[0]
    ),
    "names": lambda c: [names.measure(c.size, c.floor(c.sender), "Verzonnen 0 Demo")],
    "moves": lambda c: moves.measure(
        c.size,
        (c.sender.client, c.floor(c.sender)),
        (c.mover.client, c.floor(c.mover)),
        c.moving_home,
    ),
    "filing": lambda c: [
        filing.measure(
            c.size,
            c.sender.client,
            c.floor(c.sender),
            c.sender.actor,
            c.moving_home,
            c.mover.actor.user_id,
        )
    ],
    "figures": lambda c: figures.measure_all(c.size, c.counting, c.app),
}
ONCE: dict[str, Part] = {
    "directory": lambda c: directory.measure_all(c.owner, c.recipient.client, c.floor(c.recipient)),
    "trainings": lambda c: trainings.measure_all(
        c.owner, c.recipient.client, c.floor(c.recipient), c.recipient.actor.user_id, c.app
    ),
    "certificates": lambda c: certificates.measure(c.owner),
    "crowd": lambda c: crowd.measure(c.size, [c.sender_home, c.recipient_home], c.originals),
    "public_directory": lambda c: public_directory.measure(c.owner, c.app),
    "group": lambda c: group.measure_all(c.owner, c.app),
    "contributions": lambda c: contributions.measure_all(c.owner, c.app),
    "export": lambda c: export.measure(c.owner, c.recipient.actor),
    "report": lambda c: report.measure(c.size),
    "importing": lambda c: importing.measure(c.sender_home),
    "brochure": lambda _c: brochure.measure(),
    "weight": lambda c: weight.measure(c.sender.client),
    "slow_phone": lambda _c: slow_phone.measure(),
    "starting": lambda _c: starting.measure(),
}
# Of those that run once: what counts or opens referrals needs them to be there.
ON_REFERRALS = frozenset({"crowd", "export", "report"})


def run(running: Servers, sizes: list[int], chosen: frozenset[str]) -> list[Result]:
    """The chosen parts, all of them for none; the database grows from one size to the next."""
    cast, results = Cast(running), []
    sized, once = (
        [name for name in parts if not chosen or name in chosen] for parts in (AT_EACH_SIZE, ONCE)
    )
    if sized or ON_REFERRALS.intersection(once):
        for size in sizes:
            print(f"{size:,} referrals …", flush=True)
            cast.grow(size)
            for name in sized:
                results += _of(name, AT_EACH_SIZE[name], cast)
    for name in once:
        results += _of(name, ONCE[name], cast)
    return results


def _of(name: str, part: Part, cast: Cast) -> list[Result]:
    print(f"  {name} …", flush=True)
    return part(cast)
