"""Reading and checking a roll of 50,000 pupils against plain reading of the same workbook, in one run.

Run as ``python bench/rolls.py [ROWS]``. Prints seconds (median of three, each in a process of its own),
peak memory of the checking process and of the process that opens the workbook, and the ratio to plain
reading.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

ROWS = 50_000
RUNS = 3
MEGABYTE = 1024  # of the kilobytes in which the system tells peak memory


def make(path: str, rows: int) -> None:
    """Write the workbook: an urban school of many classes in the register's format."""
    from kehou.demo.rolls import URBAN, roll_file

    school = replace(URBAN, pupils=rows, classes_a_grade=90)
    Path(path).write_bytes(roll_file(school, mended=True).data)


def plain(path: str) -> dict[str, float]:
    """Read every cell with the same library, in this process, and do nothing with it."""
    import python_calamine

    start = time.perf_counter()
    sheet = python_calamine.load_workbook(path).get_sheet_by_index(0)
    rows = sum(1 for _ in sheet.iter_rows())
    return {"seconds": time.perf_counter() - start, "rows": rows, **peaks()}


def checked(path: str) -> dict[str, float]:
    """Read and check as the import does."""
    from kehou.demo.rolls import REGIONS, URBAN
    from kehou.registry.rolls import RollKind, check_roll, read_roll

    before = peaks()["own"]
    data = Path(path).read_bytes()
    start = time.perf_counter()
    table = read_roll(data, kind=RollKind.ROLL)
    read = time.perf_counter() - start
    check = check_roll(
        table, school_code=URBAN.official_code, term_first_day=date(2026, 2, 26), extra_regions=REGIONS
    )
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "reading": read, "rows": check.counts.accepted, "before": before, **peaks()}


def peaks() -> dict[str, float]:
    """Peak memory of this process and of the largest it started (MB), and processor seconds of both."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = sum(usage.ru_utime + usage.ru_stime for usage in (own, children))
    return {"own": own.ru_maxrss / MEGABYTE, "reader": children.ru_maxrss / MEGABYTE, "processor": processor}


def run(work: str, path: str, *more: str) -> dict[str, float]:
    """One piece of work in a fresh process."""
    command = [sys.executable, __file__, work, path, *more]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    return dict(json.loads(answer.stdout or "{}"))


def main(arguments: list[str]) -> None:
    """Measure, or do one piece of work for the measuring process."""
    if arguments and arguments[0] in {"plain", "checked"}:
        print(json.dumps(globals()[arguments[0]](arguments[1])))
        return
    if arguments and arguments[0] == "make":
        make(arguments[1], int(arguments[2]))
        return
    rows = int(arguments[0]) if arguments else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/roll.xlsx"
        run("make", path, str(rows))
        print(f"{rows} rows, {Path(path).stat().st_size / 1e6:.1f} MB")
        runs = [(run("plain", path), run("checked", path)) for _ in range(RUNS)]
    report(runs)


def report(runs: list[tuple[dict[str, float], dict[str, float]]]) -> None:
    """Print the medians and the ratio."""

    def median(place: int, what: str) -> float:
        return statistics.median(pair[place][what] for pair in runs)

    plain_processor, processor = median(0, "processor"), median(1, "processor")
    print(f"plain reading  {median(0, 'seconds'):6.2f} s ({plain_processor:.2f} s of processor)", end="")
    print(f" {median(0, 'own'):5.0f} MB")
    print(
        f"reading        {median(1, 'reading'):6.2f} s, {median(1, 'reader'):.0f} MB in a process of its own"
    )
    print(f"with checking  {median(1, 'seconds'):6.2f} s ({processor:.2f} s of processor)", end="")
    print(f" {median(1, 'own'):5.0f} MB, {median(1, 'before'):.0f} MB of it before")
    print(f"accepted       {median(1, 'rows'):6.0f}")
    print(f"ratio to plain {processor / plain_processor:6.2f} by processor time")


if __name__ == "__main__":
    main(sys.argv[1:])
