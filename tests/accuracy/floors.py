"""The floors of the accuracy gate, and the one way to change them.

python -m tests.accuracy.floors                              measure and print beside the floors
python -m tests.accuracy.floors --raise                      lift every floor to what is measured, less the margin
python -m tests.accuracy.floors --lower SET FIGURE VALUE --reason "why"
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from tests.accuracy.measure import SHARED, Figures, measure

FILE = Path(__file__).with_name("floors.json")
# Figures that must not rise, with the slack that --raise leaves them; all others must not fall.
CEILINGS = {"mentions_per_row": 0.0, "noise": 0.1, "calibration_error": 0.01, "rare_rule_share": 0.0}
# Ceilings that were agreed on and not measured: fewer mentions are no merit in themselves, and rules that are rare in
# so few texts may be good ones.
FIXED = frozenset({"mentions_per_row", "rare_rule_share"})
# How much a figure may wander when a rule is added: about two rows of the larger sets.
MARGIN = 0.005


def read_floors() -> dict[str, Figures]:
    """The pinned figures by set."""
    floors: dict[str, Figures] = json.loads(FILE.read_text(encoding="utf-8"))["floors"]
    return floors


def misses(measured: dict[str, Figures], floors: dict[str, Figures]) -> list[str]:
    """A line for each figure that is worse than its floor."""
    found = []
    for name, figures in floors.items():
        for figure, floor in figures.items():
            value = measured[name][figure]
            if (value > floor) if figure in CEILINGS else (value < floor):
                found.append(f"{name}: {figure} is {value:.4f}, the floor is {floor:.4f}")
    return found


def raised(measured: dict[str, Figures], floors: dict[str, Figures]) -> dict[str, Figures]:
    """The floors lifted to what was measured, less the margin, and ceilings let down to it; none becomes easier."""
    return {
        name: {figure: _raised(figure, measured[name][figure], floor) for figure, floor in figures.items()}
        for name, figures in floors.items()
    }


def _raised(figure: str, value: float, floor: float) -> float:
    if figure in FIXED:
        return floor
    if figure in CEILINGS:
        return min(floor, round(value + CEILINGS[figure], 3))
    return max(floor, round(value - MARGIN, 3))


def write_floors(floors: dict[str, Figures], lowered: list[dict[str, object]]) -> None:
    """Write the floors with the record of those that were lowered."""
    FILE.write_text(json.dumps({"floors": floors, "lowered": lowered}, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--lower", nargs=3, metavar=("SET", "FIGURE", "VALUE"))
    parser.add_argument("--reason")
    args = parser.parse_args()
    floors, lowered = read_floors(), json.loads(FILE.read_text(encoding="utf-8"))["lowered"]
    if args.lower:
        if not args.reason:
            parser.error("--lower needs --reason: say what is gained for it")
        name, figure, value = args.lower
        lowered.append(
            {
                "set": name,
                "figure": figure,
                "from": floors[name][figure],
                "to": float(value),
                "reason": args.reason,
                "day": datetime.now(UTC).date().isoformat(),
            }
        )
        floors[name][figure] = float(value)
        write_floors(floors, lowered)
        return
    measured = measure(SHARED)
    for name, figures in floors.items():
        for figure, floor in figures.items():
            bound = "ceiling" if figure in CEILINGS else "floor"
            print(f"{name:28} {figure:30} {measured[name][figure]:8.4f}   {bound:7} {floor:.4f}")
    if args.lift:
        write_floors(raised(measured, floors), lowered)


if __name__ == "__main__":
    main()
