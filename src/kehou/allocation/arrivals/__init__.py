"""First come, first served, as the second way to choose: turns, admission, the closed list.

Pure, as all of ``kehou.allocation``. ``turn_order`` gives turns, ``admit`` answers requests in the order in
which they came and lets an earlier turn go before a quicker one, ``settle`` lets the lines move up into
seats that were given back, ``numbered`` and ``closed_pupils`` turn what came of it into the closed list of a
draw in which this order decides: so reasons, waiting lists and withdrawals are those of the draw.
"""

from kehou.allocation.arrivals.admitting import admit, refused_unseen
from kehou.allocation.arrivals.closing import Asked, arrival_policy, closed_pupils, numbered
from kehou.allocation.arrivals.model import Answer, Answered, Hold, Hours, Offer, Passed, Request
from kehou.allocation.arrivals.settling import Stand, settle
from kehou.allocation.arrivals.standing import Standing
from kehou.allocation.arrivals.turns import called_at, turn_order

__all__ = [
    "Answer",
    "Answered",
    "Asked",
    "Hold",
    "Hours",
    "Offer",
    "Passed",
    "Request",
    "Stand",
    "Standing",
    "admit",
    "arrival_policy",
    "called_at",
    "closed_pupils",
    "numbered",
    "refused_unseen",
    "settle",
    "turn_order",
]
