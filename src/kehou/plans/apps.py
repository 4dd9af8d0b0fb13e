"""Django's name card for plans."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Process 3."""

    name = "kehou.plans"
    label = "plans"

    def ready(self) -> None:
        """Make this capability's words known."""
        from kehou.plans.wording import WORDING
        from kehou.platform.ui.books import add_wording

        add_wording(WORDING)
