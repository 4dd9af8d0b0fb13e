"""What can be read and has no picture in the grown demo, with the reason: addresses, and kinds of objects.

An address that holds an object of a kind that the demo has none of is excused by the kind, through the
name of its parameter. The pages of these are held by the tests of their capability.
"""

from __future__ import annotations

import re

WITHIN = "a step that stands only while what came before it is being filled in; a journey test walks it"
YEAR = "the demo's school year is not over, so its report is refused; a journey test makes one"
CANCELLED = (
    "only a cancelled session has it, and the walk looks at a few of today's; the pages' tests open it"
)

ADDRESSES = {
    "afternoon/sessions/<uuid:session_id>/arrangement/": CANCELLED,
    "afternoon/sessions/<uuid:session_id>/keeping/": CANCELLED,
    "afternoon/leaves/<uuid:request_id>/evidence/": "no family of the demo has handed in a proof",
    "family/<uuid:pupil_id>/payments/<uuid:order_id>/": (
        "the gateway of phones runs only while the demo is served; a journey test pays by it"
    ),
    "family/consultation/<uuid:consultation_id>/<uuid:pupil_id>/<slug:step>/": (
        "every consultation of the demo is over; a journey test answers one"
    ),
    "family/signature/": WITHIN,
    "links/<uuid:link_id>/proof/": "no carer of the demo has handed in a proof",
    "report/<slug:short_code>/receipt/": WITHIN,
    "sign-in/code/": WITHIN,
    "sign-in/person/": WITHIN,
    "sign-in/second/": "nobody of the demo has a second factor; the tests of signing in bind one",
    "tariffs/<uuid:tariff_id>/consent/": "the demo's tariff has every consent",
}

OBJECTS = {
    "report_id": YEAR,
    "erasure_id": "nobody of the demo left three years ago; the tests of erasures propose and decide one",
}


def why_unseen(address: str) -> str:
    """Why an address has no picture; empty where nobody said why."""
    kinds = re.findall(r"<(?:\w+:)?(\w+)>", address)
    return ADDRESSES.get(address) or next((OBJECTS[kind] for kind in kinds if kind in OBJECTS), "")
