"""The actions of anyone who comes to the door."""

from kehou.platform.access.actions import grants

SIGN_IN = grants("account.sign_in", anyone=True)
CHANGE_PASSWORD = grants("account.change_password", anyone=True)
KEEP_SECOND_FACTOR = grants("account.keep_second_factor", anyone=True)
SEE_HOME = grants("home.see", anyone=True)
