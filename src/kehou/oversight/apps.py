"""Django's name card for oversight."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Process 10."""

    name = "kehou.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Make this capability's words and handlers known."""
        from kehou.oversight import handlers  # noqa: F401  (registers them)
        from kehou.oversight.wording import WORDING
        from kehou.platform.ui.books import add_wording

        add_wording(WORDING)
