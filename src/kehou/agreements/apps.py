"""Django's name card for agreements."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Process 5."""

    name = "kehou.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Make this capability's words and handlers known."""
        from kehou.agreements import handlers  # noqa: F401  (registers them)
        from kehou.agreements.wording import WORDING
        from kehou.platform.ui.books import add_wording

        add_wording(WORDING)
