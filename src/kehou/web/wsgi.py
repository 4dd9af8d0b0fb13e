"""The site as a WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")

application = get_wsgi_application()

from kehou.web.settling import settle  # noqa: E402  (after the settings)

settle()

# What the program itself is made of lasts as long as the process: it need not be searched for waste again
# and again, and a page makes little that is not let go by itself.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
