"""The door of choices in order of arrival as an ASGI application, for a process of its own."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
django.setup()

from kehou.enrolment.public import door  # noqa: E402  (Django first)

application = door()

gc.freeze()  # what was imported stays: the collector need not look through it again in the rush
