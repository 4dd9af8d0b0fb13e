"""Who may do what with a plan."""

from kehou.kernel.actor import Role
from kehou.plans.rules import APPROVERS, HEADS, OFFICERS, SCHOOL_AUTHORS
from kehou.platform.access.actions import grants

_READERS = frozenset({Role.SCHOOL_TEACHING, Role.SCHOOL_SAFETY, Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_CASHIER})

SEE_PLAN = grants("plan.see", SCHOOL_AUTHORS | OFFICERS | _READERS)
DRAFT_PLAN = grants("plan.draft", SCHOOL_AUTHORS)
SUBMIT_PLAN = grants("plan.submit", HEADS)
REVIEW_PLAN = grants("plan.review", OFFICERS)
CO_SIGN_PLAN = grants(
    "plan.co_sign", {Role.COUNTY_FINANCE, Role.COUNTY_MARKET, Role.COUNTY_PERSONNEL} | OFFICERS
)
DECIDE_PLAN = grants("plan.decide", APPROVERS)
