"""Django's settings. What differs between installations comes from the environment.

``DATABASE_URL``  administrator's address of a PostgreSQL server (the embedded one sets it itself)
``KEHOU_VAR``     folder for secrets and local data
``KEHOU_DEBUG``   ``1`` shows the style page and errors
``KEHOU_DEMO``    ``1`` shows the demo's people, inbox and business clock
``KEHOU_HOSTS``   host names that the site answers to, with commas. Under a public name it stands behind a
                  proxy that speaks TLS and says so in X-Forwarded-Proto
``KEHOU_PROXIES`` addresses or networks of those proxies, with commas, whose X-Forwarded-For is believed:
                  under a public name this machine's own, else none. All who come through another one
                  count as one network
``KEHOU_SECOND_FACTOR``  ``1`` demands a second factor of whoever works above the schools, ``0`` does not;
                  under a public name it is demanded unless this is the demo
``KEHOU_SMS_CARRIER``  dotted path of the function that hands a text to a carrier
"""

from __future__ import annotations

import os
from ipaddress import ip_network

from csp.constants import NONE, SELF

from kehou.platform.database.config import databases
from kehou.web.folders import var_folder
from kehou.web.secrets import load_or_create

KEHOU_VAR = var_folder()
_secrets = load_or_create(KEHOU_VAR)

SECRET_KEY = _secrets.signing_key
KEHOU_MASTER_KEY = _secrets.master_key
KEHOU_DATABASE_PASSWORD = _secrets.database_password
KEHOU_DEMO = os.environ.get("KEHOU_DEMO") == "1"
KEHOU_PACK = "hunan_2024"
KEHOU_PROVINCE = "43"
# Divisions beyond GB/T 2260, by code: the demo plays in a county that does not exist.
KEHOU_EXTRA_DIVISIONS = {"4399": "示范市", "439901": "示范县", "439902": "邻县"} if KEHOU_DEMO else {}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = os.environ.get("KEHOU_DEBUG") == "1"
_OWN_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = os.environ.get("KEHOU_HOSTS", ",".join(_OWN_HOSTS)).split(",")

_IS_PUBLIC = not set(ALLOWED_HOSTS) <= set(_OWN_HOSTS)
_PROXIES = os.environ.get("KEHOU_PROXIES", "127.0.0.1,::1" if _IS_PUBLIC else "")
KEHOU_PROXIES = tuple(ip_network(network.strip()) for network in _PROXIES.split(",") if network.strip())
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _IS_PUBLIC else None
SECURE_SSL_REDIRECT = _IS_PUBLIC
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _IS_PUBLIC else 0
SESSION_COOKIE_SECURE = _IS_PUBLIC
CSRF_COOKIE_SECURE = _IS_PUBLIC

_DEMANDED = "1" if _IS_PUBLIC and not KEHOU_DEMO else "0"
KEHOU_SECOND_FACTOR = os.environ.get("KEHOU_SECOND_FACTOR", _DEMANDED) == "1"

CAPABILITIES = [
    "kehou.registry",
    "kehou.authority",
    "kehou.providers",
    "kehou.consultation",
    "kehou.plans",
    "kehou.notices",
    "kehou.agreements",
    "kehou.enrolment",
    "kehou.delivery",
    "kehou.funds",
    "kehou.oversight",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "kehou.platform",
    "kehou.platform.ui",
    *CAPABILITIES,
    "kehou.web",
    "kehou.demo",  # its pages are mounted, and its people made, only where KEHOU_DEMO is set
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kehou.web.weight.refuse_heavy",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kehou.web.policy.OnePolicy",
    "django_htmx.middleware.HtmxMiddleware",
    "kehou.web.identity.identify",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kehou.web.surroundings.surroundings",
            ],
            "builtins": ["kehou.platform.ui.templatetags.kehou"],
        },
    },
]
FORM_RENDERER = "kehou.platform.ui.rendering.WrittenWidgets"
ROOT_URLCONF = "kehou.web.urls"
CSRF_FAILURE_VIEW = "kehou.platform.ui.errors.csrf_failed"
WSGI_APPLICATION = "kehou.web.wsgi.application"

DATABASES = databases(os.environ.get("DATABASE_URL", ""), KEHOU_DATABASE_PASSWORD)
AUTH_USER_MODEL = "platform.Account"
_RULES = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_RULES}MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_RULES}UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["login"]}},
    {"NAME": f"{_RULES}CommonPasswordValidator"},
    {"NAME": f"{_RULES}NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
SESSION_ENGINE = "kehou.platform.sealed.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
DATE_FORMAT = "n月j日"

STATIC_URL = "static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kehou.platform.ui.stylesheet.StylesheetFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

PROCRASTINATE_IMPORT_PATHS = [
    "kehou.platform.outbox.tasks",
    "kehou.platform.access.tasks",
    "kehou.platform.files.tasks",
    "kehou.enrolment.tasks",
    "kehou.funds.wallet.tasks",
    "kehou.funds.closing.tasks",
    "kehou.funds.treasury.tasks",
    "kehou.oversight.tasks",
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
KEHOU_SMS_CARRIER = os.environ.get("KEHOU_SMS_CARRIER", "kehou.platform.messages.unset.refuse")
