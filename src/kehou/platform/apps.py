"""Django's name card for the common base."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """The common base as one Django app."""

    name = "kehou.platform"
    label = "platform"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every connection read moments fast, and plan once what it prepares."""
        from django.db.backends.signals import connection_created

        from kehou.platform.database.moments import read_moments_fast
        from kehou.platform.database.wire import plan_once

        connection_created.connect(read_moments_fast)
        connection_created.connect(plan_once)
