"""The door of choices in order of arrival as an ASGI application, for a process of its own."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
django.setup()

from kehou.enrolment.public import door  # noqa: E402  (Django first)
from kehou.web.running import DOOR_READ_S  # noqa: E402

# The server starts this process anew, so what its command line said comes by the environment.
application = door(read_s=float(os.environ.get("KEHOU_DOOR_READ_S", DOOR_READ_S)))

gc.freeze()  # what was imported stays: the collector need not look through it again in the rush
gc.set_threshold(50_000)  # nor, so often, through the thousands who wait: what answers them leaves no circles
