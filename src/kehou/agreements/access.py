"""Who may do what with an agreement."""

from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

SIGN_AGREEMENT = grants("agreement.sign", family=True)
SEE_AGREEMENTS = grants(
    "agreement.see", [Role.SCHOOL_HEAD, Role.SCHOOL_PLAN, Role.SCHOOL_TEACHING, Role.COUNTY_OFFICER]
)
KEY_PAPER = grants("agreement.key_paper", [Role.SCHOOL_PLAN, Role.SCHOOL_TEACHING, Role.CLASS_TEACHER])
CHECK_PAPER = grants("agreement.check_paper", [Role.SCHOOL_HEAD, Role.SCHOOL_PLAN, Role.SCHOOL_TEACHING])
RECORD_MEETING = grants(
    "agreement.record_meeting",
    [Role.SCHOOL_HEAD, Role.SCHOOL_PLAN, Role.SCHOOL_TEACHING],
)
