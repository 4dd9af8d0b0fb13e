"""Django's name card for the common base."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """The common base as one Django app."""

    name = "kehou.platform"
    label = "platform"
    default_auto_field = "django.db.models.BigAutoField"
