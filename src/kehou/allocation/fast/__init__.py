"""The same draw in arrays, for schools by the hundred: equal seats and equal digests, without reasons.

``columns_of`` turns a checked input into :class:`Columns`; who has columns already needs no rows at all.
``outcomes`` draws many schools at once, ``outcome`` one.
"""

from kehou.allocation.fast.checking import check_columns
from kehou.allocation.fast.columns import Columns, columns_of
from kehou.allocation.fast.lines import root
from kehou.allocation.fast.outcome import Outcome, outcome, outcomes

__all__ = ["Columns", "Outcome", "check_columns", "columns_of", "outcome", "outcomes", "root"]
