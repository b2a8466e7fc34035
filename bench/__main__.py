"""`make bench`: runs the benchmarks, prints a table, writes bench/results.json.

`python -m bench --sizes 10000,100000` names other sizes.
"""

import argparse
import json
from pathlib import Path

from .database import Servers, servers
from .timing import Result

RESULTS = Path(__file__).parent / "results.json"
SIZES = (10_000, 100_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    sizes = sorted(int(size) for size in parser.parse_args().sizes.split(","))
    print("Starting a database of its own …", flush=True)
    with servers() as running:
        results = run(running, sizes)
    _note_growth(results)
    _print(results)
    RESULTS.write_text(json.dumps([r.as_json() for r in results], indent=1) + "\n")
    print(f"\nWritten to {RESULTS.relative_to(Path.cwd())}")


def run(running: Servers, sizes: list[int]) -> list[Result]:
    """All benchmarks at all sizes; the database grows from one to the next."""
    from contacts.models import Organisation  # Django is set up only now
    from protection.actor import acting_as
    from referrals.models import Referral

    from . import (
        brochure,
        certificates,
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
    from .floors import Floor
    from .people import ORIGINALS, original, sign_in

    sender_home = Organisation.objects.get(slug="payoke")
    recipient_home = Organisation.objects.get(slug="comensha")
    sender = sign_in("bench-sender@example.org", sender_home)
    recipient = sign_in("bench-recipient@example.org", recipient_home)
    originals = [
        original(sender.actor, recipient.actor, recipient_home, number)
        for number in range(population.PER_ORGANISATION)
    ]
    # Moves happen between the sender and another, so that the inbox measured does not grow.
    moving_home = Organisation.objects.get(slug="fairwork")
    mover = sign_in("bench-mover@example.org", moving_home)
    with acting_as(recipient.actor):
        reference = Referral.objects.get(pk=originals[0]).reference
    owner, app = running.connect(), running.connect("portal_app")
    counting = running.connect("portal_stats")
    results: list[Result] = []
    begin = 0
    for size in sizes:
        print(f"{size:,} referrals …", flush=True)
        copied = [str(pk) for pk in originals[:ORIGINALS]]
        population.grow(owner, copied, begin, size)
        begin = size
        asked = Floor(app, recipient.actor, recipient.session_key)
        print("  lists", flush=True)
        results += lists.measure(size, recipient.client, asked, reference)
        print("  pages", flush=True)
        results += pages.measure(size, recipient.client, asked, originals[0])
        floor = Floor(app, sender.actor, sender.session_key)
        results.append(names.measure(size, floor, "Verzonnen 0 Demo"))
        print("  moves", flush=True)
        results += moves.measure(
            size,
            (sender.client, floor),
            (mover.client, Floor(app, mover.actor, mover.session_key)),
            moving_home,
        )
        print("  filing", flush=True)
        results.append(
            filing.measure(
                size, sender.client, floor, sender.actor, moving_home, mover.actor.user_id
            )
        )
        print("  figures of a report", flush=True)
        results += figures.measure_all(size, counting, app)
    print("The directory, and the trainings …", flush=True)
    asked = Floor(app, recipient.actor, recipient.session_key)
    results += directory.measure_all(owner, recipient.client, asked)
    results += [
        *trainings.measure_all(owner, recipient.client, asked, recipient.actor.user_id),
        *certificates.measure(owner),
    ]
    print("20 people at once …", flush=True)
    results += crowd.measure(sizes[-1], [sender_home, recipient_home], originals)
    print("The public directory …", flush=True)
    results += public_directory.measure(owner, app) + group.measure_all(owner, app)
    print("Exports …", flush=True)
    results += export.measure(owner, recipient.actor)
    print("A whole report …", flush=True)
    results += report.measure(sizes[-1])
    results += importing.measure(sender_home) + brochure.measure()
    return results + weight.measure(sender.client) + slow_phone.measure() + starting.measure()


def _note_growth(results: list[Result]) -> None:
    first: dict[str, Result] = {}
    for result in results:
        smallest = first.setdefault(result.name, result)
        if smallest is not result:
            result.growth = result.value / smallest.value


def _print(results: list[Result]) -> None:
    head = ("", "n", "value", "", "floor", "ratio", "growth", "limit")
    line = "{:<46} {:>9} {:>10} {:<3} {:>9} {:>6} {:>6}  {}"
    print("\n" + line.format(*head))
    for r in results:
        print(
            line.format(
                r.name,
                f"{r.n:,}",
                f"{r.value:.2f}",
                r.unit,
                f"{r.floor:.2f}" if r.floor is not None else "",
                f"{r.ratio:.2f}" if r.ratio is not None else "",
                f"{r.growth:.2f}" if r.growth is not None else "",
                r.limit,
            )
        )


if __name__ == "__main__":
    main()
