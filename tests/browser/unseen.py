"""What can be read and has no picture in the grown demo, with the reason: addresses, and kinds of objects.

An address that holds an object of a kind that the demo has none of is excused by the kind, through the
name of its parameter. The pages of these are held by the tests of their capability.
"""

from __future__ import annotations

import re

WITHIN = "a step that stands only while what came before it is being filled in; a journey test walks it"
NOBODY = "the demo has nobody of this office"
IN_ORDER = "the demo's county draws; tests/web/enrolment/test_first_come_pages.py walks the other way"

ADDRESSES = {
    "board/province/": NOBODY,
    "choices/opening/<uuid:school_id>/<uuid:term_id>/order/": IN_ORDER,
    "family/<uuid:pupil_id>/places/": IN_ORDER,
    "family/<uuid:pupil_id>/turn/": IN_ORDER,
    "rush/<str:code>/courses/": IN_ORDER,
    "rush/<str:code>/seats/": IN_ORDER,
    "family/<uuid:pupil_id>/survey/": "no survey runs on the demo's day",
    "family/consultation/<uuid:consultation_id>/<uuid:pupil_id>/<slug:step>/": (
        "every consultation of the demo is over; a journey test answers one"
    ),
    "family/signature/": WITHIN,
    "family/survey/": "no survey runs on the demo's day",
    "links/<uuid:link_id>/proof/": "no carer of the demo has handed in a proof",
    "provider-sessions/": NOBODY,
    "providers/own/": NOBODY,
    "report/<slug:short_code>/receipt/": WITHIN,
    "sign-in/code/": WITHIN,
    "sign-in/person/": WITHIN,
    "tariffs/<uuid:tariff_id>/consent/": "the demo's tariff has every consent",
}

OBJECTS = {
    "account_id": "no term's account is published",
    "bill_id": "no bill is issued",
    "case_id": "no report has come in",
    "contract_id": "no school has a contract",
    "decision_id": "the one reply is a letter, not a page",
    "entry_id": "no sheet is keyed in",
    "incident_id": "nothing has happened",
    "inspection_id": "no inspection is planned",
    "ledger_id": "no ledger is open",
    "month": "no month is reckoned",
    "order_id": "nothing is ordered or being paid",
    "provider_id": "no provider has applied",
    "receipt_id": "nothing is received",
    "refund_id": "nothing is given back",
    "report_id": "no yearly report is made",
    "request_id": "nobody from outside is asked for",
    "run_id": "no allowance is reckoned",
    "session_id": "the demo's day has no session to open",
    "sheet_id": "no allowance is reckoned",
    "signal_id": "no number has raised a signal",
    "slip_id": "no slip is keyed in",
    "snapshot_id": "no indicator is computed yet",
    "statement_id": "no bank statement is read in",
    "survey_id": "no survey was held",
}


def why_unseen(address: str) -> str:
    """Why an address has no picture; empty where nobody said why."""
    kinds = re.findall(r"<(?:\w+:)?(\w+)>", address)
    return ADDRESSES.get(address) or next((OBJECTS[kind] for kind in kinds if kind in OBJECTS), "")
