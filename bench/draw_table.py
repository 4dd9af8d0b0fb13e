"""The tables that the measurements of the draw print, and the gates that they have to pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

STEPS = ("load", "hash", "solve", "explain", "cold", "warm")
TIMES = "{:<26} {:>9} " + "{:>9} " * len(STEPS) + "{:>9}"
ROUNDS = 5
MARK = {True: "kept", False: "MISSED"}


@dataclass
class Gates:
    """What was asked of the draw and what was found."""

    rows: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def ask(self, name: str, found: object, limit: object, *, kept: bool) -> None:
        """Note one gate."""
        self.rows.append((name, str(found), str(limit), kept))

    def within(self, name: str, found: float, limit: float, unit: str) -> None:
        """Note a gate that a measure must stay within."""
        self.ask(name, f"{found:.2f} {unit}", f"{limit:g} {unit}", kept=found <= limit)

    def show(self) -> bool:
        """Print all gates; whether every one is kept."""
        print(f"\n{'gate':<66} {'found':>18} {'limit':>12}")
        for name, found, limit, kept in self.rows:
            print(f"{name:<66} {found:>18} {limit:>12}  {MARK[kept]}")
        return all(kept for *_, kept in self.rows)


def times(name: str, pupils: int, took: dict[str, list[float]], mebibytes: float) -> None:
    """Print how long each step took: the median, to three digits."""
    cells = (f"{median(took[step]):.3g}" if took.get(step) else "" for step in STEPS)
    print(TIMES.format(name, f"{pupils:,}", *cells, f"{mebibytes:,.0f}"), flush=True)


def times_head() -> None:
    """Print what the columns of ``times`` mean."""
    print(
        "seconds, median of five; load: from JSON to columns; hash: the input root; solve: seats and digest;"
    )
    print("explain: all reasons, plain road; cold: first draw of a new process; warm: check, hash and draw\n")
    print(TIMES.format("", "pupils", *STEPS, "MiB"))
