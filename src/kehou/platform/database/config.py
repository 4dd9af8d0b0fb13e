"""From one address of a PostgreSQL server to Django's two ways of reaching it.

``default`` is the application's role, bound by row security. ``owner`` owns the tables and only
migrates. The address names an administrator, whom the site itself never uses.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

OWNER_ROLE = "kehou_owner"
APP_ROLE = "kehou_app"


def django_database(url: str, *, user: str, password: str, name: str = "") -> dict[str, Any]:
    """Django settings for one role at a server address such as ``postgresql://admin@host:5432/kehou``."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name or unquote(parts.path.lstrip("/")) or "kehou",
        "USER": user,
        "PASSWORD": password,
        "HOST": options.get("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.get("port", "") or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "TIME_ZONE": None,
        "OPTIONS": {},
        "TEST": {"CHARSET": None, "COLLATION": None, "MIGRATE": True, "MIRROR": None, "NAME": None},
    }


def databases(url: str, password: str) -> dict[str, dict[str, Any]]:
    """Both of Django's databases, which are one database seen by two roles."""
    owner = django_database(url, user=OWNER_ROLE, password=password)
    return {"default": django_database(url, user=APP_ROLE, password=password), "owner": owner}
