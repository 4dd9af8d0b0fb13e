"""Django's name card for authorities."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    """Process 1, thin."""

    name = "kehou.authority"
    label = "authority"

    def ready(self) -> None:
        """Make this capability's words known."""
        from kehou.authority.wording import WORDING
        from kehou.platform.ui.books import add_wording

        add_wording(WORDING)
