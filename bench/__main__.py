"""`make bench`: runs the benchmarks, prints a table, writes bench/results.json.

`python -m bench lists trainings` runs these parts alone, and writes nothing;
`--sizes 10000,100000` names other sizes.
"""

import argparse
import json
from pathlib import Path

from .database import servers
from .timing import Result

RESULTS = Path(__file__).parent / "results.json"
SIZES = (10_000, 100_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help="names of bench.parts; all of them for none")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    asked = parser.parse_args()
    sizes = sorted(int(size) for size in asked.sizes.split(","))
    print("Starting a database of its own …", flush=True)
    with servers() as running:
        from .parts import AT_EACH_SIZE, ONCE, run  # Django is set up only now

        unknown = set(asked.parts) - {*AT_EACH_SIZE, *ONCE}
        if unknown:
            raise SystemExit(
                f"No part: {', '.join(sorted(unknown))}. "
                f"The parts are: {', '.join([*AT_EACH_SIZE, *ONCE])}."
            )
        results = run(running, sizes, frozenset(asked.parts))
    _note_growth(results)
    _print(results)
    if not asked.parts:
        RESULTS.write_text(json.dumps([r.as_json() for r in results], indent=1) + "\n")
        print(f"\nWritten to {RESULTS.relative_to(Path.cwd())}")


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
