"""One draw in a process of its own: prints how long it took, imports included, and how much memory.

``python bench/draw_cold.py PUPILS SECTIONS``; a school of a thousand without them.
"""

from __future__ import annotations

import resource
import sys
from time import perf_counter

from draw_schools import BASE, school

from kehou.allocation.instance import instance


def main(pupils: int, sections: int) -> None:
    """Draw once; the import of the fast road counts, making up the school does not."""
    checked = instance(*school(pupils, sections), BASE)
    start = perf_counter()
    from kehou.allocation import Lottery
    from kehou.allocation.fast import check_columns, columns_of, outcome, root

    columns = columns_of(checked)
    check_columns(columns)
    outcome(columns, Lottery(root(columns), "n0nce", "3412.87"))
    print(perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ("1000", "142")))
