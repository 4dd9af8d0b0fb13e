"""The actions of anyone who comes to the door."""

from kehou.platform.access.actions import grants

SIGN_IN = grants("account.sign_in", anyone=True)
SEE_HOME = grants("home.see", anyone=True)
