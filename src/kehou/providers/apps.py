"""Django's name card for providers."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    """Process 8."""

    name = "kehou.providers"
    label = "providers"

    def ready(self) -> None:
        """Make this capability's words known."""
        from kehou.platform.ui.books import add_wording
        from kehou.providers.wording import WORDING

        add_wording(WORDING)
