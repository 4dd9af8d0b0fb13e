"""The ways between the desks of one school's money: those that the actor may open."""

from __future__ import annotations

from kehou.funds.receipts.access import SEE_AID, SEE_BILLS, SEE_RECEIPTS, SEE_REFUNDS
from kehou.platform.access.endpoint import KehouRequest
from kehou.platform.ui.paths import path_to
from kehou.platform.ui.pieces import Link
from kehou.registry.public import SchoolInfo

_WAYS = (
    ("账单", "school-bills", SEE_BILLS),
    ("收款和对账", "school-receipts", SEE_RECEIPTS),
    ("退费", "school-refunds", SEE_REFUNDS),
    ("减免名单", "school-waivers", SEE_AID),
)


def ways(request: KehouRequest, school: SchoolInfo) -> list[Link]:
    """The tabs of a school, the one at hand marked."""
    links = []
    for label, name, action in _WAYS:
        if action.permits(request.actor, school.place):
            url = path_to(name, school.id)
            links.append(Link(label, url, current=request.path == url))
    return links
