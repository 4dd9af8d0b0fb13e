"""Django's name card for consultations."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    """Process 2."""

    name = "kehou.consultation"
    label = "consultation"

    def ready(self) -> None:
        """Make this capability's words known."""
        from kehou.consultation.wording import WORDING
        from kehou.platform.ui.books import add_wording

        add_wording(WORDING)
