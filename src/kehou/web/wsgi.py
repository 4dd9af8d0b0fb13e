"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")

application = get_wsgi_application()

from kehou.web.settling import settle  # noqa: E402

settle()
