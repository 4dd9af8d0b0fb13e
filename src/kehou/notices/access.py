"""Who may do what with a notice."""

from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

_AUTHORS = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_PLAN})

READ_NOTICE = grants("notice.read", anyone=True)
OBJECT = grants("notice.object", anyone=True)
PUBLISH_NOTICE = grants("notice.publish", _AUTHORS)
SEE_NOTICES = grants("notice.see", _AUTHORS | {Role.COUNTY_OFFICER, Role.COUNTY_APPROVER})
