"""Django's name card for enrolment."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """Process 6."""

    name = "kehou.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        """Make this capability's words and handlers known."""
        from kehou.enrolment import handlers  # noqa: F401  (registers them)
        from kehou.enrolment.wording import WORDING
        from kehou.platform.ui.books import add_wording

        add_wording(WORDING)
