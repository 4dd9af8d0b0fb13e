"""Django's name card for notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Process 4."""

    name = "kehou.notices"
    label = "notices"

    def ready(self) -> None:
        """Make this capability's words known."""
        from kehou.notices.wording import WORDING
        from kehou.platform.ui.books import add_wording

        add_wording(WORDING)
