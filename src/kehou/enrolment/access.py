"""Who may do what with wishes, the draw and the lists."""

from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

_TEACHING = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_PLAN, Role.SCHOOL_TEACHING})
_KEYING = _TEACHING | {Role.CLASS_TEACHER}

SEE_FAMILY = grants("family.see", family=True)
ENTER_WISHES = grants("wishes.enter", family=True)
SEE_RESULT = grants("placement.see_own", family=True)
OPEN_CHOICE = grants("choice.open", _TEACHING)
SEE_CHOICE = grants("choice.see", _TEACHING | {Role.COUNTY_OFFICER, Role.COUNTY_APPROVER})
KEY_WISHES = grants("wishes.key", _KEYING)
CHECK_WISHES = grants("wishes.check", _TEACHING)
DRAW = grants("placement.draw", _TEACHING)
TURN_AWAY = grants("pupil.turn_away", _TEACHING)
SEE_DRAW = grants("placement.see", anyone=True)
SEE_ALL_LISTS = grants("lists.see_all", _TEACHING)
SEE_LISTS = grants("lists.see", _TEACHING | {Role.CLASS_TEACHER, Role.TEACHER})
