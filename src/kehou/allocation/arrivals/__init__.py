"""First come, first served, as the second way to choose: turns, admission, the closed list.

Pure, as all of ``kehou.allocation``. ``turn_order`` gives turns, ``admit`` answers requests in the order in
which they came, ``settle`` lets the lines move up into seats that were given back, and ``closed_pupils``
turns what came of it into the closed list of a draw in which the order of arrival decides: so reasons,
waiting lists and withdrawals are those of the draw.
"""

from kehou.allocation.arrivals.admitting import admit, refused_unseen
from kehou.allocation.arrivals.closing import Asked, arrival_policy, closed_pupils
from kehou.allocation.arrivals.model import Answer, Answered, Hours, Offer, Request
from kehou.allocation.arrivals.settling import Stand, settle
from kehou.allocation.arrivals.standing import Standing
from kehou.allocation.arrivals.turns import called_at, turn_order

__all__ = [
    "Answer",
    "Answered",
    "Asked",
    "Hours",
    "Offer",
    "Request",
    "Stand",
    "Standing",
    "admit",
    "arrival_policy",
    "called_at",
    "closed_pupils",
    "refused_unseen",
    "settle",
    "turn_order",
]
