"""Who may do what about consultations and petitions."""

from kehou.consultation.rules import ORGANISERS
from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

_COUNTY = frozenset({Role.COUNTY_OFFICER, Role.COUNTY_APPROVER})

SEE_CONSULTATION = grants("consultation.see", ORGANISERS | _COUNTY | {Role.SCHOOL_TEACHING})
RUN_CONSULTATION = grants("consultation.run", ORGANISERS)
KEY_ANSWER = grants("consultation.key_answer", ORGANISERS | {Role.SCHOOL_TEACHING})
FOLLOW_CLASS = grants("consultation.follow_class", {Role.CLASS_TEACHER})
ANSWER = grants("consultation.answer", family=True)
OBJECT = grants("consultation.object", family=True)
SEE_RESULT = grants("consultation.see_result", anyone=True)

SEE_PETITION = grants("petition.see", ORGANISERS | _COUNTY)
OPEN_PETITION = grants("petition.open", ORGANISERS, family=True)
SIGN_PETITION = grants("petition.sign", family=True)
KEY_SIGNATURE = grants("petition.key_signature", ORGANISERS)
CHECK_PETITION = grants("petition.check", ORGANISERS)
