"""Who may do what with people, providers, lists and contracts."""

from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants
from kehou.providers.rules import APPROVERS, HEADS, OFFICERS, SCHOOL_FILERS

_SCHOOL_READERS = SCHOOL_FILERS | {Role.SCHOOL_TEACHING, Role.SCHOOL_ACCOUNTANT}

SEE_PEOPLE = grants("clearance.see", _SCHOOL_READERS)
KEEP_PEOPLE = grants("clearance.keep", SCHOOL_FILERS)
ASK_APPROVAL = grants("person.ask", HEADS)
SEE_REQUESTS = grants("person.review", OFFICERS)
DECIDE_PERSON = grants("person.decide", APPROVERS)
HOLD_PERSON = grants("person.hold", APPROVERS | HEADS)

SEE_PROVIDERS = grants("provider.see", OFFICERS | {Role.COUNTY_MARKET})
ENTER_PROVIDER = grants("provider.enter", OFFICERS)
REVIEW_PROVIDER = grants("provider.review", OFFICERS)
PUBLISH_LIST = grants("provider_list.publish", APPROVERS)
MOVE_PROVIDER = grants("provider.move", APPROVERS)
READ_LIST = grants("provider_list.read", anyone=True)

SEE_CONTRACTS = grants("contract.see", _SCHOOL_READERS)
ASK_USE = grants("provider_use.ask", SCHOOL_FILERS)
DECIDE_USE = grants("provider_use.decide", APPROVERS)
DRAFT_CONTRACT = grants("contract.draft", {Role.SCHOOL_PLAN, Role.SCHOOL_ACCOUNTANT})
APPROVE_CONTRACT = grants("contract.approve", HEADS)
NAME_CONTACT = grants("provider.contact", OFFICERS)
KEEP_AGENTS = grants("provider.accounts", OFFICERS | {Role.PROVIDER})
SEE_OWN_DESK = grants("provider.own", [Role.PROVIDER])
