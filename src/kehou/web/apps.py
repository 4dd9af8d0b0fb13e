"""Django's name card for the composition."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Desks, sign-in and the public site."""

    name = "kehou.web"
    label = "web"

    def ready(self) -> None:
        """Let every page say the verdicts of the rulebook."""
        from kehou.platform.ui.books import add_wording
        from kehou.rulebook.packs import HUNAN

        add_wording(HUNAN.editions[-1].wording)
