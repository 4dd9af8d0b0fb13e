"""Django's name card for delivery."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Process 7."""

    name = "kehou.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Make this capability's words and handlers known."""
        from kehou.delivery import handlers  # noqa: F401  (registers them)
        from kehou.delivery.wording import WORDING
        from kehou.platform.ui.books import add_wording

        add_wording(WORDING)
